// The words of the interface, one file a language.

import { at, FILES, once, text } from "./file.js";

const catalogues = new Map();

/** The language of the interface for a language tag: English where there is no other. */
export function spoken(language) {
  const base = language.toLowerCase().split("-")[0];
  return Object.keys(FILES.lang).includes(base) ? base : "en";
}

/** A language's words; English where there are none or they cannot be had. */
export function catalogue(language) {
  const base = spoken(language);
  if (!catalogues.has(base)) catalogues.set(base, once(() => text(at(FILES.lang[base]))));
  const words = catalogues.get(base)();
  const found = base === "en" ? words : words.catch(() => catalogue("en"));
  // It may never be waited for: the form may be in another language.
  found.catch(() => {});
  return found;
}
