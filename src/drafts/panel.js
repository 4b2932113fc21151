// What a person sees of drafts: a notice before the form, and what can be done below it.

import { styled } from "./style.js";
import { words } from "./words.js";

const SHORTEST_PIN = 4;

const style = styled(`
.drafts > .form { padding-block-end: 0; }
.drafts .earlier { margin: 0; }
.drafts .buttons { margin-block-start: .84em; }
.drafts label, .drafts .earlier > [role]:first-child { font-weight: 600; }
.drafts > .foot { padding-block: 0 var(--space); }
/* Cards that stand on one another are one: what is round between them is filled, as the form's own style is not to change. */
.drafts:has(+ div > .form) > .form { border-end-start-radius: 0; border-end-end-radius: 0; }
.drafts:has(+ div > .form) > .form::after { content: ""; position: absolute; inset-inline: 0; inset-block-start: 100%; block-size: calc(var(--radius) * 1.6); background: var(--paper); }
div:not([class]):has(> .form) + .drafts > .form { --corner: calc(var(--radius) * 1.2); border-start-start-radius: 0; border-start-end-radius: 0; }
div:not([class]):has(> .form) + .drafts > .form::before {
  content: ""; position: absolute; inset-inline: 0; inset-block-end: 100%; block-size: var(--corner); pointer-events: none;
  background: linear-gradient(var(--paper) 0 0) left / var(--corner) 100% no-repeat, linear-gradient(var(--paper) 0 0) right / var(--corner) 100% no-repeat;
}
.foot > * { font-size: .9em; }
.foot-deeds { display: flex; flex-wrap: wrap; gap: 0 1.5em; }
.pin { -webkit-text-security: disc; }
@media print { .drafts { display: none; } }
`);

/** What `drafts` offers, as `drafts.now` has it, is drawn into `node` and `foot`; what is pressed it does. */
export class Panel {
  node = document.createElement("div");
  foot = document.createElement("div");
  words = words("en");

  #drafts;
  #definition;
  #days;
  // What is drawn, to be drawn again in another language.
  #view = [];
  #drawn;

  constructor(drafts, definition, days) {
    this.#drafts = drafts;
    this.#definition = definition;
    this.#days = days;
    this.node.className = this.foot.className = "drafts";
  }

  /** In the shadow root of an element. */
  dress(root) {
    if (style && !root.adoptedStyleSheets.includes(style)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, style];
  }

  /** Says it in another language. */
  speak(language) {
    this.words = words(language);
    for (const node of [this.node, this.foot]) [node.lang, node.dir] = [this.words.language, this.words.dir];
    this.draw();
  }

  /** Shows a notice, or none. */
  show(...view) {
    this.#view = view;
    this.draw(true);
  }

  /** The focus goes to the notice: it stands before the form, far from what was pressed. */
  focus() {
    this.node.querySelector("section")?.focus();
  }

  /** Draws what has changed; `anew`: the notice too. */
  draw(anew = false) {
    this.#stand();
    const [view, ...given] = this.#view;
    if (anew || this.#drawn !== this.words.language + view) {
      this.#drawn = this.words.language + view;
      const held = this.node.getRootNode().activeElement;
      const had = held && this.node.contains(held);
      this.node.textContent = "";
      const drawn = view && this.#views[view](...given);
      if (drawn) {
        const box = make("section", { className: "earlier", tabIndex: -1 }, drawn);
        box.setAttribute("aria-label", this.words.say("region"));
        box.setAttribute("part", "notice");
        this.node.append(make("div", { className: "form" }, [box]));
        if (had) (box.querySelector("input") ?? box).focus();
      // What had the focus is gone: the person goes on where the page begins.
      } else if (had) this.#drafts.now.host?.shadowRoot.querySelector("h2[tabindex]")?.focus();
    }
    this.#drawFoot();
  }

