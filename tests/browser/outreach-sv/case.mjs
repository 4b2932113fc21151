import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { inbox } from "../delivery/person.mjs";
import { until } from "../person.mjs";

export const title = "a person fills in outreach-needs in Swedish by keyboard alone, mends two mistakes, changes an answer, sends; the worker sees it verified";
export const context = { locale: "sv-SE" };

const run_ = promisify(execFile);

export async function run({ page, person, check, shoot, server, program, folder, context }) {
  // Nobody touches the mouse in this case.
  const goOn = async () => {
    await person.tabsTo("button", "Fortsätt");
    await person.presses("Enter");
  };
  let reference;
  await page.goto("/outreach-needs.html?lang=sv");

  await check("the first page asks what is needed", async () => {
    await person.sees("Det du behöver");
    await shoot("1-start");
    await person.tabsTo("checkbox", "Mat");
    await person.presses("Space");
    await person.tabsTo("checkbox", "Kläder eller skor");
    await person.presses("Space");
    await goOn();
    await person.sees("I natt");
  });

  await check("the second page says what is missing when it is left empty, and the summary has the focus", async () => {
    await goOn();
    await person.sees("Något behöver rättas");
    await until(async () => /Något behöver rättas/.test((await person.focused()).text ?? ""), "the summary has the focus");
    await shoot("2-mistake");
  });

  await check("the summary's link leads to the question, which mends the mistake", async () => {
    await person.tabsTo("link", /./);
    await person.presses("Enter");
    await until(async () => (await person.focused()).role === "radio", "the first answer has the focus");
    await person.choosesByKey("Ja");
    await person.tabsTo("radio", "Några nätter");
    await person.choosesByKey("Så länge jag behöver");
    await shoot("2-tonight");
    await goOn();
    await person.sees("De du bor med");
  });

  await check("a number that is none gets its message when the field is left, and is mended", async () => {
    await person.tabsTo("textbox", /Hur många vuxna/);
    await person.types("två");
    await person.presses("Tab");
    await person.reads(/Skriv ett (hel)?tal/);
    await shoot("3-mistake");
    await person.types("2");
    await goOn();
    await person.sees("Något behöver rättas");
    await person.tabsTo("link", /./);
    await person.presses("Enter");
    await until(async () => /Hur många vuxna/.test((await person.focused()).name), "the field has the focus");
    await person.presses("ControlOrMeta+a");
    await person.types("2");
    await person.tabsTo("textbox", /Hur gammalt är det yngsta barnet/);
    await person.types("7");
    await person.tabsTo("textbox", /Hur många av barnen/);
    await person.types("1");
    await person.tabsTo("textbox", "Dag");
    await person.types("3");
    await person.tabsTo("textbox", "Månad");
    await person.types("5");
    await person.tabsTo("textbox", "År");
    await person.types("1990");
    await shoot("3-household");
    await goOn();
    await person.sees("Mat och kläder");
  });

  await check("food and clothes follow, money is not asked", async () => {
    await person.tabsTo("radio", "Jag har inget att äta i dag");
    await person.presses("Space");
    await person.tabsTo("checkbox", "Nej, all mat går bra");
    await person.presses("Space");
    await person.tabsTo("radio", "Ja");
    await person.presses("Space");
    await person.tabsTo("checkbox", "En varm jacka eller tröja");
    await person.presses("Space");
    await person.tabsTo("textbox", /Vilka storlekar/);
    await person.types("M och 38");
    await shoot("4-essentials");
    await goOn();
    await person.sees("Så når vi dig");
  });

  await check("the last page takes a name, a language and a safe way to answer", async () => {
    await person.tabsTo("textbox", /Vad ska vi kalla dig/);
    await person.types("Åsa");
    // The language of the page is the one to talk in, until somebody says another.
    await person.tabsTo("combobox", /Vilket språk/);
    assert.equal((await page.locator("intake-form").evaluate((form) => form.answers)).talk_language, "sv");
    await person.tabsTo("radio", "Telefonsamtal");
    await person.choosesByKey("E-post");
    await person.tabsTo("textbox", "E-postadress");
    await person.types("asa@example.org");
    await shoot("5-contact");
    await goOn();
    await person.sees("Kontrollera dina svar");
    await shoot("6-review");
  });

  await check("an answer is changed from the review, and the way leads back to it", async () => {
    await person.tabsTo("button", /Ändra.*Vad ska vi kalla dig/);
    await person.presses("Enter");
    await person.sees("Så når vi dig");
    await person.tabsTo("textbox", /Vad ska vi kalla dig/);
    await person.presses("ControlOrMeta+a");
    await person.types("Åsa Berg");
    await goOn();
    await person.sees("Kontrollera dina svar");
    await person.reads("Åsa Berg");
    await goOn();
  });

  await check("the outcome says what the person may qualify for and where to go", async () => {
    await person.reads("Du kan ha rätt till");
    await shoot("7-outcome");
    await person.tabsTo("button", "Skicka mina svar");
    await person.presses("Enter");
    await person.sees("Dina svar har skickats");
    reference = (await page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/).first().textContent()).trim();
    await shoot("8-sent");
  });

  await check("the worker sees it in the inbox, verified, with the same outcome", async () => {
    const inbox = await context.newPage();
    await server.enter(inbox);
    await inbox.getByText(reference).waitFor();
    await inbox.getByRole("link", { name: reference }).click();
    await inbox.getByText("Signature verified").first().waitFor();
    await inbox.getByText("Outcome agrees").first().waitFor();
    await inbox.getByText("Åsa Berg").first().waitFor();
    await shoot("9-inbox", { page: inbox });
    await inbox.close();
  });

  await check("intake verify says so too; one byte changed, and it fails", async () => {
    const id = (await inbox(server)).find((row) => row.reference === reference).submissionId;
    const answer = await fetch(`${server.origin}/inbox/${id}.json`, { headers: { authorization: `Bearer ${server.token}` } });
    const text = await answer.text();
    const file = join(folder, "submission.json");
    await writeFile(file, text);
    const verify = (path) => run_(program, ["verify", path, "--form", "schemas/outreach-needs.json"], { cwd: server.root }).then(() => 0, (error) => error.code);
    assert.equal(await verify(file), 0);
    await writeFile(file, text.replace("Åsa Berg", "Åsa Borg"));
    assert.equal(await verify(file), 1);
    assert.notEqual(await readFile(file, "utf8"), text);
  });
}
