// What a form's definition says of its items, as far as drafts need it.

/** The definition's texts in a language: that one, its base, the form's own. */
export const textIn = (text, language, definition) => (typeof text === "object" && text
  ? text[language] ?? text[language.split("-")[0]] ?? text[definition.defaultLanguage] ?? Object.values(text)[0] ?? ""
  : `${text ?? ""}`);

/** Plain words of a text with marks, in which values may stand. */
export const plain = (text) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\*+|\{\w+\}/g, "").replace(/\s+/g, " ").trim();

/** Every item, those in groups and repeats too. */
export function* itemsOf(list) {
  for (const item of list ?? []) {
    yield item;
    yield* itemsOf(item.items);
  }
}

export const itemsIn = (definition) => definition.pages.flatMap((page) => [...itemsOf(page.items)]);

/** The item that a path leads to, by its name. */
export const nameOf = (path) => path.split("/").pop();

/** Names of private questions that have an answer, which no draft keeps. */
export function unkeptIn(definition, answers) {
  const names = new Set(itemsIn(definition).filter((item) => item.sensitive).map((item) => item.name));
  const found = new Set();
  const walk = (all) => {
    for (const [name, answer] of Object.entries(all ?? {})) {
      if (names.has(name)) found.add(name);
      else if (Array.isArray(answer)) answer.forEach((entry) => typeof entry === "object" && walk(entry));
    }
  };
  walk(answers);
  return [...found];
}

/**
 * To a page of a form, or to the first one before it on which something is to be answered again. Nobody has made a mistake
 * there, so nothing is shown as one. The page may be asked only after an answer that was not kept: then to that of this.
 */
export function goTo(form, { pages }, page, unkept = []) {
  const at = pages.findIndex(({ name }) => name === page);
  const before = at < 0 ? pages : pages.slice(0, at);
  const holds = (names) => ({ items }) => [...itemsOf(items)].some(({ name }) => names.has(name));
  const open = new Set(form.get("problems").map(({ pointer }) => pointer.split("/")[1]));
  const first = before.find(holds(open));
  if (form.goTo(first?.name ?? page)) return;
  [...before.filter(holds(new Set(unkept))), ...[...before].reverse()].some(({ name }) => form.goTo(name));
}

/** The digests of the files in a draft. */
export const digestsIn = (draft) => Object.values(draft).flatMap((written) => (
  Array.isArray(written?.answer) ? written.answer.map((file) => file?.digest).filter((digest) => typeof digest === "string") : []));

/** SHA-256, as the answers write it. */
export async function digestOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha-256:${btoa(String.fromCharCode(...hash)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")}`;
}
