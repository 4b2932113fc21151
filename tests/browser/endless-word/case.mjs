import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Server } from "../server.mjs";

export const title = "a word without an end, of the form's author or of a person, makes no page wider than a small telephone";
export const context = { viewport: { width: 320, height: 640 }, locale: "en-US" };

// The pages of forms have no icon, for which a browser asks of itself.
export const expected = [/favicon\.ico/];

const WORD = "Donaudampfschifffahrtsgesellschaft".repeat(5);

export async function run({ page, person, check, open, server, shoot, browser, program, playground }) {
  /** The page scrolls down, never sideways. */
  const fits = async (what, tab = page) => {
    // With its style.
    await tab.waitForLoadState();
    const [wide, least] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= least, `${what} is ${wide} px wide`);
  };

  await check("the form, from the first page to the reference number", async () => {
    await open({ form: "endless-word" });
    await fits("the first page");
    await page.getByLabel(/^Name/).fill(WORD);
    await page.getByLabel(/^Yes/).check();
    await fits("the first page, filled in");
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await fits("the review");
    await person.clicks("button", "Continue");
    await person.sees("What you may qualify for");
    await page.locator("intake-form").evaluate((form) => form.shadowRoot.querySelectorAll("details").forEach((folded) => { folded.open = true; }));
    await fits("the outcome");
    await shoot("outcome", { widths: [320] });
    await person.clicks("button", "Send");
    await person.sees("Your answers have been sent");
    await fits("what stands there after sending");
  });

  await check("the plain pages, as far", async () => {
    await page.goto("/fill/endless-word");
    const press = (value) => page.locator(`button.main[value="${value}"]`).first().click();
    await fits("the first page");
    await page.getByLabel(/^Name/).fill(WORD);
    await page.getByLabel(/^Yes/).check();
    for (const what of ["the review", "the outcome"]) {
      await press("continue");
      await fits(what);
    }
    await press("send");
    await page.getByText(/[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/).first().waitFor();
    await fits("what stands there after sending");
  });

  await check("the lists of forms, for everybody and for workers", async () => {
    for (const path of ["/forms/endless-word", "/assist/"]) {
      await page.goto(path);
      await page.getByRole("heading").first().waitFor();
      await fits(path);
    }
  });

  await check("the inbox's list, and a submission in it", async () => {
    await server.enter(page);
    await page.goto("/inbox?form=endless-word");
    const row = page.getByRole("link", { name: /\w{3}-\w{3}-\w{3}$/ }).first();
    await row.waitFor();
    await fits("the list");
    await row.click();
    await page.getByText(WORD).first().waitFor();
    await fits("the submission");
  });

  await check("the inbox's warning of a form with a mistake", async () => {
    const folder = await mkdtemp(join(tmpdir(), "intake-mistake-"));
    await writeFile(join(folder, `${WORD}.json`), JSON.stringify({
      formLanguage: 1, name: "mistake", version: "1", defaultLanguage: "en", languages: ["en"], title: "Mistake",
      pages: [{ name: "page", title: "Page", items: [{ name: "name", type: "text", label: "Name", relevant: `${WORD} == '${WORD}' && ${"a_question_that_is_not_there == 1 || ".repeat(5)}true` }] }],
    }));
    const own = new Server({ root: server.root, program, database: join(folder, "intake.sqlite"), site: playground.site, forms: folder });
    // Of another receiver.
    const apart = await browser.newContext(context);
    try {
      await own.start();
      const tab = await apart.newPage();
      await own.enter(tab);
      await tab.getByRole("alert").getByText("is not published").waitFor();
      await fits("the warning", tab);
      // Nor is a short word broken where there is room for it below.
      const broken = await tab.locator(".bar a, .bar button").evaluateAll((all) => all.filter((one) => {
        const text = document.createRange();
        text.selectNodeContents(one);
        return text.getClientRects().length !== 1;
      }).map(({ textContent }) => textContent));
      assert.deepEqual(broken, []);
    } finally {
      await apart.close();
      await own.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
