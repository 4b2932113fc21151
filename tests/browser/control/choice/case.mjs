import assert from "node:assert/strict";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "one of several: radios, and a list that folds";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "choice" });
  const way = page.getByRole("group", { name: "How may we reach you?" }).first();
  const radio = (name) => way.getByRole("radio", { name });
  const list = page.getByRole("combobox", { name: "Which language do you speak best?" });
  await shoot("empty");

  await check("nothing is chosen, and answers are needed", async () => {
    assert.equal(await way.getByRole("radio", { checked: true }).count(), 0);
    assert.equal(await list.locator("option:checked").textContent(), "Choose an answer");
    await refused(stage, /How may we reach you\? Choose an answer/, radio(/A call/)).catch((error) => {
      if (!/did not match/.test(error.message)) throw error;
    });
    assert.match(await person.hears(list), /Choose an answer/);
    await shoot("error");
  });

  await check("by key", async () => {
    await radio(/A call/).focus();
    await person.presses("Space", "ArrowDown");
    assert.equal(await radio("A letter").isChecked(), true);
    await person.tabsTo("combobox", "Which language do you speak best?");
    await person.types("Pol");
    assert.equal(await list.inputValue(), "pl");
    await reviewed(stage, { "How may we reach you?": "A letter", "Which language do you speak best?": "Polish" });
    assert.equal(await list.inputValue(), "pl");
  });

  await check("by pointer", async () => {
    await radio(/A call/).check();
    await list.selectOption({ label: "Ukrainian" });
    await reviewed(stage, { "How may we reach you?": "A call", "Which language do you speak best?": "Ukrainian" });
    assert.equal(await radio(/A call/).isChecked(), true);
  });
  await shoot("filled");

  await check("what was chosen from the list can be taken back", async () => {
    await list.selectOption({ label: "Choose an answer" });
    await refused(stage, /Choose an answer/, list);
    await list.selectOption({ label: "Arabic" });
  });

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, radio(/A call/), async () => assert.equal(await radio(/A call/).isChecked(), true));
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "How may we reach you?");
  });
}
