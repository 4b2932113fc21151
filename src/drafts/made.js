// What a form said when a draft of it was written, and what it says in other words now. An answer to other words is
// another answer: nobody has agreed to a statement, or chosen a choice, that she has not read.

import { itemsIn, nameOf, plain, textIn } from "./form.js";

/** Of these types the words are the answer; of the others the person looks again. */
const BOUND = ["consent", "signature", "scale"];
/** What an item says beside its label. A sum in another currency is another sum. */
const SAID = ["hint", "statement", "minLabel", "maxLabel", "currency"];

/** A short number for a text: FNV-1a of 32 bits, twice. Against mistakes, not against forgers. */
function digest(text) {
  let [one, two] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i += 1) {
    one = Math.imul(one ^ text.charCodeAt(i), 0x01000193);
    two = Math.imul(two ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return [one, two].map((part) => (part >>> 0).toString(36)).join("");
}

/** The choices of an item, its own or those of a list. */
export const choicesOf = ({ choices }, definition) => (Array.isArray(choices) ? choices : definition.choiceLists?.[choices] ?? []);

/** What a definition says in a language: its questions' labels, and digests of what else they say. */
export function madeOf(definition, language) {
  const text = (value) => textIn(value, language, definition);
  const [labels, words, choices] = [{}, {}, {}];
  for (const item of itemsIn(definition)) {
    labels[item.name] = plain(text(item.label)) || item.name;
    words[item.name] = digest(JSON.stringify(SAID.map((key) => text(item[key]))));
    const own = choicesOf(item, definition);
    if (own.length) choices[item.name] = Object.fromEntries(own.map(({ name, label, hint }) => [name, digest(JSON.stringify([text(label), text(hint)]))]));
  }
  return { language, labels, words, choices, form: digest(JSON.stringify([definition.pages, definition.choiceLists])) };
}

/**
 * What of a draft still holds in a form that has changed since it was `made`: `{ draft, gone, reworded }`, the names of
 * questions whose answers are not taken up, and of those that are asked in other words. Nothing where it has not changed.
 */
export function changed(made, definition, draft) {
  const now = madeOf(definition, made.language);
  if (made.form === now.form) return undefined;
  const types = new Map(itemsIn(definition).map((item) => [item.name, item.type]));
  const [gone, reworded] = [new Set(), new Set()];
  const differs = (part, name) => made[part]?.[name] !== undefined && made[part][name] !== now[part][name];
  const still = (name, choice) => typeof choice !== "string" || made.choices?.[name]?.[choice] === undefined
    || now.choices[name]?.[choice] === undefined || made.choices[name][choice] === now.choices[name][choice];
  const fits = Object.entries(draft).map(([path, written]) => {
    const name = nameOf(path);
    if (!types.has(name) || !written) return [path, written];
    const other = differs("labels", name) || differs("words", name);
    let answer = written.answer;
    if (other && BOUND.includes(types.get(name))) answer = undefined;
    else if (types.get(name) === "choice" && !still(name, answer)) answer = undefined;
    else if (types.get(name) === "choices" && Array.isArray(answer)) answer = answer.filter((choice) => still(name, choice));
    const left = Array.isArray(answer) ? answer.length : answer;
    if (written.answer === undefined || left === (Array.isArray(written.answer) ? written.answer.length : written.answer)) {
      if (other) reworded.add(name);
      return [path, written];
    }
    gone.add(name);
    return [path, left ? { answer } : null];
  });
  return { draft: Object.fromEntries(fits), gone: [...gone], reworded: [...reworded].filter((name) => !gone.has(name)) };
}
