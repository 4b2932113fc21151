// A program that was just unpacked, from its start to the first submission in the inbox.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { freePort } from "../browser/server.mjs";
import { after, submit } from "./person.mjs";

/**
 * Starts `words` with `serve`, sends one submission, stops it, and verifies what is stored.
 *
 * @param words what starts the program, with whatever must stand before it
 * @param cwd the folder that it works in
 * @param database where the program finds its database
 */
export async function begin(words, { cwd, database }) {
  const [command, ...before] = words;
  const started = performance.now();
  const server = spawn(command, [...before, "serve", "--listen", `127.0.0.1:${await freePort()}`], { cwd, stdio: ["ignore", "pipe", "inherit"] });
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
    const verified = execFileSync(command, [...before, "verify", "--database", database], { cwd, encoding: "utf8" });
    assert.match(verified, /\n1 verified, 0 failed\n$/, verified);
    console.log("passed: it is stored and verified");
    const seconds = (from, to) => ((to - from) / 1000).toFixed(1);
    console.log(`${seconds(started, ready)} s until it listens, ${seconds(started, done)} s until the first submission is read`);
  } finally {
    server.kill("SIGKILL");
    await ended;
  }
}
