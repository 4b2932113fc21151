// <intake-form>, as docs/element.md describes it: fetches everything at once, keeps what the page's
// author wrote inside it until the form is there, and hands over to the WebAssembly module.

import { at, FILES, once, text } from "./loader/file.js";
import { catalogue } from "./loader/language.js";
import { engine, later } from "./loader/module.js";
import { ask, sorry } from "./loader/sorry.js";
import { hold } from "./loader/hold.js";

const style = once(async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await text(at(FILES.css)));
  return sheet;
});

class IntakeFormElement extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["src", "action", "enctype", "lang", "mode", "worker", "exit-url"];

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open" });
  #form;
  #place;
  // Where the browser may say what is missing.
  #anchor;
  #definition;
  // The language that the form was asked to speak.
  #spoken;
  #prefill;
  #exit;
  // Where the form says that it leads.
  #wayOut;
  #turn = 0;
  #entered = false;
  // For a form of the page around: the signed answers, null before that, undefined where they can't be signed;
  // how often that began, and whether that form is to be sent then.
  #signed = null;
  #rounds = 0;
  #asked;
  // Who waits for what comes of sending.
  #waiting = [];

  constructor() {
    super();
    this.#show(document.createElement("slot"));
    this.addEventListener("intake-page", () => this.#judge());
    this.addEventListener("intake-status", ({ detail }) => detail.status === "sending" || this.#settle(detail));
    this.addEventListener("intake-send", (event) => {
      if (!this.form || this.#signed === undefined) return;
      event.preventDefault();
      if (this.#signed) this.form.requestSubmit();
      else this.#asked = true;
    });
  }

  connectedCallback() {
    // What was set before the element was defined.
    for (const name of ["definition", "answers"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#entered = true;
    if (!this.#form) return void this.#load();
    this.#show(this.#place);
    this.#form.enter(this);
    this.#offerExit();
    this.#aim();
    if (this.#spoken !== this.#language) this.#speak();
  }

  disconnectedCallback() {
    this.#entered = false;
    this.#turn++;
    this.#form?.leave();
    this.#exit?.leave();
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

  formAssociatedCallback() {
    this.#aim();
  }

  formDisabledCallback(disabled) {
    if (this.#place) this.#place.inert = disabled;
  }

  formResetCallback() {
    this.reset();
  }

  /** The form definition: an object, or `src` names where it is. */
  get definition() {
    return this.#definition;
  }

  set definition(value) {
    this.#definition = value;
    this.#renew();
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

  /** Where submissions go, as an absolute address; "" for nowhere. */
  get action() {
    const action = this.getAttribute("action") ?? (this.form && (this.form.getAttribute("action") ?? ""));
    return action === null ? "" : new URL(action, document.baseURI).href;
  }

  get name() {
    return this.getAttribute("name") ?? "";
  }

  set name(name) {
    this.setAttribute("name", name);
  }

  get form() {
    return this.#internals.form;
  }

  get validity() {
    return this.#internals.validity;
  }

  get validationMessage() {
    return this.#internals.validationMessage;
  }

  get willValidate() {
    return this.#internals.willValidate;
  }

  checkValidity() {
    return this.#internals.checkValidity();
  }

  reportValidity() {
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

  /** Forgets every answer and shows the first page. */
  reset() {
    this.#prefill = undefined;
    this.#form?.reset();
    this.#judge();
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

  #settle(detail) {
    for (const resolve of this.#waiting.splice(0)) resolve(detail);
  }

  /** How they go there, as on an HTML form. Files always go as multipart/form-data. */
  get enctype() {
    const enctype = (this.getAttribute("enctype") ?? "").toLowerCase();
    return ["application/x-www-form-urlencoded", "multipart/form-data"].includes(enctype) ? enctype : "application/json";
  }

  /** The files among the answers. */
  get files() {
    return this.#form?.files() ?? [];
  }

  get #language() {
    const around = this.closest("[lang]") ?? document.documentElement;
    return around.lang || navigator.language || "en";
  }

  #renew() {
    if (this.#entered) return void this.#load();
    this.#drop();
    this.#show(document.createElement("slot"));
  }

  async #load() {
    const turn = ++this.#turn;
    const src = this.getAttribute("src");
    if (!this.#definition && !src) return;
    const wanted = this.#spoken = this.#language;
    const words = catalogue(wanted);
    this.#offerExit();
    try {
      const [module, sheet, definition] = await Promise.all([
        engine(),
        style(),
        this.#definition ? JSON.stringify(this.#definition) : text(new URL(src, document.baseURI)),
      ]);
      if (turn !== this.#turn) return;
      const form = new module.IntakeForm(definition);
      const language = form.language(wanted);
      // Usually the catalogue that is already on its way.
      const spoken = await (language === wanted ? words : catalogue(language));
      // What the page fills in is not to appear behind a form that was empty.
      if (this.#prefill !== undefined) await this.#later();
      if (turn !== this.#turn) return form.free();
      this.#drop();
      this.#anchor = this.#place = document.createElement("div");
      this.#place.inert = this.matches(":disabled");
      this.#root.adoptedStyleSheets = [sheet];
      this.#show(this.#place);
      form.mount(this, this.#place, wanted, spoken);
      this.#wayOut = JSON.parse(definition).settings?.exitUrl;
      this.#offerExit();
      const release = hold(this.#place);
      await this.#later();
      if (turn !== this.#turn) return form.free();
      form.enter(this);
      this.#form = form;
      this.#fill();
      this.#aim();
      this.#tell("intake-ready");
      release();
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  #drop() {
    this.#form?.leave();
    this.#form?.free();
    this.#form = this.#place = undefined;
    this.#settle({ status: "" });
  }

  #show(...nodes) {
    this.#root.replaceChildren(...(this.#exit ? [this.#exit.node] : []), ...nodes);
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
    this.#prefill = undefined;
    if (errors.length) this.#report({ code: "answers", errors });
    this.#judge();
  }

  // For whom the answers are signed, and who helped.
  #aim() {
    const worker = this.getAttribute("mode") === "assisted" ? (this.getAttribute("worker") ?? "") : undefined;
    this.#form?.setTarget(this.action, this.enctype, worker);
    if (this.form && this.#place) this.#place.tabIndex = -1;
    this.#judge();
  }

  // Whoever has reached the outcome is done. A form of the page around takes a field's value in
  // the moment in which it is sent, and does not wait: so the answers are signed before that, here.
  #judge() {
    const form = this.#form;
    const done = this.page === "outcome";
    const judge = (key, value = null) => {
      const anchor = this.#root.contains(this.#anchor) ? this.#anchor : undefined;
      this.#internals.setValidity(key ? { valueMissing: true } : {}, form?.get(key) || sorry(this.#language), anchor);
      // The browser is not to keep what was answered for another visit.
      this.#internals.setFormValue(value, "");
    };
    const round = ++this.#rounds;
    this.#signed = null;
    this.#asked = false;
    judge(done && !this.form ? "" : "unfinished");
    if (!done || !this.form) return;
    form.seal((signed) => {
      if (round !== this.#rounds) return;
      this.#signed = signed;
      if (!signed) {
        judge("unsigned");
        return this.#report({ code: "unsigned" });
      }
      const value = new FormData();
      if (this.name) {
        value.append(this.name, signed);
        for (const file of this.files) value.append("attachment[]", file);
      }
      judge("", value);
      if (this.#asked) this.form?.requestSubmit();
    });
  }

  // The way out for people who may be watched. Few forms have one.
  async #offerExit() {
    const url = this.getAttribute("exit-url") || this.#wayOut;
    if (!url && !this.#exit) return;
    try {
      const { Exit } = await import(at(FILES.exit));
      this.#exit ??= new Exit(this, this.#root);
      if (!this.#exit.offer(url, this.#language)) this.#report({ code: "exit-url" });
    } catch (error) {
      this.#report({ code: "load" }, error);
    }
  }

  async #speak() {
    if (!this.#form) return void this.#load();
    const turn = ++this.#turn;
    const wanted = this.#spoken = this.#language;
    this.#offerExit();
    try {
      const words = await catalogue(this.#form.language(wanted));
      if (turn !== this.#turn) return;
      this.#form?.speak(wanted, words);
      this.#judge();
    } catch {
      // The form goes on in the language that it has.
    }
  }

  // The form stands there already, and with it what was typed meanwhile.
  async #later() {
    for (;;) {
      try {
        return await later();
      } catch {
        await this.#ask();
      }
    }
  }

  // Says that something could not be loaded, until the person wants it tried again.
  async #ask() {
    const [button, asked] = ask(this.#root, this.#language);
    this.#anchor = button;
    await asked;
    this.#anchor = this.#place;
  }

  // What the page author wrote inside the element stays: it often has a phone number.
  #fail(error) {
    this.#show(document.createElement("slot"));
    this.#ask().then(() => this.#load());
    this.#judge();
    // An array is what the module says about the definition: for its author.
    if (Array.isArray(error)) this.#report({ code: "definition", errors: error });
    else this.#report({ code: "load" }, error);
  }
}

engine().catch(() => {});
style().catch(() => {});
customElements.define("intake-form", IntakeFormElement);
