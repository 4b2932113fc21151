import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { embed, visit } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "under a router that lives in the browser's history, the form's own Back keeps every answer; the browser's, where the router does not hear first";

const file = (name) => readFile(new URL(`../../../node_modules/${name}`, import.meta.url), "utf8");

/**
 * Routers as hosts have them: scripts of the page, before the form's own. `deaf`: a known gap. A browser calls the
 * listeners of its window in the order in which they came, so that a router that came first hears of the browser's own
 * Back, and draws its page anew. The form's own Back does not go by way of the history.
 */
const ROUTERS = {
  Turbo: { script: () => file("@hotwired/turbo/dist/turbo.es2017-umd.js"), deaf: true },
  htmx: { script: () => file("htmx.org/dist/htmx.min.js"), body: ' hx-boost="true"' },
  "ten lines that draw the page anew": {
    script: () => `addEventListener("popstate", () => {
      const main = document.querySelector("main");
      const next = document.createElement("intake-form");
      for (const { name, value } of main.querySelector("intake-form").attributes) next.setAttribute(name, value);
      main.querySelector("intake-form").replaceWith(next);
    });`,
    deaf: true,
  },
  "onpopstate": { script: () => "onpopstate = () => document.querySelector('main').replaceChildren();", deaf: true },
  "one that moves the element": {
    script: () => "addEventListener('popstate', () => { const main = document.querySelector('main'); main.append(main.querySelector('intake-form')); });",
  },
  "one that moves the element, and hears first": {
    script: () => "addEventListener('popstate', () => { const main = document.querySelector('main'); main.append(main.querySelector('intake-form')); }, true);",
  },
  "one that puts its own pushState in": {
    script: () => `const push = history.pushState;
      history.pushState = function (...given) { push.apply(this, given); document.querySelector("main").replaceChildren(); };`,
  },
  "one that keeps a state of its own": { script: () => "history.replaceState({ key: 'a', when: new Date(), big: 12345678901234567890 }, ''); addEventListener('popstate', () => document.querySelector('main').replaceChildren());", deaf: true },
};

export async function run(stage) {
  const { page, person, check, context } = stage;
  const element = page.locator("intake-form");
  const at = () => element.evaluate((form) => form.page);
  const answers = () => element.evaluate((form) => form.answers);
  await embed(stage, '<intake-form src="/try/visit.json" action="/submissions"></intake-form>', { go: false });
  await context.route("**/host/router.js?*", async (route) => {
    const name = new URL(route.request().url()).searchParams.get("name");
    await route.fulfill({ contentType: "text/javascript", body: await ROUTERS[name].script() });
  });
  await context.route("**/host/before.html", (route) => route.fulfill({ contentType: "text/html", body: "<title>Before</title><link rel=icon href=data:,><h1>Before</h1>" }));
  await context.route("**/host/routed.html?*", (route) => {
    const name = new URL(route.request().url()).searchParams.get("name");
    return route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="en"><title>Routed</title><link rel="icon" href="data:,">
        <script src="/host/router.js?${new URLSearchParams({ name })}"></script><script type="module" src="/intake-form.js"></script>
        <body${ROUTERS[name].body ?? ""}><main><a href="/host/routed.html?${new URLSearchParams({ name })}&again">Again</a>
        <intake-form src="/try/visit.json" action="/submissions"></intake-form></main></body></html>`,
    });
  });
  const open = async (name) => {
    await page.goto("/host/before.html");
    await page.goto(`/host/routed.html?${new URLSearchParams({ name })}`);
    await person.sees("You");
    await until(async () => (await at()) === "you", "the form is whole");
  };
  const toHome = async () => {
    await page.getByLabel("Your name").fill("Ada");
    await person.clicks("button", "Continue");
    await person.sees("Home");
    await page.getByLabel("Your town").fill("Lund");
  };
  const toReview = async () => {
    await toHome();
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
  };

  for (const [name, { deaf }] of Object.entries(ROUTERS)) {
    await check(`${name}: the form's own Back`, async () => {
      await open(name);
      await toReview();
      await person.clicks("button", "Back");
      await person.sees("Home");
      assert.deepEqual(await answers(), { called: "Ada", town: "Lund" });
      await person.clicks("button", "Back");
      await person.sees("You");
      assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
    });
    if (!deaf) await check(`${name}: the browser's Back and Forward, then out of the page`, async () => {
      await open(name);
      await toReview();
      await page.goBack();
      await until(async () => (await at()) === "home", "a step back");
      assert.deepEqual(await answers(), { called: "Ada", town: "Lund" });
      // Of a state that can't be written again nothing is added to the history.
      await page.goForward();
      await until(async () => (await at()) === "review", "a step on");
      await page.goBack();
      await until(async () => (await at()) === "home", "a step back");
      await page.goBack();
      await until(async () => (await at()) === "you", "a step back");
      assert.deepEqual(await answers(), { called: "Ada", town: "Lund" });
      await page.goBack();
      await until(async () => (await page.title()) === "Before", "one more leaves the page");
    });
  }

  await check("Turbo: a page that it went away from and came back to begins anew, and one press leaves it", async () => {
    await open("Turbo");
    await toReview();
    await person.clicks("link", "Again");
    await page.waitForURL(/again/);
    await person.sees("You");
    await page.goBack();
    await until(async () => !page.url().includes("again") && (await at()) === "you", "the form is there again");
    await until(() => page.evaluate(() => history.state.intake.below === 0), "at the first of its entries");
    await page.goBack();
    await until(async () => (await page.title()) === "Before", "one press leaves the page");
  });

  for (const [name, where] of [["without a router", "/host/embed.html"]]) {
    await check(`${name}: after a reload on the last page one press of Back leaves the page`, async () => {
      await page.goto("/host/before.html");
      await page.goto(where);
      await person.sees("You");
      await toReview();
      await page.reload();
      await person.sees("You");
      await until(async () => (await at()) === "you" && (await page.evaluate(() => history.state.intake.below)) === 0, "the entries are left");
      await page.goBack();
      await until(async () => (await page.title()) === "Before", "one press leaves the page");
    });
    await check(`${name}: when all is sent one press leaves the page`, async () => {
      await page.goto("/host/before.html");
      await page.goto(where);
      await person.sees("You");
      await toReview();
      await person.clicks("button", "Continue");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await person.sees("Your answers have been sent");
      await page.goBack();
      await until(async () => (await page.title()) === "Before", "one press leaves the page");
    });
    await check(`${name}: what the page itself puts into the history is left to it`, async () => {
      await page.goto(where);
      await person.sees("You");
      await toHome();
      await page.evaluate(() => {
        window.popped = 0;
        addEventListener("popstate", () => { window.popped += 1; });
        history.pushState({ ...history.state, modal: true }, "");
      });
      await page.goBack();
      await until(() => page.evaluate(() => window.popped === 1), "the page hears of its own entry");
      assert.equal(await at(), "home");
      await page.evaluate(() => { location.hash = "contact"; });
      await page.goBack();
      await until(() => page.evaluate(() => !location.hash), "the hash is gone");
      assert.equal(await at(), "home");
      assert.ok(await page.evaluate(() => window.popped) >= 2);
    });
  }
}
