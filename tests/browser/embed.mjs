// A page of a host's own with the element in it, as its developer would write it, under a strict policy.

import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { drawn } from "./person.mjs";

const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
  + "form-action 'self'; require-trusted-types-for 'script'";

/** Two pages and a review; `kind` is asked after `pet`, and `case_number` nobody can change. */
export const visit = {
  formLanguage: 1, name: "visit", version: "1", defaultLanguage: "en", languages: ["en", "sv"],
  title: { en: "A visit", sv: "Ett besök" },
  pages: [
    {
      name: "you", title: { en: "You", sv: "Du" },
      items: [
        { name: "called", type: "text", required: true, maxLength: 20, label: { en: "Your name", sv: "Ditt namn" }, record: true },
        { name: "case_number", type: "text", readOnly: true, label: { en: "Case number", sv: "Ärendenummer" }, record: true },
        { name: "pet", type: "boolean", label: { en: "Do you have a pet?", sv: "Har du ett husdjur?" }, record: true },
        { name: "kind", type: "text", relevant: "pet", label: { en: "What is it?", sv: "Vad är det?" }, record: true },
      ],
    },
    {
      name: "home", title: { en: "Home", sv: "Hem" },
      items: [
        { name: "town", type: "text", required: true, label: { en: "Your town", sv: "Din ort" }, record: true },
        { name: "rent", type: "money", currency: "SEK", label: { en: "Rent", sv: "Hyra" }, record: true },
      ],
    },
    {
      name: "garden", title: { en: "Garden", sv: "Trädgård" }, relevant: "has(answers.rent) && rent > 1000.0",
      items: [{ name: "trees", type: "integer", label: { en: "Trees", sv: "Träd" }, record: true }],
    },
  ],
};

/**
 * Makes `/host/NAME.html` with this body, and the forms that it names known to the receiver: each as
 * `/try/NAME.json`. Goes there unless `go` is false.
 */
export async function embed({ context, page, playground, server }, body, { name = "embed", forms = [visit], go = true } = {}) {
  for (const form of forms) {
    for (const folder of [join(playground.site, "try"), playground.forms]) {
      await replace(join(folder, `${form.name}.json`), JSON.stringify(form));
    }
  }
  // The receiver reads its forms when it starts.
  await server.stop();
  await server.start();
  await context.route(`**/host/${name}.html*`, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8", headers: { "content-security-policy": POLICY }, body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A host's page</title><link rel="icon" href="/mark.svg"><script type="module" src="/intake-form.js"></script></head>
<body><main><h1>A host's page</h1>${body}</main></body></html>`,
  }));
  if (!go) return;
  await page.goto(`/host/${name}.html`);
  await page.locator("intake-form").getByRole("heading").first().waitFor();
  await drawn(page);
}

let replaced = 0;

/** Writes a file that a case beside this one may be reading: it is never there in part. */
async function replace(file, text) {
  const whole = `${file}.${replaced++}`;
  await writeFile(whole, text);
  await rename(whole, file);
}

/** Writes down every event of the elements from now on, in `window.heard`: [name, detail]. */
export async function listen(page) {
  await page.evaluate(() => {
    window.heard = [];
    const names = ["ready", "change", "page", "outcome", "send", "submit", "status", "delivered", "error"];
    for (const name of names) {
      document.addEventListener(`intake-${name}`, (event) => window.heard.push([event.type, structuredClone(event.detail)]));
    }
  });
}
