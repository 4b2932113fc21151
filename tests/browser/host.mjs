// The form inside another page, under that page's style sheets: every element of it must be as it is on a plain page.

import assert from "node:assert/strict";
import { walk } from "./walk.mjs";

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'";
// The same width for the form on every page, on a telephone all of it.
const room = `:has(.room), .room { padding-inline: 0 !important; margin-inline: 0 !important; border-inline: 0 !important; }
  .room { display: block !important; width: min(640px, 100vw) !important; max-width: none !important; }`;

// A person alone without a bed and without food: short, and through every kind of card.
const answers = {
  needs: ["food", "shelter"], safe_sleep: "no", feel_safe: "yes", adults: 1, children: 0, birth_date: "1990-05-03",
  income_period: "none", rent_behind: false, food_left: "none", diet: ["none"], can_cook: false, first_name: "Sam",
  talk_language: "en", reach: { method: "none" },
};

let plain;

/**
 * Walks through the form on a page with `head` and `body` (`FORM` stands for the element) and on a plain one, and
 * compares. `css` are style sheets by path.
 */
export async function compare(stage, { css = {}, body }) {
  const { check, context, page, playground, shoot } = stage;
  const definition = await playground.definition("outreach-needs");
  const sheets = { ...css, "/host/room.css": room };
  for (const [path, text] of Object.entries(sheets)) {
    await context.route(`**${path}`, (route) => route.fulfill({ contentType: "text/css", body: text }));
  }
  const serve = (name, sheets, body) => context.route(`**/host/${name}.html`, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8", headers: { "content-security-policy": POLICY }, body: html(sheets, body),
  }));
  await serve("plain", ["/host/room.css"], "<div class=\"room\">FORM</div>");
  await serve("page", Object.keys(sheets), body);

  // The same for every case: looked at once.
  plain ??= states(stage, "plain", definition);
  const wanted = await plain;
  const hosted = await states(stage, "page", definition, async (state) => {
    if (/^(start error|household filled|outcome)/.test(state)) await shoot(state.replaceAll(" ", "-"));
  });
  await check("each state of the form has the same elements, styles and boxes as on a plain page, at 1280 and at 320 px", () => {
    assert.deepEqual([...hosted.keys()], [...wanted.keys()]);
    const found = [];
    let elements = 0;
    for (const [state, want] of wanted) {
      const have = hosted.get(state);
      elements += want.length;
      if (have.length !== want.length) found.push(`${state}: ${have.length} elements, not ${want.length}`);
      else have.forEach((element, i) => found.push(...difference(state, element, want[i])));
    }
    assert.deepEqual(found.slice(0, 20), [], `${found.length} differences`);
    stage.say(`          ${elements} elements in ${wanted.size} states`);
  });
  await check("the page may still hide the form, and place it", async () => {
    const form = page.locator("intake-form");
    await form.evaluate((form) => form.hidden = true);
    await form.waitFor({ state: "hidden" });
    await form.evaluate((form) => form.hidden = false);
    await form.waitFor({ state: "visible" });
  });
}

const html = (sheets, body) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A page</title><link rel="icon" href="/mark.svg">
${sheets.map((path) => `<link rel="stylesheet" href="${path}">`).join("")}
<script type="module" src="/intake-form.js"></script></head><body>${body.replace("FORM",
  '<intake-form src="/forms/outreach-needs.json" action="/submissions" lang="en"></intake-form>')}</body></html>`;

/** What the form looks like in each state of the walk: by state and width, a list of elements. */
async function states({ page }, name, definition, visit = async () => {}) {
  const seen = new Map();
  await page.goto(`/host/${name}.html`);
  await walk({ page, definition, answers, language: "en" }, async (state) => {
    // The reference number is another one each time.
    if (state === "confirmation") return;
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      // Where nothing is hovered over.
      await page.mouse.move(0, 0);
      // At the end of the page what stays in view stands in its own place.
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      seen.set(`${state} ${width}`, JSON.parse(await page.evaluate(elements)));
    }
    await visit(state);
  });
  return seen;
}

/** In the page: each element of the form with its box within the form and all its styles, as JSON: quicker to hand over. */
function elements() {
  const form = document.querySelector("intake-form").shadowRoot.querySelector("[part~=form]");
  const origin = form.getBoundingClientRect();
  const round = (number) => Math.round(number * 100) / 100;
  // The page's own custom properties are inherited, and mean nothing here.
  const properties = [...getComputedStyle(form)].filter((property) => !property.startsWith("--"));
  return JSON.stringify([form, ...form.querySelectorAll("*")].map((element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
      name: `${element.localName}.${element.className}`,
      // What is not drawn, as the options of a closed list, is nowhere.
      box: box.width + box.height === 0 ? "none"
        : [box.x - origin.x, box.y - origin.y, box.width, box.height].map(round).join(" "),
      style: properties.map((property) => `${property}: ${style.getPropertyValue(property)}`).join("\n"),
    };
  }));
}

function difference(state, have, want) {
  const found = [];
  if (have.name !== want.name) found.push(`${state}: ${have.name}, not ${want.name}`);
  if (have.box !== want.box) found.push(`${state}: ${have.name} at ${have.box}, not ${want.box}`);
  if (have.style === want.style) return found;
  const wanted = want.style.split("\n");
  for (const [i, line] of have.style.split("\n").entries()) {
    if (line !== wanted[i]) found.push(`${state}: ${have.name} ${line}, not ${wanted[i]}`);
  }
  return found;
}
