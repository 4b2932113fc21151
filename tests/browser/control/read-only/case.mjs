import assert from "node:assert/strict";
import { reviewed } from "../story.mjs";

export const title = "what a person sees and can't change, of every type";

export async function run(stage) {
  const { page, person, check, shoot, open, playground } = stage;
  const definition = await playground.definition("read-only");
  const schema = await playground.definition("form-definition.schema");
  await open({ form: "read-only" });
  await shoot("shown");

  await check("nothing can be typed over or ticked", async () => {
    const fields = page.locator("intake-form").getByRole("textbox");
    const count = await fields.count();
    assert.equal(count, 18, "a field for each text, and for each part of date, month and address");
    for (let i = 0; i < count; i += 1) {
      const field = fields.nth(i);
      const before = await field.inputValue();
      await field.click();
      await person.types("9");
      assert.equal(await field.inputValue(), before);
      assert.equal(await field.evaluate((input) => input.readOnly), true);
    }
    for (const role of ["radio", "checkbox", "combobox"]) assert.equal(await page.getByRole(role).count(), 0, role);
  });

  await check("what is chosen stands in words beside its question", async () => {
    for (const [question, answer] of [["Yes or no", "Yes"], ["One", "Food"], ["Several", "Food and Rent"], ["Scale", "4"], ["Consent", "Not answered"], ["File", "Not answered"], ["Signature", "Ada Example"]]) {
      await page.getByRole("group", { name: question, exact: true }).getByText(answer, { exact: true }).waitFor();
    }
  });

  await check("a list is read as cards, and nothing is added to it or taken away", async () => {
    const visit = page.getByRole("group", { name: "Visit 1" });
    assert.equal(await visit.getByRole("definition").textContent(), "Northbridge");
    assert.deepEqual(await page.locator("intake-form").getByRole("button").allTextContents(), ["Continue"]);
  });

  await check("every type is here", () => {
    const types = ["group", "note", ...definition.pages[0].items.map((item) => item.type)];
    const all = Object.keys(schema.$defs).filter((name) => name.endsWith("Item")).map((name) => name.replace("Item", ""));
    assert.deepEqual(all.filter((type) => !types.includes(type)), []);
  });

  await check("the review says all, and offers to change nothing", async () => {
    await reviewed(stage, {
      Text: "Northbridge", Paragraph: "One. Two.", Email: "sam@example.org", Phone: "+1 202-555-0142",
      "Web address": "https://example.org", "Whole number": "7", Money: "kr 1,234.50", Date: "March 27, 1985", Month: "March 2021",
      Time: "2:30 PM", "Yes or no": "Yes", One: "Food", Several: "Food | Rent", Scale: "4", Address: "5 Lantern Street, Northbridge, 12345",
    }, { stay: true });
    assert.equal(await page.getByRole("button", { name: /^Change/ }).count(), 0);
  });
}
