import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { violations } from "../axe.mjs";
import { until } from "../person.mjs";

export const title = "the first page is there before the rest of the module; what is done meanwhile waits, and nothing is lost";
export const expected = [/ERR_FAILED/];

export const LATER = /intake-form-later-[0-9a-f]+\.wasm$/;
const LAST = /intake-form-last-[0-9a-f]+\.wasm$/;

export function skip() {
  const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
  const part = readdirSync(dist).find((name) => LATER.test(name));
  return part && statSync(dist + part).size < 100 && "a quick widget has no later parts";
}

const form = {
  formLanguage: 1, name: "parts", version: "1", defaultLanguage: "en", languages: ["en"], title: { en: "A visit" },
  pages: [
    {
      name: "you", title: { en: "You" },
      items: [
        { name: "called", type: "text", required: true, label: { en: "Your name" }, record: true },
        { name: "asleep", type: "boolean", required: true, label: { en: "Do you sleep outside?" }, record: true },
        { name: "where", type: "text", relevant: "asleep == true", label: { en: "Where do you sleep?" }, record: true },
      ],
    },
    { name: "end", title: { en: "Last page" }, items: [{ name: "more", type: "text", label: { en: "Anything else" }, record: true }] },
  ],
};

/** First pages with a question of a rarer kind, and its label. */
const rarer = Object.entries({
  address: "What is your address?", autocomplete: "Which town do you live in?", "choice-filter": "Which town?",
  choices: "Which languages do you speak?", decimal: "How many square metres is the room?", scale: "How was our help?", signature: "Sign here",
  time: "When can we call you?", url: "Where can we see the advert?", file: "Proof of income",
});

