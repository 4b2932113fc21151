// Runs every case of this folder in Debian's Chromium, each lane's cases one after another against a receiver of its own.
//
//     node tests/browser/run.mjs [case[:part]]…      or: cargo xtask test browser
//
// A case is a folder with a `case.mjs` that exports `title` and `run(stage)`; see README.md.

import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Person, drawn } from "./person.mjs";
import { Playground } from "./playground.mjs";
import { Server } from "./server.mjs";
import { photographer } from "./shoot.mjs";
import { watch } from "./watch.mjs";
import { count, launch } from "../runner.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const target = process.env.TARGET ?? join(root, "target");


const screenshots = join(target, "screenshots");
await mkdir(screenshots, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), "intake-browser-"));
const program = process.env.INTAKE ?? join(target, "debug/intake");
const playground = new Playground({ here, root, folder });
await playground.build();
const browser = await launch();
const total = { passed: 0, failed: 0, skipped: 0 };
/** Cases of which something failed while others ran beside them. */
const again = [];
const waiting = await jobs(process.argv.length > 2 ? process.argv.slice(2) : await allCases());
const lanes = Number(process.env.INTAKE_LANES) || Math.min(availableParallelism(), 4);
try {
  await Promise.all(Array.from({ length: Math.min(lanes, waiting.length) }, (_, lane) => work(lane)));
  await playAgain();
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

/** What is to be played: a case, or where it names its parts, each of them. */
async function jobs(names) {
  const found = [];
  for (const name of names) {
    const [folder, part] = name.split(":");
    const case_ = await import(pathToFileURL(join(here, folder, "case.mjs")));
    const parts = part ? [part] : (await case_.parts?.()) ?? [undefined];
    found.push(...parts.map((part) => ({ name: folder, part, case_ })));
  }
  return found;
}

/**
 * A machine that is busy with something else can make a person look impatient. What failed is played once more, with
 * the machine to itself: what fails then has failed, and what does not is named, so that somebody looks at it. Where
 * much has failed the machine is not the reason, and nothing is played twice.
 */
async function playAgain() {
  const few = again.length <= 4 && !process.env.INTAKE_ONCE;
  for (const { job, own } of again) {
    if (!few) {
      total.passed += own.passed;
      total.failed += own.failed;
      continue;
    }
    console.log(`once more: ${nameOf(job)}`);
    waiting.push({ ...job, isLast: true });
  }
  if (few && again.length > 0) await work("again");
}

function nameOf({ name, part }) {
  return part ? `${name}:${part}` : name;
}

/** Plays what waits, one after another. */
async function work(lane) {
  const database = join(folder, `lane-${lane}.sqlite`);
  const server = new Server({ root, program, database, site: playground.site, forms: playground.forms });
  try {
    for (let job = waiting.shift(); job; job = waiting.shift()) await play(job, server);
  } finally {
    await server.stop();
  }
}

async function play(job, server) {
  const { name, part, case_ } = job;
  const lines = [`${nameOf(job)}: ${case_.title}`];
  const own = { passed: 0, failed: 0 };
  const reason = case_.skip?.();
  if (reason) {
    total.skipped += 1;
    return console.log(`${lines[0]}\nskipped: ${name}: ${reason}`);
  }
  const started = Date.now();
  await server.start();
  const context = await browser.newContext({
    baseURL: server.origin, viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...case_.context,
  });
  context.setDefaultTimeout(10_000);
  const seen = await watch(context, server.origin, case_.expected);
  const page = await context.newPage();
  const prefix = [name.replaceAll("/", "-"), part].filter(Boolean).join("-");
  const shoot = photographer(page, join(screenshots, prefix), join(root, "docs"));
  const say = (line) => lines.push(line);
  const check = (sentence, body) => count(own, sentence, body, { say, onFailure: () => shoot("failed").catch(() => {}) });
  try {
    const stage = { browser, context, page, server, shoot, check, seen, say, part, program, folder, playground };
    await inTime(case_.run({ ...stage, person: new Person(page), open: (what) => open(page, what) }));
  } catch (error) {
    await check("the case runs to its end", () => { throw error; });
  }
  await check("no error, no violation of the page's policy, no request to another origin", () => {
    if (seen.faults.length > 0) throw new Error(seen.faults.join("\n"));
  });
  await context.close();
  if (own.failed > 0 && !job.isLast) {
    again.push({ job, own });
  } else {
    total.passed += own.passed;
    total.failed += own.failed;
  }
  lines[0] += ` (${((Date.now() - started) / 1000).toFixed(1)} s)`;
  console.log(lines.join("\n"));
}

/** A page that crashed may never answer: a case that takes longer has failed. */
async function inTime(played, minutes = 5) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it has not ended after ${minutes} minutes`)), minutes * 60_000);
  });
  await Promise.race([played, late]).finally(() => clearTimeout(timer));
}

/** Opens the page with one form, `{ form, lang, query }`, and waits until the form is there. */
async function open(page, what) {
  await page.goto(await playground.path(what));
  await page.locator("intake-form").getByRole("heading").first().waitFor();
  await drawn(page);
}

/** Every folder with a case in it, as a path from here: `demo-site`, `control/month`. */
async function allCases(folder = "") {
  const names = [];
  for (const entry of await readdir(join(here, folder), { withFileTypes: true })) {
    const name = folder + entry.name;
    if (entry.isDirectory()) names.push(...(await allCases(`${name}/`)));
    else if (entry.name === "case.mjs") names.push(folder.slice(0, -1));
  }
  return names.sort();
}
