// "Leave this page quickly", for people who may be watched while they answer, after GOV.UK's
// "Exit this page": always in view, by one press, or by Shift or Escape three times. The page
// goes blank at once, what was typed is forgotten, and Back does not lead here. In a frame all
// of that is done to the page around. Fetched only by forms that name a place to go to.

const WORDS = {
  en: ["Leave this page quickly", "{key}: press 2 more times to leave this page", "{key}: press once more to leave this page"],
  sv: ["Lämna sidan snabbt", "{key}: tryck 2 gånger till för att lämna sidan", "{key}: tryck en gång till för att lämna sidan"],
  pl: ["Szybko opuść tę stronę", "{key}: naciśnij jeszcze 2 razy, aby opuścić stronę", "{key}: naciśnij jeszcze raz, aby opuścić stronę"],
  es: ["Salir de esta página rápidamente", "{key}: presione 2 veces más para salir de la página", "{key}: presione una vez más para salir de la página"],
  ar: ["مغادرة هذه الصفحة بسرعة", "{key}: ضغطتان أخريان لمغادرة الصفحة", "{key}: ضغطة أخرى لمغادرة الصفحة"],
  uk: ["Швидко залишити цю сторінку", "{key}: натисніть ще 2 рази, щоб залишити сторінку", "{key}: натисніть ще раз, щоб залишити сторінку"],
};

/** So long the second and third press may take, as on GOV.UK. */
const PATIENCE_MS = 5000;
/** So long the page waits, blank, until what was kept on the device is gone. */
const FORGET_MS = 300;
/** A browser that does not come back through its history in this time is left from where it is. */
const HISTORY_MS = 400;

/** A style sheet; nothing where a browser can't make one (Safari before 16.4). */
function make(text = "") {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return "adoptedStyleSheets" in document ? sheet : undefined;
  } catch {
    return undefined;
  }
}

// The page around a frame scrolls with the form, and knows of margins only: by a padding in the frame it would scroll the way out away.
const FRAMED = globalThis.self !== globalThis.top;

const style = make(`${FRAMED ? ":host, * { scroll-margin-block: 4.5rem; }" : ""}
:host > .exit { all: initial; visibility: inherit; }
.exit > * { font: 600 1em/1.5 var(--intake-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif); position: fixed; z-index: 1000; inset-block-start: calc(.5em + var(--intake-view-top, 0px)); inset-inline-end: .5em; box-sizing: border-box; max-width: calc(100% - 1em); margin: 0; padding: .6em 1em; border: 2px solid #fff; border-radius: var(--intake-radius, .6em); }
.exit a { min-height: 44px; background: #b0241c; color: #fff; text-decoration: underline; text-underline-offset: .18em; cursor: pointer; }
.exit a:hover { background: #8a1a14; }
.exit a:focus-visible { outline: 3px solid #000; outline-offset: 2px; box-shadow: 0 0 0 6px var(--intake-focus, #ffbf1f); }
.exit p { inset-block-start: calc(4.2em + var(--intake-view-top, 0px)); background: #23262c; color: #fff; }
.exit p:empty { padding: 0; border: 0; }
@media print { .exit { display: none; } }
`);

/** Of the page around: the room for the way out at its top or foot, where it would cover something. */
const room = make();

const PLAIN = "position: fixed; z-index: 1000; top: .5em; right: .5em; padding: .6em 1em; background: #b0241c; color: #fff; font: 600 1em/1.5 sans-serif;";

export class Exit {
  /** What is drawn, before all else of the element. */
  node = document.createElement("div");

  #host;
  #root;
  #gone;
  #link = this.node.appendChild(document.createElement("a"));
  #count = this.node.appendChild(document.createElement("p"));
  #words = WORDS.en;
  #presses = 0;
  #pressed = "";
  #shifted = false;
  #composes = false;
  #timer;
  #listening;
  #size = new ResizeObserver(() => {
    const { top, bottom, height } = this.#link.getBoundingClientRect();
    // In a frame it goes along with the page around.
    const gone = parseFloat(getComputedStyle(this.#link).getPropertyValue("--intake-view-top")) || 0;
    // The page may have moved it to its foot, or hidden it.
    const [side, far] = bottom - gone < innerHeight / 2 ? ["top", bottom - gone] : ["bottom", innerHeight - top];
    const px = height && far + 8;
    const scroll = FRAMED ? "" : `:where(html) { scroll-padding-${side}: ${px}px; }`;
    if (room) room.replaceSync(`@media screen { html { padding-${side}: ${px}px; } ${scroll} }`);
  });

