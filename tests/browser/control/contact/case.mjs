import assert from "node:assert/strict";
import { until } from "../../person.mjs";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "how a person may be reached safely";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "contact" });
  const group = page.getByRole("group", { name: "How may we contact you?" }).first();
  const way = (name) => group.getByRole("radio", { name, exact: true });
  const field = (name) => group.getByRole("textbox", { name });
  const answer = () => page.locator("intake-form").evaluate((form) => form.answers.reach);
  await way("Phone call").waitFor();
  await shoot("empty");

  await check("only the ways are asked at first, and an answer is needed", async () => {
    assert.equal(await group.getByRole("textbox").count(), 0);
    await refused(stage, /Choose how we may contact you/, way("Phone call"));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "How may we contact you?");
  });

  await check("a call asks for a number, a message, a name and a time; the summary leads to the number", async () => {
    await way("Phone call").check();
    await field("Phone number").waitFor();
    assert.equal(await field("Phone number").getAttribute("autocomplete"), "tel");
    assert.match(await person.hears(field("Which name may we use")), /we don’t say where we are from/);
    await refused(stage, /Enter a phone number/, field("Phone number"));
    assert.equal(await field("Phone number").getAttribute("aria-invalid"), "true");
    await shoot("error");
  });

  await check("by key, from the number on", async () => {
    await person.types("202-555-0142");
    await person.tabsTo("radio", "Yes");
    await person.presses("ArrowDown");
    await person.tabsTo("textbox", "Which name may we use when we contact you?");
    await person.types("Anna");
    await until(async () => JSON.stringify(await answer()) === JSON.stringify({ method: "phone", value: "202-555-0142", leaveMessage: false, sayWho: "Anna" }), "all of it is the answer");
    assert.equal(await field("Phone number").getAttribute("aria-invalid"), null);
    await page.getByRole("paragraph").filter({ hasText: "We leave no message." }).waitFor();
    await shoot("filled");
  });

  await check("another way asks for something else, and the number is there again on the way back", async () => {
    await way("Email").check();
    await field("Email address").fill("robin@example.org");
    assert.equal(await field("Phone number").count(), 0);
    await until(async () => (await answer()).value === "robin@example.org", "the address is the answer");
    assert.equal((await answer()).leaveMessage, undefined);
    await way("Text message").check();
    assert.equal(await field("Phone number").inputValue(), "202-555-0142");
    assert.equal(await group.getByRole("group").count(), 0, "a text message is its own message");
    await way("Phone call").check();
    assert.ok(await group.getByRole("radio", { name: "No", exact: true }).isChecked());
  });

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, field("Phone number"), async () => assert.equal(await field("Phone number").inputValue(), "202-555-0142"));
  });

  await check("the review says a line for each thing to keep to", async () => {
    await reviewed(stage, { "How may we contact you?": /Phone call: 202-555-0142.*Do not leave a message.*Use the name: Anna/s });
  });

  await check("who wants no contact says nothing more", async () => {
    await way("Don’t contact me").check();
    assert.equal(await group.getByRole("textbox").count(), 0);
    await until(async () => JSON.stringify(await answer()) === '{"method":"none"}', "only that is the answer");
    await shoot("none");
  });
}
