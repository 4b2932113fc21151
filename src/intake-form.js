// <intake-form>, as docs/element.md describes it: fetches everything at once, keeps what the page's
// author wrote inside it until the form is there, and hands over to the WebAssembly module.

import { at, FILES, once, text, wait } from "./loader/file.js";
import { address, adopt, OBSERVED, reflect } from "./loader/attribute.js";
import { gone, languageAround, MOST_GONE, OVER, sent } from "./loader/around.js";
import { Beside } from "./loader/beside.js";
import { Entry } from "./loader/entry.js";
import { catalogue, spoken } from "./loader/language.js";
import { early, engine, later, parts, whole } from "./loader/module.js";
import { ask, say } from "./loader/sorry.js";
import { Hold, replay } from "./loader/hold.js";
import { link, style } from "./loader/style.js";
import { target } from "./loader/target.js";

// Few forms need these.
Object.assign(parts, {
  catalogue, exit: once(() => import(at(FILES.exit))), drafts: once(() => import(at(FILES.drafts))), shared: once(() => import(at(FILES.shared))), assist: once(() => import(at(FILES.assist))),
  key: once(() => import(at(FILES.key))), encrypt: once(() => import(at(FILES.encrypt))), receipt: once(() => import(at(FILES.receipt))),
});

// On a server, which may import this too, is neither of them.
const { HTMLElement = Object, customElements } = globalThis;

