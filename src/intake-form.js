// <intake-form src action lang>: the custom element. It fetches everything at once, keeps
// what the page author wrote inside it until the form is there, and hands over to the
// WebAssembly module.

const FILES = { glue: "./intake_form.js", wasm: "./intake_form_bg.wasm", css: "./intake-form.css", later: "./later.wasm", media: "./media.js", send: "./send.js", lang: { en: "./lang/en.json", sv: "./lang/sv.json", pl: "./lang/pl.json", es: "./lang/es.json", ar: "./lang/ar.json", uk: "./lang/uk.json" } }; // replaced by the build

// For when nothing else could be loaded.
const SORRY = {
  en: ["This form could not be loaded. Check your internet connection, then try again.", "Try again"],
  sv: ["Formuläret kunde inte hämtas. Kontrollera din internetanslutning och försök igen.", "Försök igen"],
  pl: ["Nie udało się wczytać formularza. Sprawdź połączenie z internetem i spróbuj ponownie.", "Spróbuj ponownie"],
  es: ["No se pudo cargar el formulario. Compruebe su conexión a internet e inténtelo otra vez.", "Intentarlo otra vez"],
  ar: ["تعذّر تحميل هذا النموذج. يُرجى التحقق من الاتصال بالإنترنت ثم المحاولة مرة أخرى.", "المحاولة مرة أخرى"],
  uk: ["Не вдалося завантажити форму. Перевірте з’єднання з інтернетом і спробуйте ще раз.", "Спробувати ще раз"],
};

const at = (path) => new URL(path, import.meta.url).href;

async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

const text = async (url) => (await get(url)).text();

// A promise that is made once and again only after it failed.
function once(make) {
  let made;
  let tries = 0;
  return () => (made ??= make(tries++).catch((error) => {
    made = undefined;
    throw error;
  }));
}

// Some browsers remember a module that failed to load; another address is another try.
const part = (name) => once((tries) => import(at(FILES[name]) + (tries ? `?${tries}` : "")));
const parts = { glue: part("glue"), media: part("media"), send: part("send") };

// Without it nothing can be kept or sent: it is asked for until it is there.
const send = () => parts.send().catch(async () => {
  await new Promise((resolve) => setTimeout(resolve, 5000));
  return send();
});

// The module comes in two halves: the second has what nothing needs before a page is touched.
let shared;
const later = once(async () => {
  await WebAssembly.instantiate(await (await get(at(FILES.later))).arrayBuffer(), { a: shared });
});

// A page that needs it earlier, for a question of a rarer kind, stands still until it is there.
function need() {
  const request = new XMLHttpRequest();
  request.open("GET", at(FILES.later), false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  request.send();
  const bytes = Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
  new WebAssembly.Instance(new WebAssembly.Module(bytes), { a: shared });
}

// Until then what a person does to a form waits, and is done in its order when the answer calls.
function hold(place) {
  const held = [];
  const keep = (event) => {
    const { type, target } = event;
    event.stopImmediatePropagation();
    // What the browser does by itself, such as marking a choice, it does at once, and only once.
    const pressed = type === "click" && target.closest("button");
    if (pressed || type === "submit") event.preventDefault();
    if (type !== "pointerdown" && (type !== "click" || pressed)) held.push([target, event]);
  };
  const all = (change) => ["click", "input", "focusout", "keydown", "pointerdown", "submit"]
    .forEach((type) => place[change](type, keep, true));
  all("addEventListener");
  return () => {
    all("removeEventListener");
    for (const [target, event] of held) target.dispatchEvent(new event.constructor(event.type, event));
  };
}

const engine = once(async () => {
  const glue = parts.glue();
  const wasm = get(at(FILES.wasm));
  wasm.catch(() => {});
  const module = await glue;
  shared = await module.default({ module_or_path: wasm });
  module.setNeed(need);
  later().catch(() => {});
  module.setLoad((name) => (name === "send" ? send() : parts[name]()));
  return module;
});

const style = once(async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await text(at(FILES.css)));
  return sheet;
});

const catalogues = new Map();

