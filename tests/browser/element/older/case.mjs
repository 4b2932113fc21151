import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { transform } from "esbuild";
import { unpack } from "../../../../src/loader/unpack.js";
import { embed, visit } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "browsers that lack newer interfaces get the form: each taken away alone, and all together";

/** As docs/element.md names them, and what they know of WebAssembly. */
const OLDEST = ["chrome96", "firefox91", "safari15"];
const WASM = ["reference-types", "bulk-memory", "sign-ext", "mutable-globals", "nontrapping-float-to-int", "multivalue"];
const WASM_OPT = fileURLToPath(new URL("../../../node_modules/binaryen/bin/wasm-opt", import.meta.url));

/** What browsers from Chrome 96, Firefox 91 and Safari 15 on may lack, and how it is taken away. */
const LACKS = {
  "style sheets that scripts make": () => {
    globalThis.CSSStyleSheet = class { constructor() { throw new TypeError("Illegal constructor"); } };
    delete Document.prototype.adoptedStyleSheets;
    delete ShadowRoot.prototype.adoptedStyleSheets;
  },
  ElementInternals: () => {
    delete HTMLElement.prototype.attachInternals;
    delete globalThis.ElementInternals;
  },
  structuredClone: () => { delete globalThis.structuredClone; },
  "at()": () => { for (const one of [Array, String, Object.getPrototypeOf(Int8Array)]) delete one.prototype.at; },
  "Object.hasOwn": () => { delete Object.hasOwn; },
  replaceChildren: () => { for (const one of [Element, Document, DocumentFragment]) delete one.prototype.replaceChildren; },
  randomUUID: () => { delete Crypto.prototype.randomUUID; },
  inert: () => { delete HTMLElement.prototype.inert; },
  "AbortSignal.timeout": () => { delete AbortSignal.timeout; delete AbortSignal.any; },
  "URL.canParse": () => { delete URL.canParse; delete URL.parse; },
  navigation: () => { delete globalThis.navigation; },
  locks: () => { delete Navigator.prototype.locks; },
  requestSubmit: () => { delete HTMLFormElement.prototype.requestSubmit; },
  "Promise.withResolvers": () => { delete Promise.withResolvers; },
  "newer functions of arrays": () => {
    for (const name of ["findLast", "findLastIndex", "toSorted", "toSpliced", "toReversed", "with"]) delete Array.prototype[name];
    delete Object.groupBy;
  },
  checkVisibility: () => { delete Element.prototype.checkVisibility; },
  "well-formed strings": () => { delete String.prototype.isWellFormed; delete String.prototype.toWellFormed; },
  scheduler: () => { delete globalThis.scheduler; delete globalThis.requestIdleCallback; },
  "Intl.ListFormat": () => { delete Intl.ListFormat; },
  "Intl.DisplayNames": () => { delete Intl.DisplayNames; },
  "Intl.Segmenter": () => { delete Intl.Segmenter; delete Intl.supportedValuesOf; delete Intl.DurationFormat; },
  FinalizationRegistry: () => { delete globalThis.FinalizationRegistry; delete globalThis.WeakRef; },
  getCoalescedEvents: () => { delete PointerEvent.prototype.getCoalescedEvents; },
  OffscreenCanvas: () => { delete globalThis.OffscreenCanvas; },
  instantiateStreaming: () => { delete WebAssembly.instantiateStreaming; delete WebAssembly.compileStreaming; },
  "iterator helpers": () => { for (const name of ["map", "filter", "some", "find", "take", "toArray"]) delete globalThis.Iterator?.prototype[name]; },
  "methods of sets": () => { for (const name of ["union", "difference", "intersection", "isSubsetOf"]) delete Set.prototype[name]; },
  "streams of files": () => { delete Blob.prototype.stream; delete Blob.prototype.bytes; },
  showPicker: () => { delete HTMLInputElement.prototype.showPicker; delete HTMLSelectElement.prototype.showPicker; },
  "trusted types": () => { delete globalThis.trustedTypes; },
};
/** What only some controls need: a pen, a list in a sentence. */
const drawn = { ...visit, name: "drawn", pages: [{ name: "one", title: { en: "One" }, items: [
  { name: "sign", type: "signature", label: { en: "Sign here" }, record: true },
  { name: "born", type: "date", required: true, label: { en: "Born" }, record: true },
] }] };
const everything = `(${Object.values(LACKS).map((take) => `(${take})();`).join("\n")})`;

const BODY = (form) => `<!doctype html><html lang="en"><title>-</title><link rel="icon" href="/mark.svg">
<script type="module" src="/intake-form.js"></script>${form}</html>`;
const PLAIN = BODY('<intake-form src="/try/visit.json" action="/submissions" exit-url="https://weather.example/"><p>Call us.</p></intake-form>');
const AROUND = BODY(`<form id="around" action="/host/taken.html"><input name="branch" value="North">
  <intake-form name="submission" src="/try/visit.json"></intake-form><button>Send all</button></form>`);
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; require-trusted-types-for 'script'";

