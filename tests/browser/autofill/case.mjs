import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { until } from "../person.mjs";

export const title = "what stands in the fields is the answer, whoever wrote it there and whatever was told of it";

const form = {
  formLanguage: 1, name: "autofill", version: "1", defaultLanguage: "en", languages: ["en"], title: { en: "A visit" },
  pages: [
    {
      name: "one", title: { en: "Page one" },
      items: [
        { name: "n", type: "text", autocomplete: "name", label: { en: "Name" }, record: true },
        { name: "m", type: "email", required: true, autocomplete: "email", label: { en: "Mail" }, record: true },
        { name: "story", type: "paragraph", label: { en: "Story" }, record: true },
        { name: "sum", type: "integer", min: 0, label: { en: "Sum" }, record: true },
        { name: "day", type: "date", autocomplete: "bday", label: { en: "Born" }, record: true },
        { name: "home", type: "address", parts: ["line1", "city"], label: { en: "Home" }, record: true },
        { name: "yes", type: "boolean", label: { en: "Yes?" }, record: true },
        { name: "one", type: "choice", appearance: "select", label: { en: "One" }, record: true, choices: [{ name: "x", label: { en: "X" } }, { name: "y", label: { en: "Y" } }] },
        { name: "some", type: "choices", label: { en: "Some" }, record: true, choices: [{ name: "x", label: { en: "Ex" } }, { name: "y", label: { en: "Why" } }] },
      ],
    },
    { name: "two", title: { en: "Page two" }, items: [{ name: "z", type: "text", label: { en: "Z" }, record: true }] },
  ],
};
const ANSWERS = {
  n: "Sam", m: "sam@mail.example", story: "Once", sum: 12, day: "1985-03-27", home: { line1: "1 Street", city: "Lund" }, yes: true, one: "y", some: ["x"],
};

/** What a filler tells of a field that it has filled. */
const TOLD = {
  "a change": ["change"], "a change that does not bubble": ["-change"], "a blur": ["-blur"], nothing: [], "an input that does not bubble": ["-input"],
};
/** What is done then; each must find the answers. */
const THEN = {
  "Continue": async ({ page, person }) => {
    await person.clicks("button", "Continue");
    await person.sees("Page two");
    await page.goBack();
    await person.sees("Page one");
  },
  "the property answers": async () => {},
  "submit()": async ({ page, person }) => {
    const said = await page.locator("intake-form").evaluate((form) => form.submit());
    assert.notEqual(said.status, "incomplete");
    await person.sees(/sent|accepted/);
  },
  "goTo()": async ({ page }) => {
    assert.equal(await page.locator("intake-form").evaluate((form) => form.goTo("two")), true);
  },
  "another language": async ({ page }) => {
    await page.locator("intake-form").evaluate((form) => { form.lang = "sv"; form.lang = "en"; });
  },
};

// Forms of controls whose answers a page can't set; and the receiver does not know the form.
export const expected = [/"code":"answers"/, /status of 422 .*\/submissions/];

export async function run(stage) {
  const { page, check, open } = stage;
  const answers = () => page.locator("intake-form").evaluate((form) => form.answers);
  const filler = (events) => page.evaluate((events) => {
    const root = document.querySelector("intake-form").shadowRoot;
    const values = [
      ["autocomplete=name", "Sam"], ["autocomplete=email", "sam@mail.example"], ["rows", "Once"], ["inputmode=numeric].short", "12"],
      ["autocomplete=bday-day", "27"], ["autocomplete=bday-month", "3"], ["autocomplete=bday-year", "1985"],
      ["autocomplete=address-line1", "1 Street"], ["autocomplete=address-level2", "Lund"], ["value=true", true], ["part=input]:is(select)", "y"], ["type=checkbox][value=x", true],
    ];
    for (const [selector, value] of values) {
      const css = selector.includes("]") && !selector.includes("][") ? `[${selector}` : `[${selector}]`;
      const field = root.querySelector(css);
      if (!field) throw new Error(css);
      if (value === true) field.checked = true;
      else field.value = value;
      for (const event of events) field.dispatchEvent(new Event(event.replace("-", ""), { bubbles: !event.startsWith("-"), composed: true }));
    }
  }, events);

  for (const [what, events] of Object.entries(TOLD)) {
    for (const [name, then] of Object.entries(THEN)) {
      await check(`filled with ${what}, then ${name}`, async () => {
        await open({ form });
        await page.locator("intake-form").evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
        await until(() => page.locator("intake-form").evaluate((form) => form.page === "one"), "the form is whole");
        await filler(events);
        await then(stage);
        assert.deepEqual(await answers(), ANSWERS);
      });
    }
  }

  await check("what a page sets is not undone by what stood in the fields before", async () => {
    await open({ form });
    await until(() => page.locator("intake-form").evaluate((form) => form.page === "one"), "the form is whole");
    await page.getByLabel("Name").fill("Ada");
    const got = await page.locator("intake-form").evaluate((form) => {
      form.answers = { n: "Bo", m: "bo@mail.example" };
      const first = form.answers;
      form.answers = { n: "Cleo" };
      const second = form.answers;
      form.reset();
      return [first, second, form.answers];
    });
    assert.deepEqual(got, [{ n: "Bo", m: "bo@mail.example" }, { n: "Cleo", m: "bo@mail.example" }, {}]);
    assert.equal(await page.getByLabel("Name").inputValue(), "");
  });

  await check("reading the fields of each kind of question, filled in by a page, changes no answer and tells of none", async () => {
    const here = new URL("../control/", import.meta.url);
    for (const name of await readdir(here)) {
      const read = (file) => readFile(new URL(`${name}/${file}`, here), "utf8").then(JSON.parse).catch(() => null);
      const [form, filled] = [await read("form.json"), await read("answers.json")];
      if (!form || !filled) continue;
      await open({ form: name });
      await until(() => page.locator("intake-form").evaluate((form) => form.page !== ""), "the form is whole");
      const [before, after, told] = await page.locator("intake-form").evaluate(async (form, filled) => {
        const told = [];
        form.answers = filled;
        const before = form.answers;
        await new Promise((resolve) => setTimeout(resolve, 50));
        form.addEventListener("intake-change", ({ detail }) => told.push(detail.name));
        for (const field of form.shadowRoot.querySelectorAll("input, select, textarea")) {
                    if (field.type !== "file") field.dispatchEvent(new Event("change", { bubbles: true }));
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
        return [before, form.answers, told];
      }, filled);
      assert.deepEqual([name, after, told], [name, before, []]);
    }
  });
}
