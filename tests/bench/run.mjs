// Measures the widget in Chromium against what people would use instead, all in one run.
//
//     node tests/bench/run.mjs [--rounds N] [--sizes 20,100,…] [--only ours,hand] [--write]
//     or: cargo xtask bench widget …
//
// `npm ci` in this folder comes first (the command of xtask does it). The numbers depend on the machine: what
// can be compared is what was measured in the same run. Nothing here passes or fails.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import * as formio from "./contestant/formio.mjs";
import * as hand from "./contestant/hand.mjs";
import * as jsonforms from "./contestant/jsonforms.mjs";
import * as ours from "./contestant/ours.mjs";
import * as rjsf from "./contestant/rjsf.mjs";
import * as survey from "./contestant/survey.mjs";
import { questions } from "./form.mjs";
import * as list from "./list.mjs";
import { median, measure, visit } from "./measure.mjs";
import { Server } from "./serve.mjs";
import { document } from "./table.mjs";

const THROTTLE = 4;
const SMALLEST = 20;
/** 400 kbit/s with a round trip of 400 ms. */
const NETWORK = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };

const { values } = parseArgs({ options: {
  rounds: { type: "string", default: "5" }, sizes: { type: "string", default: "20,100,1000,5000" },
  only: { type: "string", default: "hand,ours,jsonforms,rjsf,survey,formio" }, write: { type: "boolean", default: false },
} });
const sizes = values.sizes.split(",").map(Number);
const names = values.only.split(",");
const contestants = Object.entries({ hand, ours, jsonforms, rjsf, survey, formio }).filter(([name]) => names.includes(name));
const root = fileURLToPath(new URL("../..", import.meta.url));

const server = new Server();
await server.start();
for (const [name, contestant] of contestants) await lay(name, contestant);
const own = names.includes("ours");
if (own) list.lay(put, await ours.files({ root }));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
});
const results = { rounds: Number(values.rounds), sizes, contestants, bySize: {}, link: {}, bytes: {}, chromium: browser.version() };
try {
  await slowLink();
  for (const size of sizes) await race(size);
  if (own) results.list = await list.race(browser, { origin: server.origin, rounds: results.rounds, throttle: THROTTLE });
} finally {
  await browser.close();
  await server.stop();
}
const text = await document(results);
console.log(text);
if (values.write) await write(text);

/** Puts a contestant's files on the server, a folder for each size of the form. */
async function lay(name, contestant) {
  const shared = await contestant.files({ root });
  for (const size of new Set([SMALLEST, ...sizes])) {
    put(`${name}/${size}`, { ...contestant.page(questions(size)), shared, packed: size === SMALLEST });
  }
}

function put(folder, { head, body, files, shared, packed = false }) {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bench</title>${head}</head><body>${body}</body></html>`;
  for (const [file, content] of Object.entries({ ...shared, ...files, "index.html": html })) {
    server.put(`/${folder}/${file}`, content, { packed });
  }
}

async function slowLink() {
  for (let round = 0; round < results.rounds; round += 1) {
    for (const [name, contestant] of contestants) {
      server.sent = [];
      const url = `${server.origin}/${name}/${SMALLEST}/index.html`;
      const opened = await visit(browser, { url, client: contestant.client, throttle: THROTTLE, network: NETWORK });
      await opened?.context.close();
      (results.link[name] ??= []).push(opened);
      results.bytes[name] = server.sent.reduce((sum, { bytes }) => sum + bytes, 0);
      console.error(`slow link, round ${round + 1}: ${name} ${opened?.drawn.toFixed(0)} and ${opened?.usable.toFixed(0)} ms, ${results.bytes[name]} bytes`);
    }
  }
}

/** All contestants in turn, and that again and again. Who takes too long once is not asked again. */
async function race(size) {
  const made = questions(size);
  const of = results.bySize[size] = {};
  const out = new Set();
  for (let round = 0; round < results.rounds; round += 1) {
    for (const [name, contestant] of contestants) {
      if (out.has(name)) continue;
      const url = `${server.origin}/${name}/${size}/index.html`;
      const measured = await measure(browser, contestant, made, { url, throttle: THROTTLE });
      if (measured) (of[name] ??= []).push(measured);
      else out.add(name);
      console.error(`${size}, round ${round + 1}: ${name} ${measured ? JSON.stringify(measured, (_, value) => (typeof value === "number" ? Math.round(value * 10) / 10 : value)) : "took too long"}`);
    }
  }
  for (const [name, rounds] of Object.entries(of)) {
    const keys = Object.keys(rounds[0]);
    of[name] = Object.fromEntries(keys.map((key) => [key, median(rounds.map((round) => round[key]))]));
  }
  for (const name of out) delete of[name];
}

/** The text takes the place of what stands between two marks in docs/performance.md. */
async function write(text) {
  const file = join(root, "docs/performance.md");
  const [start, end] = ["<!-- measured: begin -->", "<!-- measured: end -->"];
  const before = await readFile(file, "utf8");
  const [head, rest] = before.split(start);
  const tail = rest?.split(end)[1];
  if (tail === undefined) throw new Error(`${file} has no marks ${start} and ${end}`);
  await writeFile(file, `${head}${start}\n${text}\n${end}${tail}`);
}
