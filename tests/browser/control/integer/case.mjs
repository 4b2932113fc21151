import assert from "node:assert/strict";
import { comesBack, excused, mistakes, refused, reviewed, types } from "../story.mjs";

export const title = "a whole number";

export async function run(stage) {
  const { page, check, shoot, open } = stage;
  await open({ form: "integer" });
  const field = page.getByRole("textbox", { name: /How many people/ });
  await shoot("empty");

  await check("an answer is needed, and the summary leads to its place", async () => {
    await refused(stage, /Enter a number/, field);
  });

  await check("each mistake is told with what to do", async () => {
    await mistakes(stage, field, [
      ["two", /Enter a whole number/],
      ["2.5", /Enter a whole number/],
      ["0", /Enter 1 or more/],
      ["13", /Enter 12 or less/],
    ], "2");
  });

  await check("each usual way to write it is understood, said on the review, and kept as typed", async () => {
    for (const [typed, said] of [
      ["4", "4"],
      ["+7", "7"],
      ["٥", "5"],
    ]) {
      await types(stage, field, typed);
      await reviewed(stage, { "How many people live here?": said });
      assert.equal(await field.inputValue(), typed);
    }
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    const before = await field.inputValue();
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), before));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I don’t know", "How many people live here?");
  });
}
