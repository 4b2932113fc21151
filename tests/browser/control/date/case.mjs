import assert from "node:assert/strict";
import { comesBack, excused, refused, reviewed } from "../story.mjs";

export const title = "a date in three fields, in Swedish; 31 February has words of its own";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "date", lang: "sv" });
  const group = page.getByRole("group", { name: "När är du född?" }).first();
  const [year, month, day] = ["År", "Månad", "Dag"].map((name) => group.getByRole("textbox", { name }));
  const fill = async (y, m, d) => {
    await year.fill(y);
    await month.fill(m);
    await day.fill(d);
    await person.presses("Tab", "Tab");
  };
  await shoot("empty");

  await check("the fields stand in the order in which Swedish writes a date", async () => {
    const names = await group.getByRole("textbox").evaluateAll((inputs) => inputs.map((input) => input.labels[0].textContent));
    assert.deepEqual(names, ["År", "Månad", "Dag"]);
  });

  await check("an answer is needed", async () => {
    await refused(stage, /Skriv ett datum/, year, "sv");
  });

  await check("each mistake is told with what to do, 31 February in words of its own", async () => {
    await fill("1985", "2", "31");
    await person.reads("Skriv ett riktigt datum. Det här finns inte i kalendern");
    await shoot("error");
    await fill("1985", "13", "1");
    await person.reads("Skriv datumet med siffror, till exempel 1985 3 27");
    await fill("85", "3", "27");
    await person.reads("Skriv året med fyra siffror, till exempel 1985");
    await fill("1985", "", "");
    await person.reads("Datumet saknar dag och månad");
    assert.deepEqual([await year.getAttribute("aria-invalid"), await day.getAttribute("aria-invalid")], [null, "true"]);
    await refused(stage, /Datumet saknar dag och månad/, month, "sv");
    await fill("1899", "12", "31");
    await person.reads("Skriv 1 januari 1900 eller ett senare datum");
    await fill("2999", "1", "1");
    await person.reads(/Skriv .* eller ett tidigare datum/);
    assert.equal(await year.getAttribute("aria-invalid"), "true");
    await fill("1985", "3", "27");
    assert.equal(await year.getAttribute("aria-invalid"), null);
  });

  await check("by key; the review says it, and the way back keeps it", async () => {
    await year.focus();
    for (const part of ["1984", "2", "29"]) {
      await person.presses("ControlOrMeta+a");
      await person.types(part);
      await person.presses("Tab");
    }
    await reviewed(stage, { "När är du född?": "29 februari 1984" }, { lang: "sv" });
    assert.equal(await day.inputValue(), "29");
    assert.equal(await day.getAttribute("autocomplete"), "bday-day");
  });
  await shoot("filled");

  await check("a hidden question comes back with its answer", async () => {
    await comesBack(stage, year, async () => assert.equal(await day.inputValue(), "29"), "sv");
  });

  await check("in English the month comes first, and the answer stays", async () => {
    await page.locator("intake-form").evaluate((form) => (form.lang = "en"));
    await person.sees("About you");
    const first = page.getByRole("group", { name: "When were you born?" }).first().getByRole("textbox").first();
    assert.equal(await first.inputValue(), "2");
    await excused(stage, "I’d rather not say", "When were you born?");
  });
}
