import assert from "node:assert/strict";

export const title = "choices in the order of the language that is shown, in each way in which they are shown";

const countries = [
  { name: "at", label: { en: "Austria", sv: "Österrike", pl: "Austria" } }, { name: "fi", label: { en: "Finland", sv: "Finland", pl: "Finlandia" } },
  { name: "none", label: { en: "Another one", sv: "Ett annat", pl: "Inny" }, exclusive: true },
  { name: "de", label: { en: "Germany", sv: "Tyskland", pl: "Niemcy" } }, { name: "ax", label: { en: "Åland", sv: "Åland", pl: "Wyspy Alandzkie" } },
  { name: "sy", label: { en: "Syria", sv: "Syrien", pl: "Syria" } }, { name: "lv", label: { en: "Latvia", sv: "Lettland", pl: "Łotwa" } },
  { name: "lu", label: { en: "Luxembourg", sv: "Luxemburg", pl: "Luksemburg" } },
];
const label = (text) => ({ en: text, sv: text, pl: text });
const item = (name, type, more) => ({ name, type, label: label(name), record: true, ...more });
const form = {
  formLanguage: 1, name: "countries", version: "1", defaultLanguage: "en", languages: ["en", "sv", "pl"], title: label("T"),
  choiceLists: { countries },
  pages: [{ name: "page", title: label("Page"), items: [
    item("menu", "choice", { choices: countries, order: "label", appearance: "select" }),
    item("radios", "choice", { choices: "countries", order: "label", other: true }),
    item("boxes", "choices", { choices: "countries", order: "label", other: true }),
    item("field", "choice", { choices: "countries", order: "label", appearance: "autocomplete", other: true }),
    item("filtered", "choices", { choices: "countries", order: "label", choiceFilter: "choice != 'fi'" }),
    item("listed", "choice", { choices: "countries", appearance: "select" }),
    item("zones", "choice", { order: "label", appearance: "select", choices: ["10", "2", "1"].map((n) => ({ name: n, label: label(`Zone ${n}`) })) }),
  ] }],
};

const ORDER = {
  en: ["Åland", "Austria", "Finland", "Germany", "Latvia", "Luxembourg", "Syria"],
  sv: ["Finland", "Lettland", "Luxemburg", "Syrien", "Tyskland", "Åland", "Österrike"],
  pl: ["Austria", "Finlandia", "Luksemburg", "Łotwa", "Niemcy", "Syria", "Wyspy Alandzkie"],
};
const LAST = { en: ["Other", "Another one"], sv: ["Annat", "Ett annat"], pl: ["Inne", "Inny"] };

export async function run({ page, person, check, open, say }) {
  await open({ form });
  const menu = async (name) => (await page.getByLabel(new RegExp(`^${name}`)).locator("option").allTextContents()).slice(1);
  const group = (name) => page.getByRole("group", { name: new RegExp(`^${name}`) });
  const marks = async (name) => (await group(name).locator(".option > label").allTextContents()).map((text) => text.trim());

  for (const language of ["en", "sv", "pl", "sv"]) {
    await check(`in ${language}`, async () => {
      await page.locator("intake-form").evaluate((element, language) => { element.lang = language; }, language);
      const [order, [other, none]] = [ORDER[language], LAST[language]];
      const until = async (read, expected) => {
        let now;
        for (let i = 0; i < 100 && JSON.stringify(now = await read()) !== JSON.stringify(expected); i += 1) await new Promise((done) => setTimeout(done, 20));
        assert.deepEqual(now, expected);
      };
      await until(() => menu("menu"), [...order, none]);
      assert.deepEqual(await marks("radios"), [...order, other, none]);
      assert.deepEqual(await marks("boxes"), [...order, other, none]);
      assert.deepEqual(await marks("filtered"), [...order.filter((name) => !name.startsWith("Finland")), none]);
      await page.getByRole("combobox", { name: /^field/ }).click();
      assert.deepEqual(await page.getByRole("listbox", { name: /^field/ }).getByRole("option").allTextContents(), [...order, other, none]);
      await person.presses("Escape");
      assert.deepEqual(await menu("listed"), countries.map(({ label }) => label[language]), "as they are listed");
      assert.deepEqual(await menu("zones"), ["Zone 1", "Zone 2", "Zone 10"]);
    });
  }

  await check("what is chosen stays so in another order, and the answer is in the form's", async () => {
    await group("radios").getByRole("radio", { name: "Österrike" }).check();
    for (const name of ["Österrike", "Finland"]) await group("boxes").getByRole("checkbox", { name }).check();
    const field = page.getByRole("combobox", { name: /^field/ });
    await field.fill("an");
    const shown = page.getByRole("listbox", { name: /^field/ }).getByRole("option");
    assert.deepEqual(await shown.allTextContents(), ["Annat", "Finland", "Lettland", "Tyskland", "Åland", "Ett annat"]);
    await person.presses("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
    await page.getByLabel(/^menu/).selectOption({ label: "Tyskland" });
    await page.locator("intake-form").evaluate((element) => { element.lang = "en"; });
    await group("radios").getByRole("radio", { name: "Austria" }).waitFor();
    assert.equal(await group("radios").getByRole("radio", { name: "Austria" }).isChecked(), true);
    const answers = JSON.parse(await page.evaluate(() => JSON.stringify(document.querySelector("intake-form").answers)));
    assert.deepEqual(answers, { menu: "de", radios: "at", boxes: ["at", "fi"], field: "de" });
    say(`  answers ${JSON.stringify(answers)}`);
  });
}
