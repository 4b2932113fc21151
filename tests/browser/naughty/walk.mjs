// One way through the form that is made of words: as the widget, and as the plain pages. Hands each page to `see`.

import { readFile } from "node:fs/promises";
import { until } from "../person.mjs";

/** Gives each field its text at once; a person's keys are other cases' matter. */
const fill = (fields, words) => fields.evaluateAll((inputs, words) => {
  for (const [i, word] of words.entries()) {
    inputs[i].value = word;
    inputs[i].dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    inputs[i].dispatchEvent(new Event("change", { bubbles: true }));
  }
}, words);
const tick = (boxes) => boxes.evaluateAll((all) => { for (const box of all) box.click(); });
const open = (parts) => parts.evaluateAll((all) => { for (const part of all) part.open = true; });

/** Gives every answer of the widget, sends, and saves what can be saved. `names` are those of the files. */
export async function widget({ page, words, names, see, folder }) {
  const form = page.locator("intake-form");
  const press = (name) => form.getByRole("button", { name, exact: true }).first().click();
  const next = async (there) => {
    await press("Continue");
    await (there.startsWith("h2 ") ? form.getByRole("heading", { name: there.slice(3) }) : form.locator(there)).first().waitFor();
  };
  await form.locator("textarea, input[type=text]").nth(words.length - 1).waitFor();
  await open(form.locator("details"));
  await see("the first page", form);
  await fill(form.locator("input[type=text]"), words);
  await see("the first page, filled", form);
  await next("input[type=checkbox]");
  await tick(form.locator("input[type=checkbox]"));
  await form.locator("select").first().selectOption({ index: 1 });
  await see("choices", form);
  await next("textarea");
  await form.locator("textarea").fill(words.join("\n"));
  await form.locator("input[type=file]").first().setInputFiles(names.map((name, i) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`paper ${i}`) })));
  await until(async () => (await page.evaluate(() => document.querySelector("intake-form").files.length)) === names.length, "the files are read");
  const entries = words.slice(0, 3);
  for (const [i, word] of entries.entries()) {
    await form.locator("fieldset.repeat > button").click();
    await form.locator(".entry").nth(i).locator("input[type=text]").fill(word);
  }
  await see("the last page", form);
  const draft = await download(page, () => press("Save what I have written"), `${folder}/draft.html`);
  await next("h2 Check your answers");
  await see("the review", form);
  await next("h2 What you may qualify for");
  await open(form.locator("details"));
  await see("the outcome", form);
  await press("Send");
  await form.getByRole("heading", { name: "Your answers have been sent" }).waitFor();
  await see("the confirmation", form, []);
  const copy = await download(page, () => press("Save a copy"), `${folder}/copy.html`);
  return { draft, copy };
}

export async function download(page, deed, path) {
  const [saved] = await Promise.all([page.waitForEvent("download"), deed()]);
  await saved.saveAs(path);
  return readFile(path, "utf8");
}

/** The same on the pages without a script, which have no files to be chosen here. */
export async function plain({ page, words, see, folder, opened }) {
  const body = page.locator("html");
  const press = (button) => Promise.all([page.waitForNavigation(), page.locator(button).last().click()]);
  const goOn = () => press("button.main[value=continue]");
  await open(page.locator("details"));
  await see("the first page", body);
  await fill(page.locator("main input[type=text]"), words);
  await goOn();
  await page.goBack();
  await see("the first page, filled", body);
  await page.goForward();
  await tick(page.locator("input[type=checkbox]"));
  await page.locator("select").first().selectOption({ index: 1 });
  await see("choices", body);
  await goOn();
  await page.locator("textarea").fill(words.join("\n"));
  for (const [i, word] of words.slice(0, 2).entries()) {
    await press("button[value^='add ']");
    await page.locator(".entry").nth(i).locator("input[type=text]").fill(word);
  }
  await see("the last page", body);
  await goOn();
  await see("the review", body);
  await goOn();
  await see("the outcome", body);
  await press("button.main[value=send]");
  await see("the confirmation", body, []);
  const copy = await download(page, () => page.locator("a[download]").first().click(), `${folder}/plain-copy.html`);
  await page.goto(await page.locator("a.button:not([download])").first().evaluate((link) => link.href));
  await see("the sheet", body);
  await see("the saved copy", await opened(copy));
}
