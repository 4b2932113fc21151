// The words of the interface, one file a language.

import { at, FILES, once, text } from "./file.js";

const catalogues = new Map();

/** A tag as `Intl` takes it: "sv-SE" of "sv_SE.UTF-8", "he" of "iw", "sv" of "swe". */
export function canonical(tag) {
  try {
    return Intl.getCanonicalLocales(tag.replace(/[.@].*/, "").replaceAll("_", "-"))[0];
  } catch {
    return tag;
  }
}

/** The language of the interface for a language tag: English where there is no other. */
export function spoken(language) {
  const [base] = canonical(language).toLowerCase().split("-");
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
