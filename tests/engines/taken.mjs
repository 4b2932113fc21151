// What a person takes along from the outcome: on paper, and as a file that the receiver's program verifies.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { words } from "../browser/answer.mjs";
import { until } from "../browser/person.mjs";

export const title = "what is taken along";
/** In a browser of its own: once Firefox has printed, its mouse misses what is in a frame. */
export const alone = true;

const FORM = {
  formLanguage: 1, name: "taken", version: "1", defaultLanguage: "en", languages: ["en", "ar"], title: "Soup",
  pages: [{ name: "you", title: "You", items: [{ name: "called", type: "text", label: "Your name", autocomplete: "name" }] }],
  programs: [{ name: "soup", label: { en: "A warm soup", ar: "حساء ساخن" }, urgent: "true", criteria: [{ name: "all", label: "For everybody", test: "true" }], referrals: ["door"] }],
  referrals: [{ name: "door", reason: "Eat.", service: { name: "The Open Door", phones: [{ number: "+1 202-555-0104" }], addresses: [{ address_1: "1 Lantern Street" }] } }],
  settings: { reviewPage: false },
};

export async function run({ visitor, driver, check, leaveOut, server, playground, folder }) {
  for (const place of [join(playground.site, "try"), playground.forms]) await writeFile(join(place, "taken.json"), JSON.stringify(FORM));
  await until(async () => (await fetch(`${server.origin}/fill/taken`)).ok, "the receiver has read the form");
  const say = await words("ar");
  const sheet = () => driver.run(`() => document.querySelector("intake-sheet")?.shadowRoot.textContent ?? ""`);
  const reference = () => visitor.asks("text").then((text) => /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(text)?.[0]);

  await check("the dialogue is asked for once there is a sheet, with what the person and whoever is met there read", async () => {
    await visitor.goto("/try.html?form=/try/taken.json&lang=ar");
    await visitor.whole();
    await driver.run("() => { globalThis.printed = 0; window.print = () => { globalThis.printed += 1; }; }");
    await visitor.fills("Your name", "Sam");
    await visitor.clicks("button", say.continue);
    await visitor.clicks("button", say.print);
    await until(() => driver.run("() => globalThis.printed === 1"), "the dialogue is asked for");
    const text = await sheet();
    for (const word of ["Sam", "حساء ساخن", "A warm soup", "The Open Door", "+1 202-555-0104", "1 Lantern Street"]) assert.ok(text.includes(word), `${word} of ${text}`);
  });

  if (driver.pdf) {
    await check("on paper it is one page, the words are letters, and nothing of the page around is there", async () => {
      const file = join(folder, "sheet.pdf");
      await writeFile(file, await driver.pdf());
      const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
      assert.equal(text.split("\f").length - 1, 1, "pages");
      assert.match(text, /The Open Door/);
      assert.doesNotMatch(text, /One form/);
    });
  } else leaveOut("its driver prints to no file; what would be printed was read");

  await check("it is gone once printing is over, and for the next person", async () => {
    await driver.run(`() => dispatchEvent(new Event("afterprint"))`);
    assert.equal(await sheet(), "");
  });

  await check("what is saved after sending says the same to a person, and is verified by intake", async () => {
    await visitor.clicks("button", say.send);
    await visitor.sees(say.sent);
    const number = await until(reference, "a reference number");
    await visitor.clicks("button", say.save);
    const file = await until(() => driver.downloaded("taken.html"), "the file");
    const html = await readFile(file, "utf8");
    for (const word of ["Sam", number, "1 Lantern Street"]) assert.ok(html.includes(word), word);
    assert.match(execFileSync(server.program, ["verify", file], { encoding: "utf8" }), /: verified/);
  });

  await check("the saved file opens by itself, on a screen, without a script", async () => {
    const file = await driver.downloaded("taken.html");
    await writeFile(join(playground.site, "saved.html"), await readFile(file));
    await visitor.goto("/saved.html");
    const [wide, text] = await driver.run("() => [document.documentElement.scrollWidth > innerWidth, document.body.textContent]");
    assert.ok(!wide && text.includes("The Open Door"));
    await visitor.goto("/try.html?form=/try/taken.json&lang=en");
    await visitor.whole();
  });
}
