// A form that a worker fills in with a person, and then with the next one (`mode="assisted"`): a bar that says who helps
// and how many submissions wait to be sent, with a list of them, a note of the worker's own, a second language beside the
// first, and "Next person", which clears all of the last one. Fetched only on such pages.
//
// What waits is encrypted on the device (assist/vault.js) and has its number before there is a network (assist/reference.js).

import { Both } from "./assist/both.js";
import { reference } from "./assist/reference.js";
import { lock, open, recall, remember } from "./assist/vault.js";
import { direction, words } from "./assist/words.js";
import { download } from "./drafts/file.js";
import { styled } from "./drafts/style.js";
import { clear, Guard as Shared } from "./shared.js";

/** The outbox opens with these what it finds locked, on any page. */
export { lock, open };

/** As many characters as the envelope has room for. */
const LONGEST_NOTE = 10_000;
/** As many as `respondent.worker` has room for, with room to be read. */
const LONGEST_NAME = 80;
const MOST_NAMES = 20;

const style = styled(`
.assist > .form { padding: .3em 1em; margin-block-end: .8em; border: 2px solid var(--soft); }
.assist .strong { font-weight: 650; }
.assist .row { display: flex; flex-wrap: wrap; gap: 0 1em; align-items: center; font-size: .84em; }
.assist .row .main { margin-inline-start: auto; padding-inline: 1em; }
.assist .row .link { text-align: start; }
.assist .panel { margin-block: .6em; }
.assist .panel > * + * { margin-block-start: .6em; }
.assist .number { white-space: nowrap; font-weight: 650; }
.assist ul { list-style: none; padding: 0; }
.assist li { display: flex; flex-wrap: wrap; gap: 0 1em; padding-block: .5em; border-block-start: 1px solid var(--soft); }
.assist li .buttons { flex-basis: 100%; margin-block-start: .4em; }
.also { display: block; font-weight: 400; font-style: normal; color: var(--quiet); font-size: max(.9em, 1rem); margin-block-start: .15em; }
button .also { color: inherit; }
.optional .also { display: inline; margin-inline-start: .4em; }
@media print { .assist { display: none; } }
`);

export class Guard {
  /** What is drawn, before the form. */
  node = make("div", { className: "assist" });

  #host;
  #beside;
  #parts;
  #shared;
  #form;
  #definition;
  #words = words("en");
  #both;
  #outbox;
  #names = [];
  // Which panel is open, and what it shows.
  #view;
  #number;
  #drawn;
  #row = make("div", { className: "row" });
  #said = make("p");
  #panel = make("div", { className: "panel" });
  #box;
  #listening;

