import assert from "node:assert/strict";
import { embed } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "an element that is moved, or gets another language, before the rest of the module is there keeps what was typed";

const LATER = /intake-form-later-[0-9a-f]+\.wasm$/;

export async function run(stage) {
  const { page, person, check } = stage;
  const element = page.locator("intake-form");
  const waiting = [];
  await page.route(LATER, (route) => { waiting.push(route); });
  const begin = async () => {
    await page.goto("about:blank");
    await embed(stage, '<div id="one"><intake-form src="/try/visit.json" action="/submissions"></intake-form></div><div id="two"></div>');
    await page.getByLabel("Your name").fill("Ada");
    await page.getByRole("radio", { name: "Yes" }).check();
    await page.evaluate(() => { window.ready = 0; document.addEventListener("intake-ready", () => { window.ready += 1; }); });
  };
  const arrives = async () => {
    await until(() => waiting.length > 0, "the second half is asked for");
    while (waiting.length > 0) await waiting.shift().continue();
    await until(() => page.evaluate(() => window.ready === 1), "the form is ready, once");
  };
  const answers = () => element.evaluate((form) => form.answers);

  for (const [what, move] of Object.entries({
    "moved at once": () => document.querySelector("#two").append(document.querySelector("intake-form")),
    "moved twice": () => ["#two", "#one"].forEach((place) => document.querySelector(place).append(document.querySelector("intake-form"))),
    "taken out and put back later": async () => {
      const form = document.querySelector("intake-form");
      form.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      document.querySelector("#two").append(form);
    },
    "given another language and back": () => {
      const form = document.querySelector("intake-form");
      form.lang = "sv";
      form.lang = "en";
    },
  })) {
    await check(what, async () => {
      await begin();
      await page.evaluate(move);
      await arrives();
      await page.getByLabel("What is it?").waitFor();
      assert.deepEqual(await answers(), { called: "Ada", pet: true });
      assert.equal(await page.getByLabel("Your name").inputValue(), "Ada");
      await person.clicks("button", "Continue");
      await person.sees("Home");
    });
  }

  await check("taken out until after it has come", async () => {
    await begin();
    await page.evaluate(() => { window.taken = document.querySelector("intake-form"); window.taken.remove(); });
    while (waiting.length > 0) await waiting.shift().continue();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    assert.equal(await page.evaluate(() => window.ready), 0);
    await page.evaluate(() => document.querySelector("#two").append(window.taken));
    await until(() => page.evaluate(() => window.ready === 1), "the form is ready, once");
    assert.deepEqual(await answers(), { called: "Ada", pet: true });
  });

  await check("another language that was set meanwhile is spoken", async () => {
    await begin();
    await element.evaluate((form) => { form.lang = "sv"; });
    await arrives();
    await person.sees("Du");
    assert.deepEqual(await answers(), { called: "Ada", pet: true });
  });
}
