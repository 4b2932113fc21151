import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { fill, leaves, plain, ready, words } from "../answer.mjs";
import { violations } from "../axe.mjs";
import { keyboard } from "../keyboard.mjs";
import { until } from "../person.mjs";
import { small } from "../target.mjs";
import { tree } from "../tree.mjs";

export const title = "in every state axe finds nothing, a finger hits it, keys reach it, and it tells what tree.txt says";

const folder = new URL("../control/", import.meta.url);
const bless = process.env.INTAKE_BLESS === "1";

/** Every control by itself. */
export async function parts() {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
}

export async function run({ page, person, playground, check, open, part: form }) {
  const own = (file) => new URL(`${form}/${file}`, folder);
  // In Arabic the form's own words stay English, and all else runs from right to left.
  const source = await playground.definition(form);
  const definition = { ...source, languages: [...source.languages, "ar"] };
  const answers = JSON.parse(await readFile(own("answers.json"), "utf8"));
  const { states: more } = await import(own("states.mjs")).catch((error) => {
    if (error.code === "ERR_MODULE_NOT_FOUND") return { states: {} };
    throw error;
  });
  const told = [];
  for (const language of ["en", "ar"]) {
    const stage = { page, person, definition, answers, language, more, say: await words(language) };
    const start = () => open({ form: definition, lang: language }).then(() => ready(page));
    await check(`its states in ${language}`, async () => {
      const faults = [];
      for await (const state of states({ ...stage, start })) {
        const note = (kind) => (line) => faults.push(`${state}, ${kind}: ${line}`);
        (await violations(page)).forEach(note("light"));
        await page.evaluate(() => { document.documentElement.style.colorScheme = "dark"; });
        (await violations(page, { colour: true })).forEach(note("dark"));
        await page.evaluate(() => { document.documentElement.style.colorScheme = ""; });
        (await small(page)).forEach(note("small"));
        if (language === "en") told.push(`# ${state}\n\n${await tree(page)}\n`);
      }
      assert.deepEqual(faults, []);
    });
  }
  await check("by keyboard", async () => {
    await open({ form: definition });
    await ready(page);
    const { lines, faults } = await keyboard(page, person);
    told.push(`# keys\n\n${lines.join("\n")}\n`);
    assert.deepEqual(faults, []);
  });
  await check("tells assistive technology what tree.txt says", async () => {
    const text = told.join("\n");
    if (bless) await writeFile(own("tree.txt"), text);
    const blessed = await readFile(own("tree.txt"), "utf8").catch(() => "");
    assert.equal(text, blessed, "read the difference; if it is right, run again with INTAKE_BLESS=1");
  });
}

/** Brings the first page of the form into one state after another, and sees that it is in it. */
async function* states(stage) {
  const { page, definition, answers, language, more, say, start } = stage;
  const root = page.locator("intake-form");
  const goOn = root.getByRole("button", { name: say.continue, exact: true });
  const items = definition.pages[0].items.flatMap(leaves);
  const given = async () => JSON.parse(await page.evaluate(() => JSON.stringify(document.querySelector("intake-form").answers)));

  await start();
  const defaults = Object.fromEntries(items.filter((item) => item.default !== undefined).map((item) => [item.name, item.default]));
  // A repeat has the entries that it needs at least.
  const repeats = items.filter((item) => item.type === "repeat").map((item) => item.name);
  const typed = Object.entries(await until(given, "the form is ready")).filter(([name]) => !repeats.includes(name));
  assert.deepEqual(Object.fromEntries(typed), defaults, "nothing is answered");
  yield items.every((item) => item.readOnly) ? "read-only" : "empty";

  const excused = items.filter((item) => item.absent);
  if (excused.length > 0) {
    const reasons = root.getByRole("checkbox", { name: new RegExp(`^(${[say.unknown, say.declined, say.later].join("|")})$`) });
    for (const reason of await reasons.all()) await reason.check();
    assert.equal(await reasons.and(root.getByRole("checkbox", { checked: true })).count(), excused.length, "every reason is given");
    yield "absent";
    await start();
  }

  const required = [];
  for (const item of items.filter((item) => item.required === true)) {
    if (await root.getByText(plain(item.label, language, definition)).count()) required.push(item);
  }
  if (required.length > 0) {
    await goOn.click();
    await root.getByRole("heading", { name: say.problem }).waitFor();
    assert.equal(await root.getByRole("alert").getByRole("link").count(), required.length, "each required question is in the summary");
    yield "error";
    await start();
  }

  if (Object.keys(answers).length > 0) {
    await fill({ page, definition, items: definition.pages[0].items, answers, language });
    await until(async () => holds(await given(), answers), "every answer is given");
    yield "filled";
  }

  for (const [name, enter] of Object.entries(more)) {
    await start();
    await enter({ ...stage, root, goOn });
    yield name;
  }
}

/** Whether all of an answer is there; it may hold more, as a digest. */
function holds(given, wanted) {
  if (typeof wanted !== "object" || wanted === null) return given === wanted;
  if (Array.isArray(wanted) && given?.length !== wanted.length) return false;
  return given != null && Object.keys(wanted).every((key) => holds(given[key], wanted[key]));
}
