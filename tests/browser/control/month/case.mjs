import assert from "node:assert/strict";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "a month of a year, in two fields";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "month" });
  const group = page.getByRole("group", { name: "When did you move in?" }).first();
  const month = group.getByRole("textbox", { name: "Month" });
  const year = group.getByRole("textbox", { name: "Year" });
  const fill = async (m, y) => {
    await month.fill(m);
    await year.fill(y);
    await person.presses("Tab", "Tab");
  };
  await shoot("empty");

  await check("an answer is needed", async () => {
    await refused(stage, /Enter a month/, month);
    assert.match(await person.hears(month), /For example 3 2021\. Error: Enter a month/);
  });

  await check("each mistake is told with what to do", async () => {
    await fill("3", "");
    await person.reads("The date must include a year");
    await fill("", "2021");
    await person.reads("The date must include a month");
    await fill("13", "2021");
    await person.reads("Enter the month and year in numbers, like 3 1985");
    await fill("Marble", "2021");
    await person.reads("Enter the month and year in numbers, like 3 1985");
    await fill("12", "1999");
    await person.reads("Enter January 2000 or later");
    await fill("1", "2027");
    await person.reads("Enter December 2026 or earlier");
    await shoot("error");
    await fill("3", "2021");
    assert.equal(await month.getAttribute("aria-invalid"), null);
  });

  await check("by key from field to field; the review says it, and the way back keeps it", async () => {
    await month.focus();
    await person.presses("ControlOrMeta+a");
    await person.types("03");
    await person.presses("Tab", "ControlOrMeta+a");
    await person.types("2022");
    await reviewed(stage, { "When did you move in?": "March 2022" });
    assert.deepEqual([await month.inputValue(), await year.inputValue()], ["03", "2022"]);
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, month, async () => assert.equal(await year.inputValue(), "2022"));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I don’t know", "When did you move in?");
  });

  await check("in Swedish the year comes first", async () => {
    await page.locator("intake-form").evaluate((form) => (form.lang = "sv"));
    const fields = page.getByRole("group", { name: "När flyttade du in?" }).first().getByRole("textbox");
    await fields.first().and(page.getByLabel("År")).waitFor();
    await reviewed(stage, { "När flyttade du in?": "mars 2022" }, { lang: "sv" });
  });
}
