// Other programs: run to their end, or kept while a page is looked at.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What a program wrote to its standard output; an error with all that it wrote, when it failed. */
export function run(program, words, { cwd, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const [out, all] = [[], []];
    child.stdout.on("data", (data) => { out.push(data); all.push(data); });
    child.stderr.on("data", (data) => all.push(data));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve(String(Buffer.concat(out)));
      else reject(new Error(`${program} ${words.join(" ")} ended with ${code}\n${Buffer.concat(all)}`));
    });
  });
}

/**
 * Starts a program and all that it starts, and waits until it says where it listens. A function that ends them.
 */
export async function serve(program, words, { cwd, env = {} } = {}) {
  // In a group of its own: npm does not pass on that it is to end.
  const child = spawn(program, words, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const said = [];
  child.stderr.on("data", (data) => said.push(String(data)));
  await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`${program} ${words.join(" ")} ended with ${code}\n${said.join("")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      said.push(`${line}\n`);
      if (/http:\/\/\S+:\d+/.test(line)) resolve();
    });
  });
  return async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGTERM");
    await ended;
  };
}
