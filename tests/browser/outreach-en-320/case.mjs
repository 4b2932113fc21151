import assert from "node:assert/strict";
import { until } from "../person.mjs";

export const title = "the same path in English on a small telephone, by touch";
export const context = { locale: "en-US", viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };

export async function run({ page, person, check, shoot, server, context }) {
  const goOn = () => person.clicks("button", "Continue");
  let reference;
  await page.goto("/outreach-needs.html?lang=en");

  await check("the form stands on the page without scrolling sideways", async () => {
    await person.sees("What you need");
    await person.picks(/What do you need help with/, "Food", "checkbox");
    await person.picks(/What do you need help with/, "A place to sleep or live", "checkbox");
    await goOn();
  });

  await check("a bed for tonight brings the urgent questions", async () => {
    await person.sees("Tonight");
    await person.picks(/safe place to sleep tonight/, "No");
    await goOn();
    await person.sees("The people you live with");
    await person.fills(/How many adults/, "1");
    await person.fills(/How many children/, "0");
    await goOn();
    await person.sees("Money");
  });

  await check("money may be left open with a reason", async () => {
    await person.picks(/How often does money come/, "Every month");
    const income = page.getByRole("group", { name: /How much money/ }).or(page.getByLabel(/How much money/)).first();
    await income.waitFor();
    await page.getByLabel("I’d rather not say").last().check();
    await shoot("money");
    await goOn();
    await person.sees("Food and clothes");
    await goOn();
    await person.sees("How we can reach you");
  });

  await check("the list of languages begins with the one that the page is read in", async () => {
    const list = page.getByRole("combobox", { name: /Which language/ });
    assert.equal(await list.locator("option:checked").textContent(), "English");
  });

  await check("mistakes are said, and mended from the summary", async () => {
    await goOn();
    await person.sees("There is a problem");
    await shoot("mistakes");
    await page.getByRole("link", { name: /What should we call you/ }).click();
    await until(async () => /What should we call you/.test((await person.focused()).name), "the field has the focus");
    await person.types("Sam");
    await person.selects(/Which language/, "English");
    await person.picks(/safe way to reach you/, "Don’t contact me");
    await goOn();
    await person.sees("Check your answers");
    await shoot("review");
    await goOn();
  });

  await check("the outcome puts tonight first, and is sent", async () => {
    await person.sees("What you may qualify for");
    await shoot("outcome");
    await person.clicks("button", "Send my answers");
    await person.sees("Your answers have been sent");
    reference = (await page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/).first().textContent()).trim();
    await shoot("sent");
  });

  await check("the inbox shows it, and the reason for the missing income", async () => {
    const inbox = await context.newPage();
    await server.enter(inbox);
    await inbox.getByRole("link", { name: reference }).click();
    await inbox.getByText("Signature verified").first().waitFor();
    await inbox.getByText("Outcome agrees").first().waitFor();
    await shoot("inbox", { page: inbox });
    await inbox.close();
  });
}
