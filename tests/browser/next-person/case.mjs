import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { embed } from "../embed.mjs";
import { until } from "../person.mjs";
import { launch } from "../../runner.mjs";
import { small } from "../target.mjs";
import { collect, traces, within } from "../traces.mjs";
import { watch } from "../watch.mjs";

export const title = "person A answers, person B comes to the same browser: whatever B does, nothing of A's is there";
export const expected = [/ERR_INTERNET_DISCONNECTED/, /status of 422/];

const text = (name, label, more = {}) => ({ name, type: "text", label, record: true, ...more });
const form = {
  formLanguage: 1, name: "next", version: "1", defaultLanguage: "en", languages: ["en", "ar"], title: "Next", pages: [
    { name: "one", title: "Page one", items: [text("imie", "First name", { required: true, autocomplete: "given-name" }), text("phone", "Telephone", { autocomplete: "tel" })] },
    { name: "two", title: "Page two", items: [
      { name: "papers", type: "file", label: "Papers", record: true },
      { name: "story", type: "paragraph", label: "Story", record: true },
    ] },
  ],
  programs: [{ name: "bread", label: "Bread for {imie}", criteria: [{ name: "named", label: "You said your name", test: "size(imie) > 2" }] }],
};
/** A's words: none of them is anywhere else. */
const WORDS = ["Quetzalina", "0701740605", "zeppelin", "ledger"];

