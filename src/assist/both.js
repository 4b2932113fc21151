// Both languages side by side: behind each text of the form the same in a second language, for a person and a worker who
// look at one screen. The texts are the definition's and the catalogue's; what they are in the other language is looked up by
// what stands on the page, so that the form itself knows nothing of it.

import { textIn } from "../drafts/form.js";

const PLACES = "h2, h3, h4, h5, p, li, label, legend, dt, dd, summary, button, span, .hint, .error";
const SKIPPED = ".also, select, textarea, svg, bdi, [role=listbox]";
const isolates = /[\u2066-\u2069]/g;

/** As it is read: without marks of Markdown, bidi isolates and line breaks. */
const plain = (text) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\*+/g, "").replace(isolates, "").replace(/\s+/g, " ").trim();
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export class Both {
  #root;
  #language;
  #dir;
  // Exact texts, and those in which values stand: [pattern, names, text].
  #texts;
  #patterns;
  #again;
  // What the form spoke then.
  #spoken;
  #watch = new MutationObserver(() => (this.#form?.lang === this.#spoken ? this.#draw() : this.#again()));

  /** In the shadow root of a form; `again` is called where that speaks another language now. */
  constructor(root, again) {
    this.#root = root;
    this.#again = again;
  }

  get #form() {
    return this.#root.querySelector("[part~=form][lang]");
  }

  /** Which language stands beside the form's own; nothing while there is none. */
  get language() {
    return this.#language;
  }

  /** Shows `to` beside `from`: languages of this definition; `words` are the catalogues of the two, as they are loaded. */
  show(definition, from, to, dir, words) {
    this.hide();
    this.#language = to;
    this.#dir = dir;
    this.#texts = new Map();
    this.#patterns = [];
    const visit = (json) => {
      if (!json || typeof json !== "object") return;
      const values = Object.entries(json);
      const isText = !Array.isArray(json) && values.length > 0 && values.every(([key, value]) => typeof value === "string" && definition.languages.includes(key));
      if (!isText) return values.forEach(([, value]) => visit(value));
      const [one, other] = [from, to].map((language) => textIn(json, language, definition));
      this.#pair(one, other);
      // What is long is drawn as several paragraphs.
      const [lines, others] = [one, other].map((text) => text.split(/\n+/).map((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/, "")));
      if (lines.length > 1 && lines.length === others.length) lines.forEach((line, i) => this.#pair(line, others[i]));
    };
    visit(definition);
    // What the form itself says goes before.
    for (const key of Object.keys(words[0])) this.#pair(words[0][key], words[1][key]);
    this.#spoken = this.#form?.lang;
    this.#draw();
  }

  hide() {
    this.#language = undefined;
    this.#watch.disconnect();
    this.#clear();
  }

  #pair(one, other) {
    if (typeof one !== "string" || typeof other !== "string") return;
    const [a, b] = [plain(one), plain(other)];
    if (!a || !b || a === b || this.#texts.has(a)) return;
    const names = [...a.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    if (!names.length) return void this.#texts.set(a, b);
    // One that is nearly all values would stand for anything.
    if (a.replace(/\{\w+\}|\P{L}/gu, "").length < 3) return;
    const pattern = a.split(/\{\w+\}/).map(literal).join("(.+?)");
    this.#patterns.push([new RegExp(`^${pattern}$`, "u"), names, b]);
  }

  #find(text) {
    const read = plain(text);
    if (!read || read.length > 3000) return undefined;
    const exact = this.#texts.get(read);
    if (exact) return exact;
    for (const [pattern, names, other] of this.#patterns) {
      const values = pattern.exec(read)?.slice(1);
      if (values) return other.replace(/\{(\w+)\}/g, (all, name) => values[names.indexOf(name)] ?? all);
    }
  }

  #clear() {
    for (const node of this.#root.querySelectorAll(".also")) node.remove();
  }

  #draw() {
    this.#watch.disconnect();
    this.#clear();
    const form = this.#form;
    if (form) {
      this.#visit(form);
      this.#watch.observe(form, { childList: true, characterData: true, subtree: true, attributeFilter: ["lang"] });
    }
  }

  #visit(node) {
    for (const kid of [...node.children]) {
      if (kid.matches(SKIPPED)) continue;
      if (!kid.matches(PLACES)) {
        this.#visit(kid);
        continue;
      }
      const whole = this.#find(kid.textContent);
      const found = whole ? [whole] : [...kid.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ data }) => this.#find(data)).filter(Boolean);
      if (!whole) this.#visit(kid);
      for (const text of found) {
        const also = document.createElement("span");
        also.className = "also";
        also.lang = this.#language;
        also.dir = this.#dir;
        also.textContent = text;
        kid.append(also);
      }
    }
  }
}
