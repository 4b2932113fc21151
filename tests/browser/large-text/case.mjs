import assert from "node:assert/strict";
import { THROUGH } from "../through.mjs";
import { walk } from "../walk.mjs";

export const title = "text twice as large on a small telephone: no page of any form scrolls sideways, and no word is cut off";
export const context = { viewport: { width: 360, height: 640 } };

/** Every form in English, and from right to left. */
export const parts = () => Object.keys(THROUGH).flatMap((form) => [`${form}-en`, `${form}-ar`]);

export async function run({ page, playground, check, shoot, say, part }) {
  const [, form, language] = /^(.*)-(\w+)$/.exec(part);
  const definition = await playground.definition(form);
  await page.goto(`/try.html?form=/try/${form}.json&lang=${language}`);
  // What a browser's own setting of 32 px makes of the form's size.
  await page.locator("intake-form").evaluate((element) => element.style.setProperty("--intake-font-size", `${32 * 1.1875}px`));
  await check("every page, at 32 px", async () => {
    const found = [];
    let seen = 0;
    await walk({ page, definition, answers: THROUGH[form], language }, async (state) => {
      seen += 1;
      for (const fault of await page.evaluate(wide)) found.push(`${state}: ${fault}`);
      if (process.env.INTAKE_SHOOT) await shoot(state.replaceAll(" ", "-"));
    });
    say(`          ${seen} states`);
    assert.ok(seen > definition.pages.length);
    assert.deepEqual(found, []);
  });
}

/** What goes beyond the page at the side. */
function wide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const faults = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
  const root = document.querySelector("intake-form").shadowRoot;
  for (const element of root.querySelectorAll("h2, h3, h4, p, label, legend, a, button, summary, dd, dt, li, input, select, textarea")) {
    if (element.closest(".unseen") || !element.checkVisibility()) continue;
    const { left, right, width } = element.getBoundingClientRect();
    // A pixel for rounding.
    if (width && (left < -1 || right > innerWidth + 1)) faults.push(`${element.localName} “${element.textContent.trim().slice(0, 40)}” from ${Math.round(left)} to ${Math.round(right)}`);
  }
  return faults;
}
