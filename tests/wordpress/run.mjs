// The plugin in a real WordPress, in Chromium, as an administrator, an author, a visitor and a worker use it.
//
//     PLUGIN=intake-form.zip node tests/wordpress/run.mjs      or: cargo xtask test wordpress

import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Site } from "./site.mjs";
import * as code from "./code.mjs";
import * as set_up from "./set-up.mjs";
import * as visit from "./visit.mjs";
import * as refuse from "./refuse.mjs";
import * as read from "./read.mjs";
import * as contact from "./contact.mjs";
import * as settings from "./settings.mjs";
import * as leave from "./leave.mjs";
import { count, launch } from "../runner.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const target = process.env.TARGET ?? join(root, "target");
const zip = process.env.PLUGIN ?? join(target, "xtask/intake-form.zip");
const screenshots = join(target, "screenshots");

const total = { passed: 0, failed: 0 };
const folder = await mkdtemp(join(tmpdir(), "intake-wordpress-"));
await mkdir(screenshots, { recursive: true });
const site = new Site(folder);
let browser;
// What one part leaves for the next: addresses of pages, what was sent.
const stage = { site, folder, root, zip, program: process.env.INTAKE ?? join(target, "debug/intake"), check, signIn, shoot };
try {
  await code.run(stage);
  await site.start();
  browser = await launch();
  stage.visitor = await page("en");
  for (const part of [set_up, visit, refuse, read, contact, settings, leave]) await part.run(stage);
} catch (error) {
  await check("it runs to its end", () => { throw error; });
} finally {
  await browser?.close();
  await site.stop();
  await rm(folder, { recursive: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/** Counts; a failure is photographed. */
function check(sentence, body) {
  return count(total, sentence, body, { onFailure: async () => {
    for (const [i, page] of (browser?.contexts() ?? []).flatMap((context) => context.pages()).entries()) {
      await page.screenshot({ path: join(screenshots, `wordpress-failed-${total.failed}-${i}.png`) }).catch(() => {});
    }
  } });
}

/** A browser of its own, with nobody signed in. */
async function page(locale) {
  const context = await browser.newContext({ baseURL: site.origin, viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", locale });
  context.setDefaultTimeout(40_000);
  return context.newPage();
}

/** A page of somebody who has signed in. */
async function signIn(name) {
  const own = await page("en");
  await own.goto("/wp-login.php");
  await own.getByLabel("Username or Email Address").fill(name);
  await own.locator("#user_pass").fill("password of the tests");
  await own.getByRole("button", { name: "Log In" }).click();
  await own.locator("#wpadminbar").waitFor();
  return own;
}

/** A picture. Where INTAKE_DOCS is set it becomes one of docs/wordpress/, if docs/wordpress.md shows it. */
async function shoot(page, name) {
  const path = join(screenshots, `wordpress-${name}.png`);
  await page.screenshot({ path });
  const docs = join(root, "docs/wordpress");
  const shown = (await readFile(join(root, "docs/wordpress.md"), "utf8")).includes(`(wordpress/${name}.png)`);
  if (!process.env.INTAKE_DOCS || !shown) return;
  await mkdir(docs, { recursive: true });
  await copyFile(path, join(docs, `${name}.png`));
}
