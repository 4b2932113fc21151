import assert from "node:assert/strict";
import { comesBack, excused, mistakes, refused, reviewed, types } from "../story.mjs";

export const title = "an amount, as Swedish writes it: 1 234,50 is 1234.5";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "money", lang: "sv" });
  const field = page.getByRole("textbox", { name: /Vad är hyran/ });
  const answer = () => page.locator("intake-form").evaluate((form) => form.answers.rent);
  await shoot("empty");

  await check("an answer is needed", async () => {
    await refused(stage, /Skriv ett belopp/, field, "sv");
  });

  await check("each mistake is told with what to do", async () => {
    await mistakes(stage, field, [
      ["mycket", /Skriv ett tal, till exempel 1250/],
      ["1 234,567", /Använd högst 2 decimaler/],
      ["-5", /Skriv 0\skr eller mer/],
      ["50 000,01", /Skriv 50\s000\skr eller mindre/],
    ], "1 234,50");
    await shoot("filled");
  });

  await check("the same amount, however it is written", async () => {
    for (const typed of ["1 234,50", "1\u00a0234,5", "1234.50", "1.234,50", "1,234.50", "1234,50 kr", "SEK 1234,5", "١٢٣٤٫٥٠"]) {
      await types(stage, field, typed);
      assert.equal(await answer(), 1234.5, typed);
      await reviewed(stage, { "Vad är hyran i månaden?": "1 234,50 kr" }, { lang: "sv" });
      assert.equal(await field.inputValue(), typed);
    }
  });

  await check("a hidden question comes back with its answer", async () => {
    await types(stage, field, "8 000");
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), "8 000"), "sv");
  });

  await check("a reason stands in for an answer, in English", async () => {
    await page.locator("intake-form").evaluate((form) => (form.lang = "en"));
    await person.sees("Your rent");
    await excused(stage, "I’ll bring proof later", "What is the rent for a month?");
  });
}
