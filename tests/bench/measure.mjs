// One visit of one contestant: opened, typed into, toggled, filled in, sent.
//
// "To paint" is from the event to after the frame that it caused: a message posted in that frame's animation
// callback is handled when the frame has been drawn. Script work is what the page's main thread spent in script
// and microtasks, "work" all that it did, both as CPU time: so what else the machine does counts little.

import { ANSWERS, marks } from "./form.mjs";

const KEYS = 12;
const TOGGLES = 4;
/** A visit that is not usable after so long is given up, ms. */
export const PATIENCE = 60_000;

/** What every page is given before its own scripts. */
function instruments() {
  const memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      const { memory } = (made.instance ?? made).exports;
      if (memory) memories.push(memory);
      return made;
    };
  }
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(performance.now());
    port2.postMessage("");
  }));
  window.measure = {
    wasmBytes: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    /** When the first field was there to type into, and when the form answered what was done to it then. */
    async usable(answers) {
      const field = () => (document.querySelector("intake-form")?.shadowRoot ?? document).querySelector("input");
      while (!field()) await new Promise(requestAnimationFrame);
      const drawn = await painted();
      await (answers && bench.answers ? bench.answers() : bench.ready);
      return { drawn, usable: await painted() };
    },
    /** Gets ready for a key; `seen` is how long it takes to be seen. */
    awaitKey() {
      measure.seen = new Promise((resolve) => window.addEventListener("keydown", (event) => {
        painted().then((end) => resolve(end - event.timeStamp));
      }, { capture: true, once: true }));
    },
    async toggle(radio, choice, dependent, wanted) {
      const start = performance.now();
      bench.choose(radio, choice);
      while (bench.shown(dependent) !== wanted) await new Promise(requestAnimationFrame);
      return (await painted()) - start;
    },
    async submit() {
      const start = performance.now();
      const { collected, at } = await bench.submit();
      return { time: at - start, collected };
    },
  };
}

/** Opens a contestant's page in a browser of a fresh mind. */
export async function visit(browser, { url, client, throttle, network }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-US" });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.addInitScript(instruments);
  await page.addInitScript(client);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  if (network) {
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", network);
  }
  try {
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => window.bench && window.measure, undefined, { polling: 20 });
    const times = await within(page.evaluate((answers) => measure.usable(answers), Boolean(network)), PATIENCE);
    return { context, page, cdp, ...times, faults };
  } catch (error) {
    await context.close();
    if (error instanceof TooLong) return undefined;
    throw error;
  }
}

/** @returns milliseconds by measure, or undefined when the contestant did not become usable in time */
export async function measure(browser, contestant, questions, { url, throttle }) {
  const opened = await visit(browser, { url, client: contestant.client, throttle });
  if (!opened) return undefined;
  const { context, page, cdp, usable, faults } = opened;
  const { text, radio, dependent } = marks(questions);
  try {
    const work = await worked(cdp);
    await quiet(page);
    const heap = await heapBytes(page, cdp);

    await page.evaluate((name) => bench.text(name).focus(), text);
    await page.keyboard.press("x");
    // A key that types nothing costs what the measuring itself costs.
    const idle = await press(page, cdp, Array(KEYS).fill("Shift"));
    const typed = await press(page, cdp, Array(KEYS).fill("a"));

    const toggles = [];
    const before = await worked(cdp);
    for (let round = 0; round < TOGGLES; round += 1) {
      toggles.push(await within(page.evaluate((given) => measure.toggle(...given), [radio, "b", dependent, true]), PATIENCE));
      await quiet(page);
      await page.evaluate((given) => measure.toggle(...given), [radio, "c", dependent, false]);
      await quiet(page);
    }

    const toggleWork = (await worked(cdp) - before) / TOGGLES / 2;

    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.evaluate(([questions, answers]) => bench.fill(questions, answers), [questions, ANSWERS]);
    await quiet(page);
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttle });
    const submitted = await within(page.evaluate(() => measure.submit()), PATIENCE);
    const count = Object.keys(JSON.parse(submitted.collected ?? "{}")).length;
    const expected = questions.filter(({ when }) => !when).length;
    if (count < expected) throw new Error(`${contestant.title} collected ${count} of ${expected} answers`);
    if (faults.length > 0) throw new Error(`${contestant.title}: ${faults[0]}`);
    return { usable, work, key: median(typed.times), script: Math.max(0, typed.script - idle.script), toggle: median(toggles), toggleWork, submit: submitted.time, heap };
  } catch (error) {
    if (error instanceof TooLong) return undefined;
    throw error;
  } finally {
    await context.close();
  }
}

/** Presses keys one after another, each when the page has drawn the last one. */
export async function press(page, cdp, keys) {
  await quiet(page);
  const before = await worked(cdp, "ScriptDuration");
  const times = [];
  for (const key of keys) {
    await page.evaluate(() => measure.awaitKey());
    await page.keyboard.press(key);
    times.push(await page.evaluate(() => measure.seen));
  }
  await quiet(page);
  return { times, script: (await worked(cdp, "ScriptDuration") - before) / keys.length };
}

/** Waits until the page has nothing more to do for the moment. */
export function quiet(page) {
  return page.evaluate(() => new Promise((resolve) => {
    let calm = 0;
    const look = (deadline) => {
      calm = deadline.timeRemaining() > 5 ? calm + 1 : 0;
      if (calm >= 3) resolve();
      else requestIdleCallback(look);
    };
    requestIdleCallback(look);
  }));
}

/** JavaScript's own objects and the memory of WebAssembly, after a collection of garbage. */
async function heapBytes(page, cdp) {
  await cdp.send("HeapProfiler.enable");
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return usedSize + await page.evaluate(() => measure.wasmBytes());
}

/** How long the main thread has worked so far, in script alone or in all, as CPU time in milliseconds. */
async function worked(cdp, what = "TaskDuration") {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return 1000 * metrics.find(({ name }) => name === what).value;
}

class TooLong extends Error {}

async function within(promise, limit) {
  let timer;
  promise.catch(() => {});
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new TooLong()), limit); });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
