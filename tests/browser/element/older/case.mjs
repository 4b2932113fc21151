import assert from "node:assert/strict";
import { until } from "../../person.mjs";

export const title = "browsers that lack newer interfaces get the form: each taken away alone, and all together";

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
};
const everything = `(${Object.values(LACKS).map((take) => `(${take})();`).join("\n")})`;

const BODY = (form) => `<!doctype html><html lang="en"><title>-</title><link rel="icon" href="/mark.svg">
<script type="module" src="/intake-form.js"></script>${form}</html>`;
const PLAIN = BODY('<intake-form src="/try/visit.json" action="/submissions" exit-url="https://weather.example/"><p>Call us.</p></intake-form>');
const AROUND = BODY(`<form id="around" action="/host/taken.html"><input name="branch" value="North">
  <intake-form name="submission" src="/try/visit.json"></intake-form><button>Send all</button></form>`);
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; require-trusted-types-for 'script'";

export async function run(stage) {
  const { check, context } = stage;
  const { embed } = await import("../../embed.mjs");
  await embed(stage, "", { go: false });
  const serve = (name, body) => context.route(`**/host/${name}.html`, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8", headers: { "content-security-policy": POLICY }, body,
  }));
  await serve("older", PLAIN);
  await serve("around", AROUND);
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