  // At the end people read first what to do today. What they left unanswered until then stands below.
  #stand() {
    const { form, state } = this.#drafts.now;
    const below = form?.get("page") === "outcome" && ["offered", "found", "elsewhere"].includes(state);
    const { node, foot } = this;
    if (!node.parentNode || below === (node.nextSibling === foot)) return;
    (below ? foot : node.previousSibling).before(node);
  }

  #drawFoot() {
    const { say, day } = this.words;
    const held = this.foot.getRootNode().activeElement;
    const which = held && this.foot.contains(held) ? held.dataset.key : undefined;
    this.foot.textContent = "";
    const { form, state, written, expires, offers } = this.#drafts.now;
    if (!offers || !form || form.get("status")) return;
    const nodes = [];
    const link = (key, deed) => {
      const button = make("button", { type: "button", className: "link" }, [say(key)], deed);
      button.setAttribute("part", "link");
      button.dataset.key = key;
      return button;
    };
    if (state === "kept" && expires) {
      const till = this.#days === 1 ? say("kept") : say("keptTill", { when: day(expires) });
      nodes.push(Object.assign(status(till), { className: "quiet" }));
    }
    const first = form.get("page") === this.#definition.pages[0].name;
    const deeds = [];
    if (first && !written && state !== "found") {
      const file = make("input", { type: "file", accept: ".html,text/html" });
      file.style.display = "none";
      file.addEventListener("input", (event) => {
        event.stopPropagation();
        if (file.files[0]) this.#drafts.load(file.files[0]);
      });
      deeds.push(file, link("load", () => file.click()));
    } else if (written) {
      deeds.push(link("save", () => this.#drafts.save()));
    }
    if (state === "kept") deeds.push(link("delete", () => (this.show("sure", "declined"), this.focus())));
    if (!deeds.length) return;
    nodes.push(make("div", { className: "foot-deeds" }, deeds));
    this.foot.append(make("div", { className: "form foot" }, nodes));
    if (which) this.foot.querySelector(`[data-key="${which}"]`)?.focus();
  }

  #views = {
    offer: () => {
      const { say, day } = this.words;
      const until = new Date();
      until.setDate(until.getDate() + this.#days);
      return [
        status(this.#days === 1 ? say("offer") : say("offerTill", { when: day(until) })),
        make("p", { className: "quiet" }, [say("offerMore")]),
        buttons(
          this.#button("yes", () => (this.#drafts.isPrivate ? this.show("choose") : this.#drafts.keep())),
          this.#button("no", () => this.#drafts.decline()),
        ),
      ];
    },
    choose: (wrong) => this.#pinView("pin", say => [say("pinMore"), wrong && say("pinShort")], "keepNow", (pin) => {
      if ([...pin].length < SHORTEST_PIN) return this.show("choose", true);
      return this.#drafts.keep(pin);
    }, this.#button("no", () => this.#drafts.decline())),
    found: (head) => {
      const { say, time, number } = this.words;
      const there = this.#definition.pages.some(({ name }) => name === head.page);
      return [
        status(say("found", { time: time(head.saved) })),
        buttons(
          this.#button(there ? "goOn" : "goOnThere", () => (head.pin ? this.show("unlock", head) : this.#drafts.goOn(head)), { page: number(head.number) }, true),
          this.#button("again", () => this.show("sure", "idle", head)),
          this.#button("delete", () => this.show("sure", "declined", head)),
        ),
      ];
    },
    unlock: (head, left) => this.#pinView("pinAsk", say => [left && say("pinWrong", { n: this.words.number(left) })], "open",
      (pin) => this.#drafts.goOn(head, pin), this.#button("again", () => this.show("sure", "idle", head))),
    sure: (then, head) => [
      status(this.words.say("deleteAsk")),
      buttons(
        this.#button("deleteYes", () => this.#drafts.remove(then)),
        this.#button("keepThem", () => this.show(...(head ? ["found", head] : []))),
      ),
    ],
    note: (key) => [status(this.words.say(key)), buttons(this.#button("close", () => this.show()))],
    told: (told) => [...told.map(status), buttons(this.#button("close", () => this.show()))],
    full: () => [status(this.words.say("full"))],
    blocked: () => [status(this.words.say("blocked"))],
    elsewhere: () => [status(this.words.say("elsewhere"))],
    evicted: () => [
      status(this.words.say("evicted")),
      buttons(
        this.#button("keepAgain", () => (this.#drafts.isPrivate ? this.show("choose") : this.#drafts.keep())),
        this.#button("no", () => this.#drafts.decline()),
      ),
    ],
  };

  #button(key, deed, values, main = false) {
    const button = make("button", { type: "button", className: main ? "main" : "" }, [this.words.say(key, values)], deed);
    button.setAttribute("part", main ? "button button-main" : "button");
    return button;
  }

  // No password field: browsers would offer to keep it.
  #pinView(label, hints, key, deed, other) {
    const { say } = this.words;
    const [more, wrong] = label === "pin" ? hints(say) : [undefined, hints(say)[0]];
    const input = make("input", { id: "draft-pin", type: "text", inputMode: "numeric", autocomplete: "off", className: "short pin", spellcheck: false });
    input.setAttribute("part", "input");
    const about = [];
    if (more) about.push(make("p", { id: "draft-pin-hint", className: "hint" }, [more]));
    if (wrong) about.push(Object.assign(status(wrong), { id: "draft-pin-error", className: "error" }));
    if (about.length) input.setAttribute("aria-describedby", about.map(({ id }) => id).join(" "));
    if (wrong) input.setAttribute("aria-invalid", "true");
    let busy = false;
    const go = () => {
      if (busy || !input.value) return input.focus();
      busy = true;
      return deed(input.value.trim());
    };
    input.addEventListener("keydown", (event) => event.key === "Enter" && go());
    return [make("label", { htmlFor: "draft-pin" }, [say(label)]), ...about, input, buttons(this.#button(key, go), other)];
  }
}

function make(name, properties, kids = [], deed) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...kids.filter(Boolean));
  if (deed) node.addEventListener("click", deed);
  return node;
}

function status(text) {
  const node = make("p", {}, [text]);
  node.setAttribute("role", "status");
  return node;
}

const buttons = (...all) => make("div", { className: "buttons" }, all);
