import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { violations } from "../axe.mjs";
import { small } from "../target.mjs";
import { walk } from "../walk.mjs";

export const title = "in each theme every text stands out from its ground, light and dark, and a finger hits everything";

const answers = {
  needs: ["food", "shelter"], safe_sleep: "no", feel_safe: "no", adults: 1, children: 0, birth_date: "1990-05-03",
  income_period: "none", rent_behind: false, food_left: "none", diet: ["none"], can_cook: false, first_name: "Sam",
  talk_language: "en", reach: { method: "phone", value: "+1 202-555-0145", leaveMessage: true },
};

export async function run({ page, playground, check, shoot }) {
  const definition = await playground.definition("outreach-needs");
  const files = await readdir(new URL("../../../www/themes/", import.meta.url));
  const themes = ["house", ...files.filter((file) => file.endsWith(".css")).map((file) => file.replace(".css", ""))];
  assert.equal(themes.length, 4);
  for (const theme of themes) {
    await check(theme, async () => {
      const found = [];
      await page.goto(`/themes.html?theme=${theme}`);
      await walk({ page, definition, answers, language: "en", send: false }, async (state) => {
        for (const colorScheme of ["dark", "light"]) {
          await page.emulateMedia({ colorScheme });
          found.push(...(await violations(page, { colour: true })).map((line) => `${state} ${colorScheme}: ${line}`));
          if (/^(tonight error|household filled|outcome)/.test(state)) await shoot(`${theme}-${state}-${colorScheme}`.replaceAll(" ", "-"));
        }
        found.push(...(await small(page)).map((line) => `${state}: ${line}`));
      });
      assert.deepEqual(found, []);
    });
  }
}
