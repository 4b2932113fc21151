import { readFile } from "node:fs/promises";

export const title = "each form of the demo site appears, in each of its languages, at once when the language is changed";

const languages = { en: "English", sv: "Svenska", pl: "Polski", es: "Español", ar: "العربية", uk: "Українська" };

export async function run({ page, person, check, shoot }) {
  for (const form of ["outreach-needs", "housing-emergency", "us-nutrition-screener"]) {
    const file = new URL(`../../../schemas/${form}.json`, import.meta.url);
    const definition = JSON.parse(await readFile(file, "utf8"));
    await page.goto(`/${form}.html`);
    for (const [language, name] of Object.entries(languages)) {
      await check(`${form} in ${language}`, async () => {
        await person.clicks("link", name);
        const heading = page.locator("intake-form").getByRole("heading", { name: definition.pages[0].title[language] });
        await heading.first().waitFor();
      });
      if (language === "en") await shoot(form, form === "outreach-needs" ? { docs: "screenshot.png" } : {});
    }
  }
}
