import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fill, plain, words } from "../answer.mjs";
import { violations } from "../axe.mjs";
import { until } from "../person.mjs";

export const title = "somebody with nothing to eat and no bed sees on the first screen where to go today, and takes it along on one sheet";
export const context = { viewport: { width: 360, height: 740 } };
export const parts = () => ["en", "ar"];

// A telephone of today besides the narrowest: what stands first is laid out for it.
const WIDTHS = { widths: [320, 360, 1280] };
/** A place without a telephone, whose schedule says something itself. */
const soup = {
  formLanguage: 1, name: "soup", version: "1", defaultLanguage: "en", languages: ["en", "ar"], title: "Soup",
  pages: [{ name: "you", title: "You", items: [{ name: "called", type: "text", label: "Your name", record: true }] }],
  programs: [{ name: "soup", label: "A warm soup", urgent: "true", criteria: [{ name: "all", label: "For everybody", test: "true" }], referrals: ["door"] }],
  referrals: [{ name: "door", reason: "Eat.", service: {
    name: "The Open Door", addresses: [{ address_1: "1 Lantern Street" }],
    schedules: [
      { freq: "DAILY", opens_at: "08:00", closes_at: "20:00", description: "Closed on public holidays" },
      { valid_to: "2026-08-31", description: "In summer" },
    ] } }],
  settings: { timeZone: "America/New_York", reviewPage: false },
};
const schemas = new URL("../../../schemas/", import.meta.url);

