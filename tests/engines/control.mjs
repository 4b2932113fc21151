// Every control's basic use: left empty and refused, reached from the summary, answered, reviewed.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { until } from "../browser/person.mjs";
import { USES } from "./use.mjs";

export const title = "every control";

const folder = fileURLToPath(new URL("../browser/control", import.meta.url));

export async function run({ visitor, check, folder: scratch }) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  await check("each control that has an example form is used here", () => {
    assert.deepEqual(names.filter((name) => !(name in USES)), []);
  });
  for (const name of names) {
    const use = USES[name];
    if (use) await check(`${name}: ${use.first ? "refused when empty, " : ""}answered, reviewed`, () => go(visitor, name, use, scratch));
  }
}

async function go(visitor, name, { first, answer, expect, further = [], reads = [] }, scratch) {
  await visitor.goto(`/try.html?form=/try/${name}.json&lang=en`);
  await visitor.finds("button", "Continue");
  // The page grows when a rarer question gets its control: a click in that moment would miss.
  await until(async () => !/This question is loading/.test(await visitor.asks("text")), "every question has its control");
  await visitor.whole();
  if (first) {
    await visitor.clicks("button", "Continue");
    await visitor.sees("There is a problem");
    await visitor.clicks("link", first.link);
    await visitor.focusIs(({ role, name }) => role === first.role && first.name.test(name), `the focus is on the ${first.role} ${first.name}`);
  }
  await answer(visitor, visitor.driver, scratch);
  await until(async () => {
    const answers = await visitor.answers() ?? {};
    return Object.entries(expect).every(([key, value]) => (value instanceof Function ? value(answers[key]) : isLike(answers[key], value)));
  }, `the answers are ${JSON.stringify(expect)}`, { limit: 3000 }).catch(async (error) => {
    throw new Error(`${error.message}; they are ${JSON.stringify(await visitor.answers())}`);
  });
  await visitor.clicks("button", "Continue");
  for (const page of further) {
    await visitor.sees(page);
    await visitor.clicks("button", "Continue");
  }
  await visitor.sees("Check your answers");
  for (const text of reads) await visitor.reads(text);
  // Each control has a page of its own, and with it its own list.
  assert.deepEqual(await visitor.asks("faults"), []);
}

function isLike(one, other) {
  try {
    assert.deepEqual(one, other);
    return true;
  } catch {
    return false;
  }
}
