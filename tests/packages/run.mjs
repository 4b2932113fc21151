// The npm package as those have it who install it: its files, its types, and each example as its README says, in Chromium.
//
//     node tests/packages/run.mjs [PART]…      or: cargo xtask test packages
//
// PART is `package`, `types`, `docs`, `cdn`, `bundlers` or the folder of an example. EXAMPLES is a copy of
// `packages/npm/examples` with its packages installed, PACKAGE the folder with the tarball.

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { docs } from "./docs.mjs";
import { cdn } from "./cdn.mjs";
import { bundlers } from "./bundlers.mjs";
import { example, EXAMPLES } from "./example.mjs";
import { install, contents } from "./package.mjs";
import { types } from "./types.mjs";
import { freePort, Server } from "../browser/server.mjs";
import { count, launch } from "../runner.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = process.env.TARGET ?? join(root, "target");
const examples = process.env.EXAMPLES ?? join(target, "xtask/examples");
const shipped = process.env.PACKAGE ?? join(target, "package");
const program = process.env.INTAKE ?? join(target, "debug/intake");

const folder = await mkdtemp(join(tmpdir(), "intake-packages-"));
const total = { passed: 0, failed: 0 };
const tarball = (await readdir(shipped)).find((name) => /^intake-form-[\d.]+\.tgz$/.test(name));
await install({ examples, tarball: join(shipped, tarball) });

const parts = { docs, package: contents, types, cdn, bundlers };
for (const name of EXAMPLES) parts[name] = (stage) => example(stage, name);
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
// Each page is served at an address of its own, which the receiver is told.
const ports = Object.fromEntries(await Promise.all(Object.keys(parts).map(async (name) => [name, await freePort()])));
const audiences = Object.values(ports).flatMap((port) => ["--audience", `http://127.0.0.1:${port}/submissions`]);
const receiver = new Server({
  root, program, database: join(folder, "intake.sqlite"), site: join(examples, "plain/page"), forms: join(examples, "forms"), more: audiences,
});
await receiver.start();
const browser = await launch();
try {
  const waiting = [...wanted];
  const lanes = Math.min(Number(process.env.INTAKE_LANES) || availableParallelism(), 4);
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) await play(name);
  }));
} finally {
  await browser.close();
  await receiver.stop();
  await rm(folder, { recursive: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

async function play(name) {
  const started = Date.now();
  const lines = [];
  const say = (line) => lines.push(line);
  const check = (sentence, body) => count(total, sentence, body, { say });
  const stage = { root, examples, shipped, tarball, program, folder, browser, receiver, check, port: ports[name], name };
  await check("it runs to its end", () => parts[name](stage));
  console.log([`${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`, ...lines].join("\n"));
}
