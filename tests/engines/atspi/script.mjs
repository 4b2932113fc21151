// What Firefox tells a screen reader, read from the bus where Orca would read it: every question of
// "What do you need right now?", page by page, before and after a mistake.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { until } from "../../browser/person.mjs";

export const title = "what a screen reader is told";

const PYTHON = "/usr/bin/python3";
const reader = fileURLToPath(new URL("read.py", import.meta.url));
const run_ = promisify(execFile);

/** Why it can't run: "" where nobody expects it to. */
export function unfit(engine) {
  if (engine.title !== "Firefox ESR") return "";
  const { status, stderr } = spawnSync(PYTHON, ["-c", "import pyatspi"], { encoding: "utf8" });
  return status === 0 ? undefined : `python3-pyatspi does not load: ${stderr?.trim().split("\n").at(-1) ?? "no python3"}`;
}

/** The role of what takes the answer: an input, or the group around several. */
const ROLES = {
  text: "entry", email: "entry", phone: "entry", paragraph: "entry", integer: "entry", money: "entry", boolean: "panel",
  date: "panel", choices: "panel", contact: "panel", choice: ({ appearance }) => (appearance === "select" ? "combo box" : "panel"),
};
const OPTIONS = { boolean: "radio button", choices: "check box", choice: "radio button" };

export async function run({ visitor, check, playground }) {
  const form = await playground.definition("outreach-needs");
  const goOn = () => visitor.clicks("button", "Continue");
  const tell = async () => {
    const { stdout } = await run_(PYTHON, [reader, "firefox", "Harbour Light"], { maxBuffer: 1 << 26 });
    return JSON.parse(stdout);
  };
  /** The tree once it holds something: the bus is a moment behind the page. */
  const told = (fits, what) => until(async () => {
    const tree = await tell().catch(() => []);
    return fits(tree) && tree;
  }, what);
  const told_ = (heading) => told((tree) => tree.some(({ role, text }) => role === "heading" && text === heading), `the bus says ${heading}`);
  const pages = Object.fromEntries(form.pages.map((page) => [page.name, page]));
  let questions = 0;

  /** Every question of the page that is shown, with its role, name, hint and whether it must be answered. */
  const holds = (tree, page) => {
    const shown = leaves(pages[page].items).filter(({ type, label }) => type !== "note" && tree.some(({ text }) => bare(text) === label.en));
    assert.ok(shown.length > 0, `no question of the page ${page} is on the bus`);
    questions += shown.length;
    for (const item of shown) says(tree, item);
  };

  await visitor.goto("/outreach-needs.html");
  const steps = {
    start: async () => {
      for (const need of ["Food", "Clothes or shoes", "A place to sleep or live", "Seeing a nurse or doctor", "Work or job training", "Child care"]) {
        await visitor.picks(/What do you need help with/, need, "checkbox");
      }
    },
    tonight: () => visitor.picks(/safe place to sleep tonight/, "No"),
    household: async () => {
      await visitor.fills(/How many adults/, "1");
      await visitor.fills(/How many children/, "2");
      await visitor.fills(/How old is the youngest child/, "3");
      await visitor.fills(/How many of the children go to school/, "0");
    },
    money: () => visitor.picks(/How often does money come/, "Every month"),
    essentials: () => visitor.picks(/What clothes do you need/, "A warm coat or sweater", "checkbox").catch(() => {}),
    health: () => {}, work: () => {}, family: () => {},
    contact: async () => {
      await visitor.fills(/What should we call you/, "Sam");
      await visitor.picks(/safe way to reach you/, "Phone call");
      await visitor.finds("textbox", /phone number/i);
    },
  };
  assert.deepEqual(Object.keys(steps), Object.keys(pages), "the steps follow the form's pages");

  for (const [name, fill] of Object.entries(steps)) {
    const { title: { en: heading }, items } = pages[name];
    // The language to talk in is that of the page, until somebody says another.
    const required = items.filter((item) => item.required === true && item.autocomplete !== "language");
    await check(`${heading}: every question has its role, name and description`, async () => {
      holds(await told_(heading), name);
    });
    if (required.length > 0) await check(`${heading}: left empty, the summary has the focus and names each mistake, and each field says it`, async () => {
      await goOn();
      await visitor.sees("There is a problem");
      const tree = await told((tree) => focused(tree)?.some(({ text }) => text === "There is a problem"), "the focus is on the summary");
      const summary = focused(tree);
      assert.ok(summary.some(({ role }) => role === "alert"), "the summary is announced as an alert");
      for (const { type, label: { en: label }, name: item } of required) {
        assert.ok(summary.some(({ role, name }) => role === "link" && name.startsWith(label)), `the summary leads to ${item}`);
        const field = tree.find((node) => ["entry", "combo box", "panel"].includes(node.role) && bare(node.name) === label);
        assert.match(field.description, /Error: ./, `${item} says its mistake when the focus comes to it`);
        if (field.role !== "panel") assert.ok(field.states.includes("invalid"), `${item} (${type}) is marked as invalid`);
      }
    });
    await check(`${heading}: what an answer brings is told too`, async () => {
      await fill();
      holds(await told_(heading), name);
    });
    await goOn();
    if (name === "contact") break;
    await visitor.sees(pages[next(Object.keys(pages), name)].title.en);
    await visitor.focusIs(({ role }) => role === "heading", "the heading of the next page has the focus");
  }

  await check("what appears is announced in the polite region", async () => {
    await visitor.goto("/outreach-needs.html");
    await visitor.picks(/What do you need help with/, "Food", "checkbox");
    await goOn();
    await visitor.picks(/safe place to sleep tonight/, "Yes");
    await told((tree) => tree.some(({ role, text }) => role === "status bar" && /How long can you stay there/.test(text)), "the status says which question appeared");
  });

  await check("most of the form's questions were heard", () => assert.ok(questions > 30, `${questions} were`));
}

