// The widget in the engines that are not Chromium: Firefox and WebKit, and what Firefox tells a screen reader.
//
//     xvfb-run -a dbus-run-session -- node tests/engines/run.mjs [firefox|webkit]…     or: cargo xtask test engines
//
// Each script of steps is gone through in each engine, on pages of the real receiver under its strict policy.

import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Playground } from "../browser/playground.mjs";
import { Server } from "../browser/server.mjs";
import * as atspi from "./atspi/script.mjs";
import * as control from "./control.mjs";
import * as delivery from "./delivery.mjs";
import * as assisted from "./assisted.mjs";
import * as drafts from "./drafts.mjs";
import * as field from "./field.mjs";
import * as frame from "./frame.mjs";
import * as leaving from "./leaving.mjs";
import * as firefox from "./driver/firefox.mjs";
import * as webkit from "./driver/webkit.mjs";
import * as mainPath from "./main-path.mjs";
import * as taken from "./taken.mjs";
import { Visitor } from "./visitor.mjs";
import { count } from "../runner.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const target = process.env.TARGET ?? join(root, "target");
const wanted = process.argv.slice(2);
const ENGINES = Object.entries({ firefox, webkit }).filter(([name]) => wanted.length === 0 || wanted.includes(name));
const only = process.env.INTAKE_SCRIPT;
const SCRIPTS = Object.entries({ mainPath, control, delivery, drafts, field, leaving, frame, assisted, atspi, taken }).filter(([name]) => !only || name === only).map(([, script]) => script);

const folder = await mkdtemp(join(tmpdir(), "intake-engines-"));
const playground = new Playground({ here: join(root, "tests/browser"), root, folder });
await playground.build();
await watchPages();
const { site, forms } = playground;
const server = new Server({ root, program: process.env.INTAKE ?? join(target, "debug/intake"), database: join(folder, "intake.sqlite"), site, forms });
const total = { passed: 0, failed: 0, skipped: 0 };
try {
  await server.start();
  for (const [, engine] of ENGINES) await visit(engine);
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function visit(engine) {
  console.log(engine.title);
  const missing = engine.needs.filter((program) => spawnSync("which", [program]).status !== 0);
  if (missing.length > 0) return skip(`${engine.title}: ${missing.join(", ")} is not installed`);
  let driver;
  await count(total, `${engine.title} starts`, async () => { driver = await engine.open(); });
  if (!driver) return;
  try {
    for (const script of SCRIPTS) {
      if (script.alone) {
        await driver.close();
        driver = await engine.open();
      }
      const reason = await script.unfit?.(engine);
      if (reason) skip(`${engine.title}: ${script.title}: ${reason}`);
      if (reason !== undefined) continue;
      let own = await play(driver, script);
      // WebKit's page is blank now and then, in the middle of a script, on a busy machine. In a new browser it is played once more.
      if (own.failed > 0 && !process.env.INTAKE_ONCE) {
        await driver.close();
        driver = await engine.open();
        console.log(`once more: ${engine.title}: ${script.title}`);
        own = await play(driver, script);
      }
      for (const result of Object.keys(total)) total[result] += own[result];
    }
  } finally {
    await driver.close();
  }
}

/** How much of a script passed, failed and was left out. */
async function play(driver, script) {
  const own = { passed: 0, failed: 0, skipped: 0 };
  console.log(`${driver.title} (${driver.version}): ${script.title}`);
  const visitor = new Visitor(driver, server.origin);
  const check = (sentence, body) => count(own, sentence, body);
  try {
    await script.run({ visitor, driver, check, leaveOut: (reason) => skip(`${driver.title}: ${script.title}: ${reason}`, own), server, playground, folder });
  } catch (error) {
    await check("the script runs to its end", () => { throw error; });
  }
  await check("no error and no violation of the page's policy", async () => {
    const faults = await visitor.asks("faults");
    if (faults.length > 0) throw new Error(faults.join("\n"));
  });
  return own;
}

function skip(reason, tally = total) {
  tally.skipped += 1;
  console.log(`skipped: ${reason}`);
}

/** Puts a script into every page of the copied site that keeps what goes wrong: not every driver hears of it. */
async function watchPages() {
  await copyFile(join(here, "faults.js"), join(playground.site, "faults.js"));
  for (const name of await readdir(playground.site)) {
    if (!name.endsWith(".html")) continue;
    const file = join(playground.site, name);
    await writeFile(file, (await readFile(file, "utf8")).replace("<head>", `<head><script src="/faults.js"></script>`));
  }
}
