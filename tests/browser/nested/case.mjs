import assert from "node:assert/strict";
import { attach, downloads, paper, reference } from "../delivery/person.mjs";
import { until } from "../person.mjs";

export const title = "everything that can stand in an entry, through language, pages and conditions, into the inbox";

export async function run({ page, context, person, check, shoot, open, server }) {
  await open({ form: "nested", query: { action: "/submissions" } });
  const group = (name, within = page) => within.getByRole("group", { name, exact: true });
  const pick = (question, answer, within = page, role = "radio") => within.getByRole("group", { name: question }).getByRole(role, { name: answer, exact: true }).check();
  const given = async () => JSON.parse(await page.evaluate(() => JSON.stringify(document.querySelector("intake-form").answers)));
  const speak = (lang) => page.locator("intake-form").evaluate((form, lang) => form.setAttribute("lang", lang), lang);
  const focuses = (role, name) => until(async () => {
    const now = await person.focused();
    return now.role === role && name.test(now.name);
  }, `the focus is on the ${role} ${name}`);
  const [pass, slip] = [paper("pass.pdf"), paper("slip.pdf")];
  const anna = group("Anna");

  await check("a note and a label say this entry's answers and those outside", async () => {
    await pick("Area", "South");
    await pick("Do you have papers?", "Yes");
    await person.clicks("button", "Continue");
    await page.getByLabel("Name").fill("Anna");
    await person.reads("About Anna in South.");
    await group(/Is Anna an adult\?/).waitFor();
  });

  await check("what is required in a group of an entry is asked for, and the summary leads there", async () => {
    await person.clicks("button", "Continue");
    const links = await page.getByRole("alert").getByRole("link").allInnerTexts();
    assert.deepEqual(links, ["Anna, Passport: Choose a file", "Anna, Number: Enter an answer", "Anna, Language: Choose an answer", "Anna, Is Anna an adult? Choose yes or no"]);
    await page.getByRole("link", { name: /^Anna, Number/ }).click();
    await focuses("textbox", /Number/);
    await person.types("12");
    await person.presses("Tab");
    await person.reads("Enter 3 digits.");
    await page.getByLabel("Number").fill("123");
    await attach(page, "Passport", [pass]);
    await shoot("error");
  });

  await check("Other brings its field in the entry", async () => {
    await pick("Language", "Other", anna);
    await page.getByLabel("Other: Language").fill("Kurdish");
    await pick("Needs", "Other", anna, "checkbox");
    await page.getByLabel("Other: Needs").fill("A coat");
    await pick("Needs", "None", anna, "checkbox");
    await page.getByLabel("Other: Needs").waitFor({ state: "detached" });
    await pick("Needs", "Other", anna, "checkbox");
    assert.equal(await page.getByLabel("Other: Needs").inputValue(), "A coat");
  });

  await check("a choice that another answer of the entry rules out is told at once", async () => {
    const towns = () => group(/^Town/, anna).getByRole("radio").evaluateAll((all) => all.map((one) => one.value).join());
    assert.equal(await towns(), "lund,oslo");
    await pick("Town", "Oslo", anna);
    await pick("Language", "Swedish", anna);
    await person.reads("This answer does not fit your other answers any more. Choose another one");
    assert.equal(await towns(), "lund,york,oslo");
    await pick("Language", "Other", anna);
    await page.getByText("does not fit your other answers").waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("Other: Language").inputValue(), "Kurdish");
  });

  const date = async (question, [year, month, day], within = anna) => {
    for (const [part, value] of [["Year", year], ["Month", month], ["Day", day]]) {
      await within.getByRole("group", { name: question }).getByRole("textbox", { name: part }).fill(String(value));
    }
  };

  await check("a bound of a date is another answer of the entry, or none while that has a reason", async () => {
    await date("Came", [1999, 5, 1]);
    await group(/^Born/, anna).getByRole("checkbox", { name: "I don’t know" }).check();
    assert.equal(await page.getByText(/or a later date/).count(), 0);
    await date("Born", [2000, 1, 1]);
    assert.equal(await page.getByRole("checkbox", { name: "I don’t know" }).isChecked(), false);
    await group(/^Came/, anna).getByRole("textbox", { name: "Day" }).focus();
    await person.presses("Tab", "Tab");
    await person.reads("Enter January 1, 2000 or a later date");
    await date("Came", [2019, 5, 1]);
    await page.getByText(/or a later date/).waitFor({ state: "detached" });
  });

  await check("what an answer hides in an entry comes back with all in it", async () => {
    await pick("Is Anna an adult?", "Yes");
    await anna.getByLabel(/^Wage/).fill("900");
    await group("Sharing").getByRole("checkbox").check();
    await person.reads("You may ask about Anna.");
    await group("Signature").getByRole("button", { name: "Type your name instead" }).click();
    await page.getByLabel("Your full name").fill("Anna Example");
    await anna.getByLabel("Town or city").fill("Lund");
    await anna.getByRole("button", { name: "Add", exact: true }).click();
    await focuses("textbox", /Employer/);
    await person.types("Bakery");
    await page.getByLabel(/^Branch/).selectOption("other");
    await page.getByLabel("Other: Branch").fill("Bread");
    await attach(page, "Payslip", [slip]);
    const before = await given();
    await pick("Is Anna an adult?", "No");
    await page.getByLabel("Other: Branch").waitFor({ state: "detached" });
    assert.deepEqual(Object.keys((await given()).people[0]).filter((name) => ["wage", "agree", "sign", "home", "jobs"].includes(name)), []);
    await pick("Is Anna an adult?", "Yes");
    await page.getByLabel("Other: Branch").waitFor();
    assert.deepEqual(await given(), before);
    await shoot("whole");
  });

  await check("another language keeps the open cards, the focus and all that was given", async () => {
    const before = await given();
    const said = page.locator("p").filter({ hasText: "was added" });
    assert.ok(await said.count() > 0);
    await page.getByLabel("Employer").focus();
    await speak("sv");
    await person.sees("Personer");
    await person.reads("Om Anna i Söder.");
    assert.equal(await page.getByLabel("Arbetsgivare").inputValue(), "Bakery");
    await focuses("textbox", /Arbetsgivare/);
    assert.equal(await page.getByLabel("Annat: Bransch").inputValue(), "Bread");
    await group(/^Pass$/).getByText("pass.pdf").first().waitFor();
    await shoot("sv");
    assert.deepEqual(await given(), before);
    assert.equal(await said.count(), 0, "what was said in English is not left standing");
    await speak("en");
    await person.sees("People");
  });

  await check("the browser's Back button out of an open card, and back in", async () => {
    const before = await given();
    await page.goBack();
    await person.sees("Start");
    await page.goForward();
    await person.sees("People");
    assert.deepEqual(await given(), before);
    assert.deepEqual((await anna.getByRole("definition").allInnerTexts()).slice(0, 4), ["Anna", "pass.pdf", "123", "Other"]);
    await shoot("card");
  });

  await check("an answer on an earlier page asks more of the entry: the summary opens its card", async () => {
    await person.clicks("button", "Change Anna");
    await anna.getByLabel(/^Wage/).fill("");
    await person.clicks("button", "Done Anna");
    await person.clicks("button", "Back");
    await pick("Area", "North");
    await person.clicks("button", "Continue");
    await person.clicks("button", "Continue");
    await page.getByRole("link", { name: "Anna, Wage: Enter an amount" }).click();
    await focuses("textbox", /Wage/);
    await person.types("950");
    // One more job of hers, begun and taken back: the summary says whose it is.
    await anna.getByRole("button", { name: "Add another" }).click();
    await focuses("textbox", /Employer/);
    await person.clicks("button", "Continue");
    await page.getByRole("alert").getByRole("link", { name: "Anna, Job 2, Employer: Enter an answer" }).waitFor();
    await person.clicks("button", "Remove Job 2");
    await group("Job 2").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Add another" }).last().click();
    await focuses("textbox", /Name/);
    await person.types("Bo");
    const bo = group("Bo");
    await group("Passport", bo).getByLabel(/Choose/).setInputFiles([paper("bo.pdf")]);
    await bo.getByRole("button", { name: "Remove bo.pdf" }).waitFor();
    await bo.getByLabel("Number").fill("456");
    await pick("Language", "English", bo);
    await pick("Is Bo an adult?", "No", bo);
    await person.clicks("button", "Done Bo");
    await person.clicks("button", "Continue");
    await person.reads("You told of 2 people.");
  });

  await check("the review has every answer of every entry; its link leads into a list in an entry", async () => {
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await shoot("review");
    for (const [question, answer] of [["Passport", "pass.pdf"], ["Other: Language", "Kurdish"], ["Needs", "Other"], ["Other: Needs", "A coat"], ["Town", "Oslo"], ["Sharing", "Yes"], ["Signature", "Anna Example"], ["Employer", "Bakery"], ["Other: Branch", "Bread"], ["Payslip", "slip.pdf"]]) {
      assert.equal(await person.reviews(question), answer, question);
    }
    await page.getByRole("button", { name: "Change Employer" }).click();
    await focuses("textbox", /Employer/);
    await person.presses("ControlOrMeta+a");
    await person.types("Bakehouse");
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("Employer"), "Bakehouse");
  });

  await check("without papers no passport is asked for or sent; with them it is there again", async () => {
    await page.getByRole("button", { name: "Change Do you have papers?" }).click();
    await pick("Do you have papers?", "No");
    assert.equal(JSON.stringify(await given()).includes("pass.pdf"), false);
    await pick("Do you have papers?", "Yes");
    assert.ok(JSON.stringify(await given()).includes("pass.pdf"));
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
  });

  await check("it is sent, and the inbox has it all, with the bytes of the files", async () => {
    await person.clicks("button", "Continue");
    await page.getByText("You may qualify").first().waitFor();
    await person.clicks("button", "Send");
    const { files, text } = await downloads(context, server, await reference(page));
    assert.deepEqual(files.map(({ name }) => name).sort(), ["bo.pdf", "pass.pdf", "slip.pdf"]);
    assert.ok(files.find(({ name }) => name === "slip.pdf").bytes.equals(slip.buffer));
    for (const words of ["Signature verified", "Outcome agrees", "Kurdish", "A coat", "Bread", "Bakehouse"]) assert.ok(text.includes(words), words);
  });
}