  /** `beside.touched` says whether something was answered; `parts` fetches the outbox and catalogues. */
  constructor(host, beside, parts) {
    this.#host = host;
    this.#beside = beside;
    this.#parts = parts;
    this.#shared = new Shared(host, beside);
    this.#both = new Both(host.shadowRoot, () => this.#showBoth(this.#both.language));
    this.#said.setAttribute("role", "status");
    this.#box = make("section", { className: "form" }, [this.#row, this.#said, this.#panel]);
    this.#box.setAttribute("part", "notice");
    this.#panel.id = "assist-panel";
    this.node.append(this.#box, this.#shared.node);
  }

  /** The element is on a page with this form, of this definition, in this language. */
  enter(language, form, definition) {
    this.leave();
    if (form !== this.#form) this.reset();
    this.#form = form;
    this.#definition = definition;
    const root = this.#host.shadowRoot;
    if (style && !root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
    this.#shared.enter(language);
    // The bar is for who helps: it speaks the page's language, the form the person's.
    const around = this.#host.parentElement?.closest("[lang]") ?? document.documentElement;
    this.#words = words(around.lang || navigator.language || "en");
    this.node.lang = this.#words.language;
    this.node.dir = this.#words.dir;
    this.#box.setAttribute("aria-label", this.#words.say("region"));
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#host.addEventListener("intake-send", (event) => this.#ask(event), { signal });
    this.#host.addEventListener("intake-status", ({ detail }) => this.#hear(detail), { signal });
    // The page may say later who helps.
    const named = new MutationObserver(() => this.#draw());
    named.observe(this.#host, { attributeFilter: ["worker"] });
    signal.addEventListener("abort", () => named.disconnect());
    this.#join(signal);
    this.#draw();
    this.#recall();
  }

  /** It left. */
  leave() {
    this.#shared.leave();
    this.#listening?.abort();
    this.#listening = undefined;
  }

  /** The next person: nothing of the last is left, but who helps still does. */
  reset() {
    this.#host.note = undefined;
    this.#both.hide();
    this.#number = undefined;
    this.#show();
  }

  // What waits on this device is heard of here, and locked.
  async #join(signal) {
    for (;;) {
      try {
        this.#outbox = await this.#parts.outbox();
        break;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5000));
      }
      if (signal.aborted) return;
    }
    if (signal.aborted) return;
    // A question about a file may be the first thing behind the last network.
    this.#parts.media().catch(() => {});
    const hear = () => this.#news();
    this.#outbox.attend(hear, { lock, open });
    signal.addEventListener("abort", () => this.#outbox.attend(hear));
    this.#news();
  }

  #news() {
    this.#draw();
    if (this.#view === "list") this.#show("list");
  }

  get #waiting() {
    return (this.#outbox?.all() ?? []).filter(({ state }) => state !== "delivered");
  }

  // Who helps: whom the page names, or who has done so on this device.
  get #fixed() {
    return (this.#host.getAttribute("workers") ?? "").split(/[;\n]/).map((name) => name.trim()).filter(Boolean);
  }

  async #recall() {
    const { names = [], last, day } = await recall("workers").catch(() => {}) ?? {};
    if (!this.#listening) return;
    this.#names = names;
    const allowed = this.#fixed;
    if (!this.#host.worker) {
      // Of another day it may be somebody else's.
      if (last && day === today() && (!allowed.length || allowed.includes(last))) this.#host.worker = last;
      else if (allowed.length === 1) [this.#host.worker] = allowed;
      else if (!this.#view) this.#show("who");
    }
    this.#draw();
  }

  #choose(name) {
    this.#host.worker = name;
    if (!this.#fixed.includes(name)) this.#names = [name, ...this.#names.filter((other) => other !== name)].slice(0, MOST_NAMES);
    remember("workers", { names: this.#names, last: name, day: today() }).catch(() => {});
    this.#close();
  }

  #ask(event) {
    if (this.#host.worker.trim()) return;
    event.preventDefault();
    this.#show("who", true);
    this.#focus();
  }

  #hear({ status, submissionId }) {
    if (status === "waiting" && submissionId) this.#number = reference(submissionId);
    else if (status !== "sending") this.#number = undefined;
    this.#draw();
  }

  #draw() {
    const { say, number, language } = this.#words;
    const { worker, note } = this.#host;
    const waiting = this.#waiting.length;
    const now = JSON.stringify([language, worker, Boolean(note?.trim()), waiting, this.#view, this.#definition.languages.length, this.#number]);
    // A button that is just being pressed stays the same one.
    if (this.#drawn === now) return;
    this.#drawn = now;
    const held = this.node.getRootNode().activeElement?.dataset.key;
    const had = held && this.#row.contains(this.node.getRootNode().activeElement);
    this.#row.textContent = "";
    const opens = (key, view, text) => {
      const button = this.#button(key, () => (this.#view === view ? this.#close() : (this.#show(view), this.#focus())), text, "link");
      button.setAttribute("aria-expanded", String(this.#view === view));
      button.setAttribute("aria-controls", "assist-panel");
      return button;
    };
    this.#row.append(
      opens("who", "who", worker ? say("helping", { name: worker }) : say("who")),
      opens("waiting", "list", say("waiting", { n: number(waiting) })),
      opens("note", "note", say(note?.trim() ? "noted" : "note")),
    );
    if (this.#definition.languages.length > 1) this.#row.append(opens("two", "two", say("two")));
    this.#row.append(this.#button("next", () => this.#next(), say("next"), "main"));
    if (had) this.#row.querySelector(`[data-key="${held}"]`)?.focus();
    const said = this.#number ? `${say("number")} ` : "";
    // What has been said already is not said again.
    if (this.#said.dataset.number === `${this.#number ?? ""}${this.#words.language}`) return;
    this.#said.dataset.number = `${this.#number ?? ""}${this.#words.language}`;
    this.#said.textContent = said;
    if (this.#number) this.#said.append(make("bdi", { className: "number" }, [this.#number]));
  }

  // Shows a panel, or none.
  #show(view, ...given) {
    const root = this.node.getRootNode();
    const held = root.activeElement && this.#panel.contains(root.activeElement) ? root.activeElement.dataset.key : undefined;
    const same = this.#view === view;
    this.#view = view;
    this.#panel.textContent = "";
    this.#panel.hidden = !view;
    if (view) this.#panel.append(...this.#views[view](...given).filter(Boolean));
    if (same && held) (this.#panel.querySelector(`[data-key="${held}"]`) ?? this.#panel.querySelector("[role=heading]"))?.focus();
    if (!same && this.#definition) this.#draw();
  }

  #focus() {
    (this.#panel.querySelector("textarea, input") ?? this.#panel.querySelector("[role=heading]"))?.focus();
    this.#panel.scrollIntoView?.({ block: "nearest" });
  }

  #close() {
    const from = { who: "who", list: "waiting", note: "note", two: "two", sure: "next" }[this.#view];
    this.#show();
    this.#draw();
    this.#row.querySelector(`[data-key="${from}"]`)?.focus();
  }

  #next() {
    const status = this.#form.get("status");
    const unsent = this.#beside.touched || this.#host.note?.trim();
    if (!unsent || ["sent", "taken", "waiting"].includes(status)) return clear(this.#host);
    this.#show("sure");
    this.#focus();
  }

  #views = {
    who: (first) => {
      const { say } = this.#words;
      const allowed = this.#fixed;
      const names = allowed.length ? allowed : this.#names;
      const choose = names.map((name, i) => {
        const button = this.#button(`name-${i}`, () => this.#choose(name), name);
        button.setAttribute("aria-pressed", String(name === this.#host.worker));
        return button;
      });
      const input = make("input", { id: "assist-name", type: "text", maxLength: LONGEST_NAME, autocomplete: "off", spellcheck: false });
      input.setAttribute("part", "input");
      const use = () => (input.value.trim() ? this.#choose(input.value.trim()) : input.focus());
      input.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), use()));
      return [
        heading(say("who")),
        first && status(say("whoFirst")),
        names.length && make("div", { className: "buttons" }, choose),
        !allowed.length && make("label", { htmlFor: "assist-name" }, [say("name")]),
        !allowed.length && input,
        make("div", { className: "buttons" }, [!allowed.length && this.#button("use", use, say("use")), this.#closing()]),
      ];
    },
    list: (asked) => {
      const { say } = this.#words;
      const all = this.#outbox?.all() ?? [];
      const rows = all.map((one) => this.#entry(one, asked));
      return [
        heading(say("list")),
        rows.length ? make("ul", {}, rows) : make("p", {}, [say("none")]),
        make("div", { className: "buttons" }, [
          this.#waiting.some(({ state }) => state === "waiting") && this.#button("now", () => this.#outbox.retry(""), say("now")),
          this.#closing(),
        ]),
      ];
    },
    note: () => {
      const { say } = this.#words;
      const text = make("textarea", { id: "assist-note", maxLength: LONGEST_NOTE, autocomplete: "off", value: this.#host.note ?? "", dir: "auto" });
      text.setAttribute("part", "input");
      text.setAttribute("aria-describedby", "assist-note-hint");
      text.addEventListener("input", () => { this.#host.note = text.value; });
      return [
        make("label", { htmlFor: "assist-note", className: "strong" }, [say("noteLabel")]),
        make("p", { id: "assist-note-hint", className: "hint" }, [say("noteMore")]),
        text,
        make("div", { className: "buttons" }, [this.#closing()]),
      ];
    },
    two: () => {
      const { say } = this.#words;
      const own = this.#language;
      const others = this.#definition.languages.filter((language) => language !== own);
      const choose = others.map((language) => {
        const button = this.#button(`in-${language}`, () => (this.#showBoth(language), this.#close()), named(language));
        button.lang = language;
        button.setAttribute("aria-pressed", String(language === this.#both.language));
        return button;
      });
      const one = this.#both.language && this.#button("one", () => (this.#both.hide(), this.#close()), say("one"));
      return [heading(say("beside")), make("div", { className: "buttons" }, [...choose, one]), make("div", { className: "buttons" }, [this.#closing()])];
    },
    sure: () => {
      const { say } = this.#words;
      const yes = this.#button("yes", () => clear(this.#host), say("sureYes"), "main");
      return [heading(say("sure")), make("div", { className: "buttons" }, [yes, this.#button("no", () => this.#close(), say("sureNo"))])];
    },
  };

  // A submission that waits, was sent or was not accepted: whose, when, its number, and what can be done.
  #entry({ id, state, stored, initials, signedAt, reference: given, name, body }, asked) {
    const { say, time } = this.#words;
    const state_ = { trying: "trying", waiting: stored ? "later" : "open", delivered: "sent", refused: "refused" }[state];
    const who = initials || say("unnamed");
    const button = (key, deed, text) => {
      const made = this.#button(`${key}-${id}`, deed, text);
      made.setAttribute("aria-label", `${text}: ${who}`);
      return made;
    };
    const deeds = state === "refused" && (asked === id ? [
      make("p", {}, [say("removeAsk")]),
      button("yes", () => (this.#outbox.discard(id), this.#show("list"), this.#draw()), say("removeYes")),
      button("keep", () => this.#show("list"), say("keep")),
    ] : [
      button("retry", () => this.#outbox.retry(id), say("retry")),
      button("save", () => download(`${name}.json`, body, "application/json"), say("save")),
      button("remove", () => (this.#show("list", id), this.#focus()), say("remove")),
    ]);
    return make("li", {}, [
      make("strong", {}, [make("bdi", {}, [who])]),
      signedAt && make("span", {}, [time(signedAt)]),
      make("span", {}, [say(state_)]),
      make("span", {}, [make("span", { className: "quiet" }, [`${say("reference")} `]), make("bdi", { className: "number" }, [given || reference(id)])]),
      deeds && make("div", { className: "buttons" }, deeds),
    ]);
  }

  get #language() {
    return this.#host.shadowRoot.querySelector("[part~=form][lang]")?.lang || this.#definition.defaultLanguage;
  }

  async #showBoth(to) {
    const [definition, from] = [this.#definition, this.#language];
    const texts = await Promise.all([from, to].map((language) => this.#parts.catalogue(language))).catch(() => []);
    if (definition !== this.#definition || !this.#listening) return;
    this.#both.show(definition, from, to, direction(to), texts.length ? texts.map((text) => JSON.parse(text)) : [{}, {}]);
  }

  #closing() {
    return this.#button("close", () => this.#close(), this.#words.say("close"));
  }

  #button(key, deed, text, className = "") {
    const button = make("button", { type: "button", className }, [text], deed);
    button.setAttribute("part", className === "link" ? "link" : className ? "button button-main" : "button");
    button.dataset.key = key;
    return button;
  }
}

function make(name, properties = {}, kids = [], deed) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...kids.filter(Boolean));
  if (deed) node.addEventListener("click", deed);
  return node;
}

function heading(text) {
  const node = make("p", { className: "strong", tabIndex: -1 }, [text]);
  node.setAttribute("role", "heading");
  node.setAttribute("aria-level", "2");
  return node;
}

function status(text) {
  const node = make("p", {}, [text]);
  node.setAttribute("role", "status");
  return node;
}

/** A language in its own words. */
function named(language) {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language);
  } catch {
    return language;
  }
}

/** By the clock of the device. */
const today = () => new Date().toDateString();
