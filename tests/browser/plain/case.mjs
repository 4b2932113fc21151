import assert from "node:assert/strict";
import { violations } from "../axe.mjs";

export const title = "the plain pages take a form to its end with scripts switched off, on a small telephone";
// The way out leads there.
export const expected = [/request: https:\/\/www\.wikipedia\.org\//, /status of 4(04|10)/];
export const context = { locale: "en-US", viewport: { width: 320, height: 640 }, javaScriptEnabled: false };

export async function run({ browser, page, check, shoot, server, context, seen }) {
  const goOn = () => page.getByRole("button", { name: "Continue", exact: true }).last().click();
  const heading = (name) => page.getByRole("heading", { name, level: 2 }).waitFor();
  const pick = (question, answer) => page.getByRole("group", { name: question }).getByLabel(answer, { exact: true }).check();
  // axe is a script: it looks at the same page in a browser that runs it.
  const scripted = await browser.newContext({ baseURL: server.origin, viewport: { width: 320, height: 640 } });
  const second = await scripted.newPage();
  const steps = new Set();
  const look = async (name, address = page.url()) => {
    await scripted.addCookies(await context.cookies());
    await second.goto(address);
    assert.equal(await second.locator("h2").first().innerText(), await page.locator("h2").first().innerText());
    assert.deepEqual(await violations(second), []);
    assert.equal(await page.evaluate(() => document.scripts.length), 0);
    steps.add(name);
    await shoot(name);
  };

  await check("the demo site leads to them where nothing else works", async () => {
    await page.goto("/outreach-needs.html");
    await page.getByRole("link", { name: "Fill in the form", exact: true }).click();
    await heading("What you need");
    await look("first");
  });

  await check("a mistake is said in a summary that leads to the field, and nothing typed is lost", async () => {
    await goOn();
    await heading("There is a problem");
    await page.getByRole("alert").getByRole("link").first().click();
    assert.match(page.url(), /\/fill\/outreach-needs\/1\?lang=en#f-/);
    await page.goto("/fill/outreach-needs");
    await page.getByLabel("Food", { exact: true }).check();
    await page.getByLabel("A place to sleep or live", { exact: true }).check();
    await goOn();
    await heading("Tonight");
    await look("tonight");
  });

  await check("a page at a time, with the browser's own Back and reload", async () => {
    await pick(/safe place to sleep tonight/, "No");
    await goOn();
    await heading("The people you live with");
    await page.goBack();
    await heading("Tonight");
    assert.equal(await page.getByRole("group", { name: /safe place to sleep tonight/ }).getByLabel("No", { exact: true }).isChecked(), true);
    await page.goForward();
    await page.reload();
    await heading("The people you live with");
    await page.getByLabel(/How many adults/).fill("many");
    await page.getByLabel(/How many children/).fill("0");
    await goOn();
    await heading("There is a problem");
    assert.equal(await page.getByLabel(/How many adults/).inputValue(), "many");
    await shoot("mistake");
    await page.getByLabel(/How many adults/).fill("1");
    await goOn();
    await heading("Money");
    await pick(/How often does money come/, "Every month");
    await page.getByLabel("I’d rather not say").last().check();
    await look("money");
    await goOn();
    await heading("Food and clothes");
    await goOn();
    await heading("How we can reach you");
    await page.getByLabel(/What should we call you/).fill("Sam");
    await page.getByLabel(/Which language/).selectOption({ label: "English" });
    await pick(/safe way to reach you/, "Don’t contact me");
    await look("contact");
    await goOn();
  });

  await check("answers can be changed from the review, in another language too", async () => {
    await heading("Check your answers");
    await look("review");
    await page.getByRole("link", { name: /^Change .*What should we call you/ }).click();
    await page.getByLabel(/What should we call you/).fill("Robin");
    await goOn();
    await heading("Check your answers");
    await page.getByText("Robin").waitFor();
    await page.getByRole("link", { name: "العربية" }).click();
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    await look("review-ar");
    await page.getByRole("link", { name: "English" }).click();
    await goOn();
  });

  await check("the outcome, and the reference number after sending", async () => {
    await heading("What you may qualify for");
    await look("outcome");
    await page.getByRole("button", { name: "Send" }).first().click();
    await heading("Your answers have been sent");
    assert.match(await page.locator(".reference").innerText(), /^\S{4,}/);
    await look("sent");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.getByRole("button").first().isVisible(), false);
    await page.emulateMedia({ media: null });
    await page.getByRole("button", { name: /^Finish/ }).click();
    await heading("What you need");
    assert.equal(await page.getByLabel("Food", { exact: true }).isChecked(), false);
  });

  await check("the way out leads away at once, and Back shows an empty form", async () => {
    await context.route("https://www.wikipedia.org/**", (route) => route.fulfill({ contentType: "text/html", body: "<title>W</title><h1>An encyclopedia</h1>" }));
    await page.getByLabel("Food", { exact: true }).check();
    await goOn();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    const out = page.getByRole("button", { name: "Leave this page quickly" });
    assert.ok((await out.boundingBox()).y >= 0, "it stays in view");
    await out.click();
    await page.getByRole("heading", { name: "An encyclopedia" }).waitFor();
    await page.goBack();
    assert.equal(await page.getByRole("heading", { name: "Tonight" }).count(), 0);
    await page.goto("/fill/outreach-needs");
    assert.equal(await page.getByLabel("Food", { exact: true }).isChecked(), false);
  });

  await check("no address had an answer in it, and every step was looked at", () => {
    assert.ok(seen.requests.every((line) => !/Sam|Robin|food|shelter/.test(line)), seen.requests.join("\n"));
    assert.equal(steps.size, 8);
  });
  await scripted.close();
}
