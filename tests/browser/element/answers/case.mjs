import assert from "node:assert/strict";
import { embed, listen } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "a page hands over answers, before the form is there and after, and reads them back";
export const expected = [/console: intake-form: \{"code":"answers"/];

export async function run(stage) {
  const { page, person, check, context } = stage;
  const logged = [];
  page.on("console", (message) => logged.push(message.text()));
  const answers = () => page.evaluate(() => document.querySelector("intake-form").answers);
  await embed(stage, '<intake-form src="/try/visit.json" action="/submissions"></intake-form>', { go: false });

  await check("what was set before the browser knew the element is there at the first sight", async () => {
    // The script comes last: the element is set up while it is still an unknown one.
    await context.addInitScript(() => {
      document.addEventListener("DOMContentLoaded", () => {
        const form = document.querySelector("intake-form");
        if (location.search !== "?early") return;
        form.answers = { called: "Maria", case_number: "B-7", pet: true, kind: "a cat", rent: 1234.5 };
      }, { once: true });
    });
    await context.route("**/intake-form.js", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await page.goto("/host/embed.html?early");
    await person.sees("You");
    assert.equal(await page.getByLabel("Your name").inputValue(), "Maria");
    assert.equal(await page.getByLabel("Case number").inputValue(), "B-7");
    assert.equal(await page.getByLabel("What is it?").inputValue(), "a cat");
    assert.deepEqual(await answers(), { called: "Maria", case_number: "B-7", pet: true, kind: "a cat", rent: 1234.5 });
    await context.unroute("**/intake-form.js");
  });

  await check("what a person wrote stays, unless it is named", async () => {
    await page.goto("/host/embed.html");
    await person.sees("You");
    await person.fills("Your name", "Sam");
    await page.evaluate(() => { document.querySelector("intake-form").answers = { pet: true, kind: "a dog" }; });
    await page.getByLabel("What is it?").waitFor();
    assert.equal(await page.getByLabel("What is it?").inputValue(), "a dog");
    assert.equal(await page.getByLabel("Your name").inputValue(), "Sam");
    await page.evaluate(() => { document.querySelector("intake-form").answers = { called: "Kim" }; });
    await until(async () => (await page.getByLabel("Your name").inputValue()) === "Kim", "the name is the one that was set");
  });

  await check("a number is written as the person's language writes it", async () => {
    await page.evaluate(() => { document.querySelector("intake-form").lang = "sv"; });
    await person.sees("Du");
    await page.evaluate(() => { document.querySelector("intake-form").answers = { town: "Lund", rent: 950.25 }; });
    await person.clicks("button", "Fortsätt");
    await person.sees("Hem");
    assert.equal(await page.getByLabel("Hyra").inputValue(), "950,25");
    assert.equal((await answers()).rent, 950.25);
  });

  await check("what does not fit is told to the page with its place, and nothing typed is lost", async () => {
    await listen(page);
    await page.evaluate(() => {
      document.querySelector("intake-form").answers = { called: 7, shoe: "x", rent: "much", town: "Kiruna", kind: "a".repeat(3) };
    });
    const [[name, detail]] = await page.evaluate(() => window.heard);
    assert.equal(name, "intake-error");
    assert.deepEqual(detail, {
      code: "answers",
      errors: [{ code: "wrong-type", pointer: "/called" }, { code: "unknown-item", pointer: "/shoe" }, { code: "wrong-type", pointer: "/rent" }],
    });
    assert.deepEqual(await answers(), { called: "Kim", pet: true, kind: "aaa", town: "Kiruna", rent: 950.25 });
    for (const value of ["text", 7, [1], true]) {
      await page.evaluate((value) => { document.querySelector("intake-form").answers = value; }, value);
    }
    const told = await page.evaluate(() => window.heard.slice(1).map(([, detail]) => detail.errors));
    assert.deepEqual(told, Array(4).fill([{ code: "wrong-type", pointer: "" }]));
  });

  await check("no answer stands in what is logged, or in an event but that of sending", async () => {
    await page.evaluate(() => { document.querySelector("intake-form").answers = { called: "x".repeat(30) + "Secret" }; });
    assert.doesNotMatch(JSON.stringify(await page.evaluate(() => window.heard)), /Secret|Kiruna|Kim/);
    assert.ok(logged.length > 4, "the console has the reports");
    assert.doesNotMatch(logged.join(), /Secret|Kiruna|Kim/);
  });
}
