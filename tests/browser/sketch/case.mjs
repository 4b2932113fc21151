import assert from "node:assert/strict";
import { LATER } from "../parts/case.mjs";
import { until } from "../person.mjs";

export { skip } from "../parts/case.mjs";

export const title = "the first page is there before the form's rules; with them appears what they say, and what was typed stays";
export const expected = [/intake-form: .*unknown-name/];

/** A form whose first page has a name and these items. */
const form = (items, more = {}) => ({
  formLanguage: 1, name: "sketch", version: "1", defaultLanguage: "en", languages: ["en"], title: "A visit", ...more,
  pages: [
    { name: "you", title: "You", items: [{ name: "called", type: "text", label: "Your name", record: true }, ...items], ...more.page },
    { name: "end", title: "Last page", items: [{ name: "more", type: "text", label: "Anything else", record: true }] },
  ],
});
const text = (name, label, more) => ({ name, type: "text", label, record: true, ...more });

export async function run({ page, playground, check }) {
  let waiting = [];
  await page.route(LATER, (route) => { waiting.push(route); });
  await page.addInitScript(() => {
    window.told = [];
    document.addEventListener("intake-error", ({ detail }) => window.told.push(detail));
  });
  const answers = () => page.locator("intake-form").evaluate((element) => element.answers);
  const name = page.getByLabel("Your name");
  /** The page while the second part is on its way; what is answered lets it come. */
  const arrive = async (definition) => {
    waiting = [];
    await page.goto(await playground.path({ form: definition }));
    await until(() => waiting.length > 0, "the second part is asked for");
    return () => waiting.shift().continue();
  };

  await check("a question whose condition holds from the start appears, also in a group; one that waits for an answer does not", async () => {
    const come = await arrive(form([
      text("where", "Where do you sleep?", { relevant: "today.getFullYear() > 2000" }),
      { name: "box", type: "group", label: "Your things", items: [text("bag", "Have you a bag?", { relevant: "limit == 3" })] },
      { name: "tip", type: "note", text: "We ask twice.", relevant: "limit == 3" },
      text("dog", "Your dog's name", { relevant: "called == 'Sam'" }),
    ], { variables: [{ name: "limit", calculation: "1 + 2" }] }));
    await name.fill("Sa");
    for (const label of ["Where do you sleep?", "Have you a bag?"]) assert.equal(await page.getByLabel(label).count(), 0, label);
    await come();
    for (const label of ["Where do you sleep?", "Have you a bag?"]) await page.getByLabel(label).fill("Yes");
    await page.getByText("We ask twice.").first().waitFor();
    assert.equal(await name.inputValue(), "Sa");
    assert.equal(await page.getByLabel("Your dog's name").count(), 0);
    await name.fill("Sam");
    await page.getByLabel("Your dog's name").fill("Rex");
    await until(async () => (await answers())?.dog === "Rex", "all is there");
    assert.deepEqual(await answers(), { called: "Sam", where: "Yes", bag: "Yes", dog: "Rex" });
    // As the form has them.
    assert.deepEqual(await page.getByRole("textbox").evaluateAll((inputs) => inputs.map((input) => input.labels[0].innerText.split(" (")[0])), [
      "Your name", "Where do you sleep?", "Have you a bag?", "Your dog's name",
    ]);
  });

  await check("what is required by a rule is no longer said to be optional", async () => {
    const come = await arrive(form([text("code", "Your code", { required: "1 == 1" })]));
    await page.getByLabel(/Your code.*optional/i).waitFor();
    await come();
    await page.getByLabel(/Your code.*optional/i).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("There is a problem").waitFor();
  });

  for (const [what, items, more, seen] of [
    ["a text that says an answer", [text("where", "Where, {called}?")], {}, /Where, /],
    ["choices that are filtered", [{ name: "town", type: "choice", label: "Town", choiceFilter: "choice != 'b'", choices: [{ name: "a", label: "Northbridge" }, { name: "b", label: "Southbridge" }], record: true }], {}, "Northbridge"],
    ["a page with a condition", [], { page: { relevant: "1 == 1" } }, "Your name"],
  ]) {
    await check(`${what}: the page waits for its rules`, async () => {
      const come = await arrive(form(items, more));
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(await page.getByRole("textbox").count(), 0);
      await come();
      await page.getByText(seen).first().waitFor();
      assert.equal(await page.getByText("Southbridge").count(), 0);
      await name.fill("Sam");
      await until(async () => (await answers())?.called === "Sam", "it answers");
    });
  }

  await check("a mistake in a rule is told to the page's author once rules are read, and nobody fills in that form", async () => {
    const come = await arrive(form([text("where", "Where?", { relevant: "nobody == 1" })]));
    await name.fill("Sam");
    await come();
    await until(() => page.evaluate(() => window.told.length > 0), "the author is told");
    assert.deepEqual(await page.evaluate(() => window.told), [
      { code: "definition", errors: [{ code: "unknown-name", pointer: "/pages/0/items/1/relevant" }] },
    ]);
    assert.equal(await name.count(), 0);
  });
}
