import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { embed } from "../embed.mjs";
import { until } from "../person.mjs";
import { small } from "../target.mjs";
import { traces } from "../traces.mjs";

export const title = "a worker helps one person and then the next: who helped and her note are signed, what waits is listed, nothing of one is left for the other";
export const expected = [/ERR_CONNECTION_REFUSED/, /ERR_FAILED.*submissions/, /status of 422/];

const text = (name, en, sv, ar, more = {}) => ({ name, type: "text", label: { en, sv, ar }, record: true, ...more });
const form = {
  formLanguage: 1, name: "desk", version: "1", defaultLanguage: "en", languages: ["en", "sv", "ar"], title: { en: "At the desk", sv: "Vid disken", ar: "عند المكتب" },
  pages: [
    { name: "one", title: { en: "Page one", sv: "Sida ett", ar: "الصفحة الأولى" }, items: [
      text("first_name", "First name", "Förnamn", "الاسم الأول", { required: true, autocomplete: "given-name", hint: { en: "As your **friends** call you", sv: "Som dina **vänner** kallar dig", ar: "كما يناديك **أصدقاؤك**" } }),
      text("phone", "Telephone", "Telefon", "الهاتف", { autocomplete: "tel" }),
      { name: "warm", type: "boolean", label: { en: "Is it warm at home?", sv: "Är det varmt hemma?", ar: "هل البيت دافئ؟" }, record: true },
    ] },
    { name: "two", title: { en: "Page two of {first_name}", sv: "{first_name}, sida två", ar: "الصفحة الثانية: {first_name}" }, items: [
      { name: "papers", type: "file", label: { en: "Papers", sv: "Papper", ar: "أوراق" }, record: true },
      { name: "story", type: "paragraph", label: { en: "Story", sv: "Berättelse", ar: "القصة" }, record: true },
    ] },
  ],
  programs: [{ name: "bread", label: { en: "Bread", sv: "Bröd", ar: "خبز" }, criteria: [{ name: "named", label: { en: "You said your name", sv: "Du sa ditt namn", ar: "ذكرت اسمك" }, test: "size(first_name) > 2" }] }],
};
/** A's words, and what is written of A. */
const WORDS = ["Quetzalina", "0701740605", "zeppelin", "ledger", "marzipan"];
const NUMBER = /^[1-9A-HJKMNP-TV-Z]{3}(-[1-9A-HJKMNP-TV-Z]{3}){2}$/;

