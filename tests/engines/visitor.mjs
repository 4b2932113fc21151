// What a person does, in whichever engine: by role, name and key. Each wait is for a state.

import assert from "node:assert/strict";
import { until } from "../browser/person.mjs";
import { LOOK } from "./find.mjs";

export class Visitor {
  constructor(driver, origin) {
    this.driver = driver;
    this.origin = origin;
  }

  goto(path) {
    return this.driver.goto(new URL(path, this.origin).href);
  }

  asks(question, given) {
    return this.driver.run(LOOK, question, given);
  }

  /** The element with this role and this name (a text is the whole name), in the group with that name. */
  finds(role, name, within) {
    const wanted = { role, name: pattern(name), within: within && pattern(within) };
    return until(() => this.driver.element(LOOK, "element", wanted), `a ${role} named ${name}${within ? ` in ${within}` : ""}`);
  }

  async state(role, name, within) {
    await this.finds(role, name, within);
    return this.asks("state", { role, name: pattern(name), within: within && pattern(within) });
  }

  async has(role, name, within) {
    return Boolean(await this.asks("state", { role, name: pattern(name), within: within && pattern(within) }));
  }

  sees(heading) {
    return this.finds("heading", heading);
  }

  /** Waits until all of the form is there: what asks the element for something before that is not answered. */
  whole() {
    return until(() => this.driver.run(`() => document.querySelector("intake-form").page !== ""`), "the form is whole");
  }

  reads(text) {
    const fits = typeof text === "string" ? (shown) => shown.includes(text) : (shown) => text.test(shown);
    return until(async () => fits(await this.asks("text")), `the text ${text}`);
  }

  async clicks(role, name, within) {
    const press = async () => this.driver.click(await this.finds(role, name, within));
    // It was drawn anew between the look and the click: looked for once more, as a person does.
    await press().catch((error) => (/not clickable|detached/.test(error.message) ? press() : Promise.reject(error)));
  }

  /** Types over what is in the field. */
  async fills(name, text, within, role = "textbox") {
    await this.clicks(role, name, within);
    await this.driver.press("Control+a");
    if (text === "") await this.driver.press("Backspace");
    else await this.driver.type(text);
    await until(async () => (await this.state(role, name, within)).value === text, `${name} holds ${text}`);
  }

  /** Marks a radio or checkbox with a click. */
  async picks(question, answer, role = "radio") {
    await this.clicks(role, answer, question);
    await until(async () => (await this.state(role, answer, question)).checked, `${answer} is marked`);
  }

  focus() {
    return this.asks("focus");
  }

  /** Waits until the focus is where the test says. */
  async focusIs(fits, what) {
    let now;
    await until(async () => fits(now = await this.focus() ?? {}), what).catch((error) => {
      throw new Error(`${error.message}; it is on ${JSON.stringify(now)}`);
    });
  }

  async tabsTo(role, name, { limit = 40, key = "Tab" } = {}) {
    const passed = [];
    for (let step = 0; step < limit; step += 1) {
      await this.driver.press(key);
      const now = await this.focus() ?? {};
      if (now.role === role && matches(now.name, name)) return;
      passed.push(`${now.role} ${now.name}`);
    }
    assert.fail(`no ${role} ${name} within ${limit} × ${key}; passed ${passed.join(", ")}`);
  }

  answers() {
    return this.asks("answers");
  }
}

function matches(text, name) {
  const [source, flags] = pattern(name);
  return new RegExp(source, flags).test(text);
}

/** A pattern that can be sent into a page. A text must be the whole name, but for "(optional)" after it. */
function pattern(name) {
  if (name instanceof RegExp) return [name.source, name.flags];
  return [`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}( \\([^)]*\\))?$`, "u"];
}
