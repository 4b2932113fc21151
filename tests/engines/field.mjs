// The element as a field of a form of the page around: what it takes part in, and what is sent with it.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { around } from "../browser/around.mjs";
import { digest } from "../browser/delivery/person.mjs";
import { until } from "../browser/person.mjs";

export const title = "a field of a form of the page";

export async function run({ visitor, check, server, playground, folder }) {
  const { driver } = visitor;
  const site = await around({ playground, server, form: "delivery", head: '<script src="/faults.js"></script>' });
  const state = () => driver.run(`() => {
    const form = document.querySelector("intake-form");
    const fields = [...new FormData(form.form)].map(([name, value]) => (value instanceof File ? name + " " + value.name + " " + value.size : name));
    return { owner: form.form.id, valid: form.checkValidity(), around: form.form.checkValidity(), missing: form.validity.valueMissing,
      message: form.validationMessage, will: form.willValidate, fields, page: form.page, inert: [...form.shadowRoot.children].some((one) => one.inert) };
  }`);
  const valid = () => until(async () => (await state()).valid, "the form is finished and signed");
  const open = async () => {
    await visitor.goto(site.url);
    await visitor.sees("Your papers");
    await visitor.whole();
  };
  /** From the page of questions to the outcome, where the answers are signed. */
  const finish = async () => {
    await visitor.clicks("button", "Continue");
    await visitor.sees("Check your answers");
    await visitor.clicks("button", "Continue");
    await valid();
  };
  const thanks = async (times) => {
    await visitor.sees("Thank you");
    assert.equal(site.got.length, times);
    return site.got.at(-1);
  };
  const bytes = Buffer.alloc(30_000, "%PDF-1.4 card ");
  await writeFile(join(folder, "card.pdf"), bytes);

  await check("unfinished it is invalid, says why, and has no value", async () => {
    await open();
    await until(async () => (await state()).page === "page", "the form is ready");
    assert.deepEqual(await state(), {
      owner: "around", valid: false, around: false, missing: true, message: "Finish this form first", will: true,
      fields: ["branch"], page: "page", inert: false,
    });
  });

  await check("the page's button does not send then, and the focus comes to it", async () => {
    await visitor.fills("Branch", "North");
    await visitor.clicks("button", "Send all");
    await until(() => driver.run(`() => document.activeElement === document.querySelector("intake-form")`), "the element has the focus");
    assert.equal(site.got.length, 0);
    assert.equal(await driver.run("() => document.title"), "An enquiry");
  });

  await check("Enter in one of its fields goes a page on, and sends nothing", async () => {
    await visitor.fills("What should we call you?", "Åsa & Öst");
    await driver.press("Enter");
    await visitor.sees("Check your answers");
    assert.equal(site.got.length, 0);
    assert.equal((await state()).valid, false);
  });

  await check("the page's button sends the signed answers and the file, to the last byte, once", async () => {
    await driver.run(`() => void document.querySelector("intake-form").goTo("page")`);
    await driver.upload(await visitor.finds("file", /Choose files/, /Your card/), join(folder, "card.pdf"));
    await visitor.finds("button", "Remove card.pdf");
    await finish();
    assert.deepEqual((await state()).fields, ["branch", "submission", "attachment[] card.pdf 30000"]);
    await visitor.clicks("button", "Send all");
    const sent = await thanks(1);
    assert.deepEqual([...sent.keys()], ["branch", "submission", "attachment[]"]);
    assert.equal(sent.get("branch"), "North");
    const { answers, audience, attachments } = JSON.parse(sent.get("submission"));
    assert.equal(answers.called, "Åsa & Öst");
    assert.equal(audience, new URL("/handler", site.url).href);
    const got = Buffer.from(await sent.get("attachment[]").arrayBuffer());
    assert.ok(got.equals(bytes), "the bytes are the same");
    assert.equal(attachments[0].digest, digest(bytes));
  });

  await check("so does the form's own last button", async () => {
    await open();
    await finish();
    await visitor.clicks("button", "Send");
    assert.ok(JSON.parse((await thanks(2)).get("submission")).signature);
  });

  await check("and submit()", async () => {
    await open();
    await finish();
    const { status } = await driver.run(`() => document.querySelector("intake-form").submit()`).catch(() => ({ status: "canceled" }));
    assert.equal(status, "canceled");
    await thanks(3);
  });

  await check("disabled with its fieldset it can't be used and sends nothing", async () => {
    await open();
    await driver.run(`() => { document.querySelector("#set").disabled = true; }`);
    const { will, inert, fields, around } = await state();
    assert.deepEqual([will, inert, fields, around], [false, true, ["branch"], true]);
    await visitor.clicks("button", "Continue");
    assert.equal((await state()).page, "page");
    await driver.run(`() => { document.querySelector("#set").disabled = false; }`);
    await visitor.clicks("button", "Continue");
    await visitor.sees("Check your answers");
  });

  await check("the page's reset button forgets its answers, files too", async () => {
    await driver.run(`() => void document.querySelector("intake-form").goTo("page")`);
    await visitor.fills("What should we call you?", "Kim");
    await driver.upload(await visitor.finds("file", /Choose files/, /Your card/), join(folder, "card.pdf"));
    await visitor.finds("button", "Remove card.pdf");
    await finish();
    await visitor.clicks("button", "Start over");
    await visitor.sees("Your papers");
    const { valid, fields } = await state();
    assert.deepEqual([await visitor.answers(), valid, fields], [{}, false, ["branch"]]);
    assert.equal((await visitor.state("textbox", "What should we call you?")).value, "");
    assert.equal(await visitor.has("button", "Remove card.pdf"), false);
  });

  await check("reportValidity shows the person what is missing", async () => {
    const form = { ...await playground.definition("delivery"), name: "strict" };
    form.pages[0].items[0].required = true;
    await driver.run(`(form) => { document.querySelector("intake-form").definition = form; }`, form);
    await until(async () => (await driver.run(`() => document.querySelector("intake-form").reportValidity()`)) === false
      && visitor.has("heading", "There is a problem"), "the summary is there");
    await visitor.finds("link", /What should we call you/);
  });
  await site.close();
}
