import assert from "node:assert/strict";
import { ready } from "../answer.mjs";
import { until } from "../person.mjs";

export const title = "what people type, paste and are used to is taken, or asked back, and is never something else";

const languages = ["en", "sv", "pl", "es", "uk", "ar", "fa", "th"];

/** A form with these questions on one page; every name is its label. */
function form(items, more = {}) {
  return {
    formLanguage: 1, name: "typed", version: "1", defaultLanguage: "en", languages, title: "Typed",
    pages: [{ name: "one", title: "One", items: items.map((item) => ({ record: true, label: item.name, ...item })) }],
    ...more,
  };
}

const money = (currency, more) => ({ name: "amount", type: "money", currency, ...more });

export async function run({ page, person, check, open: draw }) {
  const open = (what) => draw(what).then(() => ready(page));
  const element = page.locator("intake-form");
  const answers = () => element.evaluate((form) => form.answers);
  const field = (name) => page.getByRole("textbox", { name: new RegExp(`^${name}`) });
  const shown = async () => (await page.locator("p[part=error]").allInnerTexts()).join(" ").replace(/\s+/g, " ");
  /** Types into a question, leaves it, and says what became of it: the answer, or what is asked. */
  const takes = async (name, text) => {
    await field(name).fill("");
    await field(name).fill(text);
    await field(name).blur();
    // What breaks a rule is an answer too; what is asked then counts.
    if ((await field(name).getAttribute("aria-invalid")) === "true") return shown();
    return (await answers())[name];
  };

  for (const [currency, lang, right, wrong] of [
    ["SEK", "sv", ["1500 kr", "1 500:-", "1500,-", "1500 kronor", "SEK 1.500", "1 500,00 kr"], ["1,5 k", "5 tkr", "2 mkr", "1 500 kr/mån", "ca 1500", "500 €", "$1500"]],
    ["USD", "en", ["$1,500.00", "US$1500", "1500 dollars", "1500 USD", "1.500", "1’500"], ["1.5k", "2K", "$5K", "500 per week", "1500/month", "2x500", "500-600", "~500", "500+", "(500)"]],
    ["PLN", "pl", ["1500 zł", "1 500,00 złotych", "1.500 ZŁ", "1500 zl"], ["5 tys.", "2 mln", "1500 грн"]],
    ["MXN", "es", ["$1,500.00", "1,500 pesos", "MX$1500", "1.500"], ["5 mil", "5 mil pesos", "1500 €"]],
    ["UAH", "uk", ["1500 грн", "1 500 ₴", "1500 гривень", "1,500"], ["5 тис.", "2 млн"]],
    ["EGP", "ar", ["١٬٥٠٠٫٠٠", "١٥٠٠ جنيه", "1500 EGP", "١،٥٠٠"], ["٥ ألف", "٢ مليون"]],
    ["BRL", "en", ["R$ 1.500,00", "1500 reals"], ["1500 euro"]],
  ]) {
    await check(`an amount in ${currency}, ${lang}`, async () => {
      await open({ form: form([money(currency, { min: 0 })]), lang });
      for (const text of right) assert.equal(await takes("amount", text), 1500, text);
      for (const text of wrong) assert.match(String(await takes("amount", text)), /\D{5}/, text);
    });
  }

  await check("in Spanish a rent is not a thousand times too small, and what nobody can know is asked back", async () => {
    await open({ form: form([money("USD"), { name: "weight", type: "decimal" }]), lang: "es" });
    assert.equal(await takes("amount", "1,250"), 1250);
    assert.equal(await takes("weight", "1,250"), "Error: ¿Quiere decir 1250 o 1,25? Escríbalo de una de estas dos formas");
    assert.equal(await takes("weight", "1,234"), "Error: ¿Quiere decir 1234 o 1,2340? Escríbalo de una de estas dos formas");
    assert.equal(await takes("weight", "1,2340"), 1.234);
    assert.equal(await takes("weight", "1,25"), 1.25);
    await open({ form: form([{ name: "weight", type: "decimal" }]), lang: "es-MX" });
    assert.equal(await takes("weight", "1,250"), 1250);
    assert.equal(await takes("weight", "1.250"), 1.25);
  });

  await check("unseen characters are no answer, and none of one", async () => {
    await open({
      form: form([
        { name: "mail", type: "email" }, { name: "web", type: "url" }, { name: "called", type: "text", required: true },
        { name: "story", type: "paragraph", maxLength: 10 },
      ]),
    });
    for (const text of ["\u200b", "\u2800", "\u3164", "\u00ad\u200d", "\ufeff \u2060"]) {
      await field("called").fill(text);
      await person.clicks("button", "Continue");
      await person.sees("There is a problem");
      assert.match(await shown(), /Enter an answer/, JSON.stringify(text));
    }
    assert.equal(await takes("mail", "\u200bsam@example.org\u00ad"), "sam@example.org");
    for (const text of ["sam@example.org”", "sam@example.org、", "sam@©.org", "sam@ｅｘａｍｐｌｅ.org", "sam..lee@example.org", "sam.@example.org"]) {
      assert.match(await takes("mail", text), /correct format/, text);
    }
    await takes("mail", "");
    assert.equal(await takes("web", "https://example.org\u200b/x"), "https://example.org/x");
    assert.match(await takes("web", "http//example.org"), /web address/);
    await takes("web", "");
    assert.equal(await takes("called", " Åsa\u200b"), "Åsa");
    await field("story").fill("123456789 \u200b  ");
    await page.getByText("You have 1 character left").waitFor();
  });

  await check("a pattern sees what was meant; letters are those of every script", async () => {
    await open({ form: form([
      { name: "postcode", type: "text", pattern: "\\d{5}", constraintMessage: "Five digits." },
      { name: "first", type: "text", pattern: "\\w+", constraintMessage: "Letters." },
      { name: "short", type: "text", minLength: 3 },
    ]) });
    for (const text of ["12345 ", " 12345", "12345\u00a0", "12345\u200b", "１２３４５", "١٢٣٤٥"]) assert.equal(await takes("postcode", text), "12345", text);
    for (const name of ["Åsa", "Łukasz", "Ольга", "سارة"]) assert.equal(await takes("first", name), name);
    assert.match(await takes("first", "Ann!"), /Letters/);
    await takes("first", "");
    assert.match(await takes("short", " A "), /at least 3 characters/);
  });

  await check("a telephone number with every dash and space, and an extension", async () => {
    await open({ form: form([{ name: "phone", type: "phone", region: "US" }]) });
    for (const [text, kept] of [
      ["202\u2011555\u20110142", "202-555-0142"], ["202–555–0142", "202-555-0142"], ["+1\u202f202\u202f555\u202f0142", "+1 202 555 0142"],
      ["2025550142\u200b", "2025550142"], ["\uff0b12025550142", "+12025550142"], ["(+1) 202 555 0142", "+1 202 555 0142"],
      ["202-555-0142 ext 4", "202-555-0142 ext. 4"], ["tel:+12025550142", "+12025550142"], ["202 555 0142 x4", "202 555 0142 ext. 4"],
    ]) assert.equal(await takes("phone", text), kept, text);
    assert.match(await takes("phone", "1-800-FLOWERS"), /phone number/);
  });

  for (const [lang, months, whole] of [
    ["en", ["Jan", "january", "JAN."], ["27 March 1985", "March 27, 1985", "27/3/1985", "1985-03-27"]],
    ["sv", ["januari", "Jan", "january"], ["den 27 mars 1985", "27/3 1985"]],
    ["pl", ["styczeń", "stycznia", "sty", "Styczen"], ["27 marca 1985 r.", "27.03.1985"]],
    ["es", ["enero", "ene.", "Enero"], ["27 de marzo de 1985"]],
    ["uk", ["січень", "січня", "Січ."], ["27 березня 1985 р."]],
    ["ar", ["يناير", "كانون الثاني", "جانفي"], ["27 مارس 1985", "٢٧/٣/١٩٨٥"]],
    ["fa", ["ژانویه"], ["۲۷ مارس ۱۹۸۵"]],
  ]) {
    await check(`months by name, and a whole date in one field, ${lang}`, async () => {
      await open({ form: form([{ name: "since", type: "month" }, { name: "born", type: "date" }]), lang });
      const fields = (name) => page.locator("fieldset").filter({ hasText: name }).getByRole("textbox");
      const order = await fields("since").evaluateAll((inputs) => inputs.map((input) => input.name.split("-")[1]));
      const [year, month] = ["year", "month"].map((part) => fields("since").nth(order.indexOf(part)));
      await year.fill("2024");
      for (const name of months) {
        await month.fill(name);
        await until(async () => (await answers()).since === "2024-01", `${name}: ${JSON.stringify(await answers())}`);
      }
      for (const text of whole) {
        for (const input of await fields("born").all()) await input.fill("");
        await fields("born").first().fill(text);
        assert.equal((await answers()).born, "1985-03-27", text);
        await fields("born").first().press("Tab");
        // Each part stands in its field then: that is how it was understood.
        await until(async () => {
          const values = await fields("born").evaluateAll((inputs) => inputs.map((input) => input.value));
          return values.sort().join() === "03,1985,27";
        }, text);
        assert.equal((await answers()).born, "1985-03-27", text);
      }
    });
  }

  await check("what may be two days is asked back, and so is a year in two digits", async () => {
    const born = form([{ name: "born", type: "date" }]);
    const day = page.getByRole("textbox", { name: "Day" });
    const leave = async (text) => {
      await day.fill(text);
      await page.getByRole("heading", { name: "One", exact: true }).click();
      await day.blur();
      return shown();
    };
    await open({ form: born });
    assert.match(await leave("3/4/1985"), /Did you mean March 4, 1985 or April 3, 1985\?/);
    assert.match(await leave("27/3/85"), /year with four digits, like 1985/);
    await open({ form: born, lang: "en-GB" });
    await day.fill("3/4/1985");
    assert.equal((await answers()).born, "1985-04-03");
  });

  for (const [lang, day, month, latest] of [
    ["fa", /۱۹۸۵/, /۲۰۲۴/, /۲۰۰۰/],
    ["th", /1985/, /2024/, /2000/],
    ["ar-SA", /١٩٨٥/, /٢٠٢٤/, /٢٠٠٠/],
  ]) {
    await check(`a date is said in the calendar in which it is asked for, ${lang}`, async () => {
      const dates = form([{ name: "born", type: "date", max: "2000-12-31" }, { name: "since", type: "month" }]);
      await open({ form: { ...dates, languages: [...languages, "ar-SA"] }, lang });
      const fields = (name) => page.locator("fieldset").filter({ hasText: name }).getByRole("textbox");
      const fill = async (name, parts) => {
        for (const input of await fields(name).all()) await input.fill(parts[(await input.getAttribute("name")).split("-")[1]]);
        await fields(name).last().blur();
      };
      await fill("born", { day: "27", month: "3", year: "2030" });
      assert.match(await shown(), latest);
      await fill("born", { day: "27", month: "3", year: "1985" });
      await fill("since", { month: "2", year: "2024" });
      await page.locator("button[type=submit]").click();
      await until(async () => (await page.locator("dl").count()) > 0, "the review");
      assert.match(await person.reviews("born"), day);
      assert.match(await person.reviews("since"), month);
    });
  }

  await check("years and numbers of papers are not cut into groups", async () => {
    await open({ form: form([
      { name: "came", type: "integer", min: 1900, max: 2100 }, { name: "paper", type: "integer", grouping: false, min: 10000 },
      { name: "people", type: "integer", min: 0 }, { name: "told", type: "note", text: "You came in {came} with {paper}, {people} people." },
    ]) });
    await takes("came", "1850");
    await page.getByText("Enter 1900 or more").waitFor();
    await takes("paper", "1850");
    await page.getByText("Enter 10000 or more").waitFor();
    assert.equal(await takes("came", "2019"), 2019);
    assert.equal(await takes("paper", "48 21 3"), 48213);
    assert.equal(await takes("people", "12,500"), 12500);
    await page.getByText("You came in 2019 with 48213, 12,500 people.").waitFor();
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    assert.equal(await person.reviews("came"), "2019");
    assert.equal(await person.reviews("paper"), "48213");
    assert.equal(await person.reviews("people"), "12,500");
  });

  await check("the keyboard has a minus where there may be one", async () => {
    await open({ form: form([
      { name: "result", type: "money", currency: "USD" }, { name: "degrees", type: "integer", min: -50, max: 50 }, { name: "height", type: "decimal", min: -1 },
      { name: "rent", type: "money", currency: "USD", min: 0 }, { name: "people", type: "integer", min: 1 }, { name: "share", type: "decimal", min: 0 },
    ]) });
    const modes = {};
    for (const name of ["result", "degrees", "height", "rent", "people", "share"]) modes[name] = await field(name).getAttribute("inputmode");
    assert.deepEqual(modes, { result: "text", degrees: "text", height: "text", rent: "decimal", people: "numeric", share: "decimal" });
    for (const text of ["-5", "−5", "–5", "- 5"]) {
      assert.equal(await takes("result", text), -5, text);
      assert.equal(await takes("degrees", text), -5, text);
    }
  });
}
