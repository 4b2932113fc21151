// Through a form by keyboard alone: where Tab stops, what the other keys do there, that the focus is seen and never caught.

import { until } from "./person.mjs";

/** Lines such as `Tab: radio "Yes"`, and what was wrong on the way. */
export async function keyboard(page, person, limit = 80) {
  const lines = [];
  const faults = [];
  await page.locator("h1").first().evaluate((heading) => {
    heading.tabIndex = -1;
    heading.focus();
  });
  const groups = new Set();
  const stops = [];
  for (;;) {
    await person.presses("Tab");
    const now = await page.evaluate(focus);
    if (!now) break;
    stops.push(now.place);
    if (stops.length > limit) {
      faults.push(`Tab does not leave the form within ${limit} steps`);
      return { lines, faults };
    }
    const stop = await said(person);
    lines.push(`Tab: ${stop}`);
    if (!now.seen) faults.push(`the focus is not seen on ${stop}`);
    if (!now.shown) faults.push(`the focus is out of sight on ${stop}`);
    if (now.kind === "radio" && groups.has(now.name)) continue;
    groups.add(now.name);
    const { keys = [] } = await KEYS[now.kind]?.({ page, person, now }) ?? {};
    for (const [key, does, fault] of keys) {
      lines.push(`  ${key}: ${does}`);
      if (fault) faults.push(`${key} on ${stop}: ${fault}`);
    }
  }
  // Back again, the same stops.
  const back = [];
  for (const _ of stops) {
    await person.presses("Shift+Tab");
    back.unshift((await page.evaluate(focus))?.place);
  }
  if (back.join() !== stops.join()) faults.push(`Tab stops at ${stops}; Shift+Tab at ${back}`);
  return { lines, faults };
}

async function said(person) {
  const { role, name } = await person.focused();
  return `${role} ${JSON.stringify(name)}`;
}

/** What the keys of each kind do, by the ARIA Authoring Practices; a question that had an answer has it again. */
const KEYS = {
  async radio({ page, person, now }) {
    await person.presses("ArrowDown");
    const next = await page.evaluate(focus);
    const keys = [["ArrowDown", await said(person), next?.kind !== "radio" && "it leads away"]];
    if (now.checked) await person.presses("ArrowUp");
    return { keys };
  },
  async checkbox({ page, person }) {
    const states = [];
    for (let i = 0; i < 2; i += 1) {
      await person.presses("Space");
      states.push((await page.evaluate(focus))?.checked);
    }
    return { keys: [["Space", states.map((checked) => (checked ? "checked" : "not checked")).join(", "), states[0] === states[1] && "it does nothing"]] };
  },
  async select({ page, person, now }) {
    await person.presses("ArrowDown");
    const next = await page.evaluate(focus);
    await person.presses("ArrowUp");
    return { keys: [["ArrowDown", next?.text, next?.text === now.text && "it does nothing"]] };
  },
  async combobox({ page, person }) {
    const keys = [];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "Escape"]) {
      await person.presses(key);
      const { expanded, active } = await page.evaluate(focus);
      const wrong = key === "Escape" ? expanded && "it stays open" : !active && "nothing is active";
      keys.push([key, `${expanded ? "open" : "closed"}${active ? `, ${active}` : ""}`, wrong]);
    }
    return { keys };
  },
  async file({ page, person }) {
    const keys = [];
    let opened = 0;
    page.on("filechooser", () => { opened += 1; });
    for (const key of ["Space", "Enter"]) {
      const before = opened;
      await person.presses(key);
      const opens = await until(() => opened > before, "it opens", { limit: 3000 }).catch(() => false);
      keys.push([key, opens ? "the system's own chooser" : "nothing", !opens && "no chooser opens"]);
    }
    return { keys };
  },
  async summary({ page, person }) {
    const states = [];
    for (const key of ["Enter", "Space"]) {
      await person.presses(key);
      states.push((await page.evaluate(focus))?.open);
    }
    return { keys: [["Enter, Space", "opens and closes", (!states[0] || states[1]) && "it does not"]] };
  },
};

/** In the page: what has the focus in a form, whether that is seen, and whether it is on the screen. */
function focus() {
  const element = document.activeElement?.shadowRoot?.activeElement;
  if (!element) return null;
  const ringed = (element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none";
  };
  const box = element.getBoundingClientRect();
  const active = element.getAttribute("aria-activedescendant");
  return {
    place: element.type === "radio" ? element.name : element.id || element.textContent,
    kind: element.getAttribute("role") ?? { SELECT: "select", SUMMARY: "summary" }[element.tagName] ?? element.type,
    name: element.name,
    checked: element.checked,
    text: element.selectedOptions?.[0].textContent,
    expanded: element.getAttribute("aria-expanded") === "true",
    active: active && element.getRootNode().getElementById(active)?.textContent,
    open: element.parentElement.open,
    seen: [element, ...(element.matches("[type=radio], [type=checkbox], [type=file]") ? element.labels : [])].some(ringed),
    shown: box.bottom > 0 && box.top < innerHeight,
  };
}
