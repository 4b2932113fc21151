import assert from "node:assert/strict";
import { until } from "../person.mjs";
import { fill } from "../answer.mjs";

export const title = "the form asks the network for its own files, its definition and where it sends, and for nothing else";

const answers = {
  needs: ["clothing"], safe_sleep: "yes", stay_length: "long", adults: 1, children: 0, first_name: "Sam", talk_language: "en",
  reach: { method: "none" },
};

export async function run({ page, person, playground, check, seen, say, server }) {
  const definition = await playground.definition("outreach-needs");
  // As short names, without what only changes with the bytes of a file.
  const asked = (from = 0) => seen.requests.slice(from)
    .map((line) => line.replace(server.origin, "").replace(/-[0-9a-f]{12}\./, "-HASH."))
    .filter((line) => !/ \/(outreach-needs\.html.*|site\.css|site\.js|words\.js|mark\.svg)$/.test(line)).sort();

  const opened = [
    "GET /forms/outreach-needs.json",
    "GET /intake-form-HASH.css",
    "GET /intake-form-HASH.js",
    "GET /intake-form-HASH.wasm",
    "GET /intake-form-drafts-HASH.js",
    "GET /intake-form-exit-HASH.js",
    "GET /intake-form-last-HASH.wasm",
    "GET /intake-form-later-HASH.wasm",
    "GET /intake-form-outbox-HASH.js",
    "GET /intake-form.js",
  ];
  await check("to show itself: the loader, its files, the definition; then the rest of the module, what keeps and what sends, for when the network is gone", async () => {
    await page.goto("/outreach-needs.html?lang=sv");
    await person.sees("Det du behöver");
    await until(() => asked().length > opened.length, "the files were asked for");
    say(asked().map((line) => `          ${line}`).join("\n"));
    assert.deepEqual(asked(), [...opened, "GET /intake-form-sv-HASH.json"].sort());
  });

  await check("the same in English", async () => {
    const before = seen.requests.length;
    await page.goto("/outreach-needs.html?lang=en");
    await person.sees("What you need");
    await until(() => asked(before).length > opened.length, "the files were asked for");
    assert.deepEqual(asked(before), [...opened, "GET /intake-form-en-HASH.json"].sort());
  });

  let before;
  await check("while it is filled in, nothing; with the outcome, what takes it along, for when the network is gone", async () => {
    before = seen.requests.length;
    for (const content of definition.pages) {
      if ((await page.getByRole("heading", { level: 2, name: content.title.en, exact: true }).count()) === 0) continue;
      await fill({ page, definition, items: content.items, answers, language: "en" });
      await person.clicks("button", "Continue");
      await page.getByRole("heading", { level: 2, name: content.title.en, exact: true }).waitFor({ state: "detached" });
    }
    await person.sees("Check your answers");
    assert.deepEqual(asked(before), []);
    await person.clicks("button", "Continue");
    await person.sees("What you may qualify for");
    await until(() => asked(before).length > 0, "the sheet's file was asked for");
    assert.deepEqual(asked(before), ["GET /intake-form-sheet-HASH.js"]);
    before = seen.requests.length;
  });

  await check("to send, one request to where the page says", async () => {
    await person.clicks("button", "Send my answers");
    await person.sees("Your answers have been sent");
    assert.deepEqual(asked(before), ["POST /submissions"]);
  });

  await check("no cookie is set, and nothing stands in the page's storage", async () => {
    assert.deepEqual(await page.context().cookies(), []);
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  });
}
