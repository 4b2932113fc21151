import assert from "node:assert/strict";
import { comesBack, refused, reviewed } from "../story.mjs";

export const title = "questions that belong together";

export async function run(stage) {
  const { page, check, shoot, open } = stage;
  await open({ form: "group" });
  const group = page.getByRole("group", { name: "The person we call" });
  const name = group.getByRole("textbox", { name: "Name" });
  await shoot("empty");

  await check("the group is named, and its hint stands in it", async () => {
    await group.getByText("A friend, for example.").waitFor();
    await refused(stage, /Enter an answer/, name);
  });

  await check("its answers are on the review, and the way back keeps them", async () => {
    await name.fill("Kim");
    await group.getByRole("textbox", { name: /Phone/ }).fill("+1 202-555-0142");
    await reviewed(stage, { Name: "Kim", Phone: "+1 202-555-0142" });
    assert.equal(await name.inputValue(), "Kim");
  });
  await shoot("filled");

  await check("the group goes and comes back with its answers", async () => {
    await comesBack(stage, name, async () => assert.equal(await name.inputValue(), "Kim"));
  });
}
