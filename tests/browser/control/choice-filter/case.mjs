import assert from "node:assert/strict";
import { until } from "../../person.mjs";
import { refused, reviewed } from "../story.mjs";

export const title = "choices that depend on an earlier answer";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "choice-filter" });
  const town = page.getByRole("combobox", { name: /Which town/ });
  const centres = page.getByRole("group", { name: /Which of our houses/ }).first();
  const options = () => town.locator("option").allTextContents();
  const county = (name) => person.picks("Which county do you live in?", name);

  await check("until it is answered all can be chosen, then what fits", async () => {
    assert.deepEqual(await options(), ["Choose an answer", "Northbridge", "Northhaven", "Southfield"]);
    await county("Northshire");
    assert.deepEqual(await options(), ["Choose an answer", "Northbridge", "Northhaven"]);
    assert.equal(await centres.getByRole("checkbox").count(), 1);
    await town.selectOption({ label: "Northhaven" });
    await centres.getByRole("checkbox", { name: "The lamp house" }).check();
    await reviewed(stage, { "Which town?": "Northhaven", "Which of our houses can you reach?": "The lamp house" });
  });

  await check("what no longer fits stays in sight, is told at once, and has to be mended", async () => {
    await county("Southshire");
    await person.reads("This answer does not fit your other answers any more. Choose another one");
    assert.deepEqual(await options(), ["Choose an answer", "Northhaven", "Southfield"]);
    assert.equal(await town.locator("option:checked").textContent(), "Northhaven");
    assert.equal(await centres.getByRole("checkbox", { name: "The lamp house" }).isChecked(), true);
    await refused(stage, /Which town\? This answer does not fit/, town).catch((error) => {
      if (!/did not match/.test(error.message)) throw error;
    });
    await shoot("error");
  });

  await check("the earlier answer back, and all fits again", async () => {
    await county("Northshire");
    await until(async () => (await person.hears(town)) === "", "nothing is wrong with it");
    await reviewed(stage, { "Which town?": "Northhaven" });
  });

  await check("mended, what did not fit is gone", async () => {
    await county("Southshire");
    await town.selectOption({ label: "Southfield" });
    assert.deepEqual(await options(), ["Choose an answer", "Southfield"]);
    await centres.getByRole("checkbox", { name: "The lamp house" }).click();
    await centres.getByRole("checkbox", { name: "The lamp house" }).waitFor({ state: "detached" });
    await centres.getByRole("checkbox", { name: "The mill" }).check();
    await reviewed(stage, { "Which town?": "Southfield", "Which of our houses can you reach?": "The mill" });
  });
}
