import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { embed } from "../../embed.mjs";
import { Person, until } from "../../person.mjs";

export const title = "under a router that lives in the browser's history, Back keeps every answer: the form's own and the browser's";
// Turbo itself, where a second Back comes before the first is drawn.
export const expected = [/request: https:\/\/weather\.example\//, /uncaught: AbortError: .*\s+at FetchRequest\.cancel .*router\.js\?name=Turbo/];

const file = (name) => readFile(new URL(`../../../node_modules/${name}`, import.meta.url), "utf8");

const redraw = `() => {
  const main = document.querySelector("main");
  const next = document.createElement("intake-form");
  for (const { name, value } of main.querySelector("intake-form").attributes) next.setAttribute(name, value);
  main.querySelector("intake-form").replaceWith(next);
}`;

/**
 * Routers as hosts have them: scripts of the page, before the form's own. A browser calls the listeners of its window in
 * the order in which they came: these hear of the browser's own Back first, and draw their page anew.
 */
const ROUTERS = {
  Turbo: { script: () => file("@hotwired/turbo/dist/turbo.es2017-umd.js") },
  htmx: { script: () => file("htmx.org/dist/htmx.min.js"), body: ' hx-boost="true"' },
  "ten lines that draw the page anew": { script: () => `addEventListener("popstate", ${redraw});` },
  "one that draws the page anew a while later": { script: () => `addEventListener("popstate", () => setTimeout(${redraw}, 300));` },
  "one that puts the new page in before it takes the old one out": {
    script: () => `addEventListener("popstate", () => {
      const old = document.querySelector("intake-form");
      old.after(old.cloneNode());
      old.remove();
    });`,
  },
  "one that writes its page as text": {
    script: () => `addEventListener("popstate", () => { const main = document.querySelector("main"); main.replaceChildren(document.createRange().createContextualFragment(main.innerHTML)); });`,
  },
  "one that empties the page, and draws it a while later": {
    script: () => `onpopstate = () => {
      const main = document.querySelector("main");
      const html = main.innerHTML;
      main.replaceChildren();
      setTimeout(() => main.append(document.createRange().createContextualFragment(html)), 200);
    };`,
  },
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
  "one that keeps a state of its own": { script: () => `history.replaceState({ key: "a", when: new Date(), big: 12345678901234567890 }, ""); addEventListener("popstate", ${redraw});` },
  "one of the Navigation API": {
    script: () => `navigation.addEventListener("navigate", (event) => {
      if (event.canIntercept && !event.hashChange && event.downloadRequest === null) event.intercept({ handler: ${redraw} });
    });`,
  },
  "one of the Navigation API that fetches first": {
    script: () => `navigation.addEventListener("navigate", (event) => {
      if (event.canIntercept) event.intercept({ async handler() { await fetch("/host/before.html"); (${redraw})(); } });
    });`,
  },
};

/** Somebody who fills in the form. */
function visitor(page) {
  const person = new Person(page);
  // Of the element that is there now: another one may be soon.
  const at = () => page.evaluate(() => document.querySelector("intake-form")?.page);
  const answers = () => page.evaluate(() => document.querySelector("intake-form")?.answers);
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
  return { person, at, answers, open, toHome, toReview };
}

export async function run(stage) {
  const { page, check, context } = stage;
  const element = page.locator("intake-form");
  const { person, at, answers, open, toHome, toReview } = visitor(page);
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
  for (const name of Object.keys(ROUTERS)) {
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
    await check(`${name}: the browser's Back and Forward, then out of the page`, async () => {
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
    await check(`${name}: after the form's own Back, Back goes on back, and the form goes on from there`, async () => {
      await open(name);
      await toReview();
      await person.clicks("button", "Back");
      await person.sees("Home");
      await page.goBack();
      await until(async () => (await at()) === "you", "the step before");
      assert.deepEqual(await answers(), { called: "Ada", town: "Lund" });
      // All is answered: nothing is asked again.
      await person.clicks("button", "Continue");
      await person.sees("Check your answers");
      await page.goBack();
      await until(async () => (await at()) === "you", "a step back");
      assert.deepEqual(await answers(), { called: "Ada", town: "Lund" });
      await page.goBack();
      await until(async () => (await page.title()) === "Before", "one more leaves the page");
    });
  }

  for (const [browser, lacks] of [["", () => {}], [", in a browser without the Navigation API", () => { delete globalThis.navigation; }]]) {
    const other = await context.newPage();
    await other.addInitScript(lacks);
    const { person, at, answers, open, toReview } = visitor(other);

    await check(`Turbo${browser}: a page that it went away from and came back to has its answers, and its steps lead out`, async () => {
      await open("Turbo");
      await toReview();
      await person.clicks("link", "Again");
      await other.waitForURL(/again/);
      await until(async () => (await at()) === "you", "another form");
      assert.deepEqual(await answers(), {});
      await other.goBack();
      await until(async () => !other.url().includes("again") && (await at()) === "review", "the form is there again");
      assert.deepEqual(await answers(), { called: "Ada", town: "Lund" });
      await other.goBack();
      await until(async () => (await at()) === "home", "a step back");
      await other.goBack();
      await until(async () => (await at()) === "you", "a step back");
      await other.goBack();
      await until(async () => (await other.title()) === "Before", "one more leaves the page");
    });
    await check(`Turbo${browser}: also when it had not gone a step, and the answer was prefilled before`, async () => {
      await open("Turbo");
      await other.locator("intake-form").evaluate((form) => { form.answers = { case_number: "B-1" }; });
      await other.getByLabel("Your name").fill("Ada");
      await person.clicks("link", "Again");
      await other.waitForURL(/again/);
      await until(async () => (await at()) === "you", "another form");
      assert.deepEqual(await answers(), {});
      await other.goBack();
      await until(async () => !other.url().includes("again") && (await answers())?.called === "Ada", "what was typed");
      assert.deepEqual(await answers(), { called: "Ada", case_number: "B-1" });
      assert.equal(await other.getByLabel("Your name").inputValue(), "Ada");
      // And it is alive.
      await other.getByLabel("Your name").fill("Ada Berg");
      assert.equal((await answers()).called, "Ada Berg");
    });
    await check(`ten lines that draw the page anew${browser}: the browser's Back, though something else was pressed before`, async () => {
      await open("ten lines that draw the page anew");
      await toReview();
      await other.goBack();
      await until(async () => (await at()) === "home", "a step back");
      await other.mouse.click(2, 2);
      await other.goBack();
      await until(async () => (await at()) === "you", "a step back");
      assert.deepEqual(await answers(), { called: "Ada", town: "Lund" });
    });
    await other.close();
  }

  /** Takes the form away as `take` does, and draws another; that one's answers and its step. */
  const anew = async (take = () => {}) => {
    await page.evaluate(`(${take})()`);
    await page.evaluate(`(${redraw})()`);
    await until(answers, "the form is whole");
    return [await answers(), await at()];
  };
  const plain = "one that moves the element";
  const kept = [{ called: "Ada", town: "Lund" }, "review"];
  const empty = [{}, "you"];

  await check("drawn anew by the page at the same entry, it has its answers, step and files of before; reset, it has none", async () => {
    await open(plain);
    await toReview();
    assert.deepEqual(await anew(), kept);
    assert.deepEqual(await anew(), kept);
    await element.evaluate((form) => form.reset());
    await until(async () => (await at()) === "you", "the first page");
    assert.deepEqual(await anew(), empty);
  });

  await check("of another src, or where somebody pressed something of the page for it, it begins anew, now and later", async () => {
    await open(plain);
    await toReview();
    assert.deepEqual(await anew(() => document.querySelector("intake-form").setAttribute("src", "/try/visit.json?2")), empty);
    await open(plain);
    await toReview();
    await page.evaluate(() => {
      const button = document.body.appendChild(document.createElement("button"));
      button.textContent = "Next client";
    });
    await page.evaluate(`document.querySelector("button").onclick = ${redraw}`);
    await page.getByRole("button", { name: "Next client" }).click();
    await until(async () => JSON.stringify(await answers()) === "{}", "the form is whole");
    assert.deepEqual(await anew(), empty);
  });

  await check("begun anew twice while a slow browser goes back over the steps of the first, the page stays", async () => {
    await open(plain);
    await toReview();
    await page.evaluate(() => {
      const { go } = History.prototype;
      globalThis.went = [];
      History.prototype.go = function (by) {
        globalThis.went.push(by);
        setTimeout(() => go.call(this, by), 500);
      };
    });
    assert.deepEqual(await anew(() => document.querySelector("intake-form").setAttribute("src", "/try/visit.json?2")), empty);
    assert.deepEqual(await anew(() => document.querySelector("intake-form").setAttribute("src", "/try/visit.json?3")), empty);
    await until(() => page.evaluate(() => history.state?.intake?.below === 0), "it is back at the first step");
    assert.deepEqual(await page.evaluate(() => globalThis.went), [-2]);
    await page.getByLabel("Your name").fill("Bo");
    assert.deepEqual(await answers(), { called: "Bo" });
  });

  await check("two forms of one src: each gives its answers to the one in its place, and none to the other", async () => {
    await open(plain);
    await page.evaluate(() => { document.querySelector("main").append(document.querySelector("intake-form").cloneNode()); });
    const forms = page.locator("intake-form");
    for (const [i, name] of ["Ada", "Bo"].entries()) {
      await forms.nth(i).getByLabel("Your name").fill(name);
      await forms.nth(i).getByRole("button", { name: "Continue" }).click();
      await forms.nth(i).getByLabel("Your town").fill("Lund");
    }
    const called = () => page.evaluate(() => [...document.querySelectorAll("intake-form")].map(({ answers }) => answers?.called));
    await page.evaluate(() => { for (const form of document.querySelectorAll("intake-form")) form.replaceWith(form.cloneNode()); });
    assert.deepEqual(await called(), ["Ada", "Bo"]);
    await page.evaluate(() => { const main = document.querySelector("main"); main.replaceChildren(document.createRange().createContextualFragment(main.innerHTML)); });
    await until(async () => (await called()).join() === "Ada,Bo", "both have their answers");
    // One beside them has nothing of them.
    await page.evaluate(() => { document.querySelector("main").append(document.querySelector("intake-form").cloneNode()); });
    await until(async () => (await forms.nth(2).evaluate((form) => form.page)) === "you", "the third is whole");
    assert.deepEqual(await forms.nth(2).evaluate((form) => form.answers), {});
    // One that is put back after another one had its answers has none.
    const again = await page.evaluate(async () => {
      const old = document.querySelector("intake-form");
      old.replaceWith(old.cloneNode());
      const ready = new Promise((resolve) => old.addEventListener("intake-ready", resolve));
      document.querySelector("main").append(old);
      await ready;
      return old.answers;
    });
    assert.deepEqual(again, {});
    assert.deepEqual((await called()).slice(0, 2), ["Ada", "Bo"]);
  });

  await check("what was sent comes back no more, nor what the page took, nor what was sent with a form around", async () => {
    for (const take of ["", "document.addEventListener('intake-submit', (event) => event.preventDefault());"]) {
      await open(plain);
      await toReview();
      await page.evaluate(take);
      const status = await element.evaluate(async (form) => (form.goTo("outcome"), (await form.submit()).status));
      assert.equal(status, take ? "taken" : "sent");
      assert.deepEqual(await anew(), empty);
    }
    await open(plain);
    await toReview();
    await page.evaluate(() => {
      const form = document.querySelector("main").appendChild(document.createElement("form"));
      form.append(document.querySelector("intake-form"));
      form.addEventListener("submit", (event) => event.preventDefault());
    });
    assert.deepEqual(await anew(), kept);
    await element.evaluate(async (form) => {
      form.goTo("outcome");
      while (!form.checkValidity()) await new Promise((resolve) => setTimeout(resolve, 20));
      form.form.requestSubmit();
    });
    assert.deepEqual(await anew(), empty);
  });

  await check("nothing of it is in a storage or in the history, and the way out forgets it", async () => {
    await context.route("https://weather.example/**", (route) => route.fulfill({ status: 204 }));
    await open(plain);
    await element.evaluate((form) => { form.exitUrl = "https://weather.example/"; });
    await toReview();
    await page.evaluate(`document.querySelector("intake-form").remove()`);
    const stored = await page.evaluate(async () => JSON.stringify([
      { ...localStorage }, { ...sessionStorage }, document.cookie, history.state, await indexedDB.databases(), location.href,
    ]));
    assert.doesNotMatch(stored, /Ada|Lund/);
    // The other one has the way out: the page that it leaves for never comes, so that this one can be looked at.
    await page.evaluate(() => {
      const form = document.querySelector("main").appendChild(document.createElement("intake-form"));
      form.src = "/try/visit.json?other";
      form.exitUrl = "https://weather.example/";
    });
    await page.getByRole("link", { name: "Leave this page quickly" }).click();
    await until(() => page.evaluate(() => !document.querySelector("intake-form")), "all forms are gone");
    await until(() => page.evaluate(() => history.state.intake.below === 0), "it has left from the first of its entries");
    await page.evaluate(() => {
      document.documentElement.style.display = "";
      const form = document.querySelector("main").appendChild(document.createElement("intake-form"));
      form.src = "/try/visit.json";
      form.setAttribute("action", "/submissions");
    });
    await until(answers, "the form is whole");
    assert.deepEqual(await answers(), {});
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