  /** `gone`: elements that were taken away, with what was answered in them. */
  constructor(host, root, gone) {
    this.#host = host;
    this.#root = root;
    this.#gone = gone;
    this.node.className = "exit";
    this.#link.part = "exit";
    this.#link.rel = "nofollow noreferrer";
    this.#link.title = "3 × Shift, 3 × Esc";
    this.#link.addEventListener("click", (event) => {
      // Into another tab, or to be saved: as any link.
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#go();
    });
    this.#count.setAttribute("role", "status");
  }

  /** Offers the way to an address, or takes it away where there is none; false for one that is not https. */
  offer(address, language) {
    let url;
    try {
      url = address && new URL(address, document.baseURI);
    } catch {
      // No address.
    }
    const safe = url?.protocol === "https:";
    const base = language.toLowerCase().split("-")[0];
    this.#words = WORDS[base] ?? WORDS.en;
    this.node.lang = WORDS[base] ? base : "en";
    this.node.dir = base === "ar" ? "rtl" : "ltr";
    this.#link.textContent = this.#words[0];
    this.leave();
    if (!safe) {
      this.node.remove();
      return !address;
    }
    this.#link.href = url.href;
    this.#root.prepend(this.node);
    const sheets = this.#root.adoptedStyleSheets;
    if (!style) this.#link.style.cssText = PLAIN;
    else if (!sheets.includes(style)) this.#root.adoptedStyleSheets = [...sheets, style];
    if (this.#host.isConnected) this.enter();
    return true;
  }

  /** The element is on a page. */
  enter() {
    if (!this.node.isConnected || this.#listening) return;
    this.#listening = new AbortController();
    if (room) document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
    this.#size.observe(this.#link);
    const options = { capture: true, signal: this.#listening.signal };
    // Escape also closes the proposals of an input method; when it comes up again, nothing of that is to be seen.
    window.addEventListener("keydown", (event) => { this.#composes = event.isComposing || event.keyCode === 229; }, options);
    window.addEventListener("keyup", (event) => this.#composes || this.#hear(event), options);
  }

  /** The element left its page. */
  leave() {
    if (this.#listening && room) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== room);
    this.#size.disconnect();
    this.#listening?.abort();
    this.#listening = undefined;
    this.#forgetPresses();
  }

  #hear(event) {
    const { key } = event;
    // Shift that was held for a capital letter is no press of its own.
    const counts = key === "Escape" || (key === "Shift" && !this.#shifted);
    this.#shifted = event.shiftKey;
    if (!counts || key !== this.#pressed) this.#forgetPresses();
    if (!counts) return;
    this.#pressed = key;
    this.#presses += 1;
    if (this.#presses === 3) return this.#go();
    this.#count.textContent = this.#words[this.#presses].replace("{key}", key === "Escape" ? "Esc" : key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#forgetPresses(), PATIENCE_MS);
  }

  #forgetPresses() {
    clearTimeout(this.#timer);
    this.#presses = 0;
    this.#pressed = "";
    this.#count.textContent = "";
  }

  #go() {
    const url = this.#link.href;
    document.documentElement.style.setProperty("display", "none", "important");
    document.title = "…";
    const forgotten = [];
    for (const form of [this.#host, ...this.#gone, ...document.querySelectorAll("intake-form")]) {
      forgotten.push(form.reset());
      // It would answer to the steps back.
      form.remove();
    }
    this.#gone.clear();
    // The next page is not to learn where its visitor comes from.
    document.head.append(Object.assign(document.createElement("meta"), { name: "referrer", content: "no-referrer" }));
    const framed = parent !== window;
    // The script of `/embed.js`, where that page has it, does to it what is done here.
    const tell = (what) => framed && parent.postMessage({ intakeForm: 1, ...what }, "*");
    tell({ blank: 1 });
    let leaves = false;
    const go = () => {
      leaves = true;
      if (!framed) return location.replace(url);
      try {
        top.location.replace(url);
      } catch {
        // Its `sandbox` does not allow that. Then the other page lies over this one.
        open(url, "_blank", "noopener,noreferrer");
      }
      tell({ leave: url });
    };
    // Forward, or a page that the browser kept whole, leads out again.
    window.addEventListener("pageshow", go);
    // Each page of the form is an entry of the browser's history: first to the one before them.
    const leave = () => {
      if (leaves) return;
      const below = history.state?.intake?.below ?? 0;
      if (!(below > 0)) return go();
      window.addEventListener("popstate", go, { once: true });
      setTimeout(go, HISTORY_MS);
      history.go(-below);
    };
    // A page that is gone removes nothing more from the storage.
    Promise.allSettled(forgotten).then(leave);
    setTimeout(leave, FORGET_MS);
  }
}
