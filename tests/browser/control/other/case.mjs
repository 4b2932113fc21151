import assert from "node:assert/strict";
import { comesBack, refused, reviewed } from "../story.mjs";

export const title = "something else than the answers offered, in one's own words";

export async function run(stage) {
  const { page, person, check, shoot, open, context, server } = stage;
  await open({ form: "other" });
  const needs = page.getByRole("group", { name: "What do you need?" }).first();
  const other = needs.getByRole("checkbox", { name: "Other" });
  const text = page.getByRole("textbox", { name: "Other: What do you need?" });
  await shoot("empty");

  await check("Other comes last, and brings its field right after", async () => {
    assert.equal(await needs.getByRole("checkbox").last().and(other).count(), 1);
    assert.equal(await text.count(), 0);
    await other.check();
    await text.waitFor();
    await person.tabsTo("textbox", "Other: What do you need?", { limit: 1 });
    await refused(stage, /Enter an answer/, text);
    await shoot("error");
  });

  await check("the review says both, and the way back keeps them", async () => {
    await person.types("A bicycle");
    await needs.getByRole("checkbox", { name: "Food" }).check();
    await page.getByRole("radio", { name: "Other" }).check();
    await page.getByRole("textbox", { name: "Other: How did you find us?" }).fill("On the radio");
    await reviewed(stage, {
      "Other: What do you need?": "A bicycle",
      "How did you find us?": "Other",
      "Other: How did you find us?": "On the radio",
    });
    assert.equal(await text.inputValue(), "A bicycle");
    assert.deepEqual(await page.locator("intake-form").evaluate((form) => form.answers), {
      skip: false, needs: ["food", "other"], needs_other: "A bicycle", came: "other", came_other: "On the radio",
    });
  });
  await shoot("filled");

  await check("its text goes and comes back with it", async () => {
    await other.uncheck();
    await text.waitFor({ state: "detached" });
    await other.check();
    assert.equal(await text.inputValue(), "A bicycle");
    await comesBack(stage, other, async () => assert.equal(await text.inputValue(), "A bicycle"));
  });

  await check("it is called so in Swedish too, and the worker reads both", async () => {
    await page.locator("intake-form").evaluate((form) => (form.lang = "sv"));
    await reviewed(stage, { "Annat: Vad behöver du?": "A bicycle" }, { lang: "sv", stay: true });
    await person.clicks("button", "Fortsätt");
    await person.clicks("button", "Skicka");
    await person.sees("Dina svar har skickats");
    const reference = (await page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/).first().textContent()).trim();
    const inbox = await context.newPage();
    await server.enter(inbox);
    await inbox.getByRole("link", { name: reference }).click();
    await inbox.getByText("A bicycle").waitFor();
    await inbox.getByText(/^(Other|Annat): (What do you need|Vad behöver du)\?$/).first().waitFor();
    await inbox.close();
  });
}
