// Which functions of the widget the first page of a form calls, untouched: their places, one a line.
//
//     node tests/profile.mjs <dist> <form>…      or: cargo xtask profile

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";
import { page as longPage } from "./bench/contestant/ours.mjs";
import { questions } from "./bench/form.mjs";

const TYPES = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };
const LANGUAGES = ["en", "ar"];

const [dist, ...files] = process.argv.slice(2);
// And one whose expressions have what expressions have; and a long page, for what only grows with it.
files.push(new URL("profile.json", import.meta.url));
const forms = [...(await Promise.all(files.map((file) => readFile(file)))), longPage(questions(200)).files["form.json"]];

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  // The second half never comes: nothing that would wait for it is counted.
  if (pathname.includes("later")) return;
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

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu"],
});
const seen = new Set();
for (const form of forms.keys()) {
  for (const language of LANGUAGES) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/?form=${form}&lang=${language}`);
    await page.locator("intake-form form").waitFor();
    // What the module promised itself, such as the definition's digest, has come by then.
    await page.waitForTimeout(500);
    for (const place of await page.evaluate(() => [...globalThis.seen])) seen.add(place);
    await page.close();
  }
}
await browser.close();
server.closeAllConnections();
server.close();
console.log([...seen].sort((a, b) => a - b).join("\n"));
