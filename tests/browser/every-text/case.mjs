import assert from "node:assert/strict";

export const title = "each text that a form can have is read somewhere: its title, its questions, its programs, its referrals";

/** A form whose every text is `#1`, `#2` … `#n`, and how many they are. */
function form() {
  let count = 0;
  const t = () => `#${(count += 1)}#`;
  const choices = () => [{ name: "a", label: t(), hint: t() }, { name: "b", label: t(), hint: t(), exclusive: true }];
  const question = (name, type, more = {}) => ({ name, type, label: t(), hint: t(), purpose: t(), record: true, ...more });
  const definition = {
    formLanguage: 1, name: "every-text", version: "1", defaultLanguage: "en", languages: ["en"], title: t(), description: t(),
    pages: [
      { name: "first", items: [
        question("text", "text", { pattern: "[0-9]", constraintMessage: t() }),
        question("number", "integer", { constraint: "self < 5", constraintMessage: t() }),
        ...["paragraph", "email", "phone", "url", "decimal", "date", "month", "time", "boolean", "address", "file", "signature"].map((type) => question(type, type)),
        question("money", "money", { currency: "EUR" }),
        question("scale", "scale", { minLabel: t(), maxLabel: t() }),
        question("one", "choice", { choices: choices() }),
        question("several", "choices", { choices: choices() }),
        question("menu", "choice", { appearance: "select", choices: [{ name: "a", label: t() }] }),
        question("agree", "consent", { statement: t() }),
        { name: "tip", type: "note", label: t(), text: t() },
        { name: "together", type: "group", label: t(), hint: t(), purpose: t(), items: [question("inner", "text")] },
        { name: "jobs", type: "repeat", label: t(), hint: t(), purpose: t(), itemLabel: t(), addLabel: t(), minCount: 1, items: [question("employer", "text")] },
      ] },
      { name: "second", title: t(), description: t(), items: [
        { name: "fixed", type: "choice", label: t(), hint: t(), readOnly: true, default: "a", record: true, choices: [{ name: "a", label: t() }] },
      ] },
    ],
    constraints: [{ name: "rule", constraint: "number != 3", message: t(), items: ["number"] }],
    programs: [{
      name: "aid", label: t(), summary: t(), nextSteps: t(), estimate: "12.0", currency: "EUR", documents: [{ label: t() }], referrals: ["desk"],
      criteria: [{ name: "small", label: t(), test: "number < 5" }],
    }],
    referrals: [{
      name: "desk", reason: t(), service: {
        name: t(), description: t(), url: "https://desk.example", email: "desk@example.org", application_process: t(), fees_description: t(),
        phones: [{ number: "+1 555 0100", description: t() }],
        schedules: [{ byday: "MO,TU", opens_at: "09:00", closes_at: "16:00", description: t() }],
        addresses: [{ address_1: "1 Example Street", address_2: "Floor 2", city: "Springfield", state_province: "IL", postal_code: "62701" }],
        required_documents: [{ document: t() }], languages: [{ code: "es" }],
      },
    }],
    settings: { reviewPage: false, submitLabel: t() },
  };
  return { definition, count };
}

export async function run({ page, person, check, shoot, open }) {
  const { definition, count } = form();
  const seen = new Set();
  /** Notes what can be read now, with all that can be opened open. */
  const read = async () => {
    const text = await page.locator("intake-form").evaluate((form) => {
      for (const details of form.shadowRoot.querySelectorAll("details")) details.open = true;
      return form.shadowRoot.querySelector("[part~=form]").innerText;
    });
    for (const [, n] of text.matchAll(/#(\d+)#/g)) seen.add(Number(n));
    return text;
  };
  await open({ form: definition });

  await check("the form's own and those of its questions", async () => {
    await person.fills(definition.pages[0].items[0].label, "x");
    await person.fills(definition.pages[0].items[1].label, "7");
    await person.presses("Tab");
    await read();
    await shoot("first");
    await person.fills(definition.pages[0].items[0].label, "1");
    await person.fills(definition.pages[0].items[1].label, "3");
    await person.clicks("button", "Continue");
    await person.reads(definition.constraints[0].message);
    await read();
    await person.fills(definition.pages[0].items[1].label, "2");
    await person.clicks("button", "Continue");
    await person.sees(definition.pages[1].title);
    await read();
  });

  await check("without a review, the last page leads to the outcome, with all of its programs and referrals", async () => {
    await person.clicks("button", "Continue");
    await person.reads(definition.programs[0].summary);
    const text = await read();
    await shoot("outcome");
    for (const words of ["€12", "+1 555 0100", "desk@example.org", "desk.example", "1 Example Street", "Floor 2", "Springfield", "IL", "62701", "Spanish", "Monday and Tuesday"]) assert.ok(text.includes(words), words);
  });

  await check("none is left unread", () => {
    const unread = Array.from({ length: count }, (_, i) => i + 1).filter((n) => !seen.has(n));
    const text = JSON.stringify(definition, null, 1);
    assert.deepEqual(unread.map((n) => text.split("\n").find((line) => line.includes(`#${n}#`)).trim()), []);
  });

  await check("what is on paper is all of it too", async () => {
    await page.emulateMedia({ media: "print" });
    const text = await read();
    for (const words of [definition.programs[0].nextSteps, definition.referrals[0].reason, "+1 555 0100"]) assert.ok(text.includes(words), words);
    await page.emulateMedia({ media: "screen" });
  });
}
