// The pictures of docs/install.md, taken where it leads: a page that is no more, or says something else, fails here. With
// INTAKE_DOCS=1 they are written anew.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { embed } from "../embed.mjs";
import { freePort } from "../server.mjs";

export const title = "what the guide for people who are not programmers shows is there";
// Another port is another site.
export const expected = [/request: http:\/\/127\.0\.0\.1:\d+\/volunteers$/];

/** A page of the guide is read over a telephone's network too. */
const LARGEST = 120_000;

export async function run(stage) {
  const { check, folder, page, person, program, server, shoot } = stage;
  execFileSync(program, ["new", "first-form", "--forms", join(folder, "guide")]);
  const form = JSON.parse(await readFile(join(folder, "guide/first-form.json"), "utf8"));
  await embed(stage, "", { name: "guide", forms: [form], go: false });
  const picture = (name) => shoot(name, { docs: `pictures/${name}.png` });

  await check("the first form on a page of its own, before anybody has written one", async () => {
    await page.goto("/forms/first-form");
    await person.sees("About you");
    await picture("first-form");
  });

  await check("filled in and sent, with the reference number", async () => {
    await page.getByLabel("Food", { exact: true }).check();
    await person.fills("What is your name?", "Ann Example");
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await person.clicks("button", "Continue");
    await person.reads("Your Charity’s food bank");
    await person.clicks("button", "Send");
    await person.sees("Your answers have been sent");
  });

  await check("the inbox has it", async () => {
    await server.enter(page);
    await page.getByRole("link", { name: /\w{3}-\w{3}-\w{3}$/ }).first().click();
    await person.reads("Ann Example");
    await picture("inbox");
  });

  await check("in a frame of another site, with the two lines of the guide", async () => {
    const guide = await readFile(join(server.root, "docs/install.md"), "utf8");
    const [, snippet] = /```html\n(<iframe.*\n<script.*\n)```/.exec(guide) ?? [];
    assert.ok(snippet, "docs/install.md has the frame and its script");
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Volunteers of Springfield</title><link rel="icon" href="data:,"><style>body { font: 1.1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }</style></head>
      <body><h1>Volunteers of Springfield</h1><p>Our kitchen is open each weekday. Do you need something else?</p>${snippet.replaceAll("https://forms.example.org", server.origin)}</body></html>`;
    const builder = createServer((_, answer) => answer.setHeader("content-type", "text/html; charset=utf-8").end(html));
    const port = await freePort();
    await new Promise((resolve) => builder.listen(port, "127.0.0.1", resolve));
    try {
      await page.goto(`http://127.0.0.1:${port}/volunteers`);
      await page.locator("iframe").contentFrame().getByRole("heading", { name: "About you" }).waitFor();
      await page.waitForFunction(() => document.querySelector("iframe").title === "Ask us for help");
      await picture("frame");
    } finally {
      builder.closeAllConnections();
      builder.close();
    }
  });

  await check("each picture of the guide is there, says what is on it, and is small", async () => {
    const found = [];
    for (const guide of ["install.md", "frames.md", "wordpress.md"]) {
      const text = await readFile(join(server.root, "docs", guide), "utf8");
      for (const [, alt, name] of text.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)) {
        const { size } = await stat(join(server.root, "docs", name));
        assert.ok(size < LARGEST && alt.length > 20, `${name}: ${size} bytes, ${alt}`);
        found.push(name);
      }
    }
    assert.ok(["first-form", "inbox", "frame", "php-host"].every((name) => found.includes(`pictures/${name}.png`)), found.join());
  });
}
