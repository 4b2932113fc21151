import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lookAt } from "../plain-look.mjs";

export const title = "the plain pages of the three forms, empty, wrong and filled, in each language: axe finds nothing, and none scrolls sideways";
// The pages have no script; axe is one.
export const context = { locale: "en-US", viewport: { width: 320, height: 640 } };
export const parts = () => ["outreach-needs", "housing-emergency", "us-nutrition-screener"];

/** What may fit into a field that says that it lacks an answer, one try after another. */
const TRIES = ["1", "0", "5", "Ann", "Ann@example.org", "+1 202-555-0142", "1990"];
/** A day to be born on, and one that is not far. */
const DAYS = [["3", "2", "1990"], inAWeek()];

export async function run({ page, part: name, check, server }) {
  const { languages } = JSON.parse(await readFile(join(server.root, `schemas/${name}.json`), "utf8"));
  const looked = { pages: 0, wrong: 0 };
  const found = [];
  const look = async (what) => {
    found.push(...await lookAt(page, languages, what));
    looked.pages += languages.length;
  };
  const press = (value) => page.locator(`button.main[value="${value}"]`).first().click();
  const isThere = (value) => page.locator(`button.main[value="${value}"]`).count();

  await check(`${languages.length} languages, from the first page to the reference number`, async () => {
    assert.equal(languages.length, 6);
    await page.goto(`/fill/${name}`);
    for (let step = 0, tried = 0; !(await isThere("send")); step += 1) {
      assert.ok(step < 60, `it goes on and on: ${page.url()}`);
      if (tried === 0) await look(await page.locator("h2").first().innerText());
      await press("continue");
      const wrong = await page.locator(".summary a").all();
      if (wrong.length === 0) {
        tried = 0;
        continue;
      }
      assert.ok(tried < TRIES.length, `nothing fits: ${await page.locator(".summary").innerText()}`);
      if (tried === 0) {
        looked.wrong += 1;
        await look(`${await page.locator("h2").nth(1).innerText()}, wrong`);
      }
      for (const id of await Promise.all((await page.locator(".summary a").all()).map((link) => link.getAttribute("href")))) await answer(page, id.slice(1), TRIES[tried], DAYS[tried % DAYS.length]);
      tried += 1;
    }
    await look("outcome");
    await press("send");
    await page.locator(".reference").waitFor();
    await look("sent");
  });

  await check("axe finds nothing, and none scrolls sideways", () => {
    assert.ok(looked.pages >= 6 * 6 && looked.wrong >= 1, JSON.stringify(looked));
    assert.deepEqual(found, []);
  });
}

function inAWeek() {
  const day = new Date(Date.now() + 7 * 86_400_000);
  return [day.getDate(), day.getMonth() + 1, day.getFullYear()].map(String);
}

async function answer(page, id, text, day) {
  const field = page.locator(`[id="${id}"]`);
  const group = field.locator("xpath=ancestor-or-self::fieldset[1]");
  const dates = group.locator("input[inputmode=numeric]");
  if (await field.evaluate(({ localName }) => localName === "select")) return field.selectOption({ index: 1 });
  if (["radio", "checkbox"].includes(await field.getAttribute("type"))) return field.check();
  if (await dates.count() === 3) {
    for (const [i, part] of day.entries()) await dates.nth(i).fill(part);
    return;
  }
  await field.fill(text);
}
