import assert from "node:assert/strict";
import { embed, visit } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "attributes are properties that can be set, as an HTML form's; and the script may be there twice";

/** Property, attribute, and what is set: what is read then, and what the attribute says. ORIGIN stands for the page's. */
const TABLE = [
  ["src", "src", "/try/visit.json", "ORIGIN/try/visit.json", "/try/visit.json"],
  ["action", "action", "/submissions", "ORIGIN/submissions", "/submissions"],
  ["action", "action", "http://[", "http://[", "http://["],
  ["enctype", "enctype", "multipart/form-data", "multipart/form-data", "multipart/form-data"],
  ["enctype", "enctype", "TEXT/PLAIN", "application/json", "TEXT/PLAIN"],
  ["mode", "mode", "assisted", "assisted", "assisted"],
  ["mode", "mode", "other", "self", "other"],
  ["worker", "worker", "Robin", "Robin", "Robin"],
  ["workers", "workers", "Robin; Kim", "Robin; Kim", "Robin; Kim"],
  ["exitUrl", "exit-url", "https://weather.example/", "https://weather.example/", "https://weather.example/"],
  ["plainHref", "plain-href", "https://forms.example/fill/a", "https://forms.example/fill/a", "https://forms.example/fill/a"],
  ["name", "name", "submission", "submission", "submission"],
  ["disabled", "disabled", true, true, ""],
  ["disabled", "disabled", false, false, null],
  ["lang", "lang", "sv", "sv", "sv"],
];
const EMPTY = { src: "", action: "", enctype: "application/json", mode: "self", worker: "", workers: "", exitUrl: "", plainHref: "", name: "", disabled: false };

export async function run(stage) {
  const { page, person, check, context, server, seen } = stage;
  const element = page.locator("intake-form");
  await embed(stage, '<intake-form src="/try/visit.json"></intake-form>');

  await check("each can be set, and reads as it does on a form", async () => {
    for (const [property, attribute, value, read, written] of TABLE) {
      const got = await page.evaluate(([property, attribute, value]) => {
        const form = document.createElement("intake-form");
        form[property] = value;
        return [form[property], form.getAttribute(attribute)];
      }, [property, attribute, value]);
      assert.deepEqual(got, [typeof read === "string" ? read.replace("ORIGIN", server.origin) : read, written], property);
    }
  });

  await check("nothing, null and undefined read as an attribute that is not there", async () => {
    const got = await page.evaluate((names) => [undefined, null].map((none) => Object.fromEntries(names.map((name) => {
      const form = document.createElement("intake-form");
      form[name] = name === "disabled" ? true : "x";
      form[name] = none;
      return [name, form[name]];
    }))), Object.keys(EMPTY));
    assert.deepEqual(got, [EMPTY, EMPTY]);
  });

  await check("inside a form without an address it goes where that form goes", async () => {
    const action = await page.evaluate(() => {
      const form = document.createElement("form");
      form.action = "/enquiry";
      const own = document.createElement("intake-form");
      form.append(own);
      document.body.append(form);
      const { action } = own;
      form.remove();
      return action;
    });
    assert.equal(action, `${server.origin}/enquiry`);
  });

  await check("the same definition again starts nothing over: frameworks set it at each drawing", async () => {
    await element.evaluate((form, definition) => { form.definition = definition; }, visit);
    await person.sees("You");
    await page.getByLabel("Your name").fill("Ada");
    await element.evaluate((form, definition) => { form.definition = definition; }, visit);
    assert.deepEqual(await element.evaluate((form) => form.answers), { called: "Ada" });
  });

  await check("what was set before the element was defined is taken over", async () => {
    await context.route("**/host/late.html", (route) => route.fulfill({
      contentType: "text/html", body: "<!doctype html><link rel=icon href=data:,><intake-form></intake-form>",
    }));
    await page.goto("/host/late.html");
    const got = await page.evaluate(async (definition) => {
      const form = document.querySelector("intake-form");
      const set = {
        definition, action: "/submissions", enctype: "multipart/form-data", mode: "assisted", worker: "Robin", name: "s",
        answers: { called: "Ada" },
      };
      Object.assign(form, set);
      const ready = new Promise((resolve) => form.addEventListener("intake-ready", resolve));
      await import("/intake-form.js");
      await ready;
      return [Object.keys(set).filter((name) => Object.hasOwn(form, name)), form.action, form.enctype, form.mode, form.worker, form.name, form.answers];
    }, visit);
    assert.deepEqual(got, [[], `${server.origin}/submissions`, "multipart/form-data", "assisted", "Robin", "s", { called: "Ada" }]);
  });

  await check("the script under another address, and another version of it, change nothing and fetch nothing", async () => {
    await until(() => [/late/, /outbox/, /drafts/, /assist/, /media/].every((part) => seen.requests.some((line) => part.test(line))), "all is there");
    const before = seen.requests.length;
    const failed = await page.evaluate(async () => {
      const before = customElements.get("intake-form");
      await import("/intake-form.js?v=2");
      await import("/intake-form.js?v=3");
      return customElements.get("intake-form") !== before;
    });
    assert.equal(failed, false);
    await until(() => seen.requests.length >= before + 2, "both were fetched");
    assert.deepEqual(seen.requests.slice(before).filter((line) => !/intake-form\.js\?v=/.test(line)), []);
    assert.deepEqual(await element.evaluate((form) => form.answers), { called: "Ada" });
  });
}
