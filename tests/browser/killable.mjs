// A browser of a test's own, with a profile on the disk, which may be killed as by an empty battery: with everything that it started.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { flags } from "../runner.mjs";

export async function start(profile) {
  const child = spawn(process.env.CHROMIUM || "/usr/bin/chromium", [...flags, `--user-data-dir=${profile}`, "--remote-debugging-port=0", "about:blank"], { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const address = await new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("the browser ended")));
    createInterface({ input: child.stderr }).on("line", (line) => {
      const found = /DevTools listening on (ws:.*)/.exec(line);
      if (found) resolve(found[1]);
    });
  });
  const browser = await chromium.connectOverCDP(address);
  const kill = async (signal) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
    await ended;
    await browser.close().catch(() => {});
  };
  return { browser, kill };
}
