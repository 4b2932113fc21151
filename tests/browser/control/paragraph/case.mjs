import assert from "node:assert/strict";
import { until } from "../../person.mjs";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "text in several lines, with the room that is left";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "paragraph" });
  const field = page.getByRole("textbox", { name: "What should we know?" });
  await shoot("empty");

  await check("an answer is needed", async () => {
    await refused(stage, /Enter an answer/, field);
  });

  await check("the room left is told, and told aloud near the end", async () => {
    await field.click();
    await person.types("I need warm clothes");
    await person.reads("You have 21 characters left");
    await person.types(" for my son");
    await person.reads("You have 10 characters left");
    await until(async () => /You have 10 characters left/.test(await page.getByRole("status").last().textContent()), "it is announced");
    await person.types(" and me and more");
    await person.reads("You have 6 characters too many");
    await person.presses("Tab", "Tab");
    await person.reads("Enter at most 40 characters");
    assert.match(await person.hears(field), /Enter at most 40 characters.*6 characters too many/);
  });
  await shoot("error");

  await check("too little is told as well", async () => {
    await field.fill("No");
    await person.presses("Tab", "Tab");
    await person.reads("Enter at least 5 characters");
  });

  await check("Enter makes a new line, and the review keeps it", async () => {
    await field.fill("");
    await field.click();
    await person.types("First line");
    await person.presses("Enter");
    await person.types("Second line");
    await reviewed(stage, { "What should we know?": "First line Second line" });
    assert.equal(await field.inputValue(), "First line\nSecond line");
  });

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, field, async () => assert.equal(await field.inputValue(), "First line\nSecond line"));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "What should we know?");
  });
}
