import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { paper } from "../delivery/person.mjs";
import { lookAt } from "../plain-look.mjs";

export const title = "the plain page of every control, empty, wrong, filled and reviewed, in two languages: axe finds nothing, and none scrolls sideways";
// The pages have no script; axe is one.
export const context = { locale: "en-US", viewport: { width: 320, height: 640 } };
const folder = new URL("../control/", import.meta.url);
export const parts = () => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);

/** What may be written into a field, one after another until one is taken. */
const TRIES = ["1", "Ann Example", "Ann@example.org", "+1 202-555-0142", "0", "https://example.org/a", "1990", "10:30"];

export async function run({ page, part: name, check, shoot, playground }) {
  const { languages } = await playground.definition(name);
  const found = [];
  const looked = [];
  const look = async (what) => {
    looked.push(what);
    found.push(...await lookAt(page, [...languages].reverse(), what));
    await shoot(what);
  };
  const press = (value) => page.locator(`button:not(.unseen)[value^="${value}"]`).first().click();
  const isThere = (value) => page.locator(`button[value^="${value}"]`).count();

  await check("empty, with an entry of its repeat, wrong, filled, reviewed", async () => {
    await page.goto(`/fill/${name}`);
    await look("empty");
    if (await isThere("add ")) {
      await press("add ");
      await look("entry");
    }
    await press("continue");
    if (await page.locator(".summary a").count()) await look("wrong");
    for (let tried = 0; tried < TRIES.length && !(await isReviewed(page)); tried += 1) {
      await fill(page, TRIES[tried]);
      if (tried === 0) await shoot("filled");
      await press("continue");
      // A search shows what it found, and a page may come after this one.
      if (tried === 0 && !(await isReviewed(page))) await look("after the first try");
    }
    if (await isReviewed(page)) await look("reviewed");
  });

  await check("axe finds nothing, and none scrolls sideways", () => {
    assert.ok(looked.length >= 2, looked.join(", "));
    assert.deepEqual(found, []);
  });
}

const isReviewed = (page) => page.getByRole("heading", { name: "Check your answers" }).count();

/** Whatever can be filled in on the page, where it lacks an answer or has a wrong one. */
async function fill(page, text) {
  for (const select of await page.locator("select").all()) await select.selectOption({ index: 1 });
  for (const box of await page.locator("input[type=radio], input[type=checkbox]").all()) await box.check();
  for (const file of await page.locator("input[type=file]").all()) await file.setInputFiles(paper("card.pdf"));
  const groups = await page.locator("fieldset").all();
  for (const group of groups) {
    const parts = await group.locator("input[inputmode=numeric]").all();
    const date = parts.length === 3 ? ["3", "2", "1990"] : parts.length === 2 ? ["2", "1990"] : [];
    for (const [i, value] of date.entries()) await parts[i].fill(value);
  }
  for (const field of await page.locator("input:not([type=radio], [type=checkbox], [type=file], [type=hidden]), textarea").all()) {
    const isPart = await field.evaluate((one) => (one.closest("fieldset")?.querySelectorAll("input[inputmode=numeric]").length ?? 0) > 1);
    if (!isPart && (await field.isEditable())) await field.fill(text);
  }
}
