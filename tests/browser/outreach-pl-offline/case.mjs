import assert from "node:assert/strict";
import { inboxCount } from "../delivery/person.mjs";
import { offline } from "../person.mjs";

export const title = "a person in Polish loses the network before sending: is told, keeps the answers, and they go through later";
export const context = { locale: "pl-PL" };
export const expected = [/ERR_INTERNET_DISCONNECTED/];

export async function run({ page, person, check, shoot, server, context }) {
  const goOn = () => person.clicks("button", "Dalej");
  const stored = () => inboxCount(server);
  const before = await stored();
  await page.goto("/outreach-needs.html?lang=pl");

  await check("the form is filled in", async () => {
    await person.sees("Twoje potrzeby");
    await page.getByRole("checkbox", { name: "Jedzenie" }).check();
    await goOn();
    await person.sees("Dziś w nocy");
    await page.getByRole("radio", { name: "Tak", exact: true }).first().check();
    await page.getByRole("radio", { name: "Tak długo, jak potrzebuję" }).check();
    await goOn();
    await person.sees("Osoby, z którymi mieszkasz");
    await page.getByRole("textbox").nth(0).fill("1");
    await page.getByRole("textbox").nth(1).fill("0");
    await goOn();
    await person.sees("Jedzenie i ubrania");
    await page.getByRole("radio", { name: "Na jeden lub dwa dni" }).check();
    await goOn();
    await person.sees("Jak się z tobą skontaktować");
    await page.getByRole("textbox").first().fill("Ola");
    await page.getByRole("combobox").selectOption({ label: "Polski" });
    await page.getByRole("radio").last().check();
    await shoot("contact");
    await goOn();
    await person.sees("Sprawdź swoje odpowiedzi");
    await goOn();
    await page.getByRole("button", { name: "Wyślij odpowiedzi" }).waitFor();
  });

  await check("without a network the person is told that nothing is lost", async () => {
    await offline(page);
    await person.clicks("button", "Wyślij odpowiedzi");
    await person.sees(/nie zostały jeszcze wysłane/);
    await shoot("waiting");
    assert.equal(await stored(), before);
  });

  await check("a copy can be saved as a file meanwhile", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), person.clicks("button", "Zapisz kopię")]);
    assert.match(download.suggestedFilename(), /\.html$/);
  });

  await check("when the network is back, they go through by themselves, once", async () => {
    await context.setOffline(false);
    await page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/).first().waitFor({ timeout: 20_000 });
    await shoot("sent");
    assert.equal(await stored(), before + 1);
  });

  await check("a tab that was closed too soon sends when the page is opened again", async () => {
    await page.reload();
    await person.sees("Twoje potrzeby");
    assert.equal(await stored(), before + 1, "nothing is sent twice");
  });
}
