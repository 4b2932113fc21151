import assert from "node:assert/strict";
import { fold, named } from "../../../src/search.js";
import { until } from "../person.mjs";

export const title = "a searching list takes what was typed and nothing else, however people write it, and leaves input methods their keys";

const TOWNS = {
  habo: "Habo", haabo: "Håbo", pena_n: "Peña", pena: "Pena", spring_il: "Springfield", spring_ma: "Springfield", sprung: "Sprung",
  kamianets: "Кам’янець-Подільський", kupiansk: "Куп'янськ", sloviansk: "Словʼянськ", winston: "Winston-Salem",
  obrien: "O'Brien County", marys: "St. Mary’s", library: "مكتبة", york: "New York", wyoming: "Wyoming", lodz: "Łódź",
  tokyo: "東京", osaka: "大阪", east: "東大阪", other_a: "A+", other_b: "A-",
};

const form = {
  formLanguage: 1, name: "towns", version: "1", defaultLanguage: "en", languages: ["en"], title: "Towns",
  pages: [{ name: "page", title: "Towns", items: [
    {
      name: "town", type: "choice", label: "Town", appearance: "autocomplete", record: true,
      choices: Object.entries(TOWNS).map(([name, label]) => ({ name, label, ...(label === "Springfield" && { hint: name === "spring_il" ? "Illinois" : "Massachusetts" }) })),
    },
    { name: "seen", type: "choices", label: "Seen", record: true, choices: Array.from({ length: 30 }, (_, i) => ({ name: `p${i}`, label: `Place ${i}` })) },
  ] }],
};

