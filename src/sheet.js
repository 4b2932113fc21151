// What a person takes along: one sheet for paper, without anything of the page around, and the same as a file with the
// signed record inside. Fetched when it is asked for.

// The receiver's plain pages have the same sheet in the same dress: what stands between the two backticks.
const CSS = `
.sheet { font: 10pt/1.35 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", sans-serif; color: #000; background: #fff; }
.sheet * { box-sizing: border-box; margin: 0; padding: 0; }
.sheet h1 { font-size: 1.5em; line-height: 1.2; }
.sheet h2 { font-size: 1.15em; margin-block: 1em .3em; }
.sheet .about { display: flex; flex-wrap: wrap; gap: .1em 1.6em; margin-block: .4em .8em; }
.sheet .number { font-size: 1.25em; font-weight: 700; letter-spacing: .04em; white-space: nowrap; }
.sheet table { width: 100%; border-collapse: collapse; table-layout: fixed; }
.sheet th, .sheet td { text-align: start; vertical-align: top; padding: .3em .5em .3em 0; border-block-end: 1px solid #777; overflow-wrap: break-word; }
.sheet [dir="rtl"] th, .sheet [dir="rtl"] td, .sheet[dir="rtl"] th, .sheet[dir="rtl"] td { padding: .3em 0 .3em .5em; }
.sheet th { font-size: .85em; border-block-end: 2px solid #000; }
.sheet thead { display: table-header-group; }
.sheet tr { break-inside: avoid; }
.sheet td:first-child { font-weight: 700; }
.sheet td:nth-child(2) > :first-child { font-weight: 700; }
.sheet td:nth-child(3) bdi { white-space: nowrap; }
.sheet td > div { break-inside: avoid; }
.sheet .local { display: block; color: #444; font-weight: 400; font-size: .88em; }
.sheet[dir="rtl"] .local { text-align: right; }
.sheet[dir="ltr"] .local { text-align: left; }
.sheet h1 .local { font-size: .75em; }
.sheet dt { font-weight: 600; margin-block-start: .5em; }
.sheet dd { white-space: pre-line; }
.sheet .keep { border: 2px solid #000; padding: .5em .8em; margin-block: .8em; }
@media screen { body > .sheet { max-width: 60em; margin: 0 auto; padding: 1.2em; font-size: 1rem; } }
@media screen and (max-width: 40em) {
  body > .sheet table, body > .sheet tbody, body > .sheet tr, body > .sheet td { display: block; }
  body > .sheet thead { display: none; }
  body > .sheet td { border: 0; padding: .1em 0; }
  body > .sheet tr { border-block-end: 1px solid #777; padding-block: .6em; }
}
@page { margin: 12mm 12mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
`;

/** On the page that is printed: the sheet and nothing of the page. */
const PAGE = `
@page { margin: 12mm 12mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media screen { intake-sheet { display: block; visibility: hidden; position: fixed; inset: 0 auto auto 0; width: 186mm; pointer-events: none; } }
@media print {
  html { all: initial !important; display: block !important; }
  html::before, html::after, body { display: none !important; }
  html > intake-sheet { display: block !important; }
}`;

/** What of a page takes text, in CSS pixels: US Letter without its margins, as A4 is higher. `PAGE` has the width of A4, which is narrower. */
const HEIGHT = (252 / 25.4) * 96;

const el = (doc, tag, attributes, ...kids) => {
  const node = doc.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value) node.setAttribute(name, value);
  node.append(...kids.filter((kid) => kid));
  return node;
};

