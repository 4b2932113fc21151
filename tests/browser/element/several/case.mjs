import assert from "node:assert/strict";
import { embed, visit } from "../../embed.mjs";
import { until } from "../../person.mjs";

export const title = "several forms on a page keep to themselves, and a form that comes and goes leaves nothing behind";

const second = { ...visit, name: "second", title: { en: "Another", sv: "En annan" }, settings: { exitUrl: "https://weather.example/" } };
const ROUNDS = 200;

export async function run(stage) {
  const { page, person, check, context } = stage;
  await embed(stage, `
    <div id="one"><intake-form src="/try/visit.json" lang="en"></intake-form></div>
    <div id="two"><intake-form src="/try/second.json" lang="sv"></intake-form></div>`, { forms: [visit, second] });
  const [one, two] = ["#one", "#two"].map((place) => page.locator(`${place} intake-form`));
  await two.getByRole("heading", { name: "Du" }).waitFor();
  const title = () => page.title();

  await check("what is typed into one is in that one only", async () => {
    await one.getByLabel("Your name").fill("Maria");
    await two.getByLabel("Ditt namn").fill("Sam");
    const answers = await page.evaluate(() => [...document.querySelectorAll("intake-form")].map((form) => form.answers));
    assert.deepEqual(answers, [{ called: "Maria" }, { called: "Sam" }]);
    const labelled = await two.getByLabel("Ditt namn").evaluate((field) => field.labels[0].textContent.trim());
    assert.equal(labelled, "Ditt namn");
  });

  await check("the browser's Back takes back the last step that was gone, in whichever form", async () => {
    await one.getByRole("button", { name: "Continue" }).click();
    await one.getByRole("heading", { name: "Home" }).waitFor();
    await two.getByRole("button", { name: "Fortsätt", exact: true }).click();
    await two.getByRole("heading", { name: "Hem" }).waitFor();
    await page.goBack();
    await two.getByRole("heading", { name: "Du" }).waitFor();
    assert.equal(await one.evaluate((form) => form.page), "home");
    await page.goBack();
    await one.getByRole("heading", { name: "You" }).waitFor();
    assert.equal(await two.evaluate((form) => form.page), "you");
  });

  await check("the page's title says of an error once, and is as before when all is mended, whatever the order", async () => {
    const before = await title();
    for (const [form, label, button] of [[one, "Your name", "Continue"], [two, "Ditt namn", "Fortsätt"]]) {
      await form.getByLabel(label).fill("");
      await form.getByRole("button", { name: button, exact: true }).click();
      await form.getByRole("alert").waitFor();
    }
    await until(async () => (await title()) === `Error: ${before}`, "one of them marks the title");
    await one.getByLabel("Your name").fill("Maria");
    await one.getByRole("button", { name: "Continue" }).click();
    await until(async () => (await title()) === `Fel: ${before}`, "the other one marks it");
    await two.getByLabel("Ditt namn").fill("Sam");
    await two.getByRole("button", { name: "Fortsätt", exact: true }).click();
    await until(async () => (await title()) === before, "the title is as it was");
  });

  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  /** What there is when all rubbish is gone. */
  const counts = async () => {
    for (let i = 0; i < 3; i += 1) {
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      await session.send("HeapProfiler.collectGarbage");
    }
    const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
    const { metrics } = await session.send("Performance.getMetrics");
    const heap = metrics.find(({ name }) => name === "JSHeapUsedSize").value;
    return { nodes, listeners: jsEventListeners, heap };
  };
  const say = (what, before, after) => console.log(`          ${what}: ${Object.keys(before)
    .map((name) => `${name} ${before[name]} → ${after[name]}`).join(", ")}`);

  for (const [what, form] of [["a form", one], ["a form with a way out", two]]) {
    await check(`${what}: ${ROUNDS} removals and insertions leave the numbers of nodes and listeners, and the heap, as they were`, async () => {
      const move = (rounds) => form.evaluate(async (form, rounds) => {
        const place = form.parentNode;
        for (let i = 0; i < rounds; i += 1) {
          form.remove();
          await new Promise((resolve) => setTimeout(resolve));
          place.append(form);
          await new Promise((resolve) => setTimeout(resolve));
        }
      }, rounds);
      await move(20);
      const before = await counts();
      await move(ROUNDS);
      const after = await counts();
      say(`${ROUNDS} rounds`, before, after);
      assert.equal(after.nodes, before.nodes);
      assert.equal(after.listeners, before.listeners);
      // Caches and profiles of the browser itself grow by some kilobytes; a form would be a hundred.
      assert.ok(after.heap - before.heap < 150_000, `${after.heap - before.heap} bytes more`);
      assert.equal(await form.evaluate((form) => form.answers.called === "Maria" || form.answers.called === "Sam"), true, "the answers stay");
    });
  }

  await check("it is as alive as before", async () => {
    await one.getByLabel("Your town").fill("Lund");
    assert.equal((await one.evaluate((form) => form.answers)).town, "Lund");
  });

  await check("a form that is thrown away takes its nodes along", async () => {
    const make = (rounds) => page.evaluate(async (rounds) => {
      for (let i = 0; i < rounds; i += 1) {
        const form = document.createElement("intake-form");
        form.setAttribute("src", "/try/visit.json");
        const ready = new Promise((resolve) => form.addEventListener("intake-ready", resolve));
        document.body.append(form);
        await ready;
        await new Promise((resolve) => setTimeout(resolve));
        form.remove();
      }
    }, rounds);
    await make(5);
    const before = await counts();
    await make(50);
    const after = await counts();
    say("50 new forms", before, after);
    // One each, its empty place, which Yew holds on to; the form itself has about sixty.
    assert.ok(after.nodes - before.nodes < 75, `${after.nodes - before.nodes} nodes more`);
  });
}
