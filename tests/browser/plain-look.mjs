// A plain page in each language, as axe and a narrow telephone see it.

import assert from "node:assert/strict";
import { violations } from "./axe.mjs";

/** What is wrong with the page that is open, in each of the `languages`: sentences that begin with `what`. */
export async function lookAt(page, languages, what) {
  const found = [];
  for (const lang of languages) {
    const address = new URL(page.url());
    address.searchParams.set("lang", lang);
    await page.goto(address.href);
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (sideways > 0) found.push(`${what} (${lang}): ${sideways} px too wide`);
    for (const line of await violations(page)) found.push(`${what} (${lang}): ${line}`);
  }
  return found;
}
