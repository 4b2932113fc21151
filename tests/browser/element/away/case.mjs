import assert from "node:assert/strict";
import { inboxCount } from "../../delivery/person.mjs";
import { embed, visit } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "a form that leaves its page: submit() keeps nobody waiting, and what is set meanwhile holds when it comes back";

const other = { ...visit, name: "away-other", pages: [{ ...visit.pages[0], title: { en: "Another form", sv: "Ett annat" } }] };

export async function run(stage) {
  const { page, person, check, context, server } = stage;
  const element = page.locator("intake-form");
  const settled = () => page.evaluate(() => window.settled);
  const stored = () => inboxCount(server);
  let release;
  await context.route("**/submissions", async (route) => {
    await new Promise((resolve) => { release = resolve; });
    await route.continue();
  });
  await embed(stage, '<div id="one"><intake-form src="/try/visit.json" action="/submissions"><p>Call us.</p></intake-form></div><div id="two"></div>', {
    forms: [visit, other],
  });
  await page.evaluate(() => { window.form = document.querySelector("intake-form"); });

  /** Sends, and returns when the request is on its way, where it is kept until `release`. */
  async function send(called) {
    release = undefined;
    await element.evaluate((form, called) => {
      form.reset();
      form.answers = { called, town: "Lund" };
      window.settled = undefined;
      form.submit().then((said) => { window.settled = said; });
    }, called);
    await until(() => release, "the request is on its way");
    assert.equal(await settled(), undefined);
  }

  await check("removed meanwhile: the promise says that it is on its way, and it arrives", async () => {
    const before = await stored();
    await send("Ada");
    await page.evaluate(() => window.form.remove());
    await until(settled, "the promise is settled");
    assert.deepEqual(await settled(), { status: "sending" });
    release();
    await until(async () => await stored() === before + 1, "it is in the inbox");
  });

  await check("put back it tells what became of it", async () => {
    await page.evaluate(() => document.querySelector("#one").append(window.form));
    await person.sees("Your answers have been sent");
    assert.equal((await element.evaluate((form) => form.submit())).status, "sent");
  });

  await check("only moved: the promise waits for what becomes of it", async () => {
    await send("Bo");
    await page.evaluate(() => document.querySelector("#two").append(window.form));
    await person.sees("Sending");
    assert.equal(await settled(), undefined);
    release();
    await until(settled, "the promise is settled");
    assert.equal((await settled()).status, "sent");
  });

  await check("reset meanwhile: the promise is settled, what was signed arrives, and the form is empty", async () => {
    const before = await stored();
    await send("Cleo");
    await element.evaluate((form) => form.reset());
    await until(settled, "the promise is settled");
    assert.equal((await settled()).status, "");
    await person.sees("You");
    release();
    await until(async () => await stored() === before + 1, "it is in the inbox");
    await person.sees("You");
  });

  await check("another form in its place: the promise is settled, and what was signed arrives", async () => {
    const before = await stored();
    await send("Dan");
    await element.evaluate((form) => form.setAttribute("src", "/try/away-other.json"));
    await until(settled, "the promise is settled");
    assert.deepEqual(await settled(), { status: "" });
    await person.sees("Another form");
    release();
    await until(async () => await stored() === before + 1, "it is in the inbox");
    await element.evaluate((form) => form.setAttribute("src", "/try/visit.json"));
    await person.sees("You");
  });

  await check("off the page nothing is sent", async () => {
    await page.evaluate(() => window.form.remove());
    assert.deepEqual(await page.evaluate(() => window.form.submit()), { status: "" });
    assert.equal(await page.evaluate(() => window.form.page), "you");
  });

  await check("language, address and way out that are set meanwhile hold when it comes back, and its answers stay", async () => {
    const audience = await page.evaluate(async () => {
      const { form } = window;
      form.answers = { called: "Eva", town: "Lund" };
      form.lang = "sv";
      form.setAttribute("action", "/elsewhere");
      form.setAttribute("exit-url", "https://weather.example/");
      document.querySelector("#one").append(form);
      return new Promise((resolve) => {
        form.addEventListener("intake-submit", (event) => {
          event.preventDefault();
          resolve(event.detail.audience);
        }, { once: true });
        form.submit();
      });
    });
    assert.equal(audience, `${server.origin}/elsewhere`);
    await person.sees("Dina svar har skickats");
    await page.getByRole("link", { name: "Lämna sidan snabbt" }).waitFor();
    assert.deepEqual(await element.evaluate((form) => form.answers), { called: "Eva", town: "Lund" });
  });

  await check("as does another form; until it is there, what the page wrote inside stands there", async () => {
    const [name, fallback] = await page.evaluate((definition) => {
      const { form } = window;
      form.removeAttribute("lang");
      form.remove();
      form.definition = definition;
      document.querySelector("#two").append(form);
      return [form.page, form.firstElementChild.checkVisibility()];
    }, other);
    assert.deepEqual([name, fallback], ["", true]);
    await person.sees("Another form");
    assert.equal(await page.getByText("Call us.").isVisible(), false);
  });
}
