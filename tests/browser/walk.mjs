// Goes through a form as a person would, page by page, with answers by item name, and stops at every state on the way.

import { readFile } from "node:fs/promises";

const catalogues = new Map();

/** The widget's own words in a language; English where that lacks one. */
export async function words(language) {
  if (!catalogues.has(language)) {
    const read = async (name) => JSON.parse(await readFile(new URL(`../../src/lang/${name}.json`, import.meta.url), "utf8"));
    catalogues.set(language, { ...(await read("en")), ...(await read(language).catch(() => ({}))) });
  }
  return catalogues.get(language);
}

/**
 * Calls `visit(state)` for every page empty, with its errors showing, and filled, then for the review, the outcome and,
 * with `send`, the confirmation. A state is a name such as `household filled`.
 */
export async function walk({ page, definition, answers, language, send = true }, visit) {
  const say = await words(language);
  const form = page.locator("intake-form");
  const heading = form.locator("form, [part]").getByRole("heading", { level: 2 }).first();
  const goOn = form.getByRole("button", { name: say.continue, exact: true });
  const summary = form.getByRole("heading", { name: say.problem });
  for (const content of definition.pages) {
    const title = plain(content.title ?? definition.title, language, definition);
    const here = form.getByRole("heading", { level: 2, name: title }).first();
    if (!(await appears(heading, here, definition, language))) continue;
    await visit(`${content.name} empty`);
    await goOn.click();
    const next = here.waitFor({ state: "detached" }).then(() => "gone", () => "here");
    if ((await Promise.race([summary.waitFor().then(() => "wrong", () => "timeout"), next])) !== "wrong") continue;
    await visit(`${content.name} error`);
    await fill({ page, definition, items: content.items, answers, language });
    await visit(`${content.name} filled`);
    await goOn.click();
    await here.waitFor({ state: "detached" });
  }
  if (definition.settings?.reviewPage !== false) {
    await form.getByRole("heading", { name: say.check }).waitFor();
    await visit("review");
    await goOn.click();
  }
  const label = definition.settings?.submitLabel;
  const submit = form.getByRole("button", { name: label ? plain(label, language, definition) : say.send });
  await submit.waitFor();
  for (const folded of await form.locator("details:not([open]) > summary").all()) await folded.click();
  await visit("outcome");
  if (!send) return;
  await submit.click();
  await form.getByRole("heading", { name: say.sent }).waitFor();
  await visit("confirmation");
}

/** Whether the page of this heading is the one that is shown; the pages before it may have been passed over. */
async function appears(heading, here, definition, language) {
  await heading.waitFor();
  const shown = (await heading.textContent()).trim();
  const titles = definition.pages.map((page) => plain(page.title ?? definition.title, language, definition));
  if (!titles.some((title) => title.test(shown))) return false;
  return (await here.count()) > 0;
}

/** Answers the questions of a page that are there and have an answer. */
export async function fill({ page, definition, items, answers, language }) {
  for (const item of items.flatMap(flat)) {
    const answer = answers[item.name];
    if (answer !== undefined) await enter({ page, definition, item, answer, language });
  }
}

function flat(item) {
  return item.type === "group" ? item.items.flatMap(flat) : [item];
}

async function enter({ page, definition, item, answer, language }) {
  const say = await words(language);
  const name = plain(item.label, language, definition);
  const form = page.locator("intake-form");
  const group = form.getByRole("group", { name });
  const field = form.getByRole("textbox", { name }).first();
  const among = (choice) => {
    const list = typeof item.choices === "string" ? definition.choiceLists[item.choices] : item.choices;
    return plain(list.find((each) => each.name === choice).label, language, definition);
  };
  if ((await group.or(field).or(form.getByRole("combobox", { name })).count()) === 0) return;
  switch (item.type) {
    case "date":
      for (const [i, part] of ["year", "month", "day"].entries()) {
        await group.getByRole("textbox", { name: say[part] }).fill(String(Number(answer.split("-")[i])));
      }
      return;
    case "boolean":
      return group.getByRole("radio", { name: answer ? say.yes : say.no, exact: true }).first().check();
    case "choice": {
      const list = form.locator("select").and(form.getByRole("combobox", { name }));
      if (await list.count()) return list.selectOption(answer);
      return group.getByRole("radio", { name: among(answer) }).first().check();
    }
    case "choices":
      for (const choice of answer) await group.getByRole("checkbox", { name: among(choice) }).first().check();
      return;
    default:
      return field.fill(String(answer));
  }
}

/** The beginning of a text as it is read, with anything where an answer is inserted. */
function plain(text, language, definition) {
  const said = typeof text === "string" ? text : (text[language] ?? text[definition.defaultLanguage]);
  const parts = said.replace(/\*\*|[*_]/g, "").split(/\{[^}]*\}/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^\\s*${parts.join(".*")}`);
}
