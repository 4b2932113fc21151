// What every control's case tells in the same words.

import assert from "node:assert/strict";

const WORDS = {
  en: { skip: "Leave the question out?", yes: "Yes", no: "No", go: "Continue", review: "Check your answers", back: "Back", problem: "There is a problem" },
  sv: { skip: "Hoppa över frågan?", yes: "Ja", no: "Nej", go: "Fortsätt", review: "Kontrollera dina svar", back: "Tillbaka", problem: "Något behöver rättas" },
};

/** The question goes, and comes back with its answer. */
export async function comesBack({ person }, field, still, lang = "en") {
  const say = WORDS[lang];
  await person.picks(say.skip, say.yes);
  await field.waitFor({ state: "detached" });
  await person.picks(say.skip, say.no);
  await field.waitFor();
  await still();
}

/** Continue is refused: the summary has the focus and leads to the field. */
export async function refused({ page, person }, message, field, lang = "en") {
  const say = WORDS[lang];
  await person.clicks("button", say.go);
  await person.sees(say.problem);
  await page.getByRole("alert").getByRole("link", { name: message }).click();
  await field.and(page.locator(":focus")).waitFor();
  assert.match(await person.hears(field), message);
}

/** On to the review, which says each answer so; then back to the page, or on with `stay`. */
export async function reviewed({ page, person }, answers, { lang = "en", stay = false } = {}) {
  const say = WORDS[lang];
  await person.clicks("button", say.go);
  await person.sees(say.review);
  for (const [question, answer] of Object.entries(answers)) {
    const said = await person.reviews(question);
    if (answer instanceof RegExp) assert.match(said, answer, question);
    else assert.equal(said, answer, question);
  }
  if (stay) return;
  await page.getByRole("button", { name: say.back, exact: true }).click();
  await page.getByRole("button", { name: say.go, exact: true }).waitFor();
}

/** The one reason of a question, instead of an answer. */
export async function excused(stage, reason, question) {
  await stage.page.getByRole("checkbox", { name: reason }).check();
  await reviewed(stage, { [question]: reason });
  await stage.page.getByRole("checkbox", { name: reason }).uncheck();
}

/** Types over what is in the field, and leaves it. */
export async function types({ person }, field, text) {
  await field.click();
  await person.presses("ControlOrMeta+a", "Delete");
  if (text) await person.types(text);
  await person.presses("Tab", "Tab");
}

/** Types each mistake, reads what to do, and sees it gone with the first right answer. */
export async function mistakes(stage, field, wrong, right) {
  for (const [text, message] of wrong) {
    await types(stage, field, text);
    await stage.page.getByText(message).first().waitFor();
    assert.match(await stage.person.hears(field), message, text);
    assert.equal(await field.getAttribute("aria-invalid"), "true");
  }
  await types(stage, field, right);
  assert.equal(await field.getAttribute("aria-invalid"), null, right);
}
