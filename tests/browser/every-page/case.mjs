import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { small } from "../target.mjs";
import { THROUGH } from "../through.mjs";
import { walk } from "../walk.mjs";

export const title = "every page of every form, empty, wrong and filled: axe finds nothing, light or dark, and a finger hits everything";

/** Every form in English, and from right to left. */
export const parts = () => Object.keys(THROUGH).flatMap((form) => [`${form}-en`, `${form}-ar`]);

export async function run({ page, playground, check, shoot, say, part }) {
  const [, form, language] = /^(.*)-(\w+)$/.exec(part);
  const definition = await playground.definition(form);
  assert.ok(definition.languages.includes(language));
  await page.goto(`/${form}.html?lang=${language}`);
  await check("all its states", async () => {
    const found = [];
    const seen = [];
    await walk({ page, definition, answers: THROUGH[form], language }, async (state) => {
      seen.push(state);
      const note = (kind) => (line) => found.push(`${state}, ${kind}: ${line}`);
      (await violations(page)).forEach(note("light"));
      await page.emulateMedia({ colorScheme: "dark" });
      (await violations(page, { colour: true })).forEach(note("dark"));
      if (process.env.INTAKE_SHOOT) await shoot(`${state}-dark`.replaceAll(" ", "-"));
      await page.emulateMedia({ colorScheme: "light" });
      (await small(page)).forEach(note("small"));
      if (process.env.INTAKE_SHOOT) await shoot(state.replaceAll(" ", "-"));
    });
    say(`          ${seen.length} states: ${seen.join(", ")}`);
    const missing = definition.pages.map(({ name }) => `${name} filled`).filter((state) => !seen.includes(state));
    assert.deepEqual(missing, [], "every page was reached");
    assert.deepEqual(found, []);
  });
}
