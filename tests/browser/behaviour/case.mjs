import assert from "node:assert/strict";
import { until } from "../person.mjs";

export const title = "the form behaves as any web form does, and says what it does";

const two = {
  formLanguage: 1, name: "behaviour", version: "1", defaultLanguage: "en", languages: ["en", "sv"],
  title: { en: "A visit", sv: "Ett besök" },
  pages: [
    {
      name: "you", title: { en: "You", sv: "Du" },
      items: [
        { name: "called", type: "text", required: true, minLength: 3, label: { en: "Your name", sv: "Ditt namn" }, record: true },
        { name: "pet", type: "boolean", required: true, label: { en: "Do you have a pet?", sv: "Har du ett husdjur?" }, record: true },
        { name: "kind", type: "text", relevant: "pet", label: { en: "What is it?", sv: "Vad är det?" }, record: true },
      ],
    },
    {
      name: "home", title: { en: "Home", sv: "Hem" },
      items: [{ name: "town", type: "text", required: true, label: { en: "Your town", sv: "Din ort" }, record: true }],
    },
  ],
};

// One open question decides; when it is answered with no, the others matter no more.
const screening = {
  formLanguage: 1, name: "matter", version: "1", defaultLanguage: "en", languages: ["en"], title: { en: "A check" },
  pages: ["first", "second", "third"].map((name) => ({
    name, title: { en: name },
    items: [{ name, type: "boolean", required: true, label: { en: `Is the ${name} so?` } }],
  })),
  programs: [{
    name: "help", label: { en: "Help" },
    criteria: ["first", "second", "third"].map((name) => ({ name, label: { en: name }, test: name })),
  }],
  settings: { askOnlyWhatMatters: true },
};

