import assert from "node:assert/strict";
import { comesBack, excused, mistakes, refused, reviewed, types } from "../story.mjs";

export const title = "a telephone number, national and international";

export async function run(stage) {
  const { page, check, shoot, open } = stage;
  await open({ form: "phone" });
  const field = page.getByRole("textbox", { name: /phone number/ });
  await shoot("empty");

  await check("an answer is needed, and the summary leads to its place", async () => {
    await refused(stage, /Enter a phone number/, field);
  });

  await check("each mistake is told with what to do", async () => {
    await mistakes(stage, field, [
      ["call me", /like 070-174 06 05/],
      ["12", /like 070-174 06 05/],
      ["+46", /like 070-174 06 05/],
      ["070-174 06 05 hem", /like 070-174 06 05/],
    ], "070-174 06 05");
  });

  await check("each usual way to write it is understood, said on the review, and kept as typed", async () => {
    for (const [typed, said] of [
      ["070-174 06 05", "070-174 06 05"],
      ["+46 70 174 06 05", "+46 70 174 06 05"],
      ["(202) 555-0142", "(202) 555-0142"],
      ["٠٧٠ ١٧٤ ٠٦ ٠٥", "070 174 06 05"],
    ]) {
      await types(stage, field, typed);
      await reviewed(stage, { "What is your phone number?": said });
      assert.equal(await field.inputValue(), typed);
    }
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    const before = await field.inputValue();
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), before));
  });

  await check("the telephone's keyboard and the browser's own number are offered", async () => {
    assert.equal(await field.getAttribute("type"), "tel");
    assert.equal(await field.getAttribute("autocomplete"), "tel");
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "What is your phone number?");
  });
}