/** A question as the bus has it. */
function says(tree, item) {
  const { name, type, label: { en: label }, hint } = item;
  const role = typeof ROLES[type] === "function" ? ROLES[type](item) : ROLES[type];
  const at = tree.findIndex((node) => node.role === role && bare(node.name) === label);
  assert.ok(at >= 0, `${name}: a ${role} named ${label}; there are ${tree.filter((node) => bare(node.name) === label).map((node) => node.role)}`);
  const field = tree[at];
  if (hint && !hint.en.includes("{")) assert.ok(field.description.startsWith(hint.en), `${name}: its hint is its description: ${field.description}`);
  const optional = field.name !== label;
  if (item.required === true) assert.ok(!optional, `${name} must be answered and does not say that it is optional`);
  if (!item.required) assert.ok(optional, `${name} says that it is optional`);
  if (role !== "panel") assert.equal(field.states.includes("required"), item.required === true || (item.required !== undefined && !optional), `${name}: required`);
  if (role === "panel" && OPTIONS[type]) {
    const inside = within(tree, at).filter((node) => node.role === OPTIONS[type]);
    assert.ok(inside.length >= 2, `${name} has its answers`);
    for (const option of inside) {
      assert.ok(option.name, `${name}: an answer without a name`);
      assert.ok(!option.description || !option.name.includes(option.description), `${name}: ${option.name} says its hint twice`);
    }
  }
  if (type === "date") {
    const parts = within(tree, at).filter((node) => node.role === "entry").map((node) => node.name);
    assert.deepEqual(parts.toSorted(), ["Day", "Month", "Year"], `${name}: its three fields`);
  }
}

const bare = (name) => name.replace(/ \(optional\)$/, "");
const leaves = (items) => items.flatMap((item) => (item.type === "group" ? leaves(item.items) : [item]));
const next = (list, one) => list[list.indexOf(one) + 1];

/** What stands in the node at this place of the list. */
function within(tree, at) {
  const rest = tree.slice(at + 1);
  const end = rest.findIndex(({ depth }) => depth <= tree[at].depth);
  return end < 0 ? rest : rest.slice(0, end);
}

/** What has the focus, with all that stands in it; the page as a whole does not count. */
function focused(tree) {
  const at = tree.findIndex(({ role, states }) => states.includes("focused") && role !== "document web");
  return at < 0 ? undefined : [tree[at], ...within(tree, at)];
}
