import assert from "node:assert/strict";
import { embed } from "../embed.mjs";
import { until } from "../person.mjs";

export const title = "small things that hurt: rings on headings, stale words, jumps, numbers that break, buttons that stick to the next question";

const definition = {
  formLanguage: 1, name: "manners", version: "1", defaultLanguage: "en", languages: ["en", "sv"],
  title: { en: "A visit", sv: "Ett besök" },
  pages: [
    {
      name: "you", title: { en: "You", sv: "Du" },
      items: [
        { name: "pet", type: "boolean", required: true, label: { en: "Do you have a pet?", sv: "Har du ett husdjur?" } },
        { name: "kind", type: "text", relevant: "pet", label: { en: "What is it?", sv: "Vad är det?" }, record: true },
        { name: "jobs", type: "repeat", label: { en: "Your jobs", sv: "Dina jobb" }, record: true, items: [{ name: "job", type: "text", label: { en: "Where?", sv: "Var?" } }] },
        {
          name: "talk", type: "choice", autocomplete: "language", required: true, record: true, label: { en: "Which language do you want us to use?", sv: "Vilket språk vill du att vi använder?" },
          choices: [{ name: "en", label: { en: "English", sv: "engelska" } }, { name: "sv", label: { en: "Swedish", sv: "svenska" } }],
        },
      ],
    },
    { name: "vet", title: { en: "The vet", sv: "Veterinären" }, relevant: "pet", items: [{ name: "vet", type: "text", label: { en: "Which vet?", sv: "Vilken veterinär?" }, record: true }] },
    { name: "home", title: { en: "Home", sv: "Hem" }, items: [{ name: "town", type: "text", label: { en: "Your town", sv: "Din ort" }, record: true }] },
  ],
  programs: [{ name: "food", label: { en: "Pet food", sv: "Djurmat" }, criteria: [{ name: "pet", label: { en: "You have a pet", sv: "Du har ett husdjur" }, test: "pet" }], referrals: ["shop"] }],
  referrals: [{ name: "shop", reason: { en: "Come in", sv: "Kom in" }, service: { name: { en: "The Pet Shop", sv: "Djuraffären" }, phones: [{ number: "+1 202-555-0101" }] } }],
};

export async function run(stage) {
  const { page, person, check, shoot } = stage;
  await page.setViewportSize({ width: 360, height: 640 });
  // With its icon, which comes last: the receiver stops for a moment then.
  await page.goto("/index.html", { waitUntil: "networkidle" });
  await embed(stage, '<intake-form src="/try/manners.json" action="/submissions"></intake-form>', { name: "manners", forms: [definition] });
  const yes = page.getByRole("radio", { name: "Yes" });
  const region = page.locator("intake-form [role=status].unseen");
  await yes.waitFor();

  await check("the language of the page is the one to talk in, until somebody says another", async () => {
    const talk = () => page.locator("intake-form").evaluate((form) => form.answers.talk);
    assert.equal(await talk(), "en");
    await page.getByRole("radio", { name: "Swedish" }).check();
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "sv"));
    await person.sees("Du");
    await page.locator("intake-form").evaluate((form) => form.setAttribute("lang", "en"));
    await person.sees("You");
    assert.equal(await talk(), "sv");
  });

  await check("the pages that may still come are counted from the start: their number does not grow", async () => {
    await person.reads("Page 1 of 3");
    await yes.check();
    await page.getByLabel("What is it?").waitFor();
    await person.reads("Page 1 of 3");
  });

  await check("a list without entries keeps its distance to the next question", async () => {
    const button = await page.getByRole("button", { name: "Add" }).boundingBox();
    const next = await page.getByText("Which language do you want us to use?").boundingBox();
    assert.ok(next.y - button.y - button.height >= 16, `${next.y - button.y - button.height} px`);
    await shoot("start");
  });

  await check("what was said of one page is not there to be read on the next", async () => {
    await until(async () => /new question/.test(await region.textContent()), "the new question is announced");
    await person.clicks("button", "Continue");
    await person.sees("The vet");
    assert.equal(await region.textContent(), "");
  });

  await check("a heading to which only the program brought the focus has no ring", async () => {
    await page.getByLabel("Which vet?").focus();
    await person.presses("Enter");
    await person.sees("Home");
    await until(async () => (await person.focused()).role === "heading", "the heading has the focus");
    const look = await page.locator("*:focus").last().evaluate((heading) => {
      const { boxShadow, outlineStyle } = getComputedStyle(heading);
      return { boxShadow, outlineStyle };
    });
    assert.deepEqual(look, { boxShadow: "none", outlineStyle: "none" });
    // What a key leads to has one.
    await person.presses("Tab");
    assert.notEqual(await page.locator("*:focus").last().evaluate((field) => getComputedStyle(field).boxShadow), "none");
  });

  await check("a telephone link says whose number it is, and breaks where it has no room", async () => {
    await person.clicks("button", "Continue");
    await person.sees("Check your answers");
    await person.clicks("button", "Continue");
    const link = page.getByRole("link", { name: /^\+1 202-555-0101 The Pet Shop$/ }).first();
    await link.waitFor();
    assert.notEqual(await link.evaluate((element) => getComputedStyle(element).whiteSpace), "nowrap");
  });

  await check("the reference number stands on one line", async () => {
    await person.clicks("button", "Send");
    await person.sees("Your answers have been sent");
    const number = page.getByText(/^[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}$/).first();
    await page.locator("intake-form").evaluate((element) => element.style.setProperty("--intake-font-size", "38px"));
    const lines = await number.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    });
    assert.equal(lines, 1);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await shoot("sent");
  });

  await check("after sending, one press of Back leaves the page", async () => {
    await page.goBack();
    await page.waitForURL(/index\.html/);
  });
}
