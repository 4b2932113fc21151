import assert from "node:assert/strict";
import { createServer } from "node:http";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { embed } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "inside a form of the page it is a field like others: valid when finished, and what it sends is signed";

const BODY = `
<form id="around" action="/host/taken.html" method="get">
  <label>Branch <input name="branch" required></label>
  <fieldset id="set"><intake-form name="submission" src="/try/visit.json"></intake-form></fieldset>
  <button>Send all</button> <button type="reset">Start over</button>
</form>`;

export async function run(stage) {
  const { page, person, check, context, program, folder, server } = stage;
  const element = page.locator("#set intake-form");
  const state = () => element.evaluate((form) => ({
    form: form.form.id, name: form.name, valid: form.checkValidity(), message: form.validationMessage, will: form.willValidate,
    value: new FormData(form.form).get("submission"),
  }));
  const valid = () => until(async () => (await state()).valid, "the form is finished and signed");
  await context.route("**/host/taken.html*", (route) => route.fulfill({ contentType: "text/html", body: "<h1>Taken</h1>" }));
  await embed(stage, BODY);
  const whole = () => until(() => element.evaluate(({ page }) => page !== ""), "all of the form is there");
  await whole();

  await check("unfinished it is invalid, says why in the person's language, and has no value", async () => {
    assert.deepEqual(await state(), {
      form: "around", name: "submission", valid: false, message: "Finish this form first", will: true, value: null,
    });
    assert.equal(await element.evaluate((form) => form.validity.valueMissing), true);
    assert.equal(await page.evaluate(() => document.querySelector("#around").checkValidity()), false);
    assert.equal(await element.evaluate((form) => form.page), "you", "asking moves nothing");
    await element.evaluate((form) => { form.lang = "sv"; });
    await until(async () => (await state()).message === "Gör klart det här formuläret först", "the message is in Swedish");
    await element.evaluate((form) => { form.lang = "en"; });
    await person.sees("You");
  });

  await check("the page's button does not send then, and the focus comes to what is unfinished", async () => {
    await page.getByLabel("Branch").fill("North");
    await person.clicks("button", "Send all");
    await until(() => element.evaluate((form) => document.activeElement === form), "the element has the focus");
    assert.match(page.url(), /embed\.html$/);
  });

  await check("reportValidity shows what is missing", async () => {
    assert.equal(await element.evaluate((form) => form.reportValidity()), false);
    await person.sees("There is a problem");
  });

  await check("Enter in a field of the form goes a page on, and does not send the form around", async () => {
    await person.fills("Your name", "Maria");
    await page.getByLabel("Your name").press("Enter");
    await person.sees("Home");
    await person.fills("Your town", "Lund");
    await page.getByLabel("Your town").press("Enter");
    await person.sees("Check your answers");
    assert.match(page.url(), /embed\.html$/);
    assert.equal((await state()).valid, false, "not before the person has seen the outcome");
    await person.clicks("button", "Continue");
  });

  let signed;
  await check("at the outcome it is valid, and its value is the signed JSON for where the form goes", async () => {
    await valid();
    signed = (await state()).value;
    const body = JSON.parse(signed);
    assert.deepEqual(body.answers, { called: "Maria", town: "Lund" });
    assert.equal(body.audience, `${server.origin}/host/taken.html`);
    const file = join(folder, "field.json");
    await writeFile(file, signed);
    const { status, stdout, stderr } = spawnSync(program, ["verify", file], { encoding: "utf8" });
    assert.equal(status, 0, stdout + stderr);
  });

  await check("a changed answer takes the value back until the outcome is reached again", async () => {
    await element.evaluate((form) => form.goTo("home"));
    await person.sees("Home");
    assert.deepEqual([(await state()).valid, (await state()).value], [false, null]);
    await person.fills("Your town", "Malmö");
    await element.evaluate((form) => form.goTo("outcome"));
    await valid();
    const again = JSON.parse((await state()).value);
    assert.equal(again.answers.town, "Malmö");
    assert.notEqual(again.submissionId, JSON.parse(signed).submissionId);
  });

  await check("disabled it can't be used and sends nothing; the page's reset forgets its answers", async () => {
    const set = page.locator("#set");
    await set.evaluate((set) => { set.disabled = true; });
    assert.deepEqual([(await state()).will, (await state()).value], [false, null]);
    assert.equal(await element.evaluate((form) => [...form.shadowRoot.children].some(({ inert }) => inert)), true);
    await set.evaluate((set) => { set.disabled = false; });
    assert.equal(await element.evaluate((form) => [...form.shadowRoot.children].some(({ inert }) => inert)), false);
    await person.clicks("button", "Start over");
    await person.sees("You");
    assert.deepEqual(await element.evaluate((form) => form.answers), {});
    assert.deepEqual([(await state()).valid, (await state()).value], [false, null]);
  });

  for (const [what, send] of [
    ["the page's own button", () => person.clicks("button", "Send all")],
    ["the form's last button", () => person.clicks("button", /^Send$/)],
    ["submit()", () => element.evaluate((form) => void form.submit())],
  ]) {
    await check(`${what} sends both, once`, async () => {
      await page.goto("/host/embed.html");
      await person.sees("You");
      await whole();
      await page.getByLabel("Branch").fill("North");
      await element.evaluate((form) => {
        form.answers = { called: "Kim", town: "Lund" };
        form.goTo("outcome");
      });
      await person.sees("Send your answers");
      await send();
      await page.waitForURL(/taken/);
      const sent = new URL(page.url()).searchParams;
      assert.deepEqual([...sent.keys()], ["branch", "submission"]);
      assert.deepEqual(JSON.parse(sent.get("submission")).answers, { called: "Kim", town: "Lund" });
    });
  }

  await check("a plain handler gets it by POST, as any field", async () => {
    const got = [];
    const handler = createServer((request, response) => {
      let text = "";
      request.on("data", (part) => { text += part; });
      request.on("end", () => {
        got.push(new URLSearchParams(text));
        response.setHeader("content-type", "text/html");
        response.end("<h1>Thank you</h1>");
      });
    });
    await new Promise((resolve) => handler.listen(0, "127.0.0.1", resolve));
    try {
      await context.route("**/host/handler", (route) => handle(route, handler.address().port));
      await page.goto("/host/embed.html");
      await person.sees("You");
      await whole();
      await page.getByLabel("Branch").fill("South");
      await page.evaluate(() => Object.assign(document.querySelector("#around"), { method: "post", action: "/host/handler" }));
      await element.evaluate((form) => {
        form.answers = { called: "Åsa & Öst", town: "Lund" };
        form.goTo("outcome");
      });
      await valid();
      await person.clicks("button", "Send all");
      await person.sees("Thank you");
    } finally {
      handler.close();
    }
    assert.equal(got[0].get("branch"), "South");
    assert.equal(JSON.parse(got[0].get("submission")).answers.called, "Åsa & Öst");
  });
}

/** Hands a request on to a server beside the page's, as a proxy does. */
async function handle(route, port) {
  const request = route.request();
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: request.postDataBuffer(), headers: { "content-type": request.headers()["content-type"] } });
  await route.fulfill({ contentType: "text/html", body: await answer.text() });
}
