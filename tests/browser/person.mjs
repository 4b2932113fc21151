// Does what a person does, through what a person perceives: roles, names, keys. Never through classes or ids.
// Waits for a state, never for a time.

import assert from "node:assert/strict";

export class Person {
  constructor(page) {
    this.page = page;
  }

  /** Waits until the page shows this heading. */
  async sees(heading) {
    await this.page.getByRole("heading", { name: heading }).first().waitFor();
  }

  /** Waits until this text stands somewhere. */
  async reads(text) {
    await this.page.getByText(text).first().waitFor();
  }

  async clicks(role, name) {
    await this.page.getByRole(role, { name }).first().click();
  }

  /** Types into the field with this label, over what is there. */
  async fills(label, text) {
    await this.page.getByLabel(label, { exact: false }).first().fill(text);
  }

  /** Picks an answer of the question (a group with that name) by mouse. */
  async picks(question, answer, role = "radio") {
    await this.page.getByRole("group", { name: question }).getByRole(role, { name: answer, exact: true }).check();
  }

  /** Picks from the list box with this label. */
  async selects(label, answer) {
    await this.page.getByLabel(label).selectOption({ label: answer });
  }

  /** The element that has the focus, inside the form's shadow root too, as assistive technology hears of it. */
  async focus() {
    return this.page.locator("*:focus").last();
  }

  async focused() {
    const element = await this.focus();
    if ((await element.count()) === 0) return { role: "", name: "" };
    const text = await element.ariaSnapshot();
    const [, role = "", name = ""] = /^- '?(\w+)(?: "((?:[^"\\]|\\.)*)")?/.exec(text) ?? [];
    return { role, name, text };
  }

  /** What a screen reader adds to a field's name: hint, error, room left; its group's where it has none of its own. */
  async hears(field) {
    return field.evaluate((element) => {
      const own = element.getAttribute("aria-describedby");
      const ids = (own ?? element.closest("fieldset")?.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
      return ids.map((id) => element.getRootNode().getElementById(id).textContent.trim()).join(" ");
    });
  }

  /** The answer that the review has for a question; several as `Food | Rent`. */
  async reviews(question) {
    const whole = new RegExp(`^\\s*${question.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
    const row = this.page.locator("dl > div").filter({ has: this.page.getByRole("term").filter({ hasText: whole }) });
    // Intl's narrow and no-break spaces are spaces here.
    const answer = row.getByRole("definition").first();
    const text = (await answer.innerText()).trim();
    const several = await answer.getByRole("listitem").allInnerTexts();
    return (several.length > 0 ? several.join(" | ") : text).replace(/\s+/g, " ");
  }

  async presses(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async types(text) {
    await this.page.keyboard.type(text);
  }

  /** Goes on with the Tab key until a control with this role and name has the focus. */
  async tabsTo(role, name, { limit = 60, key = "Tab" } = {}) {
    const passed = [];
    for (let step = 0; step < limit; step += 1) {
      await this.page.keyboard.press(key);
      const now = await this.focused();
      if (now.role === role && matches(now.name, name)) return now;
      passed.push(`${now.role} "${now.name}"`);
    }
    assert.fail(`no ${role} "${name}" within ${limit} × ${key}; passed ${passed.slice(0, 30).join(", ")} …`);
  }

  /** Tabs to a group of radio buttons by one of its answers and chooses one with the arrow keys. */
  async choosesByKey(answer, { limit = 30 } = {}) {
    for (let step = 0; step < limit; step += 1) {
      const now = await this.focused();
      if (now.role === "radio" && matches(now.name, answer)) {
        await this.page.keyboard.press("Space");
        return;
      }
      await this.page.keyboard.press(now.role === "radio" ? "ArrowDown" : "Tab");
    }
    assert.fail(`the answer ${answer} was not reached by key`);
  }
}

/**
 * The network goes, once the form has the parts that it sends with: a person takes minutes to fill one in, a test less
 * than a slow machine needs to fetch them.
 */
export async function offline(page, ...more) {
  for (const part of ["outbox", ...more]) {
    const there = (part) => performance.getEntriesByType("resource").some(({ name, responseEnd }) => name.includes(`intake-form-${part}`) && responseEnd > 0);
    await until(() => page.evaluate(there, part), `the form has fetched ${part}`);
  }
  await page.context().setOffline(true);
}

/** Asks again and again until the answer is true; for what has no element to wait for. */
export async function until(question, what, { limit = 10_000 } = {}) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    if (Date.now() > end) assert.fail(`waited ${limit} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function matches(name, wanted) {
  return wanted instanceof RegExp ? wanted.test(name) : name === wanted;
}

/** Waits until every question has its control: a rarer one says that it loads until then. */
export async function drawn(page) {
  await page.locator("intake-form [aria-busy=true]").first().waitFor({ state: "detached" });
}
