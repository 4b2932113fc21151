// Which functions of the widget the first page of a form calls: their places, in one line those of the page as it comes,
// untouched, in a second one those that were called as well by the time that it was filled in and left.
//
//     node tests/profile.mjs <dist> <form>…      or: cargo xtask profile

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { page as longPage } from "./bench/contestant/ours.mjs";
import { questions } from "./bench/form.mjs";

const TYPES = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };
const LANGUAGES = ["en", "ar"];

const WRONG = { text: "?", email: "x", tel: "x", number: "x", numeric: "99", decimal: "1,2,3" };
const RIGHT = { text: "Sam", email: "sam@example.org", tel: "01632 960001", number: "2", numeric: "11", decimal: "12.50" };

const [dist, ...files] = process.argv.slice(2);
// And one whose expressions have what expressions have; and a long page, for what only grows with it.
files.push(new URL("profile.json", import.meta.url));
const written = await Promise.all(files.map((file) => readFile(file, "utf8")));
// What has a condition is drawn with the second part only, and so is a first page whose texts insert something or whose
// choices are filtered: so the same questions are drawn without rules, too.
const plain = written.map((form) => form.replace(/\{([a-z]\w*)\}/gi, "$1").replace(/"(choiceFilter|relevant)"/g, "\"x-$1\""));
const forms = [...written, longPage(questions(1000)).files["form.json"], ...plain.filter((form) => !written.includes(form))];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
const first = new Set();
const answered = new Set();
const jobs = [...forms.keys()].flatMap((form) => LANGUAGES.slice(0, form > written.length ? 1 : 2).map((language) => ({ form, language })));
await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, watch));
await browser.close();
const line = (places) => [...places].sort((a, b) => a - b).join(" ");
console.log(line(first));
console.log(line(answered));

/** Looks at one form after another, from a server of its own. */
async function watch() {
  // Requests for what comes later, which wait until the first page was looked at. What comes last never comes: nothing
  // that would wait for it is counted.
  let late = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    if (pathname.includes("form-last-")) return;
    if (pathname.includes("form-later-")) await new Promise((resolve) => late.push(resolve));
    const form = searchParams.get("form");
    try {
      const body = form
        ? `<!doctype html><html lang="${searchParams.get("lang")}"><meta charset="utf-8"><title>-</title>
           <script type="module" src="/intake-form.js"></script><intake-form src="/form/${form}"></intake-form>`
        : pathname.startsWith("/form/") ? forms[pathname.slice(6)] : await readFile(join(dist, pathname));
      response.setHeader("Content-Type", form ? "text/html" : TYPES[extname(pathname)] ?? "application/json");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    late = [];
    await visit(job, server.address().port, () => late.forEach((come) => come()));
  }
  server.closeAllConnections();
  server.close();
}

/** `comes` lets what comes later come. */
async function visit({ form, language }, port, comes) {
  const { pages } = JSON.parse(forms[form]);
  const page = await browser.newPage();
  const look = async (seen) => {
    await quiet(page);
    for (const place of await page.evaluate(() => [...globalThis.seen])) seen.add(place);
  };
  await page.goto(`http://127.0.0.1:${port}/?form=${form}&lang=${language}`);
  // A page that is not drawn without its rules waits for the second part: what it does until then is done at first.
  const drawn = await page.locator("intake-form form").waitFor({ timeout: 5000 }).then(() => true, () => false);
  await look(first);
  const before = await page.evaluate(() => globalThis.seen.size);
  // In one language somebody is quicker than the network: that waits, and is done once the form answers.
  if (drawn && language !== LANGUAGES[0]) await press(page, pages);
  comes();
  // It is told that it answers.
  await page.waitForFunction((before) => globalThis.seen.size > before, before);
  if (!drawn) await page.locator("intake-form form").waitFor();
  await answer(page, pages);
  await look(answered);
  await page.close();
}

/** Until nothing new is called: on a machine with much else to do that takes longer. */
function quiet(page) {
  return page.evaluate(() => new Promise((resolve) => {
    let [called, looks] = [0, 0];
    const look = () => {
      const now = globalThis.seen.size;
      looks = now === called ? looks + 1 : 0;
      called = now;
      if (looks === 5) resolve();
      else setTimeout(() => requestIdleCallback(look, { timeout: 500 }), 60);
    };
    look();
  }));
}

/** Fills in the page that is shown, first as somebody who makes mistakes, and goes on where another page comes. */
async function answer(page, pages) {
  const fields = page.locator("intake-form :is(input, textarea, select):not([type=file])");
  const next = page.locator("intake-form form button[type=submit]").last();
  // The form's end is not gone to: that comes last.
  const leave = async () => {
    if (await next.isVisible()) await next.click();
    await quiet(page);
  };
  const goes = pages.length > 3;
  const incomplete = pages[0].items.some(({ required, relevant }) => required === true && !relevant);
  if (incomplete || goes) await leave();
  for (const round of [WRONG, RIGHT]) {
    for (let n = 0; n < await fields.count() && n < 20; n++) await fill(fields.nth(n), round);
    await quiet(page);
    if (goes) await leave();
  }
  // Some pages move their elements.
  await page.locator("intake-form").evaluate((form) => { form.remove(); document.body.append(form); });
  if (!goes) return;
  await page.goBack();
  await quiet(page);
  await page.goForward();
}

/** Types into the first field, and goes on: not from the last page, as what is behind it comes last. */
async function press(page, pages) {
  await fill(page.locator("intake-form :is(input, textarea, select):not([type=file])").first(), RIGHT);
  const next = page.locator("intake-form form button[type=submit]").last();
  if (pages.length > 1 && await next.isVisible()) await next.click();
}

async function fill(field, values) {
  if (!await field.isVisible() || !await field.isEnabled()) return;
  const { kind, type, mode } = await field.evaluate(({ localName, type, inputMode }) => ({ kind: localName, type, mode: inputMode }));
  if (kind === "select") await field.selectOption({ index: values === WRONG ? 0 : 1 });
  else if (type === "radio" || type === "checkbox") await field.check();
  else {
    await field.fill(values[mode] ?? values[type] ?? values.text).catch(() => {});
    await field.blur();
  }
}
