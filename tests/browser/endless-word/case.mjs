import assert from "node:assert/strict";

export const title = "a word without an end, of the form's author or of a person, makes no page wider than a small telephone";
export const context = { viewport: { width: 320, height: 640 }, locale: "en-US" };

// The pages of forms have no icon, for which a browser asks of itself.
export const expected = [/favicon\.ico/];

const WORD = "Donaudampfschifffahrtsgesellschaft".repeat(5);

export async function run({ page, person, check, open, server, shoot }) {
  /** The page scrolls down, never sideways. */
  const fits = async (what) => {
    // With its style.
    await page.waitForLoadState();
    const [wide, least] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
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
}