export async function run({ page, person, playground, check, seen, open, shoot }) {
  // What comes later comes when `arrives` says so: with "abort" there is no network.
  let waiting = [];
  const holdBack = async (part) => {
    await page.unrouteAll();
    waiting = [];
    await page.route(part, (route) => { waiting.push(route); });
  };
  await holdBack(LATER);
  const arrives = async (deed) => {
    await until(() => waiting.length > 0, "it is asked for");
    await waiting.shift()[deed]();
  };
  /** Requests that stop the page until they are answered. */
  const blocking = [];
  page.on("request", (request) => { if (request.resourceType() === "xhr") blocking.push(request.url()); });
  const fetched = (part) => seen.requests.filter((line) => part.test(line)).length;

  await check("each form of schemas/ shows its first page without it", async () => {
    for (const name of ["outreach-needs", "housing-emergency", "us-nutrition-screener"]) {
      const before = fetched(LATER);
      await open({ form: name });
      await page.getByRole("button", { name: /Continue|Start/ }).waitFor();
      await until(() => waiting.length > 0, "it is asked for");
      assert.equal(fetched(LATER) - before, 1, `${name} needed it at once: write src/later.txt anew with cargo xtask profile`);
      await arrives("continue");
    }
  });

  await check("so does a page of very many questions, and it answers without the last part", async () => {
    await page.route(LAST, (route) => route.abort());
    const begun = () => seen.requests.filter((line) => /again=/.test(line)).length;
    const before = begun();
    for (const length of [60, 200, 1000]) {
      const items = Array.from({ length }, (_, n) => ({
        name: `q${n}`, type: ["text", "integer", "boolean", "date"][n % 4], required: true, label: { en: `Question ${n}` },
        ...(n % 10 === 9 && { relevant: `q${n - (n % 4) - 2} == true` }),
      }));
      await open({ form: { ...form, pages: [{ name: "all", title: { en: "All" }, items }] } });
      await arrives("continue");
      await person.clicks("button", "Continue");
      await person.sees("There is a problem");
    }
    assert.equal(begun(), before, "the module began anew: write src/later.txt anew with cargo xtask profile");
    await page.unroute(LAST);
  });

  await check("what is typed, chosen and pressed before it is there happens when it is", async () => {
    await open({ form });
    await page.getByLabel("Your name").fill("Sam");
    await page.getByRole("radio", { name: "Yes" }).check();
    // Nothing happens yet: it is pressed again, and more is written.
    await page.getByRole("button", { name: "Continue" }).dblclick();
    await page.getByLabel("Your name").fill("Sam Example");
    assert.equal(await page.getByLabel("Where do you sleep?").count(), 0);
    await arrives("continue");
    await person.sees("Last page");
    await page.goBack();
    await page.getByLabel("Where do you sleep?").waitFor();
    assert.equal(await page.getByLabel("Your name").inputValue(), "Sam Example");
  });

  await check("Enter in a field sends nothing away from the page, and says what is missing once it can", async () => {
    await open({ form });
    await page.getByLabel("Your name").press("Enter");
    await arrives("continue");
    await person.sees(/There is/);
    assert.match(page.url(), /try\.html/);
  });

  await check("without a network the person is told, keeps what was typed, and tries again", async () => {
    await open({ form });
    await page.getByLabel("Your name").fill("Sam");
    const message = () => page.locator("intake-form").evaluate((element) => element.validationMessage);
    assert.match(await message(), /still loading/);
    await arrives("abort");
    await person.reads(/could not be loaded/);
    assert.match(await message(), /could not be loaded/);
    assert.equal(await page.getByLabel("Your name").inputValue(), "Sam");
    await page.getByRole("radio", { name: "No" }).check();
    await person.clicks("button", "Try again");
    await arrives("continue");
    await page.getByText(/could not be loaded/).waitFor({ state: "detached" });
    assert.doesNotMatch(await message(), /could not be loaded/);
    await person.clicks("button", "Continue");
    await person.sees("Last page");
  });

  await check("before the last part is there, all of a page answers: mistakes, what appears, the next page, and back", async () => {
    await holdBack(LAST);
    await page.goto(await playground.path({ form }));
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    await page.getByLabel("Your name").fill("Sam Example");
    await page.getByRole("radio", { name: "Yes" }).check();
    await page.getByLabel("Where do you sleep?").fill("By the river");
    await person.clicks("button", "Continue");
    await person.sees("Last page");
    await page.getByLabel("Anything else").fill("No");
    await until(() => waiting.length === 1, "it is asked for");
    await arrives("continue");
    await page.locator("intake-form").evaluate((element) => new Promise((resolve) => {
      if (element.answers) resolve();
      else element.addEventListener("intake-ready", resolve);
    }));
    assert.deepEqual(await page.locator("intake-form").evaluate((element) => element.answers), {
      called: "Sam Example", asleep: true, where: "By the river", more: "No",
    });
  });

  await check("what needs the last part waits for it, and all that was done before is done again", async () => {
    await page.goto(await playground.path({ form }));
    await page.getByLabel("Your name").fill("Sam Example");
    await page.getByRole("radio", { name: "Yes" }).check();
    await page.getByLabel("Where do you sleep?").fill("By the river");
    await person.clicks("button", "Continue");
    await person.sees("Last page");
    await page.getByLabel("Anything else").fill("A dog, 2 cats");
    // To the review of the answers, whose code is not there.
    await person.clicks("button", "Continue");
    await arrives("continue");
    await person.sees("Check your answers");
    for (const answer of ["Sam Example", "By the river", "A dog, 2 cats"]) await page.getByText(answer).first().waitFor();
    assert.equal(fetched(LAST) > 0, true);
    assert.deepEqual(blocking, []);
    // The browser's Back goes the same steps, too.
    await page.goBack();
    await person.sees("Last page");
    assert.equal(await page.getByLabel("Anything else").inputValue(), "A dog, 2 cats");
    await page.goBack();
    await person.sees("You");
    assert.equal(await page.getByLabel("Your name").inputValue(), "Sam Example");
    await page.goForward();
    await person.sees("Last page");
  });

  await check("until the module begins anew, a press does not leave the page, and what is written is not lost", async () => {
    waiting = [];
    const [you] = form.pages;
    await page.goto(await playground.path({ form: { ...form, pages: [you] } }));
    const before = page.url();
    await page.getByLabel("Your name").fill("Sam");
    await page.getByRole("radio", { name: "Yes" }).check();
    // To the review, whose code is not there: by Enter, by a press, and once more.
    await page.getByLabel("Where do you sleep?").fill("By the river");
    await page.getByLabel("Where do you sleep?").press("Enter");
    await page.getByLabel("Your name").fill("Sam Example");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Continue" }).dblclick();
    await arrives("continue");
    await person.sees("Check your answers");
    for (const answer of ["Sam Example", "By the river"]) await page.getByText(answer).waitFor();
    assert.equal(page.url(), before);
    await page.goBack();
    await page.getByLabel("Your name").waitFor();
    assert.equal(await page.getByLabel("Your name").inputValue(), "Sam Example");
  });

  await check("what is done again is done to the question that it was done to, not to one that has loaded since", async () => {
    waiting = [];
    await page.goto(await playground.path({ form: { ...form, pages: [{ name: "you", title: { en: "You" }, items: [
      { name: "size", type: "decimal", label: { en: "How large is the room?" }, record: true },
      { name: "place", type: "address", label: { en: "Your address" }, record: true },
      { name: "called", type: "text", label: { en: "Your name" }, record: true },
      { name: "asleep", type: "boolean", label: { en: "Do you sleep outside?" }, record: true },
    ] }, form.pages[1]] } }));
    await page.getByLabel("Your name").fill("Sam Example");
    await page.getByRole("radio", { name: "Yes" }).check();
    await page.getByLabel("Your name").press("Enter");
    await person.sees("Last page");
    await page.getByLabel("Anything else").fill("12");
    // To the review, whose code is not there.
    await page.getByLabel("Anything else").press("Enter");
    await arrives("continue");
    await person.sees("Check your answers");
    assert.deepEqual(await page.locator("intake-form").evaluate((element) => element.answers), { called: "Sam Example", asleep: true, more: "12" });
  });

  await check("a rarer question on a first page shows its label and that it loads, stops nothing, and takes its answer then", async () => {
    await holdBack(LAST);
    const before = fetched(LAST);
    for (const [name, label] of rarer) {
      const loads = page.getByText("This question is loading…");
      await page.goto(await playground.path({ form: name }));
      await page.getByRole("button", { name: "Continue" }).waitFor();
      await page.getByText(label).first().waitFor();
      await until(() => waiting.length > 0, "it is asked for");
      assert.ok(await loads.count() > 0, `${name} says that it loads`);
      assert.equal(await page.locator("intake-form [aria-busy=true]").count(), await loads.count());
      assert.deepEqual(await violations(page), []);
      if (name === "file") await shoot("busy");
      await arrives("continue");
      await loads.first().waitFor({ state: "detached" });
      assert.equal(await page.locator("intake-form [aria-busy]").count(), 0);
      await page.getByText(label).first().waitFor();
    }
    assert.equal(fetched(LAST) - before, rarer.length, "it was fetched once for each");
    assert.deepEqual(blocking, []);
    await person.clicks("button", "Continue");
    await person.sees(/There (is|are)/);
  });

  await check("a first page that begins with answers or entries is drawn when it is there, and no request stops the page", async () => {
    for (const [name, label] of Object.entries({ "read-only": "Whole number", "repeat-absent": "Person", repeat: "Do you live alone?" })) {
      const before = fetched(LAST);
      await page.goto(await playground.path({ form: name }));
      await arrives("continue");
      await page.getByRole("button", { name: "Continue" }).waitFor();
      await page.getByText(label).first().waitFor();
      assert.equal(await page.locator("intake-form [aria-busy]").count(), 0);
      assert.equal(fetched(LAST) - before, 1, "it was fetched once");
    }
    assert.deepEqual(blocking, []);
  });

  await check("what the page fills in is never seen behind a form that is empty", async () => {
    await holdBack(LAST);
    await page.addInitScript(() => {
      window.stood = [];
      const look = () => {
        const field = document.querySelector("intake-form")?.shadowRoot?.querySelector("input");
        if (field) window.stood.push(field.value);
        window.drawn = (window.drawn ?? 0) + 1;
        requestAnimationFrame(look);
      };
      look();
      customElements.whenDefined("intake-form").then(() => {
        document.querySelector("intake-form").answers = { called: "Sam Example" };
      });
    });
    await page.goto(await playground.path({ form }));
    await until(() => waiting.length > 0, "it is asked for");
    const first = (name) => performance.getEntriesByType("resource").some((one) => /intake-form-[0-9a-f]+\.wasm$/.test(one.name) && one.responseEnd > 0);
    await page.waitForFunction(first);
    // Frames in which a form that did not wait would have been drawn.
    const frames = await page.evaluate(() => window.drawn);
    await page.waitForFunction((past) => window.drawn > past + 20, frames);
    await arrives("continue");
    await until(async () => (await page.getByLabel("Your name").inputValue().catch(() => "")) === "Sam Example", "the answer stands");
    assert.deepEqual([...new Set(await page.evaluate(() => window.stood))], ["Sam Example"]);
  });
}
