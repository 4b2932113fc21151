import assert from "node:assert/strict";
import { until } from "../person.mjs";
import { words } from "../answer.mjs";

export const title = "an optional answer of radios can be taken back, by mouse and by key";

const LANGUAGES = ["en", "sv", "pl", "es", "ar", "uk"];
const choices = [{ name: "a", label: "A" }, { name: "b", label: "B" }];
const form = {
  formLanguage: 1, name: "back", version: "1", defaultLanguage: "en", languages: LANGUAGES, title: "Back",
  pages: [{ name: "page", title: "Back", items: [
    { name: "b", type: "boolean", label: "Pregnant?", record: true, absent: ["asked-declined"] },
    { name: "c", type: "choice", label: "Origin", choices, record: true },
    { name: "s", type: "scale", label: "Worry", record: true },
    { name: "needed", type: "choice", label: "Needed", choices, required: true, record: true },
    { name: "sometimes", type: "boolean", label: "Sometimes", required: "c == 'b'", record: true },
    { name: "fixed", type: "choice", label: "Fixed", choices, readOnly: true, default: "a", record: true },
    { name: "more", type: "text", label: "More", relevant: "b", record: true },
  ] }],
};

export async function run({ page, person, check, open, shoot }) {
  await open({ form });
  const answers = async () => JSON.parse(await page.evaluate(() => JSON.stringify(document.querySelector("intake-form").answers)));
  const group = (name) => page.getByRole("group", { name: new RegExp(`^${name}`) });
  const clear = (name) => page.getByRole("button", { name: `Clear this answer ${name}` });

  await check("nothing is there to take back before there is an answer", async () => {
    assert.equal(await page.getByRole("button", { name: /^Clear/ }).count(), 0);
  });

  await check("by mouse: the answer, what it brought, and the button go; the focus stays with the question", async () => {
    for (const [name, answer] of [["Pregnant", "Yes"], ["Origin", "B"], ["Worry", "3"]]) await group(name).getByRole("radio", { name: answer, exact: true }).check();
    await page.getByLabel(/^More/).waitFor();
    assert.deepEqual(await answers(), { b: true, c: "b", s: 3, fixed: "a" });
    await shoot("chosen");
    for (const [name, first] of [["Pregnant?", "Yes"], ["Origin", "A"], ["Worry", "1"]]) {
      await clear(name).click();
      await clear(name).waitFor({ state: "detached" });
      await until(async () => (await person.focused()).name === first, `the focus is on ${first}`);
      assert.equal(await group(name.replace("?", "")).getByRole("radio", { checked: true }).count(), 0);
      await page.getByRole("status").filter({ hasText: "The answer was cleared" }).waitFor({ state: "attached" });
    }
    assert.deepEqual(await answers(), { fixed: "a" });
    assert.equal(await page.getByLabel(/^More/).count(), 0);
  });

  await check("by key, and chosen again", async () => {
    await group("Pregnant").getByRole("radio", { name: "Yes" }).focus();
    await person.presses("Space", "ArrowDown");
    assert.equal((await answers()).b, false);
    await person.presses("Tab");
    assert.equal((await person.focused()).name, "Clear this answer Pregnant?");
    await person.presses("Enter");
    await until(async () => (await person.focused()).name === "Yes", "the focus is on the first answer");
    assert.equal((await answers()).b, undefined);
    await person.presses("Space");
    assert.equal((await answers()).b, true);
    await person.presses("Tab", "Space");
    await until(async () => (await answers()).b === undefined, "Space does the same");
  });

  await check("what must be answered, and what nobody can change, has no such button", async () => {
    await group("Needed").getByRole("radio", { name: "A" }).check();
    await group("Sometimes").getByRole("radio", { name: "No" }).check();
    await clear("Sometimes").waitFor();
    await group("Origin").getByRole("radio", { name: "B" }).check();
    await clear("Sometimes").waitFor({ state: "detached" });
    for (const name of ["Needed", "Fixed"]) assert.equal(await clear(name).count(), 0, name);
    await clear("Origin").click();
    await clear("Sometimes").waitFor();
  });

  await check("a reason instead of an answer takes the button away, and is taken back by itself", async () => {
    await group("Pregnant").getByRole("radio", { name: "No" }).check();
    await group("Pregnant").getByRole("checkbox").check();
    await clear("Pregnant?").waitFor({ state: "detached" });
    await group("Pregnant").getByRole("checkbox").uncheck();
  });

  await check("in six languages", async () => {
    for (const language of LANGUAGES) {
      const say = await words(language);
      await page.locator("intake-form").evaluate((element, language) => { element.lang = language; }, language);
      await page.getByRole("button", { name: `${say["clear-answer"]} Sometimes` }).waitFor();
    }
  });
}
