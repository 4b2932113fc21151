// With a worker: who helps is asked, what waits has its number and can't be read on the device, and nothing is left for the next person.

import assert from "node:assert/strict";
import { until } from "../browser/person.mjs";
import { collect, within } from "../browser/traces.mjs";

export const title = "with a worker";

const WORDS = ["Quetzalina", "ledger"];

export async function run({ visitor, check }) {
  const { driver } = visitor;
  const address = "/try.html?form=/try/delivery.json&lang=en&mode=assisted&workers=Robin;Kim";
  const waiting = (n) => visitor.finds("button", `${n} waiting to send`);
  const traces = async () => within({ ...await driver.run(`async () => { const found = await (${collect})(); return { ...found, cookies: document.cookie }; }`) }, WORDS);
  let number;

  await check("it asks who helps, and says it", async () => {
    await visitor.goto(address);
    await visitor.sees("Who is helping?");
    await visitor.clicks("button", "Kim");
    await visitor.finds("button", "Helping: Kim");
  });

  await check("without a network: a number, a list, and after “Next person” no word anywhere", async () => {
    await waiting(0);
    await driver.run("() => { const away = window.fetch; window.fetch = (url, more) => (more?.method === 'POST' ? Promise.reject(new TypeError('no network')) : away(url, more)); }");
    await visitor.fills(/What should we call you/, "Quetzalina");
    await visitor.clicks("button", "Note");
    await visitor.fills("Your note", "Brought a ledger");
    await visitor.clicks("button", "Continue");
    await visitor.sees("Check your answers");
    await visitor.clicks("button", "Continue");
    await visitor.clicks("button", "Send");
    await visitor.sees("Your answers are not sent yet");
    await visitor.reads("Write this number down for the person:");
    number = /Write this number down for the person:\s*(\S{11})/.exec(await visitor.asks("text"))[1];
    assert.match(number, /^[1-9A-Z]{3}-[1-9A-Z]{3}-[1-9A-Z]{3}$/);
    await waiting(1);
    await visitor.clicks("button", "Next person");
    await visitor.reads("The next person can begin.");
    assert.deepEqual(await traces(), []);
  });

  await check("with the network it goes, and nobody is told whose it was", async () => {
    await visitor.goto(address);
    await visitor.finds("button", "Helping: Kim");
    await until(() => visitor.has("button", "0 waiting to send"), "it is sent");
    await visitor.clicks("button", "0 waiting to send");
    await visitor.reads(/Nothing is waiting|Sent/);
    assert.equal((await visitor.asks("text")).includes("earlier visit"), false);
    assert.deepEqual(await traces(), []);
    await driver.run("() => document.querySelector('intake-form').reset()");
  });
}
