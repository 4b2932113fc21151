// Answers questions as a person would, by what is read on the page: an answer is written as the submission has it.

import { readFile } from "node:fs/promises";
import { until } from "./person.mjs";

const catalogues = new Map();

/** The widget's own words in a language; English where that lacks one. */
export async function words(language) {
  if (!catalogues.has(language)) {
    const read = async (name) => JSON.parse(await readFile(new URL(`../../src/lang/${name}.json`, import.meta.url), "utf8"));
    catalogues.set(language, { ...(await read("en")), ...(await read(language).catch(() => ({}))) });
  }
  return catalogues.get(language);
}

/** Until the form is whole: what its rules show from the start stands there then, too. */
export function ready(page) {
  return until(() => page.evaluate(() => document.querySelector("intake-form")?.answers !== null), "the form is whole");
}

/**
 * Answers the questions that are there and have an answer. A signature is typed; of a file the name and type count.
 * `within` is where they stand: the form, or an entry of a repeat.
 */
export async function fill({ page, definition, items, answers, language, within = page.locator("intake-form") }) {
  const say = await words(language);
  await ready(page);
  for (const item of items.flatMap(leaves).filter(({ label }) => label)) {
    const answer = answers[item.name];
    const name = plain(item.label, language, definition);
    const scene = { page, definition, language, say, within, item, name, group: within.getByRole("group", { name }).first() };
    if (answer !== undefined && await isThere(scene)) await (ENTER[item.type] ?? ENTER.text)(scene, answer);
    const other = answers[`${item.name}_other`];
    if (other !== undefined) await within.getByRole("textbox", { name: `${say.other}: ` }).and(within.getByRole("textbox", { name: literal(item.label, language, definition) })).fill(other);
  }
}

/** The items of a page, those of groups among them. */
export function leaves(item) {
  return item.type === "group" ? item.items.flatMap(leaves) : [item];
}

async function isThere({ within, group, name }) {
  const one = ["textbox", "combobox"].map((role) => within.getByRole(role, { name }));
  return (await one.reduce((all, each) => all.or(each), group).count()) > 0;
}

const ENTER = {
  text: ({ within, name }, answer) => within.getByRole("textbox", { name }).first().fill(String(answer)),
  boolean: ({ group, say }, answer) => group.getByRole("radio", { name: answer ? say.yes : say.no, exact: true }).check(),
  date: ({ group, say }, answer) => parts(group, say, ["year", "month", "day"], answer.split("-").map(Number)),
  month: ({ group, say }, answer) => parts(group, say, ["year", "month"], answer.split("-").map(Number)),
  address: ({ group, say }, answer) => parts(group, say, Object.keys(answer), Object.values(answer)),
  scale: ({ group, item }, answer) => group.getByRole("radio").nth(answer - (item.min ?? 1)).check(),
  consent: ({ group, say }) => group.getByRole("checkbox", { name: say.agree }).check(),
  async contact({ group, say }, { method, value, leaveMessage, sayWho, when }) {
    await group.getByRole("radio", { name: say[`contact-${method}`], exact: true }).check();
    const label = { phone: "contact-number", text: "contact-number", email: "contact-address", post: "contact-letter" }[method];
    const texts = { [label]: value, "say-who": sayWho, "reach-time": when };
    for (const [key, text] of Object.entries(texts)) if (text !== undefined) await group.getByRole("textbox", { name: say[key] }).fill(text);
    if (leaveMessage !== undefined) await group.getByRole("radio", { name: leaveMessage ? say.yes : say.no, exact: true }).check();
  },
  async choices(scene, answer) {
    for (const choice of answer) await scene.group.getByRole("checkbox", { name: among(scene, choice, whole) }).check();
  },
  async choice(scene, answer) {
    const { within, name, group, page } = scene;
    const list = within.getByRole("combobox", { name });
    if ((await list.count()) === 0) return group.getByRole("radio", { name: among(scene, answer, whole) }).check();
    if (await list.evaluate((element) => element.matches("select"))) return list.selectOption(answer);
    const label = among(scene, answer, literal);
    await list.fill(label);
    return page.getByRole("option", { name: label, exact: true }).click();
  },
  async file({ group, page, say }, answer) {
    for (const { fileName, mediaType } of answer) {
      await group.locator("[type=file]").setInputFiles({ name: fileName, mimeType: mediaType, buffer: await content(page, mediaType) });
      await group.getByRole("button", { name: `${say.remove} ${fileName}` }).waitFor();
    }
  },
  async signature({ group, say }, { typedName }) {
    const field = group.getByRole("textbox", { name: say["full-name"] });
    if ((await field.count()) === 0) await group.getByRole("button", { name: say["type-name"] }).click();
    await field.fill(typedName);
  },
  async repeat({ page, definition, language, say, item, group }, answer) {
    // Its own, without the entries of repeats in them.
    const entries = group.locator("> [role=group]");
    const add = item.addLabel ? [literal(item.addLabel, language, definition)] : [say.add, say["add-another"]];
    for (const [i, answers] of answer.entries()) {
      const before = await entries.count();
      if (i > 0 || before === 0) {
        await group.getByRole("button", { name: new RegExp(`^(${add.join("|")})$`) }).last().click();
        await entries.nth(before).waitFor();
      }
      await fill({ page, definition, items: item.items, answers, language, within: entries.last() });
    }
  },
};

async function parts(group, say, names, values) {
  for (const [i, name] of names.entries()) {
    await group.getByRole("textbox", { name: new RegExp(`^${say[name]}`) }).fill(String(values[i]));
  }
}

/** A small picture, or a few words. */
async function content(page, mediaType) {
  if (!mediaType.startsWith("image/")) return Buffer.from(`some words as ${mediaType}`);
  const data = await page.evaluate((type) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 40, height: 40 });
    canvas.getContext("2d").fillRect(10, 10, 20, 20);
    return canvas.toDataURL(type);
  }, mediaType);
  return Buffer.from(data.split(",")[1], "base64");
}

/** What a choice is called. */
function among({ item, definition, language, say }, name, read) {
  if (item.other && name === "other") return say.other;
  const list = typeof item.choices === "string" ? definition.choiceLists[item.choices] : item.choices;
  return read(list.find((choice) => choice.name === name).label, language, definition);
}

/** A text as it is written for a language. */
export function literal(text, language, definition) {
  return typeof text === "string" ? text : (text[language] ?? text[definition.defaultLanguage]);
}

/** The beginning of a text as it is read, with anything where an answer is inserted. */
export function plain(text, language, definition) {
  const bare = literal(text, language, definition).replace(/\*\*|[*_]/g, "");
  const said = bare.split(/\{[^}]*\}/).map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^\\s*${said.join(".*")}`);
}

/** All of a text as it is read: of "No" and "Not always" only the first. */
function whole(text, language, definition) {
  return new RegExp(`${plain(text, language, definition).source}\\s*$`);
}
