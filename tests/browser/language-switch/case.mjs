import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "../person.mjs";

export const title = "a person changes the language half-way, from left to right and back: answers, page, errors and focus stay; a text that is not translated is marked";
export const context = { locale: "en" };

const run_ = promisify(execFile);

export async function run({ page, person, check, shoot, server, program, folder }) {
  const form = page.locator("intake-form");
  const said = () => form.evaluate((form) => form.shadowRoot.textContent);
  const root = () => form.evaluate((form) => {
    const root = form.shadowRoot.querySelector("[lang]");
    return `${root.lang} ${root.dir} ${getComputedStyle(root).direction}`;
  });
  await page.goto("/outreach-needs.html?lang=en");

  await check("in English a page is left with two mistakes", async () => {
    await person.sees("What you need");
    await person.picks(/What do you need help with/, "Food", "checkbox");
    await person.clicks("button", "Continue");
    await person.picks(/safe place to sleep/, "Yes");
    await person.picks(/How long can you stay/, "As long as I need");
    await person.clicks("button", "Continue");
    await person.sees("The people you live with");
    await person.fills(/How many adults/, "0");
    await person.fills(/How many children/, "two");
    await person.clicks("button", "Continue");
    await person.sees("There is a problem");
    assert.match(await said(), /Count yourself too/);
    assert.match(await said(), /Enter a whole number/);
  });

  await check("in Arabic the same mistakes stand there, the typed text too, and everything is mirrored", async () => {
    await person.clicks("link", "العربية");
    await person.sees("هناك ما يجب تصحيحه");
    await person.sees("الأشخاص الذين يعيشون معك");
    const text = await said();
    assert.match(text, /يجب أن يشملك العدد أيضًا/);
    assert.match(text, /يُرجى كتابة عدد صحيح بلا كسور/);
    assert.doesNotMatch(text, /Count yourself too|Enter a whole number|There is a problem/);
    assert.equal(await page.getByRole("textbox", { name: /كم عدد البالغين/ }).inputValue(), "0");
    assert.equal(await page.getByRole("textbox", { name: /كم عدد الأطفال دون/ }).inputValue(), "two");
    assert.equal(await root(), "ar rtl rtl");
    await shoot("ar");
  });

  await check("in Ukrainian as well, and from left to right again", async () => {
    await person.clicks("link", "Українська");
    await person.sees("Потрібно дещо виправити");
    const text = await said();
    assert.match(text, /Порахуйте й себе\. Напишіть 1 або більше\./);
    assert.match(text, /Введіть ціле число/);
    assert.doesNotMatch(text, /يُرجى/);
    assert.equal(await page.getByRole("textbox", { name: /Скільки дітей до 18 років/ }).inputValue(), "two");
    assert.equal(await root(), "uk ltr ltr");
    await shoot("uk");
  });

  await check("the focus stays in the field in which a person is typing, whatever language the page takes", async () => {
    const field = page.getByRole("textbox", { name: /Скільки дорослих/ });
    await field.fill("2");
    for (const [language, name] of [["es", /Cuántos adultos viven/], ["ar", /كم عدد البالغين/], ["uk", /Скільки дорослих/]]) {
      await form.evaluate((form, language) => { form.lang = language; }, language);
      await until(async () => name.test((await person.focused()).name), `the focus is in the field in ${language}`);
    }
    await person.types("1");
    assert.equal(await field.inputValue(), "21");
    await field.fill("2");
    await page.getByRole("textbox", { name: /Скільки дітей до 18 років/ }).fill("0");
    await person.clicks("button", "Продовжити");
    await person.sees("Їжа та одяг");
  });

  await check("in Ukrainian and in Spanish the pages, the review and the outcome can be read", async () => {
    await person.picks(/На скільки вистачить їжі/, "На один або два дні");
    await shoot("uk-food");
    await person.clicks("button", "Продовжити");
    await person.sees("Як з вами зв’язатися");
    await page.getByRole("textbox", { name: /Як до вас звертатися/ }).fill("Оля");
    await person.selects(/Якою мовою/, "Українська");
    await person.picks(/Як безпечно з вами зв’язатися/, "Не зв’язуйтеся зі мною");
    await person.clicks("button", "Продовжити");
    await person.sees("Перевірте свої відповіді");
    await shoot("uk-review");
    await person.clicks("link", "Español");
    await person.sees("Revise sus respuestas");
    await person.reads("Ucraniano");
    await person.clicks("button", "Continuar");
    await person.sees("La ayuda que podría recibir");
    await shoot("es-outcome");
    await person.clicks("link", "Українська");
    await person.sees("Яку допомогу ви можете отримати");
    await shoot("uk-outcome");
    await person.clicks("link", "Español");
    await person.clicks("button", "Enviar mis respuestas");
    await person.sees("Sus respuestas se han enviado");
    await shoot("es-sent");
  });

  const half = {
    formLanguage: 1, name: "half", version: "1", defaultLanguage: "en", languages: ["en", "ar"],
    title: { en: "Half", ar: "نصف" },
    pages: [{ name: "one", title: { en: "One page", ar: "صفحة واحدة" }, items: [
      { name: "food", type: "text", label: { en: "Food", ar: "الطعام" }, hint: { en: "Bread, rice (or both)." } },
      { name: "note", type: "note", label: { en: "Note", ar: "ملاحظة" }, text: { en: "This is only in English." } },
    ] }],
  };

  await check("a text without a translation is marked with the language and the direction that it has", async () => {
    await form.evaluate((form, half) => { form.lang = "ar"; form.definition = half; }, half);
    await person.sees("صفحة واحدة");
    const marks = (text) => page.getByText(text).evaluate((node) => {
      const marked = node.closest("[lang]");
      return `${marked.lang} ${marked.dir} ${getComputedStyle(marked).direction}`;
    });
    assert.equal(await marks("Bread, rice (or both)."), "en ltr ltr");
    assert.equal(await marks("This is only in English."), "en ltr ltr");
    assert.equal(await marks("الطعام"), "ar rtl rtl");
    await shoot("half");
  });

  await check("where the widget has no words of its own for a language, they are English and marked so", async () => {
    const german = {
      formLanguage: 1, name: "german", version: "1", defaultLanguage: "de", languages: ["de", "fa"],
      title: { de: "Essen", fa: "غذا" },
      pages: [{ name: "one", title: { de: "Essen", fa: "غذا" }, items: [
        { name: "food", type: "text", label: { de: "Was möchten Sie essen?", fa: "چه می‌خورید؟" } },
      ] }],
    };
    await form.evaluate((form, german) => { form.lang = "fa"; form.definition = german; }, german);
    await person.sees("غذا");
    assert.equal(await root(), "en ltr ltr");
    const marks = (text) => page.getByText(text).first().evaluate((node) => {
      const marked = node.closest("[lang]");
      return `${marked.lang} ${getComputedStyle(marked).direction}`;
    });
    assert.equal(await marks("چه می‌خورید؟"), "fa rtl");
    assert.equal(await marks("Continue"), "en ltr");
    await form.evaluate((form) => { form.lang = "de"; });
    await person.sees("Essen");
    assert.equal(await marks("Was möchten Sie essen?"), "de ltr");
  });

  await check("intake check tells the author which texts are missing", async () => {
    const file = join(folder, "half.json");
    await writeFile(file, JSON.stringify(half));
    const { stdout, stderr } = await run_(program, ["check", file]).catch((error) => error);
    assert.match(stdout + stderr, /missing-translation/);
    assert.equal(await readFile(file, "utf8"), JSON.stringify(half));
    assert.ok(server.origin);
  });
}
