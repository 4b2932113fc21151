// What browser/verify.html says of files, in Debian's Chromium: lines as every verifier writes them.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../runner.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));

export async function judge(audience, forms, files) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    // No server: the page and its modules are handed to the browser as from localhost, which makes it a secure context.
    await page.route("**/*", (route) => {
      const path = new URL(route.request().url()).pathname;
      const known = { "/browser/verify.html": "text/html", "/node/receive.mjs": "text/javascript", "/node/shape.mjs": "text/javascript" };
      return known[path] ? route.fulfill({ body: readFileSync(join(here, path), "utf8"), contentType: known[path] }) : route.abort();
    });
    const query = new URLSearchParams([["audience", audience], ...forms.map((form) => ["form", form])]);
    await page.goto(`http://localhost/browser/verify.html?${query}`);
    await page.locator("input").setInputFiles(files);
    await page.getByText("That is all.").waitFor({ timeout: 300_000 });
    const text = await page.locator("pre").textContent();
    // The page knows only a file's name; two of a name would be one.
    const names = new Map(files.map((file) => [basename(file), file]));
    if (names.size < files.length) throw new Error("two files have the same name");
    return text.replace(/^(.*?): /gm, (line, name) => (names.has(name) ? `${names.get(name)}: ` : line));
  } finally {
    await browser.close();
  }
}
