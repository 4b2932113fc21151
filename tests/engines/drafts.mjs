// What is written is there again after a reload, with its files; and what was sent is not there for the next person.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../browser/person.mjs";

export const title = "drafts, and the next person";

const text = (name, label, more = {}) => ({ name, type: "text", label, record: true, ...more });
const kept = {
  formLanguage: 1, name: "kept", version: "1", defaultLanguage: "en", languages: ["en"], title: "Kept", pages: [
    { name: "one", title: "Page one", items: [text("called", "Name", { required: true })] },
    { name: "two", title: "Page two", items: [text("hidden", "Who hurts you", { sensitive: true }), { name: "papers", type: "file", label: "Papers", record: true }] },
    { name: "three", title: "Page three", items: [text("rest", "Anything else")] },
  ],
};
const plain = { ...kept, name: "plain", pages: kept.pages.map((page) => ({ ...page, items: page.items.filter((item) => !item.sensitive) })) };

export async function run({ visitor, check, playground, folder }) {
  const { driver } = visitor;
  for (const form of [kept, plain]) await writeFile(join(playground.site, `try/${form.name}.json`), JSON.stringify(form));
  await writeFile(join(playground.site, "before.html"), "<!doctype html><title>Before</title><link rel='icon' href='/mark.svg'><script src='/faults.js'></script>");
  const file = join(folder, "ledger.pdf");
  await writeFile(file, "%PDF-1.4 what stands in the ledger");
  const come = async (path) => {
    await driver.run("(url) => { window.left = true; location.assign(url); }", new URL(path, visitor.origin).href);
    await until(() => driver.run("() => !window.left && document.readyState === 'complete'").catch(() => false), `${path} is there`);
  };
  const stored = () => driver.run(`() => new Promise((resolve) => {
    const request = indexedDB.open("intake-form-drafts", 1);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => resolve("");
    request.onsuccess = () => {
      const all = request.result.transaction("drafts").objectStore("drafts").getAll();
      all.onsuccess = () => { request.result.close(); resolve(all.result.map(({ body, key }) => [key.extractable, ...body].join()).join("|")); };
    };
  })`);
  const written = async (deed) => {
    const before = await stored();
    await deed();
    await until(async () => ![before, ""].includes(await stored()), "it is written");
  };

  await check("a draft is there again after a reload, with its file, and its key is none that a script can read", async () => {
    await visitor.goto("/try.html?form=/try/plain.json&lang=en");
    await visitor.fills("Name", "Quetzalina");
    await visitor.clicks("button", "Continue");
    await visitor.sees("Page two");
    await visitor.reads("Keep my answers on this device until tomorrow?");
    await visitor.clicks("button", "Yes, keep them");
    await visitor.reads(/kept on this device until tomorrow|does not keep your answers/);
    const refused = (await visitor.asks("text")).includes("does not keep your answers");
    assert.equal(refused, false, "this engine keeps no key");
    await driver.upload(await visitor.finds("file", /Choose a file/), file);
    await visitor.finds("button", "Remove ledger.pdf");
    await visitor.clicks("button", "Continue");
    await visitor.sees("Page three");
    await written(() => visitor.fills("Anything else", "zeppelin"));
    assert.match(await stored(), /^false,/);
    await come("/before.html");
    await come("/try.html?form=/try/plain.json&lang=en");
    await visitor.clicks("button", "Go on at page 3");
    await visitor.sees("Page three");
    assert.equal((await visitor.state("textbox", "Anything else")).value, "zeppelin");
    const answers = await visitor.answers();
    assert.equal(answers.called, "Quetzalina");
    assert.equal(await driver.run("() => document.querySelector('intake-form').files[0].text()"), "%PDF-1.4 what stands in the ledger");
  });

  await check("deleted by the person, nothing is there", async () => {
    await visitor.clicks("button", "Delete");
    await visitor.clicks("button", "Yes, delete them");
    await visitor.reads("The answers were deleted from this device.");
    await until(async () => (await stored()) === "", "nothing is stored");
    await driver.run("() => document.querySelector('intake-form').reset()");
  });

  await check("what is private is not kept, the rest behind a PIN", async () => {
    await visitor.goto("/try.html?form=/try/kept.json&lang=en");
    await visitor.fills("Name", "Quetzalina");
    await visitor.clicks("button", "Continue");
    await visitor.clicks("button", "Yes, keep them");
    await visitor.fills(/Choose a PIN/, "2468");
    await visitor.clicks("button", "Keep my answers");
    await visitor.reads("kept on this device until tomorrow");
    await written(() => visitor.fills("Who hurts you", "Voldemort"));
    await come("/before.html");
    await come("/try.html?form=/try/kept.json&lang=en");
    await visitor.clicks("button", "Go on at page 2");
    await visitor.fills("Your PIN", "1111");
    await visitor.clicks("button", "Open");
    await visitor.reads("That is not the PIN.");
    await visitor.fills("Your PIN", "2468");
    await visitor.clicks("button", "Open");
    await visitor.reads("Answer them again: Who hurts you");
    assert.deepEqual(await visitor.answers(), { called: "Quetzalina" });
    await driver.run("() => document.querySelector('intake-form').reset()");
  });

  const send = async () => {
    await come("/try.html?form=/try/delivery.json&lang=en");
    await visitor.fills(/What should we call you/, "Quetzalina");
    await driver.upload(await visitor.finds("file", /Choose files/, /Your card/), file);
    await visitor.finds("button", "Remove ledger.pdf");
    await visitor.clicks("button", "Continue");
    await visitor.sees("Check your answers");
    await visitor.clicks("button", "Continue");
    await visitor.clicks("button", "Send");
    await visitor.sees("Your answers have been sent");
  };
  const clean = async () => {
    const shown = await until(() => driver.run(`() => {
      const form = document.querySelector("intake-form");
      return form?.answers && JSON.stringify([form.answers, form.shadowRoot.innerHTML, history.state]);
    }`).catch(() => false), "a form is there");
    assert.doesNotMatch(shown, /Quetzalina|ledger/);
  };

  await check("who sent and leaves: Back shows the next person an empty form", async () => {
    await send();
    await come("/before.html");
    // WebKit's driver never answers what it is asked while a page comes out of the history.
    await driver.run("() => { setTimeout(() => history.back(), 50); }");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await clean();
  });

  await check("who sent and finishes: a new form, and a reload brings nothing back", async () => {
    await send();
    await visitor.clicks("button", "Finish and clear this device");
    await visitor.reads("All is cleared.");
    await clean();
    await come("/try.html?form=/try/delivery.json&lang=en");
    await clean();
    assert.equal(await stored(), "");
  });
}
