import assert from "node:assert/strict";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "a scale, with words for its ends";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "scale" });
  const group = page.getByRole("group", { name: "How was our help?" }).first();
  const step = (name) => group.getByRole("radio", { name, exact: true });
  await shoot("empty");

  await check("an answer is needed; who hears the first step hears which end it is", async () => {
    await refused(stage, /Choose an answer/, step("0 Very bad"));
    assert.equal(await group.getByRole("radio").count(), 11);
    await step("10 Very good").waitFor();
    await shoot("error");
  });

  await check("by key from step to step", async () => {
    await person.presses("Space", "ArrowRight", "ArrowRight", "ArrowRight");
    assert.equal(await step("3").isChecked(), true);
    await reviewed(stage, { "How was our help?": "3" });
    assert.equal(await step("3").isChecked(), true);
  });

  await check("by pointer", async () => {
    await step("8").check();
    await page.getByRole("group", { name: /come again/ }).getByRole("radio", { name: "5 Yes" }).check();
    await reviewed(stage, { "How was our help?": "8", "Would you come again?": "5" });
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, step("8"), async () => assert.equal(await step("8").isChecked(), true));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "How was our help?");
  });
}