export async function run({ page, person, check, open }) {
  await open({ form });
  const field = page.getByRole("combobox", { name: /^Town/ });
  const options = () => page.getByRole("listbox", { name: /^Town/ }).getByRole("option");
  const answer = async () => JSON.parse(await page.evaluate(() => JSON.stringify(document.querySelector("intake-form").answers))).town;
  const type = async (text) => {
    await field.fill("");
    await field.pressSequentially(text);
  };

  for (const key of ["Tab", "Enter"]) {
    await check(`the one that is written just so is taken, by ${key}`, async () => {
      for (const [typed, name] of [
        ["Habo", "habo"], ["HABO", "habo"], ["habo", "habo"], ["Håbo", "haabo"], ["håbo", "haabo"], ["Ha\u030abo", "haabo"], [" Habo ", "habo"],
        ["Peña", "pena_n"], ["peña", "pena_n"], ["Pena", "pena"], ["pena", "pena"], ["lodz", "lodz"], ["new  york", "york"], ["newyork", "york"],
        ["winston salem", "winston"], ["st marys", "marys"], ["A+", "other_a"], ["a-", "other_b"],
      ]) {
        await type(typed);
        await person.presses(key);
        assert.equal(await answer(), name, typed);
        assert.equal(await field.inputValue(), TOWNS[name], typed);
      }
    });
  }

  await check("of two of one name none is taken before the person says which, and they are told apart", async () => {
    for (const typed of ["Springfield", "springfield", "Spríngfield"]) {
      await type(typed);
      await person.presses("Enter");
      assert.equal(await answer(), undefined, typed);
      assert.deepEqual(await options().allInnerTexts(), ["Springfield\nIllinois", "Springfield\nMassachusetts"]);
      await field.and(page.locator(":focus")).waitFor();
      await person.presses("Tab");
      await person.reads("Choose an answer from the list");
      assert.equal(await answer(), undefined, typed);
    }
    await type("spring");
    await person.presses("ArrowDown", "ArrowDown", "Tab");
    assert.equal(await answer(), "spring_ma");
    await type("Hâbo");
    await person.presses("Tab");
    assert.equal(await answer(), undefined, "two are meant when accents count for nothing");
  });

  await check("what is typed and left by Enter with the list closed counts as well", async () => {
    await type("Habo");
    await person.presses("Escape", "Enter");
    assert.equal(await answer(), "habo");
    await person.clicks("button", "Back");
  });

  await check("each query finds its town", async () => {
    for (const [query, name] of [
      ["Кам'янець", "kamianets"], ["Кам’янець Подільський", "kamianets"], ["камянець", "kamianets"], ["КАМ`ЯНЕЦЬ", "kamianets"], ["Подільський Кам´янець", "kamianets"],
      ["Куп’янськ", "kupiansk"], ["Купʼянськ", "kupiansk"], ["Слов'янськ", "sloviansk"], ["Слов’янськ", "sloviansk"],
      ["Winston Salem", "winston"], ["winstonsalem", "winston"], ["Winston–Salem", "winston"], ["salem winston", "winston"], ["Winston\u2011Salem", "winston"],
      ["O’Brien", "obrien"], ["OBrien", "obrien"], ["O´Brien", "obrien"], ["o brien", "obrien"], ["County O`Brien", "obrien"],
      ["St Mary's", "marys"], ["st. marys", "marys"], ["Mary’s", "marys"], ["st marys", "marys"],
      ["مكتبه", "library"], ["مَكتَبة", "library"], ["مكتـبة", "library"],
      ["New  York", "york"], ["York New", "york"], ["new\u00a0york", "york"], ["ＮＥＷ　ＹＯＲＫ", "york"], ["york", "york"],
      ["łodz", "lodz"], ["LÓDZ", "lodz"],
    ]) {
      await field.fill(query);
      assert.ok((await options().allTextContents()).includes(TOWNS[name]), query);
    }
    await field.fill("wyo");
    assert.deepEqual(await options().allTextContents(), ["Wyoming"]);
  });

  await check("letters are the same letters however they are written, and others are not", () => {
    const same = [
      ["İzmir", "izmir", "IZMIR"], ["Straße", "STRASSE", "strasse"], ["Œuvre", "oeuvre"], ["Þór", "thor"], ["Θεσσαλονίκης", "ΘΕΣΣΑΛΟΝΙΚΗΣ"],
      ["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"], ["على", "علي", "علی"], ["كتاب", "کتاب"], ["١٢٣", "۱۲۳", "123", "１２３"], ["می‌خواهم", "میخواهم"],
      ["Ґалаґан", "галаган"], ["её", "ее"], ["ガ", "か\u3099".normalize("NFC") && "カ\u3099"], ["ｱ", "ア"], ["d’Ivoire", "d'Ivoire", "dʹIvoire", "d‘Ivoire"],
      ["\u200eNew York\u200f", "new york"], ["naïve", "nai\u0308ve"],
    ];
    for (const [first, ...rest] of same) for (const other of rest) assert.equal(fold(first).trim(), fold(other).trim(), `${first} ${other}`);
    for (const [one, other] of [["कल", "काल"], ["ก่อน", "กอน"], ["A+", "A"], ["ל", "ר"]]) assert.notEqual(fold(one).trim(), fold(other).trim(), `${one} ${other}`);
    assert.equal(named("a\nb", ""), -1);
    assert.equal(named("…\nb", "…"), 0);
    assert.equal(named("…\nb", "!"), -1);
  });

  await check("keys of an input method choose nothing, clear nothing and are left alone", async () => {
    await page.reload();
    await field.waitFor();
    const press = (where, key, how) => where.evaluate((input, [key, how]) => {
      const { keyCode, ...init } = how;
      const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...init });
      // Chromium takes the code of the key from the caller; others have to be told.
      if (keyCode) Object.defineProperty(event, "keyCode", { get: () => keyCode });
      input.dispatchEvent(event);
      return event.defaultPrevented;
    }, [key, how]);
    for (const how of [{ isComposing: true }, { keyCode: 229 }, { isComposing: true, keyCode: 229 }]) {
      await type("東");
      assert.equal(await options().count(), 2);
      for (const key of ["ArrowDown", "ArrowUp", "Enter", "Home", "End", "Escape", "Escape", "Tab"]) assert.equal(await press(field, key, how), false, key);
      assert.equal(await answer(), undefined);
      assert.equal(await field.inputValue(), "東");
      assert.equal(await field.getAttribute("aria-activedescendant"), null);
      assert.equal(await press(page.getByRole("searchbox"), "Enter", how), false);
    }
    assert.equal(await press(page.getByRole("searchbox"), "Enter", {}), true, "by itself it does not send the page");
    await person.presses("ArrowDown", "Enter");
    assert.equal(await answer(), "tokyo", "afterwards they work again");
  });

  await check("a composition of the browser's own: nothing is sent or chosen by its Enter, and what it left counts", async () => {
    await type("");
    await field.focus();
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "大阪", selectionStart: 2, selectionEnd: 2 });
    await until(async () => await field.inputValue() === "大阪", "it is being written");
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
    assert.equal(await answer(), undefined);
    await session.send("Input.insertText", { text: "大阪" });
    await person.presses("Tab");
    assert.equal(await answer(), "osaka");
    await person.sees("Towns");
  });
}
