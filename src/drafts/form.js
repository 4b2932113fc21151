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

/** What the questions are called, by name. */
export function labelsOf(definition, language) {
  return Object.fromEntries(itemsIn(definition).map((item) => [item.name, plain(textIn(item.label, language, definition)) || item.name]));
}

/** The digests of the files in a draft. */
export const digestsIn = (draft) => Object.values(draft).flatMap((written) => (
  Array.isArray(written?.answer) ? written.answer.map((file) => file?.digest).filter((digest) => typeof digest === "string") : []));

/** SHA-256, as the answers write it. */
export async function digestOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha-256:${btoa(String.fromCharCode(...hash)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "")}`;
}
