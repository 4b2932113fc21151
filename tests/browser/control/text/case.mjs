import assert from "node:assert/strict";

export const title = "text in one line";

export async function run({ page, person, check, shoot, open }) {
  await open({ form: "text" });
  const called = page.getByRole("textbox", { name: "What should we call you?" });
  const code = page.getByRole("textbox", { name: /code is on your letter/ });
  await shoot("empty");

  await check("nothing is wrong while a first answer is typed; what to do is said on leaving", async () => {
    await person.tabsTo("textbox", "What should we call you?");
    await person.types("S");
    assert.equal(await person.hears(called), "Any name will do.");
    // The reason for no answer belongs to the question still.
    await person.presses("Tab", "Tab");
    await person.reads("Enter at least 2 characters");
    assert.match(await person.hears(called), /Any name will do\. Error: Enter at least 2 characters/);
    assert.equal(await called.getAttribute("aria-invalid"), "true");
  });
  await shoot("error");

  await check("a mended answer is right at once", async () => {
    await called.click();
    await person.types("am");
    assert.equal(await person.hears(called), "Any name will do.");
    await called.fill("Samanthara Long");
    await person.presses("Tab", "Tab");
    await person.reads("Enter at most 10 characters");
    assert.match(await person.hears(called), /Enter at most 10 characters/);
    await called.fill("Sam");
  });

  await check("the author's own words say what the pattern wants", async () => {
    await code.fill("ab 123");
    await person.presses("Tab");
    await person.reads(/as it stands on the letter/);
    assert.match(await person.hears(code), /as it stands on the letter, like AB-123/);
    await code.fill("AB-123");
    assert.equal(await person.hears(code), "");
  });

  await check("a hidden question comes back with its answer", async () => {
    await called.fill("Nobody");
    await code.waitFor({ state: "detached" });
    await called.fill("Sam");
    assert.equal(await code.inputValue(), "AB-123");
  });

  await check("what is only shown can't be changed, and is read out as such", async () => {
    const office = page.getByRole("textbox", { name: /Office/ });
    assert.equal(await office.inputValue(), "Northbridge");
    await office.click();
    await person.types("x");
    assert.equal(await office.inputValue(), "Northbridge");
    assert.equal(await office.getAttribute("readonly"), "");
  });
  await shoot("filled");

  await check("the review says it, and the way back keeps it", async () => {
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("What should we call you?"), "Sam");
    assert.equal(await person.reviews("What code is on your letter?"), "AB-123");
    assert.equal(await person.reviews("Office"), "Northbridge");
    await person.clicks("button", "Back");
    await person.sees("About you");
    assert.equal(await called.inputValue(), "Sam");
  });

  await check("a reason stands in for an answer", async () => {
    await called.fill("");
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    await page.getByRole("checkbox", { name: "I’d rather not say" }).check();
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("What should we call you?"), "I’d rather not say");
  });
}
