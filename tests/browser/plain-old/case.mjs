import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export const title = "where scripts are on and the form's can't run, what stands between the tags leads to the plain pages";
export const expected = [/./];

/** Why the script of the form does not run. */
const TROUBLES = {
  "an older browser can't read it": (page) => page.route("**/intake-form.js", (route) => route.fulfill({ contentType: "text/javascript", body: "class { #a; static { ??= } }" })),
  "it is not there": (page) => page.route("**/intake-form.js", (route) => route.fulfill({ status: 404, body: "" })),
  "a filter blocks it": (page) => page.route("**/intake-form.js", (route) => route.abort()),
  "the page's policy blocks it": (page) => page.route((url) => !/\.\w+$/.test(url.pathname) || url.pathname.endsWith(".html"), async (route) => {
    const answer = await route.fetch();
    return route.fulfill({ response: answer, headers: { ...answer.headers(), "content-security-policy": "script-src 'none'" } });
  }),
};

export async function run({ check, context, server }) {
  const readme = await readFile(join(server.root, "README.md"), "utf8");
  const [, snippet] = /```html\n(<script.*?)```/s.exec(readme);
  const guide = await readFile(join(server.root, "docs/serving.md"), "utf8");
  const [, element] = /```html\n(<intake-form.*?)```/s.exec(guide);
  for (const [name, trouble] of Object.entries(TROUBLES)) {
    await check(name, async () => {
      const page = await context.newPage();
      for (const [path, body] of [["/snippet.html", snippet], ["/guide.html", `<script type="module" src="/intake-form.js"></script>${element}`]]) {
        await page.route(`**${path}`, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: `<!doctype html><html lang="en"><title>A page</title>${body}</html>` }));
      }
      await trouble(page);
      const pages = ["/outreach-needs.html", "/forms/outreach-needs", "/embed/outreach-needs"];
      if (!name.includes("policy")) pages.push("/snippet.html", "/guide.html");
      for (const path of pages) {
        await page.goto(path);
        const links = page.locator("intake-form a[href^='/fill/']");
        await links.first().waitFor();
        assert.equal(await links.count(), 1, path);
        const href = await links.getAttribute("href");
        assert.equal(href, "/fill/outreach-needs?lang=en", path);
        const opened = path.startsWith("/embed/") ? context.waitForEvent("page") : page;
        await links.click();
        const plain = await opened;
        await plain.getByRole("heading", { name: "What you need", level: 2 }).waitFor();
        if (plain !== page) await plain.close();
      }
      await page.close();
    });
  }
}
