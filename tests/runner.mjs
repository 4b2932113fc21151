// What all that runs cases in a browser has in common.

import { chromium } from "playwright-core";

export const flags = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Debian's Chromium, or the one that CHROMIUM names. `bfcache`: with its cache of whole pages, which Playwright switches off. */
export function launch({ bfcache = false } = {}) {
  const ignoreDefaultArgs = bfcache ? ["--disable-back-forward-cache"] : [];
  return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: flags, ignoreDefaultArgs });
}

/** One thing that must be true, counted in `total`. What follows goes on when it is not. */
export async function count(total, sentence, body, { say = console.log, onFailure = () => {} } = {}) {
  try {
    await body();
    total.passed += 1;
    say(`  ok      ${sentence}`);
  } catch (error) {
    total.failed += 1;
    say(`  FAILED  ${sentence}\n${String(error.stack ?? error).replace(/^/gm, "          ")}`);
    await onFailure();
  }
}