/** The sheet as an element of a document. */
function layout(doc, sheet) {
  const make = (tag, attributes, ...kids) => el(doc, tag, attributes, ...kids);
  const line = (tag, [own, local], attributes = {}) => make(tag, attributes, make("bdi", { dir: /^[-+\d\s()./]+$/.test(own) && "ltr" }, own),
    local && make("span", { class: "local", lang: sheet.localLang, dir: sheet.localDir }, local));
  const head = make("tr", {}, ...sheet.heads.map((words) => line("th", words, { scope: "col" })));
  const rows = sheet.rows.map((cells) => make("tr", {}, ...cells.map((lines) => make("td", {}, ...lines.map((words) => line("div", words))))));
  const about = make("div", { class: "about" },
    sheet.name && make("div", {}, make("bdi", {}, sheet.name)), line("div", sheet.date), line("div", sheet.form),
    sheet.reference && make("div", {}, line("span", sheet.reference), " ", make("bdi", { class: "number" }, sheet.number)));
  const columns = [20, 23, 19, 20, 18].map((width) => make("col", { width: `${width}%` }));
  return make("div", { class: "sheet", lang: sheet.lang, dir: sheet.dir },
    line("h1", sheet.title), about, sheet.unsent && line("p", sheet.unsent),
    rows.length > 0 && make("table", {}, make("colgroup", {}, ...columns), make("thead", {}, head), make("tbody", {}, ...rows)));
}

/** Makes it small enough for one page, or two: smaller letters, and at last fewer rows, of which it says how many and where they are. */
function fit(node, { rest, lang }) {
  const size = (points) => { node.style.fontSize = `${points}pt`; };
  const height = () => node.getBoundingClientRect().height;
  for (const [pages, least] of [[1, 9], [2, 7]]) {
    for (let points = 10.5; points >= least; points -= 0.5) {
      size(points);
      // Rows don't break: at the foot of the first page something is left empty.
      if (height() <= HEIGHT * (pages === 1 ? 0.98 : 1.86)) return;
    }
  }
  const rows = node.querySelectorAll("tbody tr");
  const said = el(document, "p", { class: "keep" });
  node.append(said);
  for (let at = rows.length - 1; at > 0 && height() > HEIGHT * 1.86; at -= 1) {
    rows[at].remove();
    said.textContent = rest.replace("{n}", new Intl.NumberFormat(lang).format(rows.length - at));
  }
}

// Takes the last sheet away.
let leave = () => {};
// Some browsers never say that printing is over: what is on the sheet is not for the next person.
for (const over of ["afterprint", "pagehide", "intake-finish"]) addEventListener(over, () => leave());

/** Opens the browser's print dialogue for the sheet alone. */
export function print(sheet) {
  leave();
  const page = new CSSStyleSheet();
  page.replaceSync(PAGE);
  const dress = new CSSStyleSheet();
  dress.replaceSync(CSS);
  const place = document.createElement("intake-sheet");
  const root = place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [dress];
  const node = layout(document, sheet);
  root.append(node);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
  document.documentElement.append(place);
  fit(node, sheet);
  leave = () => {
    place.remove();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets].filter((one) => one !== page);
  };
  window.print();
}

/** Puts a text where it can be pasted from. */
export const copy = (text) => navigator.clipboard.writeText(text);

/** The file: readable by whoever opens it, its record by `intake verify`. `record` is JSON, "" where there is none. */
export function file(sheet, record) {
  const doc = document.implementation.createHTMLDocument("");
  const node = layout(doc, sheet);
  node.append(el(doc, "p", { class: "keep" }, sheet.keep));
  if (sheet.answers.length > 0) {
    const rows = sheet.answers.flatMap(([label, answer]) => [el(doc, "dt", {}, label), el(doc, "dd", {}, el(doc, "bdi", {}, answer))]);
    node.append(el(doc, "h2", {}, sheet.heading), el(doc, "dl", {}, ...rows));
  }
  const title = el(doc, "title", {}, `${sheet.title[0]} – ${sheet.form[0]}`).outerHTML;
  // No letter of an answer ends the element, and the JSON says the same.
  const inside = record.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `<!doctype html>
<html lang="${sheet.lang}" dir="${sheet.dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="robots" content="noindex">${title}<style>${CSS}</style></head>
<body>${node.outerHTML}
${record && `<script type="application/json" id="intake-submission">${inside}</script>`}
</body>
</html>
`;
}