// A language's words; English where there are none or they cannot be had.
function catalogue(language) {
  let base = language.toLowerCase().split("-")[0];
  if (!Object.hasOwn(FILES.lang, base)) base = "en";
  if (!catalogues.has(base)) catalogues.set(base, once(() => text(at(FILES.lang[base]))));
  const words = catalogues.get(base)();
  const found = base === "en" ? words : words.catch(() => catalogue("en"));
  // It may never be waited for: the form may be in another language.
  found.catch(() => {});
  return found;
}

class IntakeFormElement extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["src", "action", "enctype", "lang"];

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open" });
  #form;
  #place;
  #definition;
  #turn = 0;
  #entered = false;

  constructor() {
    super();
    this.#root.append(document.createElement("slot"));
    this.addEventListener("intake-submit", (event) => {
      this.#internals.setFormValue(JSON.stringify(event.detail));
    });
  }

  connectedCallback() {
    this.#entered = true;
    if (!this.#form) return void this.#load();
    this.#root.replaceChildren(this.#place);
    this.#form.enter(this);
  }

  disconnectedCallback() {
    this.#entered = false;
    this.#turn++;
    this.#form?.leave();
    // The module holds on to the place that it draws into. Apart from it, an element that
    // nobody puts back can be forgotten, and the form with it.
    this.#place?.remove();
  }

  attributeChangedCallback(name, before, now) {
    // The first values are read on entering the page.
    if (before === now || !this.#entered) return;
    if (name === "lang") this.#speak();
    else if (name === "action" || name === "enctype") this.#form?.setAction(this.action, this.enctype);
    else this.#load();
  }

  /** The form definition: an object, or `src` names where it is. */
  get definition() {
    return this.#definition;
  }

  set definition(value) {
    this.#definition = value;
    if (this.#entered) this.#load();
  }

  /** The answers so far, of the questions that are asked. */
  get answers() {
    return this.#form?.answers() ?? null;
  }

  /** Where submissions go, as an absolute address; "" for nowhere. */
  get action() {
    const action = this.getAttribute("action");
    return action === null ? "" : new URL(action, document.baseURI).href;
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

  async #load() {
    const turn = ++this.#turn;
    const src = this.getAttribute("src");
    if (!this.#definition && !src) return;
    const wanted = this.#language;
    const words = catalogue(wanted);
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
      if (turn !== this.#turn) return form.free();
      this.#drop();
      this.#place = document.createElement("div");
      this.#root.adoptedStyleSheets = [sheet];
      this.#root.replaceChildren(this.#place);
      form.setAction(this.action, this.enctype);
      form.mount(this, this.#place, wanted, spoken);
      const release = hold(this.#place);
      await this.#later();
      if (turn !== this.#turn) return form.free();
      form.enter(this);
      this.#form = form;
      this.dispatchEvent(new CustomEvent("intake-ready", { bubbles: true, composed: true }));
      release();
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  #drop() {
    this.#form?.leave();
    this.#form?.free();
    this.#form = this.#place = undefined;
  }

  async #speak() {
    if (!this.#form) return void this.#load();
    const turn = ++this.#turn;
    const wanted = this.#language;
    try {
      const words = await catalogue(this.#form.language(wanted));
      if (turn === this.#turn) this.#form?.speak(wanted, words);
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
  #ask() {
    const base = this.#language.toLowerCase().split("-")[0];
    const [sentence, again] = SORRY[base] ?? SORRY.en;
    const alert = document.createElement("div");
    alert.setAttribute("role", "alert");
    alert.lang = SORRY[base] ? base : "en";
    alert.dir = "auto";
    alert.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: again });
    alert.append(button);
    this.#root.prepend(alert);
    return new Promise((resolve) => button.addEventListener("click", () => {
      alert.remove();
      resolve();
    }));
  }

  // What the page author wrote inside the element stays: it often has a phone number.
  #fail(error) {
    this.#root.replaceChildren(document.createElement("slot"));
    this.#ask().then(() => this.#load());
    // An array is what the module says about the definition: for its author.
    const detail = Array.isArray(error) ? { code: "definition", errors: error } : { code: "load" };
    console.error("intake-form:", Array.isArray(error) ? JSON.stringify(error) : error);
    this.dispatchEvent(new CustomEvent("intake-error", { bubbles: true, composed: true, detail }));
  }
}

engine().catch(() => {});
style().catch(() => {});
customElements.define("intake-form", IntakeFormElement);
