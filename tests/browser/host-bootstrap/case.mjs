import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { compare } from "../host.mjs";

export const title = "inside a page of Bootstrap 5 the form is as it is on a plain page";

const file = createRequire(import.meta.url).resolve("bootstrap/dist/css/bootstrap.min.css");

export async function run(stage) {
  const css = { "/host/bootstrap.css": await readFile(file, "utf8") };
  const body = `<nav class="navbar bg-primary navbar-dark"><div class="container"><a class="navbar-brand" href="/">Charity</a></div></nav>
    <main class="container py-4"><h1 class="display-5">Ask for help</h1>
    <div class="card text-bg-dark text-center fs-1 fst-italic lh-lg"><div class="card-body room">FORM</div></div></main>`;
  await compare(stage, { css, body });
  await stage.check("the page's own class hides it", async () => {
    const form = stage.page.locator("intake-form");
    await form.evaluate((form) => form.classList.add("d-none"));
    assert.equal(await form.isVisible(), false);
  });
}