export async function run(stage) {
  const { check, context } = stage;
  await embed(stage, "", { go: false, forms: [visit, drawn] });
  const serve = (name, body) => context.route(`**/host/${name}.html`, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8", headers: { "content-security-policy": POLICY }, body,
  }));
  await serve("older", PLAIN);
  await serve("around", AROUND);
  await serve("drawn", BODY('<intake-form src="/try/drawn.json"></intake-form>'));
  await context.route("**/host/taken.html*", (route) => route.fulfill({ contentType: "text/html", body: "<link rel=icon href=data:,><h1>Taken</h1>" }));
  const cases = [...Object.entries(LACKS).map(([name, take]) => [name, `(${take})()`]), ["all together", everything.slice(1, -1)]];

  for (const [name, take] of cases) {
    await check(`${name}: opened, filled in and sent`, async () => {
      const page = await context.newPage();
      await page.addInitScript(take);
      await page.goto("/host/older.html");
      await page.getByLabel("Your name").fill("Ada");
      assert.equal(await page.getByText("Call us.").isVisible(), false);
      // It is dressed.
      assert.equal(await page.getByRole("button", { name: "Continue" }).evaluate((button) => getComputedStyle(button).cursor), "pointer");
      await page.getByRole("link", { name: "Leave this page quickly" }).waitFor();
      await page.getByRole("radio", { name: "Yes" }).check();
      await page.getByLabel("What is it?").fill("A hen");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByLabel("Your town").fill("Lund");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("heading", { name: "Check your answers" }).waitFor();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByRole("heading", { name: "Your answers have been sent" }).waitFor();
      await page.close();
    });
  }

  for (const [name, take] of cases) {
    await check(`${name}: a signature is drawn, and a sentence lists what is missing`, async () => {
      const page = await context.newPage();
      await page.addInitScript(take);
      await page.goto("/host/drawn.html");
      const board = page.getByRole("img", { name: "Draw your signature here" });
      await until(() => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => /media/.test(name))), "the pen is loaded");
      const box = await board.boundingBox();
      await page.mouse.move(box.x + 20, box.y + 20);
      await page.mouse.down();
      await page.mouse.move(box.x + 90, box.y + 50, { steps: 6 });
      await page.mouse.up();
      await page.getByRole("img", { name: "Your drawn signature" }).waitFor();
      const [stroke] = await page.locator("intake-form").evaluate((form) => form.answers.sign.strokes);
      assert.ok(stroke.length > 4, `${stroke}`);
      await page.getByLabel("Day").fill("5");
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByText(/The date must include .*month(,| and) .*year/i).first().waitFor();
      await page.close();
    });
  }

  await check("docs/element.md names each of them, and nothing else", async () => {
    const docs = await readFile(join(stage.server.root, "docs/element.md"), "utf8");
    const [, list] = /without:\n((?:.+\n)+)/.exec(docs);
    const named = list.replaceAll("`", "").replace(/\.\s*$/, "").split(/[,;]\s/).map((name) => name.trim().replace(/\s+/g, " "));
    assert.deepEqual(named.sort(), Object.keys(LACKS).sort());
  });

  await check("no script is written in a newer way than the oldest browsers read", async () => {
    const files = (await readdir(stage.playground.site)).filter((name) => /^intake-form.*\.js$/.test(name));
    assert.ok(files.length >= 6, files.join());
    for (const file of files) {
      const text = await readFile(join(stage.playground.site, file), "utf8");
      // Of these the bundler is not sure; all of the three have them.
      const supported = { "regexp-unicode-property-escapes": true };
      const written = async (target) => (await transform(text, { target, supported, minify: true, format: "esm" })).code;
      assert.ok(await written(OLDEST) === await written("esnext"), file);
    }
  });

  await check("the module has nothing of WebAssembly that the oldest browsers lack", async () => {
    const files = (await readdir(stage.playground.site)).filter((name) => name.endsWith(".wasm"));
    assert.equal(files.length, 3);
    const folder = await mkdtemp(join(tmpdir(), "older-"));
    try {
      for (const file of files) {
        const features = WASM.map((name) => `--enable-${name}`);
        const module = join(folder, file);
        await writeFile(module, unpack(new Uint8Array(await readFile(join(stage.playground.site, file)))));
        await promisify(execFile)(process.execPath, [WASM_OPT, module, "--mvp-features", ...features, "-o", "/dev/null"]);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const name of ["ElementInternals", "requestSubmit", "all together"]) {
    await check(`${name}: inside a form of the page it still is a field, which holds back until it is finished`, async () => {
      const page = await context.newPage();
      await page.addInitScript(cases.find(([other]) => other === name)[1]);
      await page.goto("/host/around.html");
      const form = page.locator("intake-form");
      await page.getByLabel("Your name").waitFor();
      await until(() => form.evaluate((form) => form.page === "you"), "the form is there");
      await page.getByRole("button", { name: "Send all" }).click();
      assert.match(page.url(), /around\.html$/);
      await form.evaluate((form) => { form.answers = { called: "Ada", town: "Lund" }; form.goTo("outcome"); });
      await until(() => form.evaluate((form) => form.checkValidity()), "it is signed");
      const value = await form.evaluate((form) => JSON.parse(new FormData(form.form).get("submission")).answers);
      assert.deepEqual(value, { called: "Ada", town: "Lund" });
      await form.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByRole("heading", { name: "Taken" }).waitFor();
      assert.match(page.url(), /submission=%7B/);
      await page.close();
    });
  }
}
