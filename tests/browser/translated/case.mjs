import assert from "node:assert/strict";
import { until } from "../person.mjs";

export const expected = [/422/];
export const title = "on a page that the browser translates, each text that changes is seen anew, and nothing breaks";

const form = {
  formLanguage: 1, name: "translated", version: "1", defaultLanguage: "en", languages: ["en", "sv"], title: { en: "A visit", sv: "Ett besök" },
  pages: [
    {
      name: "one", title: { en: "Page one", sv: "Sida ett" },
      items: [
        { name: "a", type: "integer", min: 0, max: 120, required: true, label: { en: "Age", sv: "Ålder" }, record: true },
        { name: "n", type: "note", text: { en: "You are {a} years.", sv: "Du är {a} år." } },
        { name: "rich", type: "note", text: { en: "You are **{a}** years, *really*.", sv: "Du är **{a}** år, *verkligen*." } },
        { name: "s", type: "paragraph", maxLength: 10, label: { en: "Story", sv: "Berättelse" }, record: true },
        { name: "more", type: "boolean", required: true, label: { en: "More?", sv: "Mer?" }, record: true },
        { name: "what", type: "text", relevant: "more", label: { en: "What of {a}?", sv: "Vad av {a}?" }, record: true },
        { name: "people", type: "repeat", label: { en: "People", sv: "Personer" }, items: [{ name: "called", type: "text", label: { en: "Called", sv: "Kallas" }, record: true }] },
      ],
    },
    { name: "two", title: { en: "Page two", sv: "Sida två" }, items: [{ name: "z", type: "text", label: { en: "Anything", sv: "Något" }, record: true }] },
  ],
};

/** What translators do to the page, each text of it. */
const WAYS = {
  "fonts in its place": (text) => {
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    inner.textContent = text.data;
    outer.append(inner);
    text.replaceWith(outer);
  },
  "fonts around it": (text) => {
    const outer = document.createElement("font");
    text.replaceWith(outer);
    outer.append(text);
  },
  "another text in its place": (text) => text.replaceWith(document.createTextNode(text.data)),
  "two texts in its place": (text) => text.replaceWith(text.data.slice(0, 2), text.data.slice(2)),
};

export async function run({ page, person, check, open }) {
  const root = page.locator("intake-form");
  for (const [name, way] of Object.entries(WAYS)) {
    // All texts, those of spaces too.
    const translate = () => page.evaluate((way) => {
      const change = new Function(`return ${way}`)();
      const walker = document.createTreeWalker(document.querySelector("intake-form").shadowRoot, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode()) if (!["STYLE", "OPTION", "TEXTAREA"].includes(walker.currentNode.parentNode.nodeName)) texts.push(walker.currentNode);
      texts.forEach(change);
      return texts.length;
    }, String(way));
    // What can be seen, without what only screen readers are told.
    const text = () => root.evaluate((form) => {
      const all = form.shadowRoot.querySelector("[part~=form]");
      const status = [...all.querySelectorAll("[role=status].unseen")].map((one) => one.innerText);
      return status.reduce((text, one) => text.replace(one, ""), all.innerText).replace(/\s+/g, " ");
    });
    const says = (words) => until(async () => (await text()).includes(words), words);
    const never = async (words) => assert.ok(!(await text()).includes(words), words);

    await check(`${name}: errors, counters, notes`, async () => {
      await open({ form });
      await page.getByLabel("Age").fill("200");
      await person.presses("Tab");
      await says("Enter 120 or less");
      assert.ok((await translate()) > 20);
      await page.getByLabel("Age").fill("abc");
      await says("Enter a whole number");
      await never("Enter 120 or less");
      await translate();
      await page.getByLabel("Age").fill("33");
      await says("You are 33 years.");
      await says("You are 33 years, really.");
      await never("Enter a whole number");
      await translate();
      await page.getByLabel("Age").fill("34");
      await says("You are 34 years, really.");
      await never("33");
      await page.getByLabel("Story").fill("Once");
      await says("You have 6 characters left");
      await translate();
      await page.getByLabel("Story").fill("Once upon a time");
      await says("6 characters too many");
      await never("characters left");
    });

    await check(`${name}: the summary, questions that come and go, entries, pages, the language`, async () => {
      await open({ form });
      await translate();
      await person.clicks("button", "Continue");
      await says("There is a problem");
      await translate();
      await page.getByLabel("Age").first().fill("500");
      await says("Age: Enter 120 or less");
      await page.getByLabel("Age").first().fill("50");
      await page.getByRole("radio", { name: "Yes" }).check();
      await says("What of 50?");
      await never("There is a problem");
      await translate();
      await page.getByLabel("Age").first().fill("51");
      await says("What of 51?");
      await until(async () => !(await text()).includes("What of 50?"), "the old words are gone");
      await page.getByRole("radio", { name: "No", exact: true }).check();
      await until(async () => (await page.getByLabel(/What of/).count()) === 0, "the question is gone");
      await never("What of");
      await translate();
      await page.getByRole("button", { name: /^Add/ }).click();
      await page.getByLabel("Called").fill("Bo");
      await translate();
      await page.getByRole("button", { name: "Done" }).click();
      await says("Bo");
      await root.evaluate((form) => { form.lang = "sv"; });
      await says("Du är 51 år, verkligen.");
      await never("You are");
      await translate();
      await page.getByRole("button", { name: "Fortsätt", exact: true }).click();
      await says("Sida 2 av 2");
      await never("Sida ett");
      await translate();
      await page.getByRole("button", { name: "Fortsätt", exact: true }).click();
      await says("Kontrollera dina svar");
      await translate();
      await page.getByRole("button", { name: "Fortsätt", exact: true }).click();
      await page.getByRole("button", { name: "Skicka", exact: true }).waitFor();
      await translate();
      await page.getByRole("button", { name: "Skicka", exact: true }).click();
      await says("Spara en kopia");
    });
  }
}
