// The whole way through "What do you need right now?", from the first page to the receipt.

import assert from "node:assert/strict";
import { inbox } from "../browser/delivery/person.mjs";
import { until } from "../browser/person.mjs";

export const title = "the main path";

export async function run({ visitor, check, server }) {
  const goOn = () => visitor.clicks("button", "Continue");
  const { driver } = visitor;
  await visitor.goto("/outreach-needs.html");

  await check("the first page left empty says what is missing, and the summary has the focus", async () => {
    await visitor.sees("What you need");
    await goOn();
    await visitor.sees("There is a problem");
    await visitor.focusIs(({ text }) => /There is a problem/.test(text), "the summary has the focus");
  });

  await check("the summary leads to the question, which is answered by key and by click", async () => {
    await visitor.clicks("link", /What do you need help with/);
    await visitor.focusIs(({ role, name }) => role === "checkbox" && /Food/.test(name), "the first answer has the focus");
    await driver.press("Space");
    await visitor.picks(/What do you need help with/, "A place to sleep or live", "checkbox");
    assert.deepEqual((await visitor.answers()).needs, ["food", "shelter"]);
    await goOn();
    await visitor.sees("Tonight");
    await visitor.focusIs(({ text }) => text === "Tonight", "the heading has the focus");
  });

  await check("a question that an answer brings is there at once; the language changes, and the answer stays", async () => {
    await visitor.picks(/safe place to sleep tonight/, "Yes");
    await visitor.finds("group", /How long can you stay there/);
    await visitor.picks(/safe place to sleep tonight/, "No");
    await until(async () => !(await visitor.has("group", /How long can you stay there/)), "the question is gone");
    await visitor.clicks("link", "Svenska");
    await visitor.sees("I natt");
    assert.ok((await visitor.state("radio", "Nej", /Har du ett tryggt ställe/)).checked);
    await visitor.clicks("link", "English");
    await visitor.sees("Tonight");
    assert.ok((await visitor.state("radio", "No", /safe place to sleep tonight/)).checked);
    await goOn();
    await visitor.sees("The people you live with");
  });

  await check("a word where a number belongs is said when the field is left, and is right as soon as it is mended", async () => {
    await visitor.fills(/How many adults/, "two");
    await driver.press("Tab");
    await visitor.reads(/Enter a (whole )?number/);
    assert.equal((await visitor.state("textbox", /How many adults/)).invalid, "true");
    await goOn();
    await visitor.sees("There is a problem");
    await visitor.clicks("link", /How many adults/);
    await visitor.focusIs(({ name }) => /How many adults/.test(name), "the field has the focus");
    await driver.press("Control+a");
    await driver.type("2");
    await until(async () => (await visitor.state("textbox", /How many adults/)).invalid === null, "the field is right again");
    assert.ok(!/Error/.test((await visitor.state("textbox", /How many adults/)).described));
  });

  await check("31 February is refused by name, a real date is taken", async () => {
    await visitor.fills(/How many children/, "0");
    for (const [part, text] of [["Day", "31"], ["Month", "2"], ["Year", "1990"]]) await visitor.fills(part, text, /When were you born/);
    await goOn();
    await visitor.sees("There is a problem");
    await visitor.finds("link", /When were you born/);
    await visitor.fills("Day", "28", /When were you born/);
    assert.equal((await visitor.answers()).birth_date, "1990-02-28");
    await goOn();
    await visitor.sees("Money");
  });

  await check("the browser's own Back and Forward move between pages, and every answer is still there", async () => {
    await driver.run("() => history.back()");
    await visitor.sees("The people you live with");
    assert.equal((await visitor.state("textbox", /How many adults/)).value, "2");
    await driver.run("() => history.forward()");
    await visitor.sees("Money");
  });

  await check("a reason stands in for an answer", async () => {
    await visitor.picks(/How often does money come/, "Every month");
    await visitor.finds("textbox", /How much money/);
    await visitor.fills(/How much money/, "1 234,50");
    await visitor.picks(/How much money/, "I’d rather not say", "checkbox");
    assert.equal((await visitor.answers()).income, undefined);
    await goOn();
    await visitor.sees("Food and clothes");
    await goOn();
    await visitor.sees("How we can reach you");
  });

  await check("a list is chosen from by key; Enter in a field is Continue", async () => {
    await visitor.tabsTo("combobox", /Which language/);
    await driver.type("English");
    await until(async () => (await visitor.state("combobox", /Which language/)).value === "en", "English is chosen");
    await visitor.picks(/safe way to reach you/, "Don’t contact me");
    await visitor.fills(/What should we call you/, "Sam");
    await driver.press("Enter");
    await visitor.sees("Check your answers");
    await visitor.reads("Sam");
    await goOn();
  });

  await check("the outcome is said, and what is sent is signed and on the receiver's disk", async () => {
    await visitor.sees("What you may qualify for");
    await visitor.clicks("button", "Send my answers");
    await visitor.sees("Your answers have been sent");
    const [reference] = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(await visitor.asks("text")) ?? assert.fail("no reference number");
    assert.ok((await inbox(server)).some((row) => row.reference === reference), `${reference} is in the inbox`);
  });
}