export async function run({ page, person, check, open, shoot }) {
  const name = page.getByRole("textbox", { name: "Your name" });
  const wrong = page.getByText("Enter at least 3 characters");
  const yes = page.getByRole("radio", { name: "Yes" });
  const kind = page.getByRole("textbox", { name: /What is it/ });
  await open({ form: two });
  const original = await page.title();

  await check("nothing is wrong while a first attempt is typed, only when it is left", async () => {
    await person.tabsTo("textbox", "Your name");
    await person.types("Al");
    assert.equal(await wrong.count(), 0);
    assert.equal(await name.getAttribute("aria-invalid"), null);
    await person.presses("Tab");
    await wrong.first().waitFor();
  });

  await check("what was wrong is right as soon as it is mended, without leaving the field", async () => {
    await person.presses("Shift+Tab", "End");
    await person.types("i");
    await wrong.first().waitFor({ state: "detached" });
    assert.equal(await name.getAttribute("aria-invalid"), null);
    await person.presses("Backspace");
    assert.equal(await wrong.count(), 0, "the next attempt is a first one again");
    await person.types("i");
  });

  await check("Enter in a field is Continue; when it is refused, the page's title says so and the summary has the focus", async () => {
    assert.equal(await page.title(), original);
    await person.presses("Enter");
    await person.sees("There is a problem");
    assert.equal(await page.title(), `Error: ${original}`);
    await until(async () => /There is a problem/.test((await person.focused()).text ?? ""), "the summary has the focus");
  });

  await check("in another language the title says it in that", async () => {
    await page.locator("intake-form").evaluate((form) => { form.lang = "sv"; });
    await person.sees("Något behöver rättas");
    assert.equal(await page.title(), `Fel: ${original}`);
    await page.locator("intake-form").evaluate((form) => { form.lang = "en"; });
    await person.sees("There is a problem");
    assert.equal(await page.title(), `Error: ${original}`);
  });

  await check("a form that leaves the page takes its word out of the title", async () => {
    await page.evaluate(() => {
      const form = document.querySelector("intake-form");
      const place = form.parentElement;
      form.remove();
      globalThis.titleWithout = document.title;
      place.append(form);
    });
    assert.equal(await page.evaluate(() => globalThis.titleWithout), original);
  });

  await check("a question that comes is announced, politely, and so is one that goes", async () => {
    const status = page.getByRole("status");
    assert.equal(await status.getAttribute("aria-live").then((live) => live ?? "polite"), "polite");
    await yes.check();
    await kind.waitFor();
    await until(async () => /What is it\?/.test(await status.textContent()), "the new question is announced");
    await kind.fill("A hen");
    await page.getByRole("radio", { name: "No" }).check();
    await kind.waitFor({ state: "detached" });
    await until(async () => /no longer needed/.test(await status.textContent()), "that it went is announced");
  });

  await check("a question that went comes back with its answer", async () => {
    await yes.check();
    assert.equal(await kind.inputValue(), "A hen");
  });

  await check("the focus is not lost with a question that goes", async () => {
    await kind.focus();
    // As when the browser fills in another field while the person is in this one.
    await page.getByRole("radio", { name: "No" }).evaluate((radio) => {
      radio.checked = true;
      radio.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    });
    await kind.waitFor({ state: "detached" });
    await until(async () => (await person.focused()).role === "heading", "the heading has the focus");
    await yes.check();
    assert.equal(await kind.inputValue(), "A hen");
  });

  await check("Enter goes on, the title is as it was, and the heading has the focus", async () => {
    await name.press("Enter");
    await person.sees("Home");
    assert.equal(await page.title(), original);
    await until(async () => (await person.focused()).name === "Home", "the heading has the focus");
  });

  await check("the browser's Back is a page back, with every answer, and Forward a page on", async () => {
    await page.goBack();
    await person.sees("You");
    assert.equal(await name.inputValue(), "Ali");
    assert.equal(await kind.inputValue(), "A hen");
    await page.goForward();
    await person.sees("Home");
    await person.clicks("button", "Back");
    await person.sees("You");
  });

  await check("Enter on a button of the summary, a link or a details element does not send the page", async () => {
    await name.fill("");
    await name.press("Enter");
    await person.sees("There is a problem");
    await page.getByRole("link", { name: /Your name/ }).press("Enter");
    await until(async () => (await person.focused()).name === "Your name", "the field has the focus");
    assert.ok(await page.getByRole("heading", { name: "You" }).count());
  });

  await check("what is mended leaves the summary at once, what is wrong in another way says so, and the last takes it along", async () => {
    await open({ form: two });
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    const lines = () => page.getByRole("alert").getByRole("link").allTextContents();
    assert.deepEqual(await lines(), ["Your name: Enter an answer", "Do you have a pet? Choose yes or no"]);
    await name.pressSequentially("Al");
    assert.deepEqual(await lines(), ["Your name: Enter at least 3 characters", "Do you have a pet? Choose yes or no"]);
    await name.pressSequentially("i");
    assert.deepEqual(await lines(), ["Do you have a pet? Choose yes or no"]);
    assert.equal(await page.title(), `Error: ${original}`);
    await person.presses("Backspace", "Tab");
    await wrong.first().waitFor();
    assert.deepEqual(await lines(), ["Do you have a pet? Choose yes or no"], "a new mistake waits for Continue");
    await name.fill("Ali");
    await yes.check();
    await page.getByRole("alert").waitFor({ state: "detached" });
    assert.equal(await page.title(), original);
    assert.equal((await person.focused()).role, "radio");
  });

  await check("the field at hand stays where it is on the screen while the summary above it goes", async () => {
    await open({ form: two });
    await page.setViewportSize({ width: 320, height: 480 });
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    await name.fill("Ali");
    await yes.focus();
    const place = async () => Math.round((await yes.boundingBox()).y);
    const before = await place();
    const { height } = await page.getByRole("alert").boundingBox();
    await person.presses("Space");
    await page.getByRole("alert").waitFor({ state: "detached" });
    const moved = before - (await place());
    // Its own error goes as well, which stood above it.
    assert.ok(moved <= 60 && height > 100, `it moved by ${moved}, the summary's height is ${height}`);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await check("with askOnlyWhatMatters the progress counts only what is still asked", async () => {
    await open({ form: screening });
    await person.reads("Page 1 of 3");
    await page.getByRole("radio", { name: "Yes" }).check();
    await person.clicks("button", "Continue");
    await person.reads("Page 2 of 3");
    await page.getByRole("radio", { name: "No" }).check();
    await person.reads("Page 2 of 2");
    await shoot("short");
    await page.getByRole("radio", { name: "Yes" }).check();
    await person.reads("Page 2 of 3");
    await page.getByRole("radio", { name: "No" }).check();
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await page.getByRole("term").count(), 2);
  });
}
