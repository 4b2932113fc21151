// On a device that several people use, one after another (the attribute `shared`): the browser is told to keep no
// answer for its autofill (with `mode="assisted"` too: assist.js), and where nobody has done anything for some minutes, whoever is still there is asked, and then
// all is cleared. Fetched only where the page says so. What is cleared when the page is left or finished is in
// intake-form.js.

/** With these the outbox locks what waits on such a device. */
export { lock, open } from "./assist/vault.js";

const WORDS = {
  en: ["Are you still there?", "If not, your answers are cleared from this screen in {n} seconds.", "I’m still here", "Clear now"],
  sv: ["Är du kvar?", "Annars rensas dina svar från skärmen om {n} sekunder.", "Jag är kvar", "Rensa nu"],
  pl: ["Czy nadal tu jesteś?", "Jeśli nie, odpowiedzi znikną z ekranu. Pozostało sekund: {n}", "Nadal tu jestem", "Wyczyść teraz"],
  es: ["¿Sigue ahí?", "Si no, sus respuestas se borrarán de la pantalla en {n} segundos.", "Sigo aquí", "Borrar ahora"],
  ar: ["هل ما زلت هنا؟", "وإلا فستُمسح إجاباتك من الشاشة. الثواني المتبقية: {n}", "ما زلت هنا", "المسح الآن"],
  uk: ["Ви ще тут?", "Якщо ні, ваші відповіді буде стерто з екрана. Залишилося секунд: {n}", "Я ще тут", "Стерти зараз"],
};

/** So long nothing may happen, where the attribute says no other number of minutes. */
const MINUTES = 5;
/** So long the question stands (WCAG 2.2.1 asks for twenty seconds at the least). */
const SECONDS = 60;
// What scrolls by itself, as pictures that change, is no sign.
const SIGNS = ["keydown", "pointerdown", "input", "wheel", "touchmove"];

export class Guard {
  /** What is drawn, before the form. */
  node = document.createElement("div");

  #host;
  #beside;
  #words = WORDS.en;
  #minutes;
  #timer;
  #tick;
  #say;
  #last = 0;
  #before;
  #listening;
  // What the person fills in is nothing for the browser to remember.
  #watch = new MutationObserver(() => this.#forbid());

  /** `beside.touched` says whether something was answered. */
  constructor(host, beside) {
    this.#host = host;
    this.#beside = beside;
    this.node.className = "shared";
  }

  /** The element is on a page; `language` is the form's. */
  enter(language) {
    this.leave();
    const base = language.toLowerCase().split("-")[0];
    this.#words = WORDS[base] ?? WORDS.en;
    this.node.lang = WORDS[base] ? base : "en";
    this.node.dir = base === "ar" ? "rtl" : "ltr";
    // Who helps is there: on such a page nothing clears itself unless the page says so.
    this.#minutes = this.#host.shared ? Number(this.#host.getAttribute("shared")) || MINUTES : 0;
    this.#listening = new AbortController();
    const options = { capture: true, passive: true, signal: this.#listening.signal };
    for (const sign of SIGNS) window.addEventListener(sign, () => this.#hear(), options);
    // A device that slept counts on with the clock.
    document.addEventListener("visibilitychange", () => this.#look(), options);
    for (const type of ["intake-change", "intake-page"]) this.#host.addEventListener(type, () => this.#hear(), options);
    this.#watch.observe(this.#host.shadowRoot, { childList: true, subtree: true });
    this.#forbid();
    this.#begin();
  }

  /** It left. */
  leave() {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#watch.disconnect();
    this.#close();
    clearTimeout(this.#timer);
  }

  #forbid() {
    for (const field of this.#host.shadowRoot.querySelectorAll("form, input, select, textarea")) {
      if (field.getAttribute("autocomplete") !== "off") field.setAttribute("autocomplete", "off");
    }
  }

  // Somebody is there. While the question stands, only its answer says so; and after a device slept it may be somebody else.
  #hear() {
    if (this.#tick) return;
    if (this.#beside.touched && this.#left <= 0) this.#look();
    else this.#begin();
  }

  #begin() {
    if (!this.#minutes) return;
    this.#last = Date.now();
    this.#wait(this.#left);
  }

  get #left() {
    return this.#last + this.#minutes * 60_000 - Date.now();
  }

  #wait(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look() {
    if (!this.#minutes || !this.#listening) return;
    if (this.#tick) return this.#say();
    const left = this.#left;
    if (left > 0) this.#wait(left);
    // Nothing was answered: there is nothing to clear.
    else if (!this.#beside.touched) this.#begin();
    // It slept past the question, too.
    else if (left < -SECONDS * 1000) this.#end();
    else this.#ask(Date.now() + SECONDS * 1000);
  }

  #ask(end) {
    const [title, more, stay, clear] = this.#words;
    const box = element("section", { id: "shared-ask", className: "earlier", tabIndex: -1 });
    box.setAttribute("role", "alertdialog");
    box.setAttribute("part", "notice");
    box.setAttribute("aria-labelledby", "shared-title");
    box.setAttribute("aria-describedby", "shared-more");
    const text = element("p", { id: "shared-more" });
    const yes = element("button", { type: "button", className: "main", textContent: stay });
    const no = element("button", { type: "button", textContent: clear });
    yes.setAttribute("part", "button button-main");
    no.setAttribute("part", "button");
    const buttons = element("div", { className: "buttons" });
    buttons.append(yes, no);
    box.append(element("p", { id: "shared-title", className: "strong", textContent: title }), text, buttons);
    const form = element("div", { className: "form" });
    form.append(box);
    const format = new Intl.NumberFormat(this.node.lang);
    const say = this.#say = () => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      text.textContent = more.replace("{n}", format.format(left));
      if (left === 0) this.#end();
    };
    yes.addEventListener("click", () => {
      this.#close();
      this.#before?.focus();
      this.#begin();
    });
    no.addEventListener("click", () => this.#end());
    this.#before = this.#host.shadowRoot.activeElement;
    this.node.append(form);
    this.#tick = setInterval(say, 1000);
    say();
    this.node.scrollIntoView({ block: "nearest" });
    yes.focus();
  }

  #close() {
    clearInterval(this.#tick);
    this.#tick = undefined;
    this.node.textContent = "";
  }

  #end() {
    this.#close();
    clear(this.#host);
  }
}

/** All that was answered is forgotten, and the next person has a new form. */
export const clear = (host) => host.dispatchEvent(new Event("intake-finish", { bubbles: true, composed: true }));

const element = (name, properties) => Object.assign(document.createElement(name), properties);
