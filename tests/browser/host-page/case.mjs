import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { embed } from "../embed.mjs";
import { until } from "../person.mjs";

export const title = "details of other people's pages: nonces, a base address, shadow roots, dialogs, versions, folders";

const TAG = '<intake-form src="/try/visit.json" action="/submissions" lang="en"></intake-form>';
const OPEN = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'";

const SCRIPTS = {
  "one.js": `for (const name of ["my-one", "my-other"]) customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      if (name === "my-other") return;
      const form = root.appendChild(document.createElement("intake-form"));
      for (const [name, value] of [["src", "/try/visit.json"], ["action", "/submissions"], ["lang", "en"]]) form.setAttribute(name, value);
    }
  });`,
  "dialog.js": 'document.querySelector("button").onclick = () => document.querySelector("dialog").showModal();',
};

export async function run(stage) {
  const { context, page, person, check, server, seen } = stage;
  await embed(stage, TAG, { go: false });
  let served = 0;
  /** Goes to a page at `path`, with this head and this body. */
  const show = async ({ path = `/details/${served++}.html`, head = script("/intake-form.js"), body = TAG, policy = OPEN }) => {
    await context.route((url) => url.pathname === path, (route) => route.fulfill({
      contentType: "text/html; charset=utf-8", headers: { "content-security-policy": `default-src 'none'; img-src data:; ${policy}` },
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`,
    }));
    await page.goto(path);
    return path;
  };
  /** As a person goes through it: a mistake, its link, on, back, on, and sent. */
  const walk = async (words = { you: "You", name: "Your name", home: "Home", town: "Your town" }) => {
    const form = page.locator("intake-form").first();
    const at = () => form.evaluate((form) => form.page);
    await person.sees(words.you);
    await until(async () => (await at()) === "you", "the form is whole");
    await person.clicks("button", "Continue");
    await page.getByRole("alert").getByRole("link", { name: words.name }).click();
    await until(() => page.getByLabel(words.name).evaluate((field) => field.getRootNode().activeElement === field), "the link leads to the question");
    await page.getByLabel(words.name).fill("Ada");
    await person.clicks("button", "Continue");
    await person.sees(words.home);
    await page.goBack();
    await person.sees(words.you);
    await page.goForward();
    await person.sees(words.home);
    await page.getByLabel(words.town).fill("Lund");
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await person.clicks("button", "Continue");
    await page.getByRole("button", { name: "Send" }).click();
    await person.sees("Your answers have been sent");
    // All of its style is adopted: no element of style, which a policy could refuse.
    assert.deepEqual(await form.evaluate(({ shadowRoot }) => [shadowRoot.adoptedStyleSheets.length > 0, shadowRoot.querySelectorAll("style, link").length]), [true, 0]);
  };

  // Scripts of these pages.
  for (const [name, body] of Object.entries(SCRIPTS)) {
    await context.route(`**/details/${name}`, (route) => route.fulfill({ contentType: "text/javascript", body }));
  }

  for (const [what, policy] of [
    ["nonces only", "script-src 'nonce-once' 'wasm-unsafe-eval'; style-src 'nonce-once'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"],
    ["nonces and strict-dynamic", "script-src 'nonce-once' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'nonce-once'; connect-src 'self'"],
  ]) {
    await check(`a policy with ${what}`, async () => {
      await show({ head: script("/intake-form.js", ' nonce="once"'), policy });
      await walk();
    });
  }

  for (const [what, base, src] of [
    ["a folder", "/elsewhere/deep/", "../../try/visit.json"],
    ["another site", "https://elsewhere.example/", `${server.origin}/try/visit.json`],
  ]) {
    await check(`a base address that is ${what}: links within the form and the browser's Back stay on the page`, async () => {
      const path = await show({
        head: `<base href="${base}">${script(`${server.origin}/intake-form.js`)}`,
        body: `<intake-form src="${src}" action="${server.origin}/submissions" lang="en"></intake-form>`,
      });
      await walk();
      assert.equal(new URL(page.url()).pathname, path);
    });
  }

  for (const mode of ["open", "closed"]) {
    await check(`within two ${mode} shadow roots, in the language around them`, async () => {
      await context.route("**/details/app.js", (route) => route.fulfill({
        contentType: "text/javascript", body: `for (const [name, inner] of [["my-app", "my-part"], ["my-part", "intake-form"]]) {
          customElements.define(name, class extends HTMLElement {
            connectedCallback() {
              const element = document.createElement(inner);
              if (inner === "intake-form") for (const [name, value] of [["src", "/try/visit.json"], ["action", "/submissions"]]) element.setAttribute(name, value);
              globalThis.innermost = element;
              this.attachShadow({ mode: this.getAttribute("mode") ?? "${mode}" }).append(element);
            }
          });
        }`,
      }));
      await show({ head: `${script("/intake-form.js")}${script("/details/app.js")}`, body: '<div lang="sv"><my-app></my-app></div>' });
      await page.waitForFunction(() => globalThis.innermost?.answers);
      const shown = () => page.evaluate(() => innermost.shadowRoot.querySelector("h1, h2, h3")?.textContent.trim());
      assert.equal(await shown(), "Du");
      const sent = await page.evaluate(async () => {
        const heard = [];
        for (const name of ["intake-page", "intake-status"]) document.addEventListener(name, ({ type }) => heard.push(type));
        innermost.answers = { called: "Ada", town: "Lund" };
        const { status } = await innermost.submit();
        return [status, [...new Set(heard)].sort()];
      });
      assert.deepEqual(sent, ["sent", ["intake-page", "intake-status"]]);
    });
  }
  await check("within an open shadow root a person goes the whole way", async () => {
    await show({ head: `${script("/intake-form.js")}${script("/details/one.js")}`, body: "<my-one></my-one>" });
    await walk();
  });
  await check("moved between shadow roots it has its answers, and the language of where it is", async () => {
    await show({ head: `${script("/intake-form.js")}${script("/details/one.js")}`, body: '<my-one></my-one><p lang="sv"><my-other></my-other></p>' });
    await person.sees("You");
    await page.getByLabel("Your name").fill("Ada");
    await page.evaluate(() => {
      const form = document.querySelector("my-one").shadowRoot.querySelector("intake-form");
      form.removeAttribute("lang");
      document.querySelector("my-other").shadowRoot.append(form);
    });
    await person.sees("Du");
    assert.equal(await page.getByLabel("Ditt namn").inputValue(), "Ada");
  });

  await check("in a modal dialog: the whole way, Escape closes it, and opened again it has what was typed", async () => {
    await show({ head: `${script("/intake-form.js")}${script("/details/dialog.js")}`, body: `<button>Ask for help</button><dialog>${TAG}</dialog>` });
    await person.clicks("button", "Ask for help");
    await person.sees("You");
    await page.getByLabel("Your name").fill("Bo");
    await person.presses("Escape");
    await page.locator("dialog").waitFor({ state: "hidden" });
    await person.clicks("button", "Ask for help");
    assert.equal(await page.getByLabel("Your name").inputValue(), "Bo");
    await page.getByLabel("Your name").fill("");
    await walk();
    assert.equal(await page.locator("dialog").evaluate((dialog) => dialog.open), true);
  });

  await check("two versions of the script: the first counts, the other fetches nothing", async () => {
    const other = await readFile(join(stage.playground.site, "intake-form.js"), "utf8");
    // Of another build each part has another name.
    await context.route("**/older-version/**", (route) => route.fulfill({ contentType: "text/javascript", body: `${other.replace(/-[0-9a-f]{12}\./g, "-000000000000.")}\n// another version` }));
    const before = seen.requests.length;
    await show({ head: `${script("/intake-form.js")}${script("/older-version/intake-form.js")}`, body: TAG });
    await walk();
    const asked = seen.requests.slice(before).filter((line) => line.includes("/older-version/"));
    assert.deepEqual(asked, [`GET ${server.origin}/older-version/intake-form.js`]);
  });

  await check("a site in a folder, with addresses that are relative to its pages", async () => {
    await context.route("**/charity/widget/*", async (route) => {
      const name = new URL(route.request().url()).pathname.split("/").pop();
      await route.fulfill({ response: await route.fetch({ url: `${server.origin}/${name}` }) });
    });
    await context.route("**/charity/forms/*", async (route) => route.fulfill({ response: await route.fetch({ url: `${server.origin}/try/visit.json` }) }));
    const before = seen.requests.length;
    await show({
      path: "/charity/pages/help.html", head: script("../widget/intake-form.js"),
      body: '<intake-form src="../forms/visit.json" action="../../submissions" lang="en"></intake-form>',
    });
    await walk();
    const outside = seen.requests.slice(before).map((line) => new URL(line.split(" ")[1]).pathname).filter((path) => !path.startsWith("/charity/"));
    assert.deepEqual([...new Set(outside)], ["/submissions"]);
  });
}

const script = (src, more = "") => `<script type="module" src="${src}"${more}></script>`;
