import assert from "node:assert/strict";
import { reference } from "../../delivery/person.mjs";
import { until } from "../../person.mjs";

export const title = "a reason in place of a whole list, and rules about a list";

export async function run({ page, context, person, check, shoot, open, server }) {
  await open({ form: "repeat-absent", query: { action: "/submissions" } });
  const group = (name) => page.getByRole("group", { name, exact: true });
  const reason = (name) => page.getByRole("checkbox", { name, exact: true });
  const given = () => page.evaluate(() => JSON.stringify(document.querySelector("intake-form").answers));
  const focuses = (role, name) => until(async () => {
    const now = await person.focused();
    return now.role === role && name.test(now.name);
  }, `the focus is on the ${role} ${name}`);

  await check("Continue asks for the entry that there must be", async () => {
    await person.clicks("button", "Continue");
    await page.getByRole("link", { name: "Person 1, First name: Enter an answer" }).waitFor();
    await shoot("error");
  });

  await check("a reason takes the entries and what is wrong in them away; nothing is sent of them", async () => {
    await reason("I’d rather not say").check();
    await group("Person 1").waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "There is a problem" }).waitFor({ state: "detached" });
    await focuses("checkbox", /rather not say/);
    assert.equal(await given(), "{}");
    await shoot("absent");
  });

  await check("another language keeps it; the browser's Back button too", async () => {
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "sv"));
    await person.sees("Vilka du bor med");
    assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 1);
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "en"));
    await person.sees("Who lives with you");
    await person.clicks("button", "Continue");
    await person.sees("Last page");
    await page.goBack();
    await person.sees("Who lives with you");
    assert.equal(await reason("I’d rather not say").isChecked(), true);
    await person.clicks("button", "Continue");
    await person.sees("Last page");
  });

  await check("the review says it, and its link leads to where an answer can be given", async () => {
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("Person"), "I’d rather not say");
    await shoot("review");
    await person.clicks("button", "Change Person");
    await person.sees("Who lives with you");
    await focuses("button", /^Add$/);
  });

  await check("adding takes the reason back, and shows what was there", async () => {
    await person.presses("Enter");
    await focuses("textbox", /First name/);
    assert.equal(await group("Person 2").count(), 0);
    assert.equal(await page.getByRole("checkbox", { checked: true }).count(), 0);
    await person.types("Anna");
    await group("Anna").getByLabel("Age").fill("7");
    await person.clicks("button", "Done Anna");
    await group("Anna").getByRole("definition").first().waitFor();
  });

  await check("a rule about the list stands at the list, leads there, and goes when it is mended", async () => {
    await person.clicks("button", "Continue");
    const message = "One of you must be 18 or older. Check the ages.";
    await page.getByRole("alert").getByRole("link", { name: message }).click();
    await focuses("button", /^Add another$/);
    assert.match(await person.hears(page.getByRole("button", { name: "Add another" })), new RegExp(message));
    await shoot("rule");
    await person.clicks("button", "Change Anna");
    await group("Anna").getByLabel("Age").fill("34");
    await page.getByText(message).first().waitFor({ state: "detached" });
  });

  await check("an entry's own list can have a reason too: the card says so", async () => {
    await group("Anna").getByRole("checkbox", { name: "I don’t know" }).check();
    await group("Anna").getByRole("button", { name: "Done Anna" }).click();
    assert.deepEqual(await group("Anna").getByRole("definition").allInnerTexts(), ["Anna", "34", "I don’t know"]);
    await shoot("card");
  });

  await check("the outcome stays open where the list is not known", async () => {
    await reason("I’d rather not say").check();
    await group("Anna").waitFor({ state: "detached" });
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await person.clicks("button", "Continue");
    await page.getByText("We need more information").waitFor();
    await shoot("outcome");
  });

  await check("the receiver takes it, and the inbox says it", async () => {
    await person.clicks("button", "Send");
    const sent = await reference(page);
    const inbox = await context.newPage();
    await server.enter(inbox);
    await inbox.getByRole("link", { name: sent }).click();
    await inbox.getByText("Signature verified").first().waitFor();
    await inbox.getByText("Outcome agrees").first().waitFor();
    await inbox.getByText("Would rather not say").waitFor();
    assert.equal(await inbox.getByText("Anna").count(), 0);
    await inbox.close();
  });
}