export async function run({ page, person, check, shoot, open, part: language, program, folder }) {
  const form = JSON.parse(await readFile(new URL("outreach-needs.json", schemas), "utf8"));
  const { answers } = form.scenarios.find(({ name }) => name.includes("nothing to eat"));
  const say = await words(language);
  const said = (text) => text[language] ?? text.en;
  // Saturday, 13:00 in New York: the shelter and the meal open later today.
  await page.clock.setFixedTime(new Date("2026-11-28T18:00:00Z"));
  await open({ form, lang: language });
  const host = page.locator("intake-form");
  for (const content of form.pages) {
    const heading = host.getByRole("heading", { level: 2, name: plain(content.title ?? form.title, language, form) });
    if ((await heading.count()) === 0) continue;
    await fill({ page, definition: form, items: content.items, answers, language });
    await host.getByRole("button", { name: say.continue, exact: true }).click();
    await heading.waitFor({ state: "detached" });
  }
  await host.getByRole("button", { name: say.continue, exact: true }).click();
  await person.sees(say.outcome);
  const first = host.locator("section.first");

  await check("at most three rows stand first, each with its hours and whom to call", async () => {
    const rows = await first.getByRole("article").count();
    assert.equal(rows, 2);
    const text = await first.innerText();
    const meal = said(form.referrals.find(({ name }) => name === "evening-meal").service.name);
    assert.ok(text.includes(meal), text);
    if (language === "en") {
      assert.match(text, /Open today 5:00\sPM–9:00\sAM/);
      assert.match(text, /Open today 5:30\sPM–8:00\sPM/);
      await first.getByRole("link", { name: "Call Harbour Light Evening Meal" }).waitFor();
    }
  });

  await check("the first thing to press is on the first screen, and so is the meal", async () => {
    const top = await host.evaluate((element) => element.getBoundingClientRect().top + scrollY);
    const links = await first.getByRole("link").all();
    const ends = await Promise.all(links.map((link) => link.evaluate((element) => element.getBoundingClientRect().bottom + scrollY)));
    assert.ok(ends[0] - top < 740 - 90, `${ends[0] - top} px`);
    // What the meal is and when stands over the bar with Send.
    const hours = first.getByRole("article").last().getByRole("paragraph").first();
    const meal = await hours.evaluate((element) => element.getBoundingClientRect().bottom + scrollY);
    assert.ok(meal - top < 740 - 90, `the meal's hours end at ${meal - top} px`);
    console.log(`${language}: the first button ends at ${Math.round(ends[0] - top)} px, the meal's hours at ${Math.round(meal - top)} px`);
  });

  await check("every place stands within its program, and axe has nothing to say", async () => {
    const card = host.getByRole("article").filter({ hasText: said(form.programs.find(({ name }) => name === "food-parcel").label) }).first();
    assert.ok((await card.innerText()).includes(said(form.referrals.find(({ name }) => name === "food-room").service.name)));
    assert.deepEqual(await violations(page), []);
  });
  await shoot("outcome", WIDTHS);

  await check("it is printed on one sheet, without the page around", async () => {
    await page.evaluate(() => { window.print = () => { globalThis.printed = (globalThis.printed ?? 0) + 1; }; });
    const press = async (times) => {
      await host.getByRole("button", { name: say.print }).click();
      await until(() => page.evaluate((times) => globalThis.printed === times, times), "the dialogue is asked for");
    };
    await press(1);
    const text = await page.locator("intake-sheet .sheet").evaluate((sheet) => sheet.textContent);
    assert.ok(text.includes("Sam") && text.includes("+1 202-555-0104"), text);
    // In the language of whoever is met there, too.
    assert.ok(text.includes("Harbour Light Evening Meal"), text);
    // As wide as A4 without its margins.
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 703, height: 1020 });
    await page.screenshot({ path: join(process.env.TARGET ?? "target", `screenshots/tonight-${language}-paper.png`) });
    // Whoever leaves print takes the sheet away.
    await page.emulateMedia({ media: null });
    await page.setViewportSize(context.viewport);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await press(2);
    const wide = await page.locator("intake-sheet").evaluate((place) => place.scrollWidth - place.clientWidth);
    assert.ok(wide <= 0, `the sheet is ${wide} px too wide`);
    const pdf = await page.pdf({ preferCSSPageSize: true, path: join(process.env.TARGET ?? "target", `screenshots/tonight-${language}.pdf`) });
    const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
    assert.ok(pages <= 2, `${pages} pages`);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    assert.equal(await page.locator("intake-sheet").count(), 0);
  });

  await check("where paper has no room for all, it says how many are left out, and US Letter has two pages as well", async () => {
    const script = (await readdir(new URL("../../../dist/", import.meta.url))).find((name) => /^intake-form-sheet-[0-9a-f]+\.js$/.test(name));
    const print = () => page.evaluate(async ([script, rest]) => {
      const line = (text) => [text, ""];
      const cells = (n) => Array.from({ length: 5 }, () => [line(`Something that takes some room, and then more of it, number ${n}`)]);
      const { print } = await import(script);
      print({ lang: "en", dir: "ltr", localLang: "en", localDir: "ltr", title: line("T"), form: line("F"), date: line("D"), reference: null, unsent: null, rest, heads: cells(0).flat(), rows: Array.from({ length: 200 }, (_, n) => cells(n)), answers: [] });
    }, [`/${script}`, say["sheet-rest"]]);
    await print();
    const sheet = page.locator("intake-sheet");
    const there = await sheet.locator("tbody tr").count();
    const left = await sheet.locator(".keep").textContent();
    assert.ok(there < 200 && left === say["sheet-rest"].replace("{n}", `${200 - there}`), `${there} rows, ${left}`);
    for (const format of ["Letter", "A4"]) {
      // Once printed, it is gone.
      await print();
      const pdf = await page.pdf({ format, preferCSSPageSize: true });
      assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length, 2, format);
      // Not turned into another size.
      assert.match(pdf.toString("latin1"), format === "A4" ? /MediaBox\s*\[0 0 59[45]/ : /MediaBox\s*\[0 0 612 792/);
    }
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  });

  await check("whether the text message was copied can be read", async () => {
    await host.getByText(say["text-message"], { exact: true }).click();
    for (const [key, answer] of [["copied-not", "reject"], ["copied", "resolve"]]) {
      await page.evaluate((answer) => { navigator.clipboard.writeText = () => Promise[answer](); }, answer);
      await host.getByRole("button", { name: say.copy, exact: true }).click();
      await host.locator(".message").getByText(say[key], { exact: true }).waitFor();
    }
  });

  await check("what is saved can be read by a person and by intake verify", async () => {
    await host.getByRole("button", { name: plain(form.settings.submitLabel, language, form) }).click();
    await person.sees(say.sent);
    assert.deepEqual(await violations(page), []);
    await shoot("sent", WIDTHS);
    const top = await host.evaluate((element) => element.getBoundingClientRect().top);
    const begins = await first.evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(begins - top < 740, `after sending, what can't wait begins at ${begins - top} px`);
    const [download] = await Promise.all([page.waitForEvent("download"), host.getByRole("button", { name: say.save }).click()]);
    assert.equal(download.suggestedFilename(), "outreach-needs.html");
    const path = join(folder, `copy-${language}.html`);
    await download.saveAs(path);
    const html = await readFile(path, "utf8");
    assert.ok(html.includes(say["sheet-keep"]) && html.includes("Sam"));
    assert.match(execFileSync(program, ["verify", path], { encoding: "utf8" }), /: verified/);
  });

  await check("the sheet does not wait for the next person where the browser never says that printing is over", async () => {
    await host.getByRole("button", { name: say.print }).click();
    const sheet = page.locator("intake-sheet");
    await sheet.waitFor({ state: "attached" });
    assert.match(await sheet.locator(".number").textContent(), /\S/);
    await host.getByRole("button", { name: say.finish }).click();
    await sheet.waitFor({ state: "detached" });
  });

  await check("what a place says of its hours stands beside them, and a place that nobody can call has its name", async () => {
    await open({ form: soup, lang: language });
    await host.getByRole("button", { name: say.continue, exact: true }).click();
    await person.sees(say.outcome);
    const lines = (await first.getByRole("article").innerText()).split("\n").map((line) => line.trim()).filter(Boolean);
    const [, hours, ...rest] = lines;
    const open_ = say["open-now"].split("{time}")[0].trim();
    assert.ok(hours.startsWith(open_), hours);
    assert.deepEqual(rest, ["Closed on public holidays", "The Open Door", "1 Lantern Street"]);
    // Last summer's note is gone.
    assert.ok(!(await host.innerText()).includes("In summer"));
    assert.deepEqual(await violations(page), []);
  });
}
