import assert from "node:assert/strict";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "yes or no";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "boolean" });
  const group = page.getByRole("group", { name: "Do you have children?" }).first();
  const [yes, no] = ["Yes", "No"].map((name) => group.getByRole("radio", { name, exact: true }));
  await shoot("empty");

  await check("neither is chosen, and an answer is needed", async () => {
    assert.deepEqual([await yes.isChecked(), await no.isChecked()], [false, false]);
    await refused(stage, /Choose yes or no/, yes);
    await shoot("error");
  });

  await check("no is an answer, by key", async () => {
    await person.presses("Space", "ArrowDown");
    assert.equal(await no.isChecked(), true);
    assert.equal(await page.getByText("Choose yes or no").count(), 0, "mended, in the summary too");
    await reviewed(stage, { "Do you have children?": "No" });
    assert.equal(await no.isChecked(), true);
  });

  await check("yes brings its question, which keeps its answer while it is away", async () => {
    const ages = page.getByRole("textbox", { name: /How old are they/ });
    await yes.check();
    await ages.fill("3 and 7");
    await no.check();
    await ages.waitFor({ state: "detached" });
    await yes.check();
    assert.equal(await ages.inputValue(), "3 and 7");
    await reviewed(stage, { "Do you have children?": "Yes", "How old are they?": "3 and 7" });
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, yes, async () => assert.equal(await yes.isChecked(), true));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "Do you have children?");
  });
}
