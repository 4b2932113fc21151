// Firefox as Debian ships it, spoken to in WebDriver BiDi.

import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { whole } from "./download.mjs";
import { placeOfFrame, placeWithin } from "./place.mjs";

export const title = "Firefox ESR";
export const needs = ["firefox-esr"];

export async function open() {
  const executablePath = spawnSync("which", ["firefox-esr"], { encoding: "utf8" }).stdout.trim();
  const downloads = await mkdtemp(join(tmpdir(), "intake-firefox-"));
  const browser = await puppeteer.launch({
    browser: "firefox", executablePath, headless: false, defaultViewport: null, acceptInsecureCerts: true,
    args: ["--width=1280", "--height=900"],
    // A screen reader is there: Firefox then shows its tree on the bus from the start.
    env: { ...process.env, GNOME_ACCESSIBILITY: "1" },
    extraPrefsFirefox: { "accessibility.force_disabled": -1, "ui.prefersReducedMotion": 1, "intl.accept_languages": "en-US",
      "browser.download.folderList": 2, "browser.download.dir": downloads, "browser.download.always_ask_before_handling_new_types": false },
  });
  // The tab that is there at the start never has the keyboard.
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  // The page, or the frame in it.
  let at = page;
  let frame;
  // Whether to leave a page on which something was written: yes.
  page.on("dialog", (dialog) => dialog.accept().catch(() => {}));
  return {
    title,
    version: await browser.version(),
    goto: (url) => page.goto(url),
    run: (script, ...given) => at.evaluate(`(${script})(...${JSON.stringify(given)})`),
    async element(script, ...given) {
      const handle = await at.evaluateHandle(`(${script})(...${JSON.stringify(given)})`);
      return handle.asElement() ?? undefined;
    },
    async enterFrame() {
      frame = await page.waitForSelector("iframe");
      at = await frame.contentFrame();
    },
    async leaveFrame() { at = page; },
    async click(element) {
      if (at === page) return element.click();
      // Asked to show an element, Firefox scrolls the page around later than the frame, and a click would miss.
      const [x, y] = await element.evaluate(placeWithin);
      const [left, top] = await frame.evaluate(placeOfFrame, y);
      await page.mouse.click(left + x, top + y);
    },
    focus: (element) => element.focus(),
    upload: (element, file) => element.uploadFile(file),
    async draw(element, points) {
      const places = await element.evaluate(placesOf, points);
      await page.mouse.move(...places[0]);
      await page.mouse.down();
      for (const place of places.slice(1)) await page.mouse.move(...place, { steps: 5 });
      await page.mouse.up();
    },
    type: (text) => page.keyboard.type(text),
    press: (key) => chord(page.keyboard, key),
    pdf: () => page.pdf({ preferCSSPageSize: true }),
    downloaded: (name) => whole(join(downloads, name)),
    async close() {
      await browser.close();
      await rm(downloads, { recursive: true, force: true });
    },
  };
}

/** In the page: where these points of an element are, which are given as parts of its width and height. */
function placesOf(element, points) {
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return points.map(([x, y]) => [Math.round(left + x * width), Math.round(top + y * height)]);
}

/** Presses keys that belong together, as in `Shift+Tab`. */
async function chord(keyboard, keys) {
  const all = keys.split("+").map((key) => (key === "Space" ? " " : key));
  for (const key of all) await keyboard.down(key);
  for (const key of all.toReversed()) await keyboard.up(key);
}