class IntakeFormElement extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = OBSERVED;

  // Not in every browser: see older.js.
  #internals = this.attachInternals?.();
  #root = this.attachShadow({ mode: "open" });
  // The form, which is drawn before it answers, and answers before it is whole.
  #drawn;
  #heard;
  #form;
  #place;
  #link;
  // Where the browser may say what is missing.
  #anchor;
  #definition;
  // What the form was made of.
  #source;
  // The language that the form was asked to speak.
  #spoken;
  #prefill;
  // What stands beside it.
  #beside = new Beside(this, this.#root, gone, parts, (...told) => this.#report(...told));
  // What the form's definition says, for what only some forms have.
  #told;
  #turn = 0;
  // What is done to a form that is not whole yet, and what was done to one that had to begin anew.
  #hold;
  #done;
  #entered = false;
  // For a form of the page around.
  #entry = new Entry(this, (...told) => this.#report(...told));
  // Who waits for what comes of sending.
  #waiting = [];

  constructor() {
    super();
    this.#show(document.createElement("slot"));
    this.addEventListener("intake-page", () => {
      this.#judge();
      // What is taken along is there without a network, too.
      if (this.page === "outcome") parts.sheet().catch(() => {});
    });
    this.addEventListener("intake-finish", () => this.#finish());
    this.addEventListener("intake-status", ({ detail }) => detail.status === "sending" || this.#settle(detail));
  }

  connectedCallback() {
    adopt(this);
    gone.delete(this);
    this.#entered = true;
    globalThis.addEventListener("pagehide", this.#hide);
    globalThis.addEventListener("pageshow", this.#wake);
    this.#judge();
    if (this.#drawn) this.#come();
    else this.#load();
  }

  #come() {
    this.#show(this.#place);
    // It was moved before the rest of the module came.
    if (!this.#form) return void this.#complete(this.#turn);
    this.#form.enter(this);
    this.#form.complete();
    this.#offerExit();
    this.#keep();
    this.#aim();
    if (this.#spoken !== languageAround(this)) this.#speak();
  }

  // Goes on with the form that was in its place, where the browser's history says that it is the same one.
  #inherit(source) {
    for (const other of gone) {
      const here = other.#source === source && other.#form.here();
      if (!here) continue;
      gone.delete(other);
      // The person wanted another one.
      if (here > 1) continue;
      this.#drop();
      this.#internals ??= new other.#internals.constructor(this);
      this.#root.adoptedStyleSheets = other.#root.adoptedStyleSheets;
      this.#link = other.#link;
      this.#drawn = this.#heard = this.#form = other.#form;
      this.#place = this.#anchor = other.#place;
      this.#source = source;
      this.#spoken = other.#spoken;
      this.#told = other.#told;
      this.#beside.inherit(other.#beside);
      other.#drawn = other.#heard = other.#form = other.#place = other.#link = undefined;
      other.#show(document.createElement("slot"));
      this.#place.inert = this.matches(":disabled");
      this.#come();
      this.#fill();
      queueMicrotask(() => this.#tell("intake-ready"));
      return true;
    }
  }

  disconnectedCallback() {
    this.#entered = false;
    this.#turn++;
    globalThis.removeEventListener("pagehide", this.#hide);
    globalThis.removeEventListener("pageshow", this.#wake);
    // What was sent, or left for good, comes back no more.
    if (this.#form && !this.#beside.guarded && !this.#form.get("status") && !sent.has(this)) gone.add(this);
    if (gone.size > MOST_GONE) gone.delete(gone.values().next().value);
    this.#heard?.leave();
    this.#beside.leave();
    // The module holds on to the place that it draws into. Apart from it, an element that
    // nobody puts back can be forgotten, and the form with it.
    this.#place?.remove();
    // Unless it is only being moved. What is on its way arrives all the same.
    queueMicrotask(() => this.#entered || this.#settle({ status: "sending" }));
  }

  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === "src") return void this.#renew();
    // What is set meanwhile is read on entering the page.
    if (!this.#entered) return;
    if (name === "lang") this.#speak();
    else if (name === "exit-url") this.#offerExit();
    else this.#aim();
  }

  formAssociatedCallback() { this.#aim(); }

  formDisabledCallback(disabled) { if (this.#place) this.#place.inert = disabled; }

  formResetCallback() { this.reset(); }

  /** The form definition: an object, or `src` names where it is. */
  get definition() {
    return this.#definition;
  }

  set definition(value) {
    // Frameworks set the same one each time that they draw.
    const same = this.#definition && JSON.stringify(value) === JSON.stringify(this.#definition);
    this.#definition = value;
    if (!same) this.#renew();
  }

  /** The answers so far, of the questions that are asked. What is set goes over what is there. */
  get answers() {
    return this.#form?.get("answers") ?? null;
  }

  set answers(value) {
    this.#prefill = value;
    this.#fill();
  }

  /** What the person may qualify for, as far as it is known. */
  get outcome() {
    return this.#form?.get("outcome") ?? null;
  }

  /** The name of the page that is shown, or "review", "outcome"; "" before the form is there. */
  get page() {
    return this.#form?.get("page") ?? "";
  }

  get form() { return this.#internals?.form ?? null; }

  get validity() { return this.#internals?.validity; }

  get validationMessage() { return this.#internals?.validationMessage ?? ""; }

  get willValidate() { return this.#internals?.willValidate ?? true; }

  checkValidity() {
    return this.#internals?.checkValidity() ?? false;
  }

  reportValidity() {
    if (!this.#internals) return false;
    if (this.validity.valid || !this.#form?.get("problems").length) return this.#internals.reportValidity();
    this.#form.goTo("outcome");
    return this.checkValidity();
  }

  /** Shows a page by its name, or "review", "outcome". False where it can't be shown now. */
  goTo(page) {
    if (!this.#form) return false;
    const shown = this.#form.goTo(page);
    if (shown === undefined) throw new RangeError(`intake-form: no page is named ${page}`);
    return shown;
  }

  /** Forgets every answer and shows the first page; a promise of when a draft is gone from the device, too. */
  async reset() {
    this.#prefill = undefined;
    sent.delete(this);
    const forgotten = this.#beside.reset();
    this.#form?.reset();
    this.#judge();
    await forgotten;
  }

  /** Sends the answers, or shows what is missing; a promise of what came of it. */
  async submit() {
    const form = this.#form;
    if (!form || !this.#entered) return { status: "" };
    const status = form.get("status");
    if (status && status !== "sending") return { status };
    if (!status && !form.goTo("outcome")) return { status: "incomplete", errors: form.get("problems") };
    if (!status) form.send();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  // All that was answered goes, with every node that held it: the next person has a new form.
  #finish() {
    gone.clear();
    parts.outbox().then((outbox) => outbox.finish()).catch(() => {});
    this.reset();
    this.#beside.cleared = true;
    this.#load(JSON.stringify(this.#told));
  }

  // What was sent, and on a shared device everything, goes with the page, also where the browser keeps that whole for Back.
  #hide = () => {
    const { guarded } = this.#beside;
    const [over, kept] = this.#form ? [OVER.includes(this.#form.get("status")), this.#form.get("kept")] : [];
    if (!this.#form || !(guarded || over || kept)) return;
    // A draft of what was refused, or is kept nowhere else, stays one.
    if (!guarded && !(over && kept)) this.#beside.drop();
    this.#wipe();
  };

  #wake = ({ persisted }) => {
    // It is sent while the page is away.
    if (persisted && this.#form?.get("status") === "sending") this.#wipe();
    if (persisted && !this.#drawn) this.#load();
  };

  #wipe() {
    gone.clear();
    this.reset();
    this.#drop();
    this.#show(document.createElement("slot"));
  }

  #settle(detail) {
    for (const resolve of this.#waiting.splice(0)) resolve(detail);
  }

  /** The files among the answers. */
  get files() {
    return this.#form?.files() ?? [];
  }

  #renew() {
    if (this.#entered) return void this.#load();
    this.#drop();
    this.#show(document.createElement("slot"));
  }

  /** `known`: the definition as text, where it is to be a new form of the same. */
  async #load(known) {
    const turn = ++this.#turn;
    const src = address(this, "src");
    const source = src + JSON.stringify(this.#definition);
    if (!this.#definition && !src || !known && this.#inherit(source)) return;
    const wanted = this.#spoken = languageAround(this);
    const words = catalogue(wanted);
    const fetched = known ?? (this.#definition ? JSON.stringify(this.#definition) : text(src));
    // The way out comes with the form, and does not push it away later; nor does what an earlier visit left.
    const looked = this.#beside.look().catch(() => {});
    const exit = this.exitUrl ? this.#offerExit() : Promise.resolve(fetched).then((text) => this.#foresee(JSON.parse(text))).catch(() => {});
    try {
      // Said now, and not when somebody has filled it in.
      if (!globalThis.WebAssembly || !globalThis.crypto?.subtle) throw new Error("this page can't run it");
      const [module, sheet, definition] = await Promise.all([
        engine(),
        style(),
        fetched,
        this.#internals ?? import(at(FILES.older)).then(({ Internals }) => { this.#internals = new Internals(this); }),
      ]);
      // Some put the new page in before they take the old one out.
      if (turn !== this.#turn || !known && this.#inherit(source)) return;
      const first = early(() => this.#again());
      if (!first) await this.#wait(whole);
      // Without its rules, if they decide nothing of what is seen at first.
      const sketch = first && module.IntakeForm.sketch(definition);
      if (first && !sketch) await this.#wait(later);
      const form = sketch || new module.IntakeForm(definition);
      const language = form.language(wanted);
      // Usually the catalogue that is already on its way.
      const spoken = await (language === wanted ? words : catalogue(language));
      // What the page fills in is not to appear behind a form that was empty.
      if (this.#prefill !== undefined) await this.#wait(whole);
      await Promise.race([Promise.all([exit, looked]), wait(1000)]);
      if (sheet) this.#root.adoptedStyleSheets = [sheet];
      else this.#link ??= await link(this.#root);
      if (turn !== this.#turn) return form.free();
      this.#drop();
      this.#anchor = this.#place = document.createElement("div");
      this.#place.inert = this.matches(":disabled");
      this.#show(this.#place);
      if (!this.#done) this.#beside.hide(this.#place);
      form.mount(this, this.#place, wanted, spoken);
      this.#drawn = form;
      this.#source = source;
      this.#told = JSON.parse(definition);
      this.#hold = new Hold(this.#place);
      await this.#complete(turn);
    } catch (error) {
      if (turn === this.#turn) await this.#fail(error);
    }
  }

  // What was drawn stumbled over what is not there yet, and the module with it.
  #again() {
    this.#turn++;
    this.#done = this.#hold;
    this.#done?.again();
    this.#drawn = this.#heard = undefined;
    queueMicrotask(() => this.#load());
  }

  // Once the second part of the module is there, the form answers; what was typed meanwhile stands in it, also when it was
  // moved. Once all is there, it is whole.
  async #complete(turn) {
    const form = this.#drawn;
    const over = () => turn !== this.#turn || form !== this.#drawn || this.#form;
    this.#offerExit();
    await this.#wait(later);
    if (over()) return;
    // Its rules are read now, and may not be fit for use.
    try { form.enter(this); } catch (error) { return this.#drop(), this.#fail(error); }
    this.#heard = form;
    this.#hold.open();
    await this.#wait(whole);
    if (over()) return;
    form.complete();
    this.#form = form;
    this.#hold.end();
    this.#hold = undefined;
    this.#fill();
    this.#keep();
    this.#aim();
    this.#tell("intake-ready");
    if (this.#done) await replay(this.#place, this.#done.take());
    this.#done = undefined;
    if (this.#spoken !== languageAround(this)) this.#speak();
  }

  #drop() {
    this.#beside.drop();
    this.#heard?.leave();
    this.#drawn?.free();
    this.#drawn = this.#heard = this.#form = this.#place = undefined;
    this.#settle({ status: "" });
  }

  #show(...nodes) {
    this.#root.textContent = "";
    this.#root.append(...[this.#beside.node, this.#link, ...nodes].filter(Boolean));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  // For the page's author: codes and places, never an answer.
  #report(detail, error = JSON.stringify(detail)) {
    console.error("intake-form:", error);
    this.#tell("intake-error", detail);
  }

  #fill() {
    if (!this.#form || this.#prefill === undefined) return;
    const errors = this.#form.prefill(this.#prefill);
    this.#beside.touched ||= this.#beside.guarded;
    this.#prefill = undefined;
    if (errors.length) this.#report({ code: "answers", errors });
    this.#judge();
  }

  // For whom the answers are signed, and who helped.
  #aim() {
    const worker = this.mode === "assisted" ? this.worker : undefined;
    this.#form?.setTarget(this.action, this.enctype, worker, target(this));
    if (this.form && this.#place) this.#place.tabIndex = -1;
    this.#judge();
  }

  #judge() {
    this.#entry.judge(this.#form, this.#internals, () => this.#anchor);
  }

  // Before the form is judged: what is no address is told then.
  #foresee(told) {
    return /^https:/.test(told.settings?.exitUrl) && this.#offerExit(told);
  }

  #offerExit(told = this.#told) {
    return this.#beside.offerExit(this.getAttribute("exit-url") || told?.settings?.exitUrl, languageAround(this));
  }

  #keep() {
    const form = this.#form;
    this.#beside.keep(form, this.#told, this.#place, form.language(this.#spoken), () => form === this.#form && this.#entered);
  }

  async #speak() {
    // What is drawn already speaks it once it is whole.
    if (this.#drawn && !this.#form) return;
    if (!this.#form) return void this.#load();
    const turn = ++this.#turn;
    const wanted = this.#spoken = languageAround(this);
    this.#offerExit();
    try {
      const words = await catalogue(this.#form.language(wanted));
      if (turn !== this.#turn) return;
      this.#form?.speak(wanted, words);
      this.#beside.speak(this.#form?.language(wanted));
      this.#judge();
    } catch {
      // The form goes on in the language that it has.
    }
  }

  // The form stands there already, and with it what was typed meanwhile.
  async #wait(part) {
    for (;;) {
      try {
        return await part();
      } catch {
        await this.#ask();
      }
    }
  }

  // Says that something could not be loaded, until the person wants it tried again.
  async #ask() {
    const [button, asked] = ask(this.#root, languageAround(this));
    this.#anchor = button;
    this.#judge();
    await asked;
    this.#anchor = this.#place;
    this.#judge();
  }

  // What the page author wrote inside the element stays: it often has a phone number.
  async #fail(error) {
    const turn = this.#turn;
    // An array is what the module says about the definition: for its author.
    const reason = !Array.isArray(error) && await import(at(FILES.trouble))
      .then(({ explain }) => explain(error, [at(FILES.wasm), address(this, "src")], spoken(languageAround(this))))
      .catch(() => {});
    if (turn !== this.#turn) return;
    this.#show(document.createElement("slot"));
    if (reason) say(this.#root, languageAround(this), reason.sentence);
    else this.#ask().then(() => this.#load());
    this.#judge();
    if (reason) this.#report({ code: reason.code }, `${reason.code}: ${reason.advice}`);
    else if (Array.isArray(error)) this.#report({ code: "definition", errors: error });
    else this.#report({ code: "load" }, error);
  }
}

reflect(IntakeFormElement.prototype);
// Under a second address, or in another version, it is there already.
if (customElements && !customElements.get("intake-form")) {
  customElements.define("intake-form", IntakeFormElement);
  engine().catch(() => {});
  style().catch(() => {});
}
