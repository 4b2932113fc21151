import assert from "node:assert/strict";
import { until } from "../../person.mjs";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "several of several, and of very many";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "choices" });
  const needs = page.getByRole("group", { name: "What do you need?" }).first();
  const box = (name) => needs.getByRole("checkbox", { name, exact: true });
  await shoot("empty");

  await check("an answer is needed, and neither too few nor too many", async () => {
    await refused(stage, /Choose at least one answer/, box("Food"));
    await box("Food").check();
    await refused(stage, /Choose at least 2 answers/, box("Food"));
    for (const name of ["Rent", "Clothes", "A doctor"]) await box(name).check();
    await refused(stage, /Choose at most 3 answers/, box("Food"));
    await shoot("error");
    await box("Rent").uncheck();
    await reviewed(stage, { "What do you need?": "Food | Clothes | A doctor" });
  });

  await check("none of these takes the others back, and the other way round", async () => {
    await box("None of these").check();
    assert.equal(await needs.getByRole("checkbox", { checked: true }).count(), 1);
    await reviewed(stage, { "What do you need?": "None of these" });
    await box("Food").check();
    assert.equal(await box("None of these").isChecked(), false);
    await box("Rent").focus();
    await person.presses("Space");
    await reviewed(stage, { "What do you need?": "Food | Rent" });
  });

  const search = page.getByRole("searchbox", { name: "Search the answers" });
  const long = page.getByRole("group", { name: /Which languages do you speak/ }).first();
  await check("a long list is searched; what is chosen stays in sight", async () => {
    await long.getByRole("checkbox", { name: "Albanian" }).check();
    await search.click();
    await person.types("ish");
    await person.reads("7 answers found");
    await until(async () => /7 answers found/.test(await page.getByRole("status").last().textContent()), "it is announced");
    assert.deepEqual(await long.getByRole("checkbox").evaluateAll((boxes) => boxes.map((box) => box.labels[0].textContent)),
      ["Albanian", "Danish", "English", "Finnish", "Polish", "Spanish", "Swedish", "Turkish"]);
  });
  await check("Enter in the search does not send the page; what is found is chosen by key", async () => {
    await person.presses("Enter");
    await search.and(page.locator(":focus")).waitFor();
    await person.tabsTo("checkbox", "Finnish");
    await person.presses("Space");
    await search.fill("nothing such");
    await person.reads("No answer found");
    await shoot("searched");
    await search.fill("");
    await reviewed(stage, { "Which languages do you speak?": "Albanian | Finnish" });
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, box("Food"), async () => assert.equal(await box("Rent").isChecked(), true));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "What do you need?");
  });
}
