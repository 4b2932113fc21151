// "Save what I have written": one HTML file that a person can read, and that the form takes up again on any device.

import { digestOf, digestsIn, plain, textIn } from "./form.js";
import { choicesOf } from "./made.js";

const START = '<script type="application/json" id="intake-draft">';
const END = "</script>";

const escape = (text) => `${text}`.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt()};`);

/** Its text. `word(key)` are the form's own words, `say` ours; `unkept` the names of questions whose answers stay out. */
export async function write({ definition, draft, files, made, unkept, language, dir, say, time, word }) {
  const kept = {};
  for (const digest of digestsIn(draft)) {
    const file = files.get(digest);
    if (file) kept[digest] = { name: file.name, type: file.type, data: await base64(file) };
  }
  const text = (value) => plain(textIn(value, language, definition));
  const title = text(definition.title);
  const json = JSON.stringify({ format: "intake-draft/1", form: definition.name, version: definition.version, draft, made, unkept, files: kept }).replace(/</g, "\\u003c");
  const without = unkept.length ? `<p>${escape(say("fileWithout"))}</p><ul>${unkept.map((name) => `<li>${escape(made.labels[name] ?? name)}</li>`).join("")}</ul>` : "";
  return `<!doctype html>
<html lang="${escape(language)}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escape(title)}</title>
<style>body{font:1.1em/1.5 system-ui,sans-serif;max-width:40em;margin:2em auto;padding:0 1em;color:#23262c;background:#fffdf9}h1{font-size:1.4em}h2{font-size:1.15em;margin:1.6em 0 .4em}dt{color:#565a63}dd{margin:0 0 .8em;white-space:pre-line}dd dl{border-inline-start:4px solid #d8d2c6;padding-inline-start:.8em}</style>
</head><body><main><h1>${escape(title)}</h1><p><strong>${escape(say("fileTitle"))}</strong></p>
<p>${escape(say("fileSaved", { time }))} ${escape(say("fileGoOn", { load: say("load") }))} ${escape(say("saveMore"))}</p>
${definition.pages.map((page) => section(page)).join("")}${without}</main>
${START}${json}${END}
</body></html>
`;

  function section(page) {
    const rows = list(page.items, "");
    return rows ? `<h2>${escape(text(page.title))}</h2><dl>${rows}</dl>` : "";
  }

  function list(items, base) {
    return (items ?? []).map((item) => {
      if (item.type === "group") return list(item.items, base);
      const path = `${base}/${item.name}`;
      const written = draft[path];
      if (!written) return "";
      if (written.entries === undefined) return row(text(item.label) || item.name, escape(answer(item, written)));
      const entries = Array.from({ length: written.entries }, (_, i) => list(item.items, `${path}/${i}`)).filter(Boolean);
      return entries.length ? row(text(item.label) || item.name, entries.map((rows) => `<dl>${rows}</dl>`).join("")) : "";
    }).join("");
  }

  function row(label, html) {
    return html ? `<dt>${escape(label)}</dt><dd>${html}</dd>` : "";
  }

  // As the form says it where the answers are checked.
  function contact({ method, value, leaveMessage, sayWho, when }) {
    if (!value) return [word(`contact-${method}`)];
    return [
      `${word(`contact-${method}`)}: ${value}`,
      method === "phone" && word(leaveMessage ? "message-yes" : "message-no"),
      sayWho ? word("say-name").replace("{name}", () => sayWho) : word("say-nothing"),
      when && word("reach-when").replace("{when}", () => when),
    ].filter(Boolean);
  }

  function answer(item, { answer, typed, absent }) {
    if (absent) return word({ "asked-unknown": "unknown", "asked-declined": "declined", "temp-unknown": "later" }[absent] ?? "unanswered");
    if (typed !== undefined) return Array.isArray(typed) ? typed.filter(Boolean).join("-") : typed;
    const label = (name) => text(choicesOf(item, definition).find((choice) => choice.name === name)?.label ?? (name === "other" ? word("other") : name));
    switch (item.type) {
      case "boolean": return word(answer ? "yes" : "no");
      case "choice": return label(answer);
      case "choices": return answer.map(label).join("\n");
      case "money": return new Intl.NumberFormat(language, { style: "currency", currency: item.currency ?? "XXX" }).format(answer);
      case "decimal": case "integer": return new Intl.NumberFormat(language, { maximumFractionDigits: 15, useGrouping: item.grouping !== false }).format(answer);
      case "date": return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(answer));
      case "file": return answer.map((file) => file.fileName).join("\n");
      case "consent": return word("agree");
      case "contact": return contact(answer).join("\n");
      case "signature": return answer.typedName ?? word("drawn");
      default: return typeof answer === "object" ? Object.values(answer).join("\n") : `${answer}`;
    }
  }
}

/** What a file holds, `{ draft, files, made, unkept }`; nothing where it is none of this form's. */
export async function read(text, form) {
  const start = text.indexOf(START);
  const end = text.indexOf(END, start);
  if (start < 0 || end < 0) return undefined;
  try {
    const saved = JSON.parse(text.slice(start + START.length, end));
    if (saved.format !== "intake-draft/1" || saved.form !== form || typeof saved.draft !== "object") return undefined;
    const files = new Map();
    for (const [digest, { name, type, data }] of Object.entries(saved.files ?? {})) {
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt());
      // Bytes that somebody has changed would not be taken by the receiver.
      if (await digestOf(bytes) === digest) files.set(digest, new File([bytes], name, { type }));
    }
    const made = typeof saved.made?.language === "string" ? saved.made : undefined;
    return { draft: saved.draft, files, made, unkept: Array.isArray(saved.unkept) ? saved.unkept : [] };
  } catch {
    return undefined;
  }
}

/** The names of the files of a draft that are not there. */
export const lostFiles = (draft, files) => Object.values(draft).flatMap((written) => (Array.isArray(written?.answer) ? written.answer : [])
  .filter((file) => file?.digest && !files.has(file.digest)).map(({ fileName }) => fileName));

/** A draft whose files are those that are there. */
export function withoutLost(draft, files) {
  return Object.fromEntries(Object.entries(draft).map(([path, written]) => {
    const answer = written?.answer;
    if (!Array.isArray(answer) || !answer.some((file) => file?.digest)) return [path, written];
    const there = answer.filter((file) => !file?.digest || files.has(file.digest));
    return [path, there.length ? { answer: there } : null];
  }));
}

/** Gives the person a file. */
export function download(name, text, type = "text/html") {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function base64(file) {
  return file.arrayBuffer().then((buffer) => {
    const bytes = new Uint8Array(buffer);
    let text = "";
    // In pieces: a call takes only so many values.
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  });
}