export async function run(stage) {
  const { check, context, page, shoot, server } = stage;
  const tag = (more = "") => `<intake-form src="/try/next.json" action="/submissions" ${more}></intake-form>`;
  const pages = async (own) => {
    await embed(own, tag(), { name: "next", forms: [form], go: false });
    for (const [name, body] of [["shared", tag("shared")], ["minutes", tag('shared="2"')], ["staff", tag('mode="assisted" worker="Kim"')], ["arabic", tag('shared lang="ar"')]]) {
      await embed({ ...own, server: { stop() {}, start() {} } }, body, { name, forms: [], go: false });
    }
    await own.context.route("**/host/away.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Away</title><link rel=icon href=data:,><h1>Away</h1>" }));
  };
  await pages(stage);
  const press = (name, tab = page) => tab.getByRole("button", { name, exact: true }).click();
  const sees = (name, tab = page) => tab.getByRole("heading", { name, exact: true }).waitFor();
  const clean = async (tab, what) => assert.deepEqual(await traces(tab, WORDS), [], what);
  // What is fetched behind the form is there.
  const beside = (name, tab = page) => tab.locator(`intake-form .${name}`).first().waitFor({ state: "attached" });
  const open = async (name = "next", tab = page) => {
    await tab.goto(`/host/${name}.html`);
    await sees("Page one", tab);
    await beside("drafts", tab);
  };
  const fill = async (tab = page, { keep = true } = {}) => {
    await tab.getByLabel("First name").fill(WORDS[0]);
    await tab.getByLabel("Telephone").fill(WORDS[1]);
    await press("Continue", tab);
    await sees("Page two", tab);
    if (keep) {
      await press("Yes, keep them", tab);
      await tab.getByText("kept on this device until tomorrow").waitFor();
    }
    await tab.getByLabel("Story").fill(`My ${WORDS[2]}`);
    await tab.locator("input[type=file]").first().setInputFiles({ name: `${WORDS[3]}.txt`, mimeType: "text/plain", buffer: Buffer.from(WORDS[3].repeat(20)) });
    await tab.getByRole("button", { name: `Remove ${WORDS[3]}.txt` }).waitFor();
  };
  const send = async (tab = page, heading = "Your answers have been sent") => {
    await press("Continue", tab);
    await sees("Check your answers", tab);
    await press("Continue", tab);
    await press("Send", tab);
    await sees(heading, tab);
  };
  const refuse = (route) => (route.request().method() === "POST" ? route.fulfill({ status: 422, json: { code: "form-unknown" } }) : route.continue());
  const finished = "All is cleared. You can leave this device now.";

  await check("the test can find A's words: while A is there they are", async () => {
    await open();
    await fill();
    const found = await traces(page, WORDS);
    for (const word of WORDS) assert.ok(found.some((line) => line.startsWith(`${word} in dom`)), word);
  });

  await check("after sending A finishes: at the full width, and the form stands there as new", async () => {
    await send();
    await shoot("sent");
    assert.deepEqual(await violations(page), []);
    const button = page.getByRole("button", { name: "Finish and clear this device" });
    const [own, around] = await Promise.all([button.boundingBox(), page.getByRole("heading", { name: "Your answers have been sent" }).boundingBox()]);
    assert.ok(own.width >= around.width - 1, `${own.width} of ${around.width}`);
    await button.click();
    await page.getByText(finished).waitFor();
    await sees("Page one");
    await clean(page, "finished");
    await shoot("cleared");
    assert.deepEqual(await violations(page), []);
    assert.deepEqual(await small(page), []);
    await until(async () => /cleared/.test(await page.evaluate(() => document.querySelector("intake-form").shadowRoot.activeElement?.textContent ?? "")), "the focus is at what is said");
  });

  await check("Back and Forward, step for step, and Ctrl+Z in the fields", async () => {
    let looked = 0;
    for (const go of ["goBack", "goBack", "goBack", "goForward", "goForward", "goForward"]) {
      await page[go]();
      if (!page.url().includes("/host/next.html")) continue;
      await clean(page, go);
      looked += 1;
    }
    assert.ok(looked > 0);
    // A step that leaves the page where it is has no end to wait for, and cuts off what comes next.
    await until(() => page.goto("/host/away.html").catch(() => {}), "the last step is over");
    await open();
    await page.getByLabel("First name").focus();
    await page.keyboard.press("Control+z");
    await clean(page, "undone");
  });

  await check("a new tab, a reload, the form answered by B and sent: B's words alone", async () => {
    const tab = await context.newPage();
    await open("next", tab);
    await clean(tab, "a new tab");
    await tab.reload();
    await sees("Page one", tab);
    await clean(tab, "reloaded");
    await tab.getByLabel("First name").fill("Bertil");
    await press("Continue", tab);
    await clean(tab, "B's page two");
    assert.ok((await traces(tab, ["Bertil"])).length > 0);
    await tab.close();
  });

  await check("without “Finish”: A leaves after sending, and Back shows B nothing", async () => {
    await open();
    await fill();
    await send();
    await page.goto("/host/away.html");
    await page.goBack();
    await sees("Page one");
    await clean(page, "Back");
    await page.reload();
    await sees("Page one");
    await clean(page, "Back, and a reload");
  });

  await check("the same where the browser keeps pages whole (back/forward cache)", async () => {
    const browser = await launch({ bfcache: true });
    const own = await browser.newContext({ baseURL: server.origin, reducedMotion: "reduce" });
    const seen = await watch(own, server.origin, expected);
    const tab = await own.newPage();
    try {
      await pages({ ...stage, context: own, page: tab });
      tab.on("dialog", (dialog) => dialog.accept());
      // Playwright loses sight of a page that comes out of the cache: the debugger does not.
      const session = await own.newCDPSession(tab);
      const asks = async (expression) => {
        const { result, exceptionDetails } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
        if (exceptionDetails) throw new Error(exceptionDetails.text);
        return result.value;
      };
      const comesTo = (heading) => until(() => asks(`document.querySelector("intake-form")?.shadowRoot.querySelector("h2")?.textContent === ${JSON.stringify(heading)}`)
        .catch(() => false), `${heading} is shown`);
      const leaveAndComeBack = async (heading) => {
        await asks("window.mark = 'whole'; void setTimeout(() => location.assign('/host/away.html'))");
        await until(() => asks("document.title === 'Away' && document.readyState === 'complete'").catch(() => false), "the other page is there");
        await asks("void setTimeout(() => history.back())");
        await comesTo(heading);
        assert.equal(await asks("window.mark"), "whole", "the page came back whole");
        return within(await asks(`(${collect})()`), WORDS);
      };
      // Before sending, Back leads to one's own answers: that shows that the cache is on.
      await open("next", tab);
      await fill(tab, { keep: false });
      assert.notDeepEqual(await leaveAndComeBack("Page two"), []);
      await open("next", tab);
      await fill(tab, { keep: false });
      await send(tab);
      assert.deepEqual(await leaveAndComeBack("Page one"), []);
      // On a shared device also what was not sent.
      await open("shared", tab);
      await fill(tab, { keep: false });
      assert.deepEqual(await leaveAndComeBack("Page one"), []);
      // What was refused is kept, and asks whose it is.
      await own.route("**/submissions", refuse);
      await open("next", tab);
      await fill(tab, { keep: false });
      await send(tab, "Your answers could not be accepted");
      assert.deepEqual((await leaveAndComeBack("Page one")).filter((line) => !/ in database$/.test(line)), []);
      await own.unroute("**/submissions", refuse);
      // Of a page out of the cache on which nobody has done anything yet Chromium says that it does not ask.
      assert.deepEqual(seen.faults.filter((fault) => !fault.includes("Blocked attempt to show a 'beforeunload'")), []);
    } finally {
      await browser.close();
    }
  });

  await check("without a network: what waits is not shown to B either, and goes all the same", async () => {
    await open();
    await fill();
    await page.evaluate(() => { window.fetch = () => Promise.reject(new TypeError("no network")); });
    await send(page, "Your answers are not sent yet");
    await page.getByRole("button", { name: "Finish and clear this device" }).click();
    await page.getByText(finished).waitFor();
    assert.deepEqual((await traces(page, WORDS)).filter((line) => !/ in database$/.test(line)), []);
    await page.reload();
    // Without the number, by which somebody else could ask for a change.
    await page.getByText("Answers from your earlier visit have been sent.", { exact: true }).waitFor();
    await clean(page, "sent meanwhile");
  });

  await check("shared: what waits can't be read in the browser's storage, goes out at the next visit, and nobody is told its number", async () => {
    await open("shared");
    await beside("shared");
    await fill(page, { keep: false });
    await page.evaluate(() => { window.fetch = () => Promise.reject(new TypeError("no network")); });
    await send(page, "Your answers are not sent yet");
    await page.getByText("Your answers are saved on this device").waitFor();
    await page.getByRole("button", { name: "Finish and clear this device" }).click();
    await page.getByText(finished).waitFor();
    await clean(page, "it waits");
    await page.reload();
    await page.getByText("Answers from your earlier visit have been sent.", { exact: true }).waitFor();
    await clean(page, "it is sent");
  });

  await check("shared: what was refused and locked still asks whose it is", async () => {
    await context.route("**/submissions", refuse);
    await open("shared");
    await beside("shared");
    await fill(page, { keep: false });
    await send(page, "Your answers could not be accepted");
    await context.unroute("**/submissions", refuse);
    await page.goto("/host/away.html");
    await clean(page, "locked");
    await open("shared");
    await press("Yes, they are mine");
    await press("Try again now");
    await page.getByText(/earlier visit have been sent/).waitFor();
  });

  await check("what was refused: B is told when and by whose first letters, and can leave it to the staff", async () => {
    await context.route("**/submissions", refuse);
    await open();
    await fill();
    await send(page, "Your answers could not be accepted");
    await page.getByRole("button", { name: "Finish and clear this device" }).waitFor();
    await context.unroute("**/submissions", refuse);
    await page.goto("/host/away.html");
    await open();
    const notice = page.getByText(/^Answers by Q\. of .* could not be accepted\. Are they yours\?$/);
    await notice.waitFor();
    // Written as every other date of the form.
    const day = new Intl.DateTimeFormat("en", { dateStyle: "long" }).format(new Date());
    assert.ok((await notice.innerText()).includes(day), await notice.innerText());
    assert.equal(await page.getByRole("button", { name: "Save a copy" }).count(), 0);
    assert.deepEqual((await traces(page, WORDS)).filter((line) => !/ in database$/.test(line)), []);
    await shoot("whose");
    assert.deepEqual(await violations(page), []);
    await press("Yes, they are mine");
    await page.getByRole("button", { name: "Save a copy" }).waitFor();
    await shoot("mine");
    assert.deepEqual(await violations(page), []);
    await page.reload();
    await press("No, leave them to the staff");
    await notice.waitFor({ state: "detached" });
    await until(() => page.evaluate(() => new Promise((resolve) => {
      indexedDB.open("intake-form").onsuccess = ({ target: { result } }) => {
        const all = result.transaction("outbox").objectStore("outbox").getAll();
        all.onsuccess = () => { result.close(); resolve(all.result.some((entry) => entry.refused?.handedOver)); };
      };
    })), "it is noted");
    await open();
    await page.waitForFunction(() => performance.getEntriesByType("resource").some((entry) => /outbox/.test(entry.name)));
    assert.equal(await notice.count(), 0);
    await open("staff");
    await press("1 waiting to send");
    await page.getByText("Not accepted").waitFor();
    await page.getByRole("button", { name: "Remove: Q." }).click();
    await page.getByRole("button", { name: "Yes, remove them: Q." }).click();
    await page.getByText("Nothing is waiting.").waitFor();
  });

  await check("shared: no draft is offered, nothing is saved as a file, and the browser's autofill gets nothing", async () => {
    await open("shared");
    await beside("shared");
    const fields = () => page.evaluate(() => [...document.querySelector("intake-form").shadowRoot.querySelectorAll("form, input, textarea, select")].map((field) => `${field.localName} ${field.getAttribute("autocomplete")}`));
    await until(async () => (await fields()).every((field) => field.endsWith(" off")), "all fields are off");
    await fill(page, { keep: false });
    assert.equal(await page.getByText(/Keep my answers|Save what I have written|a file that you saved/).count(), 0);
    assert.deepEqual((await fields()).filter((field) => !field.endsWith(" off")), []);
    assert.equal(await page.evaluate(() => indexedDB.databases().then((all) => all.some(({ name }) => name === "intake-form-drafts"))
      && document.querySelector("intake-form").shared), true);
  });

  await check("shared: where nobody does anything, it asks, counts, and clears; who says that she is there goes on", async () => {
    await page.clock.install();
    await open("minutes");
    await beside("shared");
    await page.clock.runFor(10 * 60_000);
    assert.equal(await page.getByRole("alertdialog").count(), 0, "nothing was answered");
    await fill(page, { keep: false });
    await page.clock.runFor(110_000);
    assert.equal(await page.getByRole("alertdialog").count(), 0);
    await page.clock.runFor(11_000);
    await page.getByRole("alertdialog", { name: "Are you still there?" }).waitFor();
    await shoot("still-there");
    assert.deepEqual(await small(page), []);
    await page.clock.runFor(20_000);
    await page.getByText(/in (3\d|40) seconds/).waitFor();
    await press("I’m still here");
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("Story").inputValue(), `My ${WORDS[2]}`);
    await page.clock.runFor(121_000);
    await page.getByRole("alertdialog").waitFor();
    await page.clock.runFor(61_000);
    await page.getByText(finished).waitFor();
    await sees("Page one");
    await clean(page, "cleared by itself");
    for (const go of ["goBack", "goForward"]) {
      await page[go]();
      if (page.url().includes("/host/minutes")) await clean(page, go);
    }
  });

  await check("shared: what moves by itself is nobody, and a device that slept shows nothing when it wakes", async () => {
    await open("minutes");
    await beside("shared");
    await fill(page, { keep: false });
    await page.evaluate(() => setInterval(() => document.dispatchEvent(new Event("scroll", { bubbles: true })), 1000));
    await page.clock.runFor(121_000);
    await page.getByRole("alertdialog").waitFor();
    await press("I’m still here");
    await page.clock.fastForward(3_600_000);
    await page.getByText(finished).waitFor();
    await clean(page, "it slept");
    // Where no timer has run yet, whoever touches it is no sign of whoever was there.
    await fill(page, { keep: false });
    await page.evaluate(() => {
      const { now } = Date;
      Date.now = () => now() + 3_600_000;
    });
    await page.locator("h1").click();
    await page.getByText(finished).waitFor();
    await clean(page, "touched");
  });

  await check("axe has nothing to say about the question, in Arabic too", async () => {
    const tab = await context.newPage();
    await tab.goto("/host/arabic.html");
    await tab.getByLabel("First name").fill("أ ب ت");
    await beside("shared", tab);
    await tab.getByLabel("Telephone").fill("1");
    await tab.clock.runFor(301_000);
    await tab.getByRole("alertdialog", { name: "هل ما زلت هنا؟" }).waitFor();
    await shoot("still-there-arabic", { page: tab });
    assert.deepEqual(await violations(tab), []);
    await tab.close();
  });
}
