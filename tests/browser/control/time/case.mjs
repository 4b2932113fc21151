import assert from "node:assert/strict";
import { comesBack, excused, mistakes, refused, reviewed, types } from "../story.mjs";

export const title = "a time of day";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "time" });
  const field = page.getByRole("textbox", { name: /When can we call/ });
  await shoot("empty");

  await check("an answer is needed, and the summary leads to its place", async () => {
    await refused(stage, /Enter a time/, field);
  });

  await check("each mistake is told with what to do", async () => {
    await mistakes(stage, field, [
      ["noon", /Enter a time, like 2:30\sPM/],
      ["25:00", /Enter a time, like 2:30\sPM/],
      ["7", /Enter 8:00\sAM or later/],
      ["18:30", /Enter 6:00\sPM or earlier/],
    ], "14:30");
  });

  await check("each usual way to write it is understood, said on the review, and kept as typed", async () => {
    for (const [typed, said] of [
      ["14:30", "2:30 PM"],
      ["1430", "2:30 PM"],
      ["14.30", "2:30 PM"],
      ["2.30 p.m.", "2:30 PM"],
      ["9", "9:00 AM"],
      ["١٤:٣٠", "2:30 PM"],
    ]) {
      await types(stage, field, typed);
      await reviewed(stage, { "When can we call you?": said });
      assert.equal(await field.inputValue(), typed);
    }
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    const before = await field.inputValue();
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), before));
  });

  await check("in Swedish it is said in 24 hours", async () => {
    await types(stage, field, "14:30");
    await page.locator("intake-form").evaluate((form) => (form.lang = "sv"));
    await person.sees("Ett samtal");
    await reviewed(stage, { "När kan vi ringa dig?": "14:30" }, { lang: "sv" });
    await page.locator("intake-form").evaluate((form) => (form.lang = "en"));
    await person.sees("A call");
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "When can we call you?");
  });
}
