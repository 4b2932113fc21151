// One question with very many answers, found by typing: what a key costs in a list of 5,000 against one of 50.
// Each key leaves all of them found, so that both lists draw as many: what differs is the search.

import * as ours from "./contestant/ours.mjs";
import { median, press, quiet, visit } from "./measure.mjs";

export const LENGTHS = [50, 5000];
const TYPED = ["p", "l", "a", "c", "e", " ", ...Array(6).fill("Backspace")];

function form(length) {
  const choices = Array.from({ length }, (_, i) => ({ name: `p${i}`, label: `Place ${String(i).padStart(4, "0")}` }));
  return {
    formLanguage: 1, name: "list", version: "1", defaultLanguage: "en", languages: ["en"], title: "List",
    choiceLists: { places: choices }, settings: { reviewPage: false },
    pages: [{ name: "all", items: [{ name: "place", type: "choice", choices: "places", appearance: "autocomplete", label: "Which place?", required: true }] }],
  };
}

/** Puts the pages on the server, with the widget's own files: `put(folder, page)` does it for one. */
export function lay(put, shared) {
  for (const length of LENGTHS) put(`list/${length}`, { ...ours.embed(form(length)), shared });
}

/** @returns by length `{ key, script }`, milliseconds to paint and of script a key: medians over the rounds */
export async function race(browser, { origin, rounds, throttle }) {
  const found = Object.fromEntries(LENGTHS.map((length) => [length, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const length of LENGTHS) found[length].push(await typing(browser, `${origin}/list/${length}/index.html`, throttle));
  }
  const middle = (all, key) => median(all.map((one) => one[key]));
  return Object.fromEntries(LENGTHS.map((length) => [length, { key: middle(found[length], "key"), script: middle(found[length], "script") }]));
}

async function typing(browser, url, throttle) {
  const { context, page, cdp, faults } = await visit(browser, { url, client: ours.client, throttle });
  try {
    await page.getByRole("combobox").focus();
    // The first key also reads all labels, once.
    await page.keyboard.press("p");
    await page.keyboard.press("Backspace");
    await quiet(page);
    const idle = await press(page, cdp, TYPED.map(() => "Shift"));
    const typed = await press(page, cdp, TYPED);
    const drawn = await page.getByRole("option").count();
    if (faults.length > 0 || drawn !== 50) throw new Error(faults[0] ?? `${drawn} options are drawn`);
    return { key: median(typed.times), script: Math.max(0, typed.script - idle.script) };
  } finally {
    await context.close();
  }
}
