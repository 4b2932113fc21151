// From the program alone, in an empty folder, to a submission in the inbox.
//
//     node tests/package/start.mjs PROGRAM [ACTOR]        or: cargo xtask package --prove
//
// ACTOR is what acts as another processor, such as qemu-aarch64-static.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "../browser/server.mjs";
import { after, submit } from "./person.mjs";

const words = process.argv.slice(2).reverse();
words[words.length - 1] = resolve(words.at(-1));
const folder = mkdtempSync(join(tmpdir(), "intake-start-"));
const [command, ...before] = words;
const started = performance.now();
const server = spawn(command, [...before, "serve", "--listen", `127.0.0.1:${await freePort()}`], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
const ended = new Promise((resolve) => server.once("close", resolve));
try {
  const printed = [];
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`intake serve ended (${code})`)));
    createInterface({ input: server.stdout }).on("line", (line) => {
      printed.push(line);
      if (line.includes("<intake-form")) resolve();
    });
  });
  const ready = performance.now();
  const health = await fetch(new URL("/healthz", after(printed, "Listening on ")));
  assert.equal(health.status, 200);
  console.log("passed: it says that it is well");
  await submit(printed, "Ann Example");
  console.log("passed: the first submission is in the inbox");
  const done = performance.now();
  server.kill("SIGINT");
  await ended;
  const verified = execFileSync(command, [...before, "verify", "--database", join(folder, "intake.sqlite")], { encoding: "utf8" });
  assert.match(verified, /\n1 verified, 0 failed\n$/, verified);
  console.log("passed: it is stored and verified");
  const seconds = (from, to) => ((to - from) / 1000).toFixed(1);
  console.log(`${seconds(started, ready)} s until it listens, ${seconds(started, done)} s until the first submission is read`);
} finally {
  server.kill("SIGKILL");
  await ended;
  rmSync(folder, { recursive: true });
}
