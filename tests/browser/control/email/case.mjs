import assert from "node:assert/strict";
import { comesBack, excused, mistakes, refused, reviewed, types } from "../story.mjs";

export const title = "an email address";

export async function run(stage) {
  const { page, check, shoot, open } = stage;
  await open({ form: "email" });
  const field = page.getByRole("textbox", { name: /email address/ });
  await shoot("empty");

  await check("an answer is needed, and the summary leads to its place", async () => {
    await refused(stage, /Enter an email address/, field);
  });

  await check("each mistake is told with what to do", async () => {
    await mistakes(stage, field, [
      ["sam", /like name@example\.com/],
      ["sam@", /like name@example\.com/],
      ["sam @example.org", /like name@example\.com/],
    ], "sam@example.org");
  });

  await check("each usual way to write it is understood, said on the review, and kept as typed", async () => {
    for (const [typed, said] of [
      ["sam.o+x@example.org", "sam.o+x@example.org"],
      ["sam@exämple.org", "sam@exämple.org"],
    ]) {
      await types(stage, field, typed);
      await reviewed(stage, { "What is your email address?": said });
      assert.equal(await field.inputValue(), typed);
    }
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    const before = await field.inputValue();
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), before));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "What is your email address?");
  });
}
