import assert from "node:assert/strict";
import { ready } from "../../answer.mjs";
import { embed, listen } from "../../embed.mjs";
import { offline, until } from "../../person.mjs";

export const title = "a page drives the form: goes to a page, sends, starts over, and hears of everything";
export const expected = [/net::ERR_INTERNET_DISCONNECTED/];

export async function run(stage) {
  const { page, person, check } = stage;
  const element = page.locator("intake-form");
  const heard = () => page.evaluate(() => window.heard);
  const names = async () => (await heard()).map(([name]) => name);
  const answer = (answers) => element.evaluate((form, answers) => { form.answers = answers; }, answers);
  await embed(stage, '<button id="go">Go</button><intake-form src="/try/visit.json" action="/submissions"></intake-form>');
  await listen(page);
  await ready(page);

  await check("goTo shows a page that is asked, says no to one that is not, and throws for a name that is none", async () => {
    assert.equal(await element.evaluate((form) => form.page), "you");
    // Nobody goes past a question that has to be answered: it is shown instead.
    assert.equal(await element.evaluate((form) => form.goTo("home")), false);
    assert.equal(await element.evaluate((form) => form.page), "you");
    await answer({ called: "Ada" });
    assert.equal(await element.evaluate((form) => form.goTo("home")), true);
    await person.sees("Home");
    assert.equal(await element.evaluate((form) => form.goTo("garden")), false);
    assert.equal(await element.evaluate((form) => form.page), "home");
    const wrong = await element.evaluate((form) => {
      try { form.goTo("cellar"); } catch (error) { return [error.name, error.message]; }
    });
    assert.deepEqual(wrong, ["RangeError", "intake-form: no page is named cellar"]);
    assert.equal(await element.evaluate((form) => form.goTo("review")), false);
    assert.equal(await element.evaluate((form) => form.page), "home");
    await answer({ town: "Lund" });
    assert.equal(await element.evaluate((form) => form.goTo("review")), true);
    await person.sees("Check your answers");
    const pages = (await heard()).filter(([name]) => name === "intake-page");
    assert.deepEqual(pages.map(([, { page }]) => page), ["home", "review"]);
  });

  await check("the browser's Back goes through pages that the page around went to", async () => {
    await page.goBack();
    await person.sees("Home");
  });

  await check("submit says what is missing, and shows the person the summary", async () => {
    await element.evaluate((form) => form.reset());
    const said = await element.evaluate((form) => form.submit());
    assert.deepEqual(said, {
      status: "incomplete", errors: [{ code: "required", pointer: "/called" }, { code: "required", pointer: "/town" }],
    });
    await person.sees("There is a problem");
    assert.equal((await person.focused()).role, "alert");
    assert.equal(await element.evaluate((form) => form.goTo("outcome")), false);
    assert.equal(await element.evaluate((form) => form.reportValidity()), false);
  });

  await check("a listener can keep the form from being sent, before and after it is signed", async () => {
    await answer({ called: "Maria", town: "Lund" });
    const kept = await element.evaluate(async (form) => {
      form.addEventListener("intake-send", (event) => event.preventDefault(), { once: true });
      return form.submit();
    });
    assert.deepEqual(kept, { status: "canceled" });
    assert.equal(await element.evaluate((form) => form.page), "outcome");
    assert.ok(!(await names()).includes("intake-submit"));
    const taken = await element.evaluate(async (form) => {
      form.addEventListener("intake-submit", (event) => {
        event.preventDefault();
        window.taken = event.detail;
      }, { once: true });
      return form.submit();
    });
    assert.equal(taken.status, "taken");
    const submission = await page.evaluate(() => window.taken);
    assert.equal(submission.submissionId, taken.submissionId);
    assert.deepEqual(submission.answers, { called: "Maria", town: "Lund" });
    assert.deepEqual(submission.respondent, { mode: "self" });
    assert.match(submission.signature, /^[\w-]+\.\.[\w-]+$/);
    await person.sees("Your answers have been sent");
  });

  await check("after sending goTo says no, and reset forgets everything", async () => {
    assert.equal(await element.evaluate((form) => form.goTo("you")), false);
    await page.locator("#go").focus();
    await element.evaluate((form) => form.reset());
    await person.sees("You");
    assert.equal(await element.evaluate((form) => form.page), "you");
    assert.deepEqual(await element.evaluate((form) => form.answers), {});
    assert.equal(await page.getByLabel("Your name").inputValue(), "");
    assert.equal(await page.evaluate(() => document.activeElement.id), "go", "the focus stays where the person pressed");
    assert.deepEqual((await heard()).at(-1), ["intake-page", { page: "you" }]);
  });

  await check("with a worker's help it says so, and the receiver keeps it", async () => {
    await element.evaluate((form) => {
      form.setAttribute("mode", "assisted");
      form.setAttribute("worker", "Robin at the desk");
    });
    await answer({ called: "Kim", town: "Malmö", pet: false });
    await page.evaluate(() => { window.heard.length = 0; });
    const sent = await element.evaluate((form) => form.submit());
    assert.equal(sent.status, "sent", JSON.stringify(sent));
    assert.match(sent.reference, /\w/);
    const events = await heard();
    const [, body] = events.find(([name]) => name === "intake-submit");
    assert.deepEqual(body.respondent, { mode: "assisted", worker: "Robin at the desk" });
    assert.deepEqual(events.map(([name, detail]) => [name, detail?.status].filter(Boolean).join(" ")), [
      "intake-page", "intake-outcome", "intake-send", "intake-status sending", "intake-submit", "intake-delivered", "intake-status sent",
    ]);
    assert.deepEqual(await element.evaluate((form) => form.submit()), { status: "sent" }, "it is not sent twice");
  });

  await check("outcome is what the submission said, and its event too", async () => {
    const outcome = await element.evaluate((form) => form.outcome);
    const [, told] = (await heard()).find(([name]) => name === "intake-outcome");
    const [, body] = (await heard()).find(([name]) => name === "intake-submit");
    assert.deepEqual(outcome, { programs: [], referrals: [] });
    assert.deepEqual(told, outcome);
    assert.deepEqual(body.outcome, outcome);
  });

  await check("without a network the promise says that it waits, and with it the person's answers go", async () => {
    await element.evaluate((form) => form.reset());
    await answer({ called: "Sam", town: "Umeå" });
    await offline(page);
    const waits = await element.evaluate((form) => form.submit());
    assert.equal(waits.status, "waiting");
    await page.context().setOffline(false);
    await until(async () => (await heard()).at(-1)[1].status === "sent", "the answers were sent when the network came back");
  });

  await check("what is typed is told by name, never by what it says", async () => {
    await element.evaluate((form) => form.reset());
    await page.evaluate(() => { window.heard.length = 0; });
    await person.sees("You");
    await person.fills("Your name", "Hidden");
    assert.deepEqual((await heard()).filter(([name]) => name === "intake-change"), [["intake-change", { name: "called" }]]);
  });
}
