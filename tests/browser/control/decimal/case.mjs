import assert from "node:assert/strict";
import { comesBack, excused, mistakes, refused, reviewed, types } from "../story.mjs";

export const title = "a number with decimals, as Swedish writes it";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "decimal", lang: "sv" });
  const field = page.getByRole("textbox", { name: /Hur många kvadratmeter/ });
  const answer = () => page.locator("intake-form").evaluate((form) => form.answers.area);
  await shoot("empty");

  await check("an answer is needed", async () => {
    await refused(stage, /Skriv ett tal/, field, "sv");
  });

  await check("each mistake is told with what to do", async () => {
    await mistakes(stage, field, [
      ["stort", /Skriv ett tal, till exempel 1250/],
      ["12,345", /Använd högst 2 decimaler/],
      ["0,5", /Skriv 1 eller mer/],
      ["2 000,5", /Skriv 2000 eller mindre/],
    ], "12,5");
  });

  await check("comma and point both work", async () => {
    for (const [typed, value, said] of [["12,5", 12.5, "12,5"], ["12.5", 12.5, "12,5"], ["1 234,25", 1234.25, "1234,25"], [" 7 ", 7, "7"]]) {
      await types(stage, field, typed);
      assert.equal(await answer(), value, typed);
      await reviewed(stage, { "Hur många kvadratmeter är rummet?": said }, { lang: "sv" });
    }
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    await types(stage, field, "12,5");
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), "12,5"), "sv");
  });

  await check("another language: what was typed stays, and is read in its way", async () => {
    await page.locator("intake-form").evaluate((form) => (form.lang = "en"));
    await person.sees("Your room");
    assert.equal(await field.count(), 0);
    await reviewed(stage, { "How many square metres is the room?": "12.5" });
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I don’t know", "How many square metres is the room?");
  });
}
