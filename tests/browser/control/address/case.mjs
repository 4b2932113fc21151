import assert from "node:assert/strict";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "an address, in its parts";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "address" });
  const group = page.getByRole("group", { name: "What is your address?" }).first();
  const part = (name) => group.getByRole("textbox", { name });
  await shoot("empty");

  await check("each part says whether it is needed, and takes what the browser knows", async () => {
    const parts = await group.getByRole("textbox").evaluateAll((inputs) =>
      inputs.map((input) => [input.labels[0].textContent, input.autocomplete]));
    assert.deepEqual(parts, [
      ["Street and number", "address-line1"],
      ["More of the address, like flat or floor (optional)", "address-line2"],
      ["Town or city", "address-level2"],
      ["Postal code (optional)", "postal-code"],
      ["Country (optional)", "country-name"],
    ]);
  });

  await check("an answer is needed", async () => {
    await refused(stage, /Enter an address/, part("Street and number"));
  });

  await check("the summary leads to the part that is missing, and only that one is marked", async () => {
    await part("Street and number").fill("5 Lantern Street");
    await refused(stage, /The address must include a town or city/, part("Town or city"));
    assert.equal(await part("Town or city").getAttribute("aria-invalid"), "true");
    assert.equal(await part("Street and number").getAttribute("aria-invalid"), null);
    await shoot("error");
  });

  await check("by key; the review says it on one line, and the way back keeps it", async () => {
    await person.types("Northbridge");
    await person.presses("Tab");
    await person.types("12345");
    await reviewed(stage, { "What is your address?": "5 Lantern Street, Northbridge, 12345" });
    assert.equal(await part("Town or city").inputValue(), "Northbridge");
  });

  await check("an address that nobody needs may be begun, and then has to be whole", async () => {
    const post = page.getByRole("group", { name: /Where do we send letters/ }).first();
    await post.getByRole("textbox", { name: "Street and number" }).fill("7 Mill Lane");
    await refused(stage, /The address must include a town or city/, post.getByRole("textbox", { name: "Town or city" }));
    await post.getByRole("textbox", { name: "Street and number" }).fill("");
    await reviewed(stage, { "Where do we send letters?": "Not answered" });
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    const street = part("Street and number");
    await comesBack(stage, street, async () => assert.equal(await street.inputValue(), "5 Lantern Street"));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "What is your address?");
  });
}