export async function run(stage) {
  const { check, context, page, shoot, server } = stage;
  const tag = (more = "") => `<intake-form src="/try/desk.json" action="/submissions" mode="assisted" ${more}></intake-form>`;
  await embed(stage, tag('workers="Robin; Kim Ågren; Ana"'), { name: "team", forms: [form], go: false });
  const quiet = { ...stage, server: { stop() {}, start() {} } };
  for (const [name, body] of [["free", tag()], ["one", tag('worker="Robin"')], ["away", "<p>Away</p>"], ["self", '<intake-form src="/try/desk.json" action="/submissions"></intake-form>'],
    ["arabic", `<div lang="ar" dir="rtl">${tag('worker="روبن" lang="ar"')}</div>`]]) {
    await embed(quiet, body, { name, forms: [], go: false });
  }
  const posts = [];
  context.on("request", (request) => request.method() === "POST" && posts.push(request));

  const bar = (tab = page) => tab.getByRole("region", { name: "With a worker" });
  const press = (name, tab = page) => tab.getByRole("button", { name, exact: true }).click();
  const sees = (name, tab = page) => tab.getByRole("heading", { name, exact: true }).waitFor();
  const clean = async (what, tab = page) => assert.deepEqual(await traces(tab, WORDS), [], what);
  const open = async (name = "team", tab = page) => {
    // A form that is gone has its entries of the history skipped, which a page on its way may be in the way of.
    await tab.goto(`/host/${name}.html`).catch(() => tab.goto(`/host/${name}.html`));
    await sees("Page one", tab);
    await bar(tab).waitFor();
  };
  const fill = async ([name, phone, story, file, note], tab = page) => {
    await tab.getByLabel("First name").fill(name);
    await tab.getByLabel("Telephone").fill(phone);
    await press("Continue", tab);
    await sees(`Page two of ${name}`, tab);
    await tab.getByLabel("Story").fill(`My ${story}`);
    if (file) {
      await tab.locator("input[type=file]").first().setInputFiles({ name: `${file}.txt`, mimeType: "text/plain", buffer: Buffer.from(file.repeat(20)) });
      await tab.getByRole("button", { name: `Remove ${file}.txt` }).waitFor();
    }
    if (note) {
      await press("Note", tab);
      await tab.getByLabel("Your note").fill(`Likes ${note}`);
      await bar(tab).getByRole("button", { name: "Close" }).click();
      await tab.getByRole("button", { name: "Note: written" }).waitFor();
    }
  };
  const send = async (heading, tab = page) => {
    await press("Continue", tab);
    await sees("Check your answers", tab);
    await press("Continue", tab);
    await press("Send", tab);
    await sees(heading, tab);
  };
  const SENT = "Your answers have been sent";
  const WAITS = "Your answers are not sent yet";
  const listed = async () => (await bar().getByRole("listitem").allInnerTexts()).map((row) => row.replace(/\s+/g, " "));
  const nextPerson = async () => {
    await press("Next person");
    await page.getByText("All is cleared. The next person can begin.").waitFor();
    await sees("Page one");
    // A card of its own: what joins two cards is not drawn between it and the bar.
    assert.equal(await page.locator(".drafts > .form").first().evaluate((card) => getComputedStyle(card, "::before").content), "none");
  };

  await check("first it asks who helps, and nothing is sent before that is said", async () => {
    await open();
    await sees("Who is helping?");
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await small(page), []);
    await shoot("who");
    await press("Close");
    await fill(["Ada", "1", "day"]);
    await press("Continue");
    await press("Continue");
    await press("Send");
    await page.getByText("First say who is helping.").waitFor();
    assert.equal(posts.length, 0);
    await press("Kim Ågren");
    await page.getByRole("button", { name: "Helping: Kim Ågren" }).waitFor();
    await press("Send");
    await sees(SENT);
    assert.deepEqual(posts.at(-1).postDataJSON().respondent, { mode: "assisted", worker: "Kim Ågren" });
    await nextPerson();
    await page.getByRole("button", { name: "Helping: Kim Ågren" }).waitFor();
  });

  await check("another worker takes over; after a reload she still helps", async () => {
    await press("Helping: Kim Ågren");
    await press("Robin");
    await page.getByRole("button", { name: "Helping: Robin" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Helping: Robin" }).waitFor();
  });

  await check("no draft is offered, and the browser's autofill gets nothing", async () => {
    const fields = () => page.evaluate(() => [...document.querySelector("intake-form").shadowRoot.querySelectorAll("form, input, textarea, select")].map((field) => field.getAttribute("autocomplete")));
    await until(async () => (await fields()).length > 3 && (await fields()).every((field) => field === "off"), "all fields are off");
    await fill(WORDS);
    assert.deepEqual(new Set(await fields()), new Set(["off"]));
    assert.equal(await page.getByText(/Keep my answers|Save what I have written/).count(), 0);
    assert.deepEqual((await traces(page, WORDS)).filter((line) => / in (storage|database|cache)/.test(line)), []);
  });

  await check("the worker's note is signed apart from the person's words, and read so in the inbox", async () => {
    await send(SENT);
    const { respondent, answers } = JSON.parse(/"submission"\r\n\r\n(.*)\r\n/.exec(posts.at(-1).postData())?.[1] ?? posts.at(-1).postData());
    assert.deepEqual(respondent, { mode: "assisted", worker: "Robin", note: "Likes marzipan" });
    assert.equal(JSON.stringify(answers).includes("marzipan"), false);
    const tab = await context.newPage();
    await server.enter(tab);
    await tab.getByRole("link", { name: /Quetzalina/ }).first().click();
    const facts = (await tab.locator("dl.facts").first().innerText()).replace(/\s+/g, " ");
    assert.match(facts, /With a worker, Robin/);
    assert.match(facts, /Worker’s note Likes marzipan Not the person’s words/);
    assert.match(facts, /Signature verified/);
    await shoot("inbox", { page: tab });
    await tab.close();
  });

  await check("“Next person”: nothing of A is left, in this tab, a new one, after Back and a reload", async () => {
    await nextPerson();
    await clean("cleared");
    assert.deepEqual(await violations(page), []);
    for (const go of ["goBack", "goBack", "goForward", "goForward"]) {
      await page[go]();
      if (page.url().includes("/host/team.html")) await clean(go);
    }
    await open();
    await page.getByLabel("First name").focus();
    await page.keyboard.press("Control+z");
    await press("Note");
    assert.equal(await page.getByLabel("Your note").inputValue(), "");
    await page.keyboard.press("Control+z");
    await clean("undone");
    await page.goto("/host/away.html");
    await page.goBack();
    await sees("Page one");
    await clean("Back");
    const tab = await context.newPage();
    await open("team", tab);
    await clean("a new tab", tab);
    await tab.close();
  });

  await check("with answers that are not sent “Next person” asks; “Go back” keeps them, and leaving the page does not", async () => {
    await open();
    await fill(WORDS);
    await press("Next person");
    await sees("These answers are not sent. Clear them?");
    assert.deepEqual(await violations(page), []);
    await press("Go back");
    assert.equal(await page.getByLabel("Story").inputValue(), "My zeppelin");
    await press("Next person");
    await press("Yes, clear them");
    await page.getByText("All is cleared. The next person can begin.").waitFor();
    await clean("cleared unsent");
    await fill(WORDS);
    await page.goto("/host/away.html");
    await page.goBack();
    await sees("Page one");
    await clean("left unsent");
  });

  let numbers;
  await check("without a network: a number at once, a list of what waits, and on the device nothing that can be read", async () => {
    await open();
    await server.stop();
    await fill(WORDS);
    await send(WAITS);
    const said = page.getByText("Not sent yet. Write this number down for the person:");
    await said.waitFor();
    const first = /([1-9A-Z]{3}-[1-9A-Z]{3}-[1-9A-Z]{3})$/.exec((await said.innerText()).trim())[1];
    assert.match(first, NUMBER);
    await shoot("number");
    // The headings of what to keep are the confirmation's own.
    assert.deepEqual(await violations(page), []);
    await nextPerson();
    await clean("A waits");
    assert.equal(await said.count(), 0);
    await fill(["Bertil", "2", "cart"]);
    await send(WAITS);
    await nextPerson();
    await press("2 waiting to send");
    const rows = await listed();
    assert.equal(rows.length, 2);
    assert.match(rows[0], /^Q\. .*20\d\d.* Waits for a network Reference number: \S+$/);
    assert.match(rows[1], /^B\. /);
    numbers = rows.map((row) => row.split(" ").at(-1));
    assert.equal(numbers[0], first);
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await small(page), []);
    await shoot("list");
    await clean("the list has first letters only");
  });

  await check("after a reload they are there; with the network they go, and the receiver has the numbers", async () => {
    await page.reload().catch(() => {});
    await server.start();
    const before = posts.length;
    await open();
    await until(() => posts.length >= before + 2, "both are sent");
    await page.getByRole("button", { name: "0 waiting to send", exact: true }).waitFor();
    assert.equal(await page.getByText(/earlier visit/).count(), 0);
    const tab = await context.newPage();
    await server.enter(tab);
    for (const number of numbers) await tab.getByText(number).first().waitFor();
    await tab.close();
    await press("0 waiting to send");
    assert.deepEqual((await listed()).map((row) => row.split(" ").at(-1)).sort(), [...numbers].sort());
    assert.match((await listed())[0], /Sent/);
    await clean("sent");
  });

  await check("a page for people alone sends what a worker left, and tells nobody of it", async () => {
    await open();
    await server.stop();
    await fill(WORDS);
    await send(WAITS);
    await page.route("**/submissions", (route) => route.abort());
    await server.start();
    const sent = page.context().waitForEvent("request", { predicate: (request) => request.method() === "POST" && request.frame().page() !== page });
    const tab = await context.newPage();
    await tab.goto("/host/self.html");
    await sees("Page one", tab);
    await (await sent).response();
    await until(() => tab.evaluate(() => new Promise((resolve) => {
      indexedDB.open("intake-form").onsuccess = ({ target: { result } }) => {
        const all = result.transaction("outbox").objectStore("outbox").count();
        all.onsuccess = () => { result.close(); resolve(all.result === 0); };
      };
    })), "it is gone from the device");
    assert.equal(await tab.getByText(/earlier visit/).count(), 0);
    await clean("told nobody", tab);
    await tab.close();
    await page.unroute("**/submissions");
  });

  await check("what is not accepted stays in the list, to be saved, tried again or removed", async () => {
    const refuse = (route) => (route.request().method() === "POST" ? route.fulfill({ status: 422, json: { code: "form-unknown" } }) : route.continue());
    await context.route("**/submissions", refuse);
    await open();
    await fill(WORDS);
    await send("Your answers could not be accepted");
    await page.reload();
    await press("1 waiting to send");
    assert.match((await listed())[0], /^Q\. .* Not accepted/);
    await clean("refused");
    assert.deepEqual(await violations(page), []);
    await shoot("refused");
    const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save a copy: Q." }).click()]);
    assert.equal(saved.suggestedFilename(), "desk.json");
    await page.getByRole("button", { name: "Remove: Q." }).click();
    await page.getByText("Remove these answers for good?").waitFor();
    await page.getByRole("button", { name: "Yes, remove them: Q." }).click();
    await page.getByText("Nothing is waiting.").waitFor();
    await context.unroute("**/submissions", refuse);
  });

  await check("both languages side by side, of the page, of what is wrong, of the interface; and off again", async () => {
    await open();
    await press("Two languages");
    await press("svenska");
    const also = page.locator("intake-form .also");
    await also.first().waitFor();
    const texts = async () => (await also.allInnerTexts()).map((text) => text.trim());
    await until(async () => (await texts()).includes("Fortsätt"), "it is there in Swedish");
    const seen = await texts();
    for (const word of ["Sida ett", "Förnamn", "Som dina vänner kallar dig", "Är det varmt hemma?", "Ja", "Nej", "Fortsätt"]) assert.ok(seen.includes(word), `${word} in ${seen.join(" | ")}`);
    assert.equal(await also.first().getAttribute("lang"), "sv");
    await shoot("two");
    assert.deepEqual(await violations(page), []);
    await press("Continue Fortsätt");
    await page.getByRole("alert").or(page.getByRole("heading", { name: /There is a problem/ })).first().waitFor();
    await until(async () => (await texts()).includes("Något behöver rättas"), "what is wrong is there in Swedish").catch(async () => assert.fail((await texts()).join(" | ")));
    await page.getByLabel("First name").fill("Ada");
    await press("Continue Fortsätt");
    await until(async () => (await texts()).includes("Ada, sida två"), "a title with an answer in it").catch(async () => assert.fail(`${await page.locator("intake-form h2").innerHTML()} ${(await texts()).join(" | ")}`));
    await press("Two languages");
    await press("العربية");
    await until(async () => (await texts()).includes("القصة"), "Arabic");
    assert.equal(await also.first().getAttribute("dir"), "rtl");
    await page.evaluate(() => { document.querySelector("intake-form").lang = "sv"; });
    await page.getByRole("heading", { name: /sida två/ }).waitFor();
    await until(async () => (await texts()).includes("القصة"), "the form speaks another language, and the second stays");
    await press("Two languages");
    await press("One language only");
    assert.equal(await also.count(), 0);
  });

  await check("the bar by keyboard: open, choose, close, and the focus is where it was", async () => {
    await open();
    const button = page.getByRole("button", { name: "Helping: Robin" });
    await button.focus();
    await page.keyboard.press("Enter");
    await until(() => page.evaluate(() => document.querySelector("intake-form").shadowRoot.activeElement?.textContent === "Who is helping?"), "the panel has the focus");
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await until(() => page.evaluate(() => document.querySelector("intake-form").shadowRoot.activeElement?.textContent === "Helping: Ana"), "the button has it again");
  });

  await check("where the page names nobody, a name is typed once and offered from then on", async () => {
    await open("free");
    await press("Helping: Ana");
    await page.getByLabel("Name", { exact: true }).fill("Zoë");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Helping: Zoë" }).waitFor();
    assert.equal(await page.evaluate(() => document.querySelector("intake-form").worker), "Zoë");
    await open("free");
    await press("Helping: Zoë");
    await page.getByRole("button", { name: "Zoë", exact: true }).waitFor();
    await shoot("free");
  });

  await check("in Arabic the bar stands from right to left, and axe has nothing to say", async () => {
    await page.goto("/host/arabic.html");
    await page.getByRole("button", { name: "المساعدة من: روبن" }).waitFor();
    await page.getByRole("button", { name: /بانتظار الإرسال/ }).click();
    await page.getByText("لا شيء بانتظار الإرسال.").waitFor();
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await small(page), []);
    await shoot("arabic");
  });
}
