// WebKitGTK, Safari's engine, spoken to in plain WebDriver.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../browser/server.mjs";
import { whole } from "./download.mjs";
import { placeOfFrame } from "./place.mjs";

export const title = "WebKitGTK";
export const needs = ["WebKitWebDriver"];

const KEYS = {
  Enter: "\uE007", Tab: "\uE004", Space: " ", Backspace: "\uE003", Escape: "\uE00C", ArrowDown: "\uE015", ArrowUp: "\uE013",
  ArrowLeft: "\uE012", ArrowRight: "\uE014", Home: "\uE011", End: "\uE010", Shift: "\uE008", Control: "\uE009",
};
/** How WebDriver marks an element in its JSON. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export async function open() {
  const port = await freePort();
  // A desktop's own settings say where what is saved goes.
  const downloads = await mkdtemp(join(tmpdir(), "intake-webkit-"));
  await writeFile(join(downloads, "user-dirs.dirs"), `XDG_DOWNLOAD_DIR="${downloads}"\n`);
  // What Firefox has started on the desktop's bus keeps it from saving: it does without one.
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    stdio: "ignore",
    env: { ...process.env, XDG_CONFIG_HOME: downloads, DBUS_SESSION_BUS_ADDRESS: "disabled:", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", WEBKIT_DISABLE_DMABUF_RENDERER: "1", LIBGL_ALWAYS_SOFTWARE: "1" },
  });
  const ended = new Promise((resolve) => driver.once("exit", resolve));
  const send = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method, ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  };
  await listening(port);
  const binary = miniBrowser();
  const started = await send("POST", "/session", { capabilities: { alwaysMatch: {
    "webkitgtk:browserOptions": { binary, args: ["--automation"] }, pageLoadStrategy: "normal", acceptInsecureCerts: true,
  } } }).catch((error) => {
    driver.kill();
    throw error;
  });
  const session = `/session/${started.sessionId}`;
  // Where it waits in vain for a page, that is to be found out in less than its own five minutes.
  await send("POST", `${session}/timeouts`, { pageLoad: 20_000 });
  const execute = (script, given) => send("POST", `${session}/execute/sync`, { script: `return (${script})(...arguments)`, args: given });
  const path = (element) => `${session}/element/${element[ELEMENT]}`;
  const press = (keys) => send("POST", `${session}/actions`, { actions: [{ type: "key", id: "keyboard", actions: [
    ...keys.map((value) => ({ type: "keyDown", value })), ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
  ] }] });
  // The frame that is in, if any.
  let inside = null;
  const go = (frame) => send("POST", `${session}/frame`, { id: frame });
  const drag = async (element, points) => {
    const places = await atRest(() => execute(String(placesOf), [element, points]));
    const frame = inside;
    // It takes a place for one of the whole page, wherever it is, and scrolls only the frame itself to it.
    if (frame) await go(null);
    const [left, top] = frame ? await execute(String(placeOfFrame), [frame, places[0][1]]) : [0, 0];
    const [start, ...rest] = places.map(([x, y]) => [Math.round(x + left), Math.round(y + top)]);
    const move = ([x, y], duration) => ({ type: "pointerMove", x, y, duration });
    await send("POST", `${session}/actions`, { actions: [{ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions: [
      move(start, 0), { type: "pointerDown", button: 0 }, ...rest.map((place) => move(place, 50)), { type: "pointerUp", button: 0 },
    ] }] });
    if (frame) await go(frame);
  };
  return {
    title,
    version: `${started.capabilities.browserName} ${started.capabilities.browserVersion}`,
    goto: (url) => send("POST", `${session}/url`, { url }),
    run: (script, ...given) => execute(script, given),
    async element(script, ...given) {
      const found = await execute(script, given).catch((error) => {
        // Drawn anew between being found and being handed over: who asks, asks again.
        if (!error.message.includes("stale element reference")) throw error;
      });
      return found?.[ELEMENT] ? found : undefined;
    },
    async enterFrame() {
      inside = await send("POST", `${session}/element`, { using: "css selector", value: "iframe" });
      await go(inside);
    },
    async leaveFrame() {
      inside = null;
      await go(null);
    },
    // Its own "Element Click" takes a text field in a shadow root for covered: so the mouse is moved there.
    click: (element) => drag(element, [[0.5, 0.5]]),
    draw: (element, points) => drag(element, points),
    focus: (element) => execute("(element) => element.focus()", [element]),
    upload: (element, file) => send("POST", `${path(element)}/value`, { text: file }),
    async type(text) {
      for (const letter of text) await press([letter]);
    },
    press: (key) => press(key.split("+").map((part) => KEYS[part] ?? part)),
    downloaded: (name) => whole(join(downloads, name)),
    async close() {
      await send("DELETE", session).catch(() => {});
      driver.kill();
      await ended;
      await rm(downloads, { recursive: true, force: true });
    },
  };
}

/** The small browser that the driver's package brings, in the folder of the machine's architecture. */
function miniBrowser() {
  const folders = readdirSync("/usr/lib").flatMap((folder) => ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"].map((name) => join("/usr/lib", folder, name)));
  return folders.map((folder) => join(folder, "MiniBrowser")).find(existsSync);
}

/** In the page: where these points of an element are, which are given as parts of its width and height. */
function placesOf(element, points) {
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return points.map(([x, y]) => [Math.round(left + x * width), Math.round(top + y * height)]);
}

/** What `look` answers once it is the same twice: a person presses what stands still. */
async function atRest(look) {
  let before;
  for (let tries = 0; tries < 40; tries += 1) {
    const now = await look();
    if (JSON.stringify(now) === JSON.stringify(before)) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return before;
}

async function listening(port) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetch(`http://127.0.0.1:${port}/status`);
    } catch (error) {
      if (tries > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
