import assert from "node:assert/strict";
import { until } from "../../person.mjs";
import { comesBack, refused, reviewed } from "../story.mjs";

export const title = "questions that belong together";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
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

  await check("a group has no heading while nothing is in it; then it is announced by that", async () => {
    const item = (name, label, more) => ({ name, type: "text", label, record: true, ...more });
    const group = { name: "home", type: "group", label: "Your home", items: [item("street", "Street", { relevant: "city != ''" })] };
    await open({ form: { formLanguage: 1, name: "empty", version: "1", defaultLanguage: "en", languages: ["en"], title: "Empty", pages: [{ name: "p", items: [item("city", "City"), group] }] } });
    await page.getByRole("textbox", { name: "City" }).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Your home" }).count(), 0);
    await page.getByRole("textbox", { name: "City" }).fill("Lund");
    await page.getByRole("textbox", { name: "Street" }).waitFor();
    await person.sees("Your home");
    await until(async () => /A new question appeared: Your home/.test(await page.getByRole("status").last().textContent()), "it is announced");
    await page.getByRole("textbox", { name: "City" }).fill("");
    await page.getByRole("heading", { name: "Your home" }).waitFor({ state: "detached" });
  });
}
