import assert from "node:assert/strict";
import { canonical, spoken } from "../../../src/loader/language.js";
import { until } from "../person.mjs";

export const title = "a form speaks the nearest of its languages, whatever tag is asked for";

const form = (languages) => ({
  formLanguage: 1, name: "tags", version: "1", defaultLanguage: languages[0], languages,
  title: Object.fromEntries(languages.map((tag) => [tag, `Title in ${tag}`])),
  pages: [{ name: "page", items: [
    { name: "a", type: "text", label: Object.fromEntries(languages.map((tag) => [tag, `Label in ${tag}`])), record: true },
  ] }],
});

const CASES = [
  ["en pt-BR", { "pt": "pt-BR", "pt-PT": "pt-BR", "PT-br": "pt-BR", "pt_PT": "pt-BR" }],
  ["en nb", { "no": "nb", "nn": "nb", "nb-NO": "nb", "no_NO": "nb", "da": "en" }],
  ["en no", { "nb": "no", "nn-NO": "no" }],
  ["en zh-Hans zh-Hant", { "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh_MO": "zh-Hant", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh": "zh-Hans", "cmn-Hant": "zh-Hant", "yue": "zh-Hant" }],
  ["en he id fil", { "iw": "he", "iw-IL": "he", "in": "id", "tl": "fil", "tl-PH": "fil", "heb": "he" }],
  ["en sv sr-Latn", { "sv_SE": "sv", "sv_SE.UTF-8": "sv", "SV": "sv", "swe": "sv", "sh": "sr-Latn", "sr": "sr-Latn", "sr-Latn-RS": "sr-Latn", "EN-us": "en", "fi": "en", "": "en", "no tag": "en" }],
];

export async function run({ page, check, open }) {
  for (const [offered, wanted] of CASES) {
    await check(`of ${offered}`, async () => {
      await open({ form: form(offered.split(" ")) });
      const element = page.locator("intake-form");
      for (const [tag, language] of Object.entries(wanted)) {
        await element.evaluate((element, tag) => { element.lang = tag || "und"; }, tag);
        await until(async () => await element.getByRole("heading").first().textContent() === `Title in ${language}`, `${tag} is ${language}`);
        // What the interface says itself may be in another language.
        const marked = element.getByText(`Label in ${language}`);
        assert.equal(await marked.evaluate((node) => node.closest("[lang]").lang), language, tag);
      }
    });
  }

  await check("the words of the interface are found likewise, and a script decides the direction", async () => {
    for (const [tag, language] of Object.entries({ "sv_SE": "sv", "AR-eg": "ar", "ara": "ar", "es-419": "es", "pl-PL": "pl", "UK": "uk", "fi": "en", "x": "en", "": "en" })) assert.equal(spoken(tag), language, tag);
    assert.equal(canonical("iw_IL"), "he-IL");
    await open({ form: form(["en", "pa-Arab", "iw"]), lang: "pa_PK" });
    const label = page.getByText("Label in pa-Arab");
    await label.waitFor();
    assert.equal(await label.evaluate((node) => getComputedStyle(node).direction), "rtl");
    await page.locator("intake-form").evaluate((element) => { element.lang = "he"; });
    await page.getByText("Label in iw").waitFor();
    assert.equal(await page.getByText("Label in iw").evaluate((node) => getComputedStyle(node).direction), "rtl");
  });
}
