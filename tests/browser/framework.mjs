// The element as React and Vue render it: set as properties and attributes, drawn again and again, taken away and put back.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { embed, visit } from "./embed.mjs";
import { until } from "./person.mjs";

/**
 * `source` is a module of a page's developer, bundled with what it imports. It sets `window.app = { render(props), unmount() }`,
 * where `props` are the element's, and has a button "Next client" that renders another element, of another key.
 */
export async function drive(stage, source) {
  const { page, person, check, context, server, seen } = stage;
  const bundled = await build({
    stdin: { contents: source, resolveDir: fileURLToPath(new URL("../", import.meta.url)) },
    bundle: true, write: false, format: "esm", logLevel: "error",
    define: { "process.env.NODE_ENV": '"development"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  });
  await context.route("**/host/app.js", (route) => route.fulfill({ contentType: "text/javascript", body: bundled.outputFiles[0].text }));
  await embed(stage, '<div id="app"></div><script type="module" src="/host/app.js"></script>', { go: false });

  const form = page.locator("intake-form");
  const answers = () => page.evaluate(() => document.querySelector("intake-form")?.answers);
  const render = (props, times = 1) => page.evaluate(async ([props, times]) => {
    // Objects of their own at each drawing, as developers write them.
    for (let i = 0; i < times; i += 1) await window.app.render(structuredClone(props));
  }, [props, times]);
  const props = {
    src: "/try/visit.json", action: "/submissions", enctype: "multipart/form-data", lang: "en", mode: "assisted", worker: "Robin",
    "exit-url": "https://weather.example/", name: "submission",
  };
  const open = async (given) => {
    await page.goto("/host/embed.html");
    await until(() => page.evaluate(() => Boolean(window.app)), "the page's script has run");
    await render(given);
    await until(answers, "the form is there");
  };
  const read = () => form.evaluate(({ src, action, enctype, lang, mode, worker, exitUrl, name }) => ({ src, action, enctype, lang, mode, worker, exitUrl, name }));

  await check("every property arrives, also before the element is defined", async () => {
    await open(props);
    assert.deepEqual(await read(), {
      src: `${server.origin}/try/visit.json`, action: `${server.origin}/submissions`, enctype: "multipart/form-data", lang: "en", mode: "assisted",
      worker: "Robin", exitUrl: "https://weather.example/", name: "submission",
    });
    await page.getByRole("link", { name: "Leave this page quickly" }).waitFor();
  });

  await check("drawn 50 times again with the same: what was typed stays, in the same element, and nothing is fetched", async () => {
    await page.getByLabel("Your name").fill("Ada");
    await form.evaluate((form) => { window.first = form; });
    const before = seen.requests.length;
    await render(props, 50);
    assert.deepEqual(await answers(), { called: "Ada" });
    assert.equal(await page.evaluate(() => window.first === document.querySelector("intake-form")), true);
    assert.deepEqual(seen.requests.slice(before), []);
  });

  await check("drawn 50 times with others: what was typed stays, and the last ones hold", async () => {
    for (let i = 0; i < 25; i += 1) {
      await render({ ...props, lang: "sv", worker: `Robin ${i}`, action: `/submissions?${i}`, enctype: "application/json", "exit-url": null });
      await render({ ...props, worker: undefined, mode: "self", name: undefined });
    }
    assert.deepEqual(await answers(), { called: "Ada" });
    const now = await read();
    assert.deepEqual([now.action, now.enctype, now.mode, now.worker, now.name], [`${server.origin}/submissions`, "multipart/form-data", "self", "", ""]);
    await person.sees("You");
    await render({ ...props, lang: "sv" });
    await person.sees("Du");
    await render(props);
    await person.sees("You");
  });

  await check("its events are heard, and it sends where it was told", async () => {
    await page.evaluate(() => { window.heard = []; });
    await page.getByLabel("Your name").fill("Ada Berg");
    assert.ok((await page.evaluate(() => window.heard)).includes("intake-change"));
    await form.evaluate((form) => { form.answers = { town: "Lund" }; });
    const before = seen.requests.length;
    const told = await form.evaluate((form) => form.submit());
    assert.equal(told.status, "sent");
    assert.ok(seen.requests.slice(before).includes(`POST ${server.origin}/submissions`));
  });

  await check("a definition is an object: drawn again with an equal one nothing starts over, with another one it does", async () => {
    const { src, ...rest } = props;
    await open({ ...rest, definition: visit });
    await person.sees("You");
    await page.getByLabel("Your name").fill("Ada");
    await render({ ...rest, definition: visit }, 50);
    assert.deepEqual(await answers(), { called: "Ada" });
    const other = structuredClone(visit);
    other.pages[0].title.en = "Somebody else";
    await render({ ...rest, definition: other });
    await person.sees("Somebody else");
    assert.deepEqual(await answers(), {});
  });

  await check("taken away and put back it goes on where it was", async () => {
    // With a worker, what is taken away is forgotten: the next person may come.
    const { mode, worker, ...self } = props;
    await open(self);
    await page.getByLabel("Your name").fill("Ada");
    await person.clicks("button", "Continue");
    await person.sees("Home");
    for (let i = 0; i < 5; i += 1) {
      await page.evaluate(() => window.app.unmount());
      assert.equal(await form.count(), 0);
      await render(self);
      await person.sees("Home");
      assert.deepEqual(await answers(), { called: "Ada" });
    }
    await page.goBack();
    await person.sees("You");
    assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
  });

  await check("of another key, because somebody asked for the next client, it is empty", async () => {
    await person.clicks("button", "Next client");
    await until(async () => JSON.stringify(await answers()) === "{}", "another form");
    await person.sees("You");
    assert.equal(await page.getByLabel("Your name").inputValue(), "");
  });
}
