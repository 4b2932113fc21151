import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { violations } from "../axe.mjs";
import { keyboard } from "../keyboard.mjs";
import { small } from "../target.mjs";
import { tree } from "../tree.mjs";
import { fill, words } from "../walk.mjs";

export const title = "every control in every state: axe finds nothing, a finger hits it, keys reach it, and it tells what tree.txt says";

const folder = new URL("../control/", import.meta.url);
const bless = process.env.INTAKE_BLESS === "1";

export async function run({ page, person, playground, check, open }) {
  const only = process.env.INTAKE_CONTROL;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || (only && only !== entry.name)) continue;
    const form = entry.name;
    const definition = await playground.definition(form);
    const answers = await readFile(new URL(`${form}/answers.json`, folder), "utf8").then(JSON.parse, () => derived(definition));
    const told = [];
    const faults = [];

    /** Looks at the page as it stands, in both schemes. */
    const look = async (state, language) => {
      const note = (kind) => (line) => faults.push(`${state} ${language}, ${kind}: ${line}`);
      await page.emulateMedia({ colorScheme: "light" });
      (await violations(page)).forEach(note("light"));
      await page.evaluate(() => { document.documentElement.style.colorScheme = "dark"; });
      (await violations(page, { colour: true })).forEach(note("dark"));
      await page.evaluate(() => { document.documentElement.style.colorScheme = ""; });
      (await small(page)).forEach(note("small"));
      if (language === "en") told.push(`# ${state}\n\n${await tree(page)}\n`);
    };

    const language = definition.languages.includes("en") ? "en" : definition.languages[0];
    for (const spoken of [language, ...["ar"].filter((other) => definition.languages.includes(other))]) {
      await check(`${form}: its states in ${spoken}`, async () => {
        faults.length = 0;
        for await (const state of states({ page, definition, answers, language: spoken, open, form })) await look(state, spoken);
        assert.deepEqual(faults, []);
      });
    }
    await check(`${form}: by keyboard`, async () => {
      await open({ form, lang: language });
      const { lines, faults } = await keyboard(page, person);
      told.push(`# keys\n\n${lines.join("\n")}\n`);
      assert.deepEqual(faults, []);
    });
    await check(`${form}: tells assistive technology what tree.txt says`, async () => {
      const file = new URL(`${form}/tree.txt`, folder);
      const text = told.join("\n");
      if (bless) await writeFile(file, text);
      const blessed = await readFile(file, "utf8").catch(() => "");
      assert.equal(text, blessed, "read the difference; if it is right, run again with INTAKE_BLESS=1");
    });
  }
}

/** Brings the first page of the form into one state after another. */
async function* states({ page, definition, answers, language, open, form }) {
  const say = await words(language);
  const root = page.locator("intake-form");
  const goOn = root.getByRole("button", { name: say.continue, exact: true });
  const items = definition.pages[0].items;
  const title = await start();
  yield "empty";

  const reason = ["checkbox", { name: new RegExp(`^(${[say.unknown, say.declined, say.later].join("|")})$`) }];
  if (await root.getByRole(...reason).count()) {
    // The innermost groups that have one: those of the reasons themselves.
    const groups = root.getByRole("group").filter({ has: page.getByRole(...reason) });
    const inner = groups.filter({ hasNot: page.getByRole("group").filter({ has: page.getByRole(...reason) }) });
    for (const group of await inner.all()) await group.getByRole(...reason).first().check();
    yield "absent";
    await start();
  }

  await goOn.click();
  const wrong = root.getByRole("heading", { name: say.problem });
  const other = root.getByRole("heading", { level: 2 }).filter({ hasNotText: title }).first();
  await wrong.or(other).first().waitFor();
  if (await wrong.count()) yield "error";

  await start();
  await fill({ page, definition, items, answers, language });
  yield "filled";

  async function start() {
    await open({ form, lang: language });
    return (await root.getByRole("heading", { level: 2 }).first().textContent()).trim();
  }
}

/** Some answer to each question, where the form's folder has no answers.json. */
function derived(definition) {
  const answers = {};
  const visit = (item) => {
    const list = typeof item.choices === "string" ? definition.choiceLists?.[item.choices] : item.choices;
    switch (item.type) {
      case "group": return item.items.forEach(visit);
      case "boolean": answers[item.name] = true; break;
      case "choice": answers[item.name] = list?.[0]?.name; break;
      case "choices": answers[item.name] = [list?.[0]?.name]; break;
      case "date": answers[item.name] = "1990-05-03"; break;
      case "integer": case "decimal": case "money": answers[item.name] = 3; break;
      case "email": answers[item.name] = "sam@example.org"; break;
      case "phone": answers[item.name] = "+1 202-555-0145"; break;
      case "url": answers[item.name] = "https://example.org"; break;
      case "text": case "paragraph": answers[item.name] = "Sam"; break;
      default:
    }
    if (item.readOnly) delete answers[item.name];
  };
  definition.pages[0].items.forEach(visit);
  return answers;
}
