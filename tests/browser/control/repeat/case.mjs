import assert from "node:assert/strict";
import { until } from "../../person.mjs";

export const title = "several of the same: add, edit, remove with a question, cards";

export async function run({ page, person, check, shoot, open }) {
  await open({ form: "repeat" });
  const group = (name) => page.getByRole("group", { name, exact: true });
  const focuses = (role, name) => until(async () => {
    const now = await person.focused();
    return now.role === role && name.test(now.name);
  }, `the focus is on the ${role} ${name}`);

  await check("the repeat comes with its question, and has the entry that it needs at least", async () => {
    await person.picks("Do you live alone?", "No");
    await person.sees("Person 1");
    assert.equal(await group("Person 1").getByRole("button", { name: /Remove/ }).count(), 0);
    await shoot("empty");
  });

  await check("by keyboard: fill one in, add the next; the focus goes to its first field", async () => {
    await group("Person 1").getByLabel("First name").focus();
    await person.types("Anna");
    await person.tabsTo("textbox", "How old is Anna?");
    await person.types("34");
    await person.tabsTo("button", "Add a person");
    await person.presses("Enter");
    await focuses("textbox", /First name/);
    await person.types("Bo");
  });

  await check("the complete one has become a card with its answers", async () => {
    const card = group("Anna");
    assert.equal(await card.getByRole("textbox").count(), 0);
    assert.equal((await card.getByRole("definition").allInnerTexts()).join(), "Anna,34");
    await card.getByRole("button", { name: "Change Anna" }).waitFor();
    await shoot("card");
  });

  await check("an incomplete one is not done: what is missing is said, and takes the focus", async () => {
    await person.clicks("button", "Done Bo");
    await focuses("textbox", /How old is Bo/);
    await person.reads("Enter a number");
    await person.types("9");
    await page.getByRole("group", { name: /Does Bo go to school/ }).getByRole("radio", { name: "Yes" }).check();
    await person.clicks("button", "Done Bo");
    await focuses("heading", /^Bo$/);
    assert.equal((await group("Bo").getByRole("definition").allInnerTexts()).join(), "Bo,9,Yes");
  });

  await check("mistakes in entries are named in the summary, and mended from there", async () => {
    await person.clicks("button", "Add a person");
    await focuses("textbox", /First name/);
    await person.types("Cy");
    await person.clicks("button", "Change Anna");
    await focuses("textbox", /First name/);
    await group("Anna").getByLabel("How old is Anna?").fill("340");
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    await page.getByRole("link", { name: "Anna, How old is Anna? Enter 120 or less" }).waitFor();
    await shoot("error");
    await page.getByRole("link", { name: /^Cy, How old is Cy\?/ }).click();
    await focuses("textbox", /How old is Cy/);
    await person.types("70");
    await page.getByRole("link", { name: /^Anna, / }).click();
    await focuses("textbox", /How old is Anna/);
    await person.presses("Control+A");
    await person.types("35");
    await person.clicks("button", "Done Anna");
    await person.clicks("button", "Done Cy");
  });

  await check("removing asks first; keeping keeps", async () => {
    await person.clicks("button", "Remove Bo");
    await until(async () => /Remove .Bo.\?/.test((await person.focused()).text ?? ""), "the question has the focus");
    await shoot("ask");
    await person.clicks("button", "Keep Bo");
    await focuses("button", /Remove Bo/);
    await group("Bo").waitFor();
  });

  await check("yes removes it; the focus goes to the one before", async () => {
    await person.presses("Enter");
    await until(async () => /Remove .Bo.\?/.test((await person.focused()).text ?? ""), "the question has the focus");
    await person.tabsTo("button", "Yes, remove Bo", { limit: 2 });
    await person.presses("Enter");
    await group("Bo").waitFor({ state: "detached" });
    await focuses("heading", /^Anna$/);
    await until(async () => /Bo was removed/.test(await page.getByRole("status").first().textContent()), "it is announced");
  });

  await check("an empty one goes without a question; at the most no more can be added", async () => {
    await person.clicks("button", "Add a person");
    await group("Person 3").waitFor();
    await person.clicks("button", "Add a person");
    await person.reads("You can add at most 4");
    await person.clicks("button", "Remove Person 4");
    await group("Person 4").waitFor({ state: "detached" });
    await person.clicks("button", "Remove Person 3");
    await group("Person 3").waitFor({ state: "detached" });
    await focuses("heading", /^Cy$/);
  });

  await check("entries have repeats of their own", async () => {
    await person.clicks("button", "Change Anna");
    await group("Anna").getByRole("button", { name: "Add", exact: true }).click();
    await focuses("textbox", /Employer/);
    await person.types("The bakery");
    await shoot("nested");
    await person.clicks("button", "Done Anna");
    await until(async () => /Job 1/.test(await group("Anna").innerText()), "the card names the job");
  });

  await check("another language keeps everything, and what is open", async () => {
    await person.clicks("button", "Change Cy");
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "sv"));
    await person.sees("Ditt hushåll");
    assert.equal(await group("Cy").getByLabel("Förnamn").inputValue(), "Cy");
    assert.match(await group("Anna").innerText(), /Hur gammal är Anna\?\s+35/);
    await shoot("sv");
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "en"));
    await person.sees("Your household");
  });

  await check("a hidden repeat comes back with its entries", async () => {
    await person.picks("Do you live alone?", "Yes");
    await group("Anna").waitFor({ state: "detached" });
    await person.picks("Do you live alone?", "No");
    await group("Anna").waitFor();
  });

  await check("the review has a card for each, whose links lead into the entry", async () => {
    await person.clicks("button", "Continue");
    await person.sees("Last page");
    await shoot("none");
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await shoot("review");
    await person.clicks("button", "Change How old is Anna?");
    await focuses("textbox", /How old is Anna/);
    await person.presses("Control+A");
    await person.types("36");
    await person.presses("Enter");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("How old is Anna?"), "36");
    await person.clicks("button", "Back");
    await person.sees("Last page");
    await person.clicks("button", "Back");
    await group("Anna").waitFor();
  });

  await check("a hundred entries are cards, and typing in one is as quick to see", async () => {
    const form = {
      formLanguage: 1, name: "many", version: "1", defaultLanguage: "en", languages: ["en"], title: "Many",
      pages: [{ name: "p", items: [{ name: "m", type: "repeat", label: "Row", minCount: 0, itemLabel: "{a}", items: [
        { name: "a", type: "text", label: "Name", record: true }, { name: "b", type: "integer", label: "Age", record: true },
      ] }] }],
    };
    await open({ form });
    await person.clicks("button", "Add");
    for (let n = 1; n <= 100; n += 1) {
      await until(async () => page.evaluate(() => {
        const active = document.querySelector("intake-form").shadowRoot.activeElement;
        return active?.tagName === "INPUT" && active.value === "";
      }), `the focus is in row ${n}`);
      await person.types(`N${n}`);
      if (n < 100) await person.clicks("button", "Add another");
    }
    assert.equal(await page.getByRole("textbox").count(), 2);
    assert.equal(await page.getByRole("heading", { level: 4 }).count(), 100);
  });
}
