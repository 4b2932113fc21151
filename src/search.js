// Labels of choices as people look for them and put them in order. Each text has a label a line, so that a list of
// 10,000 crosses into JavaScript and back in one call.

/** What looks like an apostrophe, or like none: each keyboard has another one, and many people leave it out. */
const APOSTROPHE = /['"`´\u02b9-\u02cb\u055a\u05f3\u05f4\u2018-\u201f\u2032-\u2037\ua78b\ua78c\uff07]/g;
/** Marks that make no other letter of it, as an accent or a vowel sign of Arabic; what is not seen; the stretch of an Arabic word. */
const MARK = /\p{sc=Zinh}|(?=[\p{sc=Arab}\p{sc=Hebr}\p{sc=Cyrl}])\p{M}|\p{Cf}|\u0640/gu;
/** Letters that Unicode does not take for a variant of another. */
const PLAIN = {
  ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe", ß: "ss", ς: "σ", ґ: "г",
  ٱ: "ا", ة: "ه", ہ: "ه", ە: "ه", ى: "ي", ی: "ي", ک: "ك",
};
const LETTER = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

/** The letters and digits alone: small, without accents, with one space for all that stands between words. */
export function fold(text) {
  return text.replace(APOSTROPHE, "").normalize("NFKD").replace(MARK, "").toLowerCase()
    .replace(LETTER, (letter) => PLAIN[letter])
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt() & 15)
    .replace(/[^\p{L}\p{M}\p{N}\p{S}\n]+/gu, " ");
}

const spaced = (text) => text.normalize().replace(/[^\S\n]+/g, " ").replace(/^ | $/gm, "");

/**
 * Which label was typed: the one that is written just so, or else but for capitals, or else but for what `fold` and
 * spaces take away. -1 for none, -2 where several are called that.
 */
export function named(labels, typed) {
  for (const same of [spaced, (text) => spaced(text).toLowerCase(), (text) => fold(text).replaceAll(" ", "")]) {
    const lines = same(labels).split("\n");
    const wanted = same(typed);
    const first = wanted ? lines.indexOf(wanted) : -1;
    if (first >= 0) return lines.lastIndexOf(wanted) > first ? -2 : first;
  }
  return -1;
}

/** The places of the labels as a language sorts them, "Zone 10" after "Zone 2"; throws for what is no language. */
export function order(labels, language) {
  const lines = labels.split("\n");
  const { compare } = new Intl.Collator(language, { numeric: true });
  return Uint32Array.from(lines.keys()).sort((a, b) => compare(lines[a], lines[b]));
}
