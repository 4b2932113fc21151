import assert from "node:assert/strict";

export const title = "a visitor of the demo site reads it in her language and finds each form";

// Of the widget only this much is looked at here: that its element is on the page, with what it is told.
const forms = ["outreach-needs", "housing-emergency", "us-nutrition-screener"];

export async function run({ page, person, check, shoot, server }) {
  await page.goto("/");

  await check("is in English at first and names the three forms", async () => {
    await person.sees("There is a light on in Northbridge");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 3 }) }).count(), 3);
  });
  await shoot("home");

  await check("is in Swedish after a choice in the head, without another page being loaded", async () => {
    await person.clicks("link", "Svenska");
    await person.sees("Det lyser alltid i Northbridge");
    assert.equal(await page.locator("html").getAttribute("lang"), "sv");
    assert.equal(await page.title(), "Harbour Light, Northbridge");
    assert.match(page.url(), /\?lang=sv$/);
    assert.equal(await page.getByRole("link", { name: "Svenska" }).getAttribute("aria-current"), "true");
    assert.equal(await page.getByRole("link", { name: "English" }).getAttribute("aria-current"), null);
  });

  await check("keeps the language on the way to a form, and tells the form", async () => {
    await person.clicks("link", "Vad behöver du just nu?");
    await page.waitForURL("**/outreach-needs.html?lang=sv");
    await person.sees("Vill du hellre prata?");
    assert.equal(await page.locator("intake-form").getAttribute("lang"), "sv");
  });

  await check("can be changed on the form's page by key, and back", async () => {
    await person.tabsTo("link", "Polski");
    await person.presses("Enter");
    await person.sees("Wolisz porozmawiać?");
    assert.equal(await page.locator("intake-form").getAttribute("lang"), "pl");
    await person.clicks("link", "English");
    await person.sees("Would you rather talk?");
    assert.equal(await page.locator("intake-form").getAttribute("lang"), "en");
    assert.equal(await page.getByRole("link", { name: "Back to Harbour Light" }).getAttribute("href"), "/");
  });

  for (const form of forms) {
    await check(`embeds ${form}, with a telephone number and the plain pages for when it cannot load`, async () => {
      await page.goto(`/${form}.html`);
      const element = page.locator("intake-form");
      assert.equal(await element.getAttribute("src"), `/forms/${form}.json`);
      assert.equal(await element.getAttribute("action"), "/submissions");
      assert.match(await element.locator(".otherwise").first().textContent(), /\+1 202-555-0142/);
      assert.match(await element.locator(".otherwise a").last().getAttribute("href"), new RegExp(`/fill/${form}`));
    });
  }

  for (const language of ["sv", "pl", "es", "ar", "uk"]) {
    await check(`has every word of every page in ${language}`, async () => {
      // A missing word is an error on the console, which fails the case.
      for (const path of ["", ...forms.map((form) => `${form}.html`)]) {
        await page.goto(`/${path}?lang=${language}`);
        await page.locator(`html[lang=${language}][dir=${language === "ar" ? "rtl" : "ltr"}]`).waitFor();
      }
    });
    await page.goto(`/?lang=${language}`);
    await shoot(`home-${language}`);
  }

  await check("leads the people who work there to the inbox", async () => {
    await page.goto("/");
    const inbox = new URL(await page.getByRole("link", { name: /^Inbox/ }).getAttribute("href"), server.origin);
    assert.equal(inbox.pathname, new URL(server.inbox).pathname);
  });

  await page.emulateMedia({ colorScheme: "dark" });
  await shoot("home-dark");
}
