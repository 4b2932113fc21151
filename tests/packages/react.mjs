// What React does beyond the others: markup of a server that comes alive, and a development server.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../browser/person.mjs";

export async function checks({ page, person, folder, check }) {
  await check("the built page has the markup of the server, with what stands between the tags", async () => {
    const html = await readFile(join(folder, "dist/index.html"), "utf8");
    assert.match(html, /<intake-form src="\/forms\/pantry\.json" action="\/submissions" lang="en"><p>The form doesn&#x27;t appear\? Call us/);
  });
  await check("what the server sent is the same element afterwards, with its properties and its listeners, in strict mode", async () => {
    await page.addInitScript(() => {
      // The first one that the parser made.
      new MutationObserver((_, observer) => {
        const form = document.querySelector("intake-form");
        if (!form) return;
        window.first = form;
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto("/");
    await person.sees("About you");
    await until(() => page.evaluate(() => document.querySelector("intake-form").answers?.people === 2), "the property has arrived");
    assert.equal(await page.evaluate(() => window.first === document.querySelector("intake-form")), true);
    await page.getByLabel("How many people do you cook for?").fill("4");
    await page.getByLabel("What is your name?").fill("Bo");
    // Drawn again, it has what was typed.
    await page.getByRole("button", { name: "Svenska / English" }).click();
    await person.sees("Om dig");
    assert.deepEqual(await page.evaluate(() => document.querySelector("intake-form").answers), { called: "Bo", people: 4 });
  });
}
