// Beside the form of /embed/NAME, in a frame: tells the page around how high the form is, what it is called and which
// language it speaks, and hears that page's language. See host.js; without it the frame stays as it is and scrolls.
(() => {
  if (parent === window) return;
  const html = document.documentElement;
  const form = document.querySelector("intake-form");
  const links = [...document.querySelectorAll("nav a")];
  const asked = new URLSearchParams(location.search).has("lang");
  // The origin of the page around, once it has greeted, and the language that it has named last.
  let host;
  let heard;
  let drawn = false;
  let told = 0;
  let pressed = [];

  const say = (what, to) => parent.postMessage({ intakeForm: 1, ...what }, to);
  // A page without an origin, as in a builder's own sandbox, can be named by nothing; it is the one window around all the same.
  const tell = (what) => host && say(what, host === "null" ? "*" : host);

  /** Lists that are open hang out of the page, below it. */
  function height() {
    const lists = form.shadowRoot?.querySelectorAll("[role=listbox]") ?? [];
    return Math.ceil(Math.max(...[html, ...lists].map((one) => one.getBoundingClientRect().bottom)) + scrollY);
  }
  function grow(more) {
    if (!drawn) return;
    const now = height();
    if (now !== told || more) tell({ height: now, ...more });
    if (host) told = now;
  }
  const named = () => tell({ title: document.title, lang: html.lang });

  function speak(wanted) {
    const base = (tag) => tag.toLowerCase().split(/[-_]/)[0];
    const link = links.find(({ lang }) => lang === wanted) ?? links.find(({ lang }) => base(lang) === base(wanted));
    if (!link) return;
    links.forEach((one) => one.removeAttribute("aria-current"));
    link.setAttribute("aria-current", "true");
    form.lang = html.lang = link.lang;
    html.dir = link.dir;
    document.title = document.querySelector("h1").textContent = link.dataset.title;
    named();
  }

  addEventListener("message", ({ data, origin, source }) => {
    if (source !== parent || data?.intakeForm !== 1 || (host && host !== origin)) return;
    const { hello, lang, view } = data;
    if (view >= 0) return html.style.setProperty("--intake-view-top", `${view}px`);
    if (!hello) return say({ ready: 1 }, origin === "null" ? "*" : origin);
    const first = !host;
    host = origin;
    // The language in the frame's own address was meant; a page that changes to another means that.
    if (typeof lang === "string" && lang && lang !== heard && !(first && asked)) speak(lang);
    heard = lang;
    named();
    told = 0;
    grow();
  });

  // Without another page: what was answered stays.
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      speak(link.lang);
    });
  }
  // Other pages open beside this one: most refuse to be shown in a frame, and the answers would be gone.
  addEventListener("click", (event) => {
    const link = event.composedPath().find(({ localName }) => localName === "a");
    const leads = link && /^https?:$/.test(link.protocol) && !link.getAttribute("href").startsWith("#");
    if (!leads || link.part.value === "exit") return;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }, true);

  // Where the frame doesn't scroll, the page around has to: to what has the focus, unless a finger is on it already.
  addEventListener("pointerdown", (event) => { pressed = event.composedPath(); }, true);
  addEventListener("keydown", () => { pressed = []; }, true);
  function show(event) {
    const [focused] = event.composedPath();
    if (pressed.includes(focused)) return;
    const { top, bottom } = focused.getBoundingClientRect();
    // Of a new page its beginning.
    const start = focused.matches("h1, h2, .summary") ? Math.min(top, form.getBoundingClientRect().top) : top;
    grow({ show: [start - 16, bottom + 16] });
  }
  addEventListener("focusin", show);
  for (const name of ["intake-ready", "intake-error"]) {
    form.addEventListener(name, () => {
      // From one field to another within the form nobody outside of it is told.
      form.shadowRoot?.addEventListener("focusin", show);
      drawn = true;
      grow();
    });
  }
  new ResizeObserver(() => grow()).observe(html);
  for (const name of ["input", "keyup", "click"]) addEventListener(name, () => requestAnimationFrame(() => grow()), true);
  // Whoever it is: there is nothing in it.
  say({ ready: 1 }, "*");
})();
