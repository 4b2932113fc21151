import assert from "node:assert/strict";
import { until } from "../../person.mjs";
import { excused, refused, reviewed } from "../story.mjs";

export const title = "one of very many, found by what is typed";

export async function run(stage) {
  const { page, person, check, shoot, open } = stage;
  await open({ form: "autocomplete" });
  const field = page.getByRole("combobox", { name: "Which town do you live in?" });
  const list = page.getByRole("listbox", { name: "Which town do you live in?" });
  const options = () => list.getByRole("option").allTextContents();
  const active = () => field.evaluate((input) => {
    const id = input.getAttribute("aria-activedescendant");
    const option = id && input.getRootNode().getElementById(id);
    return option ? [option.textContent, option.getAttribute("aria-selected")] : null;
  });
  const shut = () => list.waitFor({ state: "hidden" });
  await shoot("empty");

  await check("an answer is needed", async () => {
    await refused(stage, /Choose an answer/, field);
    assert.equal(await field.getAttribute("aria-expanded"), "false");
    assert.match(await person.hears(field), /Type a part of its name/);
  });

  await check("typing finds anywhere in the names, without accents, and says how many", async () => {
    await person.types("ko");
    await list.waitFor();
    assert.deepEqual(await options(), ["Örnsköldsvik", "Jönköping", "Linköping", "Norrköping", "Nyköping"]);
    assert.equal(await field.getAttribute("aria-expanded"), "true");
    await until(async () => /5 answers found/.test(await page.getByRole("status").last().textContent()), "it is announced");
    await person.presses("ControlOrMeta+a");
    await person.types("oRe");
    assert.deepEqual(await options(), ["Örebro"]);
  });

  await check("the only one found is taken by Enter, which does not send the page", async () => {
    await person.presses("Enter");
    await shut();
    assert.equal(await field.inputValue(), "Örebro");
    await field.and(page.locator(":focus")).waitFor();
    await reviewed(stage, { "Which town do you live in?": "Örebro" });
    assert.equal(await field.inputValue(), "Örebro");
  });

  await check("arrows go through the list and around; the text keeps the focus", async () => {
    await field.focus();
    await person.presses("ControlOrMeta+a");
    await person.types("al");
    assert.deepEqual(await options(), ["Älmhult", "Älvdalen", "Åmål", "Halmstad", "Kalmar", "Malmö", "Mölndal", "Sundsvall", "Uppsala"]);
    await person.presses("ArrowDown");
    assert.deepEqual(await active(), ["Älmhult", "true"]);
    await person.presses("ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown");
    assert.deepEqual(await active(), ["Uppsala", "true"]);
    await person.presses("ArrowDown");
    assert.deepEqual(await active(), ["Älmhult", "true"]);
    await person.presses("ArrowUp");
    assert.deepEqual(await active(), ["Uppsala", "true"]);
    await person.presses("Home");
    assert.equal(await active(), null);
    await shoot("open");
    await person.presses("ArrowDown", "ArrowDown", "Enter");
    assert.equal(await field.inputValue(), "Älvdalen");
    await shut();
  });

  await check("Escape closes the list, then empties the field", async () => {
    await person.presses("ArrowDown");
    await list.waitFor();
    await person.presses("Escape");
    await shut();
    assert.equal(await field.inputValue(), "Älvdalen");
    await person.presses("Escape");
    assert.equal(await field.inputValue(), "");
  });

  await check("what is in no list is told on leaving, and stays to be mended", async () => {
    await person.types("Atlantis");
    await person.reads("No answer found");
    await person.presses("Tab", "Tab");
    await person.reads("Choose an answer from the list");
    assert.equal(await field.inputValue(), "Atlantis");
    await refused(stage, /Choose an answer from the list/, field);
    await shoot("error");
  });

  await check("a whole name counts without being picked, however it is written", async () => {
    await field.fill("malmo");
    await person.presses("Tab", "Tab");
    assert.equal(await field.inputValue(), "Malmö");
    await reviewed(stage, { "Which town do you live in?": "Malmö" });
  });

  await check("by pointer: a click opens it, a click picks", async () => {
    await field.click();
    await list.waitFor();
    await list.getByRole("option", { name: "Gävle" }).click();
    await shut();
    assert.equal(await field.inputValue(), "Gävle");
    await reviewed(stage, { "Which town do you live in?": "Gävle" });
  });

  await check("Other is found among the rest, and brings its field", async () => {
    await field.fill("othe");
    await person.presses("ArrowDown", "Enter");
    await page.getByRole("textbox", { name: "Other: Which town do you live in?" }).fill("Atlantis");
    await reviewed(stage, { "Which town do you live in?": "Other", "Other: Which town do you live in?": "Atlantis" });
  });

  await check("a reason stands in for an answer", async () => {
    await excused(stage, "I’d rather not say", "Which town do you live in?");
  });

  await check("5,000 answers: fifty are drawn, and the rest is told of", async () => {
    const choices = Array.from({ length: 5000 }, (_, i) => ({ name: `p${i}`, label: `Place ${String(i).padStart(4, "0")}` }));
    await open({ form: {
      formLanguage: 1, name: "places", version: "1", defaultLanguage: "en", languages: ["en", "ar"], title: "Places",
      choiceLists: { places: choices },
      pages: [{ name: "page", title: "Places", items: [
        { name: "place", type: "choice", choices: "places", label: { en: "Which place?", ar: "أي مكان؟" }, required: true },
        { name: "seen", type: "choices", choices: "places", label: { en: "Which have you seen?", ar: "أيها رأيت؟" } },
      ] }],
    } });
    const place = page.getByRole("combobox", { name: "Which place?" });
    const found = page.getByRole("listbox", { name: "Which place?" }).getByRole("option");
    await place.click();
    await page.getByText("The first 50 answers are shown. Type to find others.").first().waitFor();
    assert.equal(await found.count(), 50);
    await place.fill("4999");
    assert.deepEqual(await found.allTextContents(), ["Place 4999"]);
    await person.presses("Enter");
    assert.equal(await place.inputValue(), "Place 4999");
    await page.getByRole("searchbox").fill("place zz");
    await person.reads("No answer found");
    await page.getByRole("searchbox").fill("1234");
    await page.getByRole("checkbox", { name: "Place 1234" }).check();
    await reviewed(stage, { "Which place?": "Place 4999", "Which have you seen?": "Place 1234" });
  });

  await check("it works from right to left", async () => {
    await page.locator("intake-form").evaluate((form) => (form.lang = "ar"));
    const place = page.getByRole("combobox", { name: "أي مكان؟" });
    await place.fill("499");
    await page.getByRole("listbox").getByRole("option").nth(1).waitFor();
    await shoot("rtl");
    await person.presses("ArrowDown", "ArrowDown", "Enter");
    assert.equal(await place.inputValue(), "Place 1499");
  });

  await check("whatever is typed, as few nodes are drawn for 5,000 answers as for 50", async () => {
    const places = (count) => ({
      formLanguage: 1, name: "places", version: "1", defaultLanguage: "en", languages: ["en"], title: "Places",
      choiceLists: { places: Array.from({ length: count }, (_, i) => ({ name: `p${i}`, label: `Place ${String(i).padStart(4, "0")}` })) },
      pages: [{ name: "page", title: "Places", items: [
        { name: "place", type: "choice", choices: "places", appearance: "autocomplete", label: "Which place?" },
      ] }],
    });
    /** By key: how many elements there are then, and how many were made for it. */
    const drawn = async (count) => {
      await open({ form: places(count) });
      const made = () => page.evaluate(() => {
        const { shadowRoot } = document.querySelector("intake-form");
        window.made ??= (() => {
          const seen = { count: 0 };
          const elements = (nodes) => [...nodes].filter(({ nodeType }) => nodeType === 1).reduce((sum, node) => sum + 1 + node.querySelectorAll("*").length, 0);
          new MutationObserver((changes) => { for (const { addedNodes } of changes) seen.count += elements(addedNodes); }).observe(shadowRoot, { childList: true, subtree: true });
          return seen;
        })();
        const { count } = window.made;
        window.made.count = 0;
        return [shadowRoot.querySelectorAll("*").length, count];
      });
      await made();
      await page.getByRole("combobox").focus();
      const found = [];
      for (const key of ["p", "l", "a", "c", "e", " ", "0", "Backspace", "Backspace", "ArrowDown", "ArrowDown", "End", "Backspace"]) {
        await person.presses(key);
        // Two frames: the one in which it is drawn is over then.
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        found.push([key, ...await made()]);
      }
      return found;
    };
    const [few, many] = [await drawn(50), await drawn(5000)];
    // The line that says that there are more.
    for (const [i, [key, there, made]] of many.entries()) {
      assert.ok(there <= few[i][1] + 1, `${key}: ${there} elements for 5,000, ${few[i][1]} for 50`);
      assert.ok(made <= few[i][2] + 1, `${key}: ${made} elements are made for 5,000, ${few[i][2]} for 50`);
    }
    // 50 answers of two elements each: the text has its own, which a translator may put another text into.
    assert.ok(Math.max(...many.map(([, there]) => there)) < 2 * 50 + 20, JSON.stringify(many));
    assert.ok(many.slice(1, 6).every(([, , made]) => made === 0), `a key that finds the same makes nothing: ${JSON.stringify(many)}`);
  });
}
