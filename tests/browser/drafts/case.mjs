import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { violations } from "../axe.mjs";
import { embed } from "../embed.mjs";
import { until } from "../person.mjs";
import { small } from "../target.mjs";
import { traces } from "../traces.mjs";

export const title = "what is written is kept on the device where the person wants it, and the page is not left unasked where she does not";
export const expected = [/request: https:\/\/weather\.example\//];

const text = (name, label, more = {}) => ({ name, type: "text", label, record: true, ...more });
const page_ = (name, ...items) => ({ name, title: `Page ${name}`, items });
const LANGUAGES = ["en", "ar"];
const form = (name, pages, more = {}) => ({
  formLanguage: 1, name, version: "1", defaultLanguage: "en", languages: LANGUAGES, title: `The ${name}`, pages, ...more,
});

const PAGES = [
  page_("one", text("called", "Name", { required: true })),
  page_("two", { name: "born", type: "date", label: "Born", record: true }, { name: "rent", type: "money", currency: "EUR", label: "Rent", record: true }),
  page_("three", { name: "papers", type: "file", label: "Papers", record: true, maxFiles: 3 }),
  page_("four", { name: "children", type: "repeat", label: "Children", record: true, maxCount: 3, items: [text("child", "Child")] }),
  page_("five", { name: "story", type: "paragraph", label: "Story", record: true }),
  page_("six", { name: "way", type: "choice", label: "Way", record: true, choices: [{ name: "a", label: "Phone" }, { name: "b", label: "Letter" }] }),
  page_("seven", text("rest", "Anything else")),
];
const long = form("long", PAGES);
const secret = form("secret", [
  page_("one", text("called", "Name", { required: true })),
  page_("two", text("danger", "Who hurts you", { sensitive: true }), text("note", "Note")),
  page_("three", text("rest", "Anything else")),
]);
/** A required question that no draft keeps stands before the page that one left from. */
const asks = form("asks", [
  page_("one", text("called", "Name", { required: true })),
  page_("two", { name: "safe", type: "boolean", label: "Are you safe?", required: true, sensitive: true, record: true }),
  { ...page_("three", text("rest", "Anything else")), relevant: "safe" },
  page_("four", text("end", "The end")),
]);
const short = form("short", [PAGES[0], page_("two", PAGES[2].items[0], PAGES[4].items[0])]);
const worded = form("worded", [
  page_("one", text("called", "Name", { required: true })),
  page_("two",
    { name: "home", type: "choice", label: "Home", record: true, choices: [{ name: "a", label: "I rent" }, { name: "b", label: "I own it" }] },
    { name: "needs", type: "choices", label: "Needs", record: true, choices: "needs" },
    { name: "share", type: "consent", label: "Sharing", statement: "I agree that the pantry reads this.", record: true },
    { name: "tired", type: "scale", label: "Tired", min: 1, max: 3, minLabel: "Never", maxLabel: "Always", record: true },
    text("note", "Note", { hint: "Whatever you like" })),
  page_("three", text("rest", "Anything else"), { name: "reach", type: "contact", label: "How may we contact you?", record: true }),
], { choiceLists: { needs: [{ name: "food", label: "Food" }, { name: "bed", label: "A bed" }] } });
const away = { ...short, name: "away", settings: { exitUrl: "https://weather.example/today" } };
const off = form("off", PAGES, { settings: { drafts: "off" } });
const week = form("week", PAGES, { settings: { drafts: "offer", draftDays: 7 } });

const FILE = { name: "card.txt", mimeType: "text/plain", buffer: Buffer.from("what stands on the card") };

export async function run(stage) {
  const { page, person, check, context, shoot, server, playground } = stage;
  const element = (name, more = "") => `<intake-form src="/try/${name}.json" action="/submissions" ${more}></intake-form>`;
  await embed(stage, element("long"), { name: "long", forms: [long, secret, asks, short, worded, away, off, week] });
  for (const [name, body] of [["secret", element("secret")], ...["asks", "short", "worded", "away"].map((own) => [own, element(own)]), ["off", element("off")], ["week", element("week")],
    ["attribute", element("long", 'drafts="off"')], ["days", element("long", 'draft-days="3"')], ["assisted", element("long", 'mode="assisted" worker="W"')],
    ["arabic", element("long", 'lang="ar"')]]) {
    await embed({ ...stage, server: { stop() {}, start() {} } }, body, { name, forms: [], go: false });
  }

  const dialogs = [];
  const open = async (name = "long", tab = page) => {
    await tab.goto(`/host/${name}.html`);
    await tab.getByRole("heading", { name: "Page one" }).waitFor();
    await ready(tab);
  };
  // It is fetched behind the form: the foot says that it is here.
  const ready = (tab) => tab.locator("intake-form .foot, intake-form section.earlier").first().waitFor();
  const button = (name, tab = page) => tab.getByRole("button", { name, exact: true });
  const press = (name, tab = page) => button(name, tab).click();
  const goOn = async (next, tab = page) => {
    await press("Continue", tab);
    await tab.getByRole("heading", { name: next }).waitFor();
  };
  const answers = (tab = page) => tab.evaluate(() => document.querySelector("intake-form").answers);
  /** The encrypted drafts as they lie there. */
  const stored = (tab = page) => tab.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.open("intake-form-drafts", 1);
    request.onupgradeneeded = () => request.transaction.abort();
    request.onerror = () => resolve([]);
    request.onsuccess = () => {
      const all = request.result.transaction("drafts").objectStore("drafts").getAll();
      all.onsuccess = () => {
        request.result.close();
        resolve(all.result.sort((a, b) => b.expires - a.expires).map(({ id, expires, key, body, owner }) => ({ id, expires, owner, locked: key instanceof CryptoKey && !key.extractable, body: [...body].join() })));
      };
      all.onerror = reject;
    };
  }));
  /** Does something, and waits until that is on the disk. */
  const written = async (deed, tab = page) => {
    const [before] = await stored(tab);
    await deed();
    await until(async () => { const [now] = await stored(tab); return now && now.body !== before?.body; }, "it is written");
  };
  const gone = () => until(async () => (await stored()).length === 0, "nothing is stored");
  const start = async (name, called) => {
    await open(name);
    await page.getByLabel("Name").fill(called);
    await goOn("Page two");
    await page.getByText(/Keep my answers on this device until/).waitFor();
  };
  const looks = async (name) => {
    assert.deepEqual(await violations(page), [], name);
    assert.deepEqual(await small(page), [], name);
    await shoot(name);
  };

  await check("nothing is offered on the first page; after it, whether to keep the answers until tomorrow", async () => {
    await open();
    assert.equal(await page.getByText(/Keep my answers/).count(), 0);
    assert.deepEqual(await stored(), []);
    await start("long", "Amina Zed");
    await looks("offer");
  });

  await check("yes: all of it is there again after a reload on page five, also half of an answer, entries and files", async () => {
    await press("Yes, keep them");
    await page.getByText("Your answers are kept on this device until tomorrow").waitFor();
    await until(async () => (await stored())[0]?.locked, "the key is none that a script can read");
    const tomorrow = new Date();
    tomorrow.setDate(tomorrow.getDate() + 1);
    const { expires } = (await stored())[0];
    assert.equal(new Date(expires).toDateString(), tomorrow.toDateString());
    await page.getByLabel("Day").fill("31");
    await page.getByLabel("Rent").fill("12.50");
    await page.getByLabel("Day").fill("");
    await goOn("Page three");
    await page.locator("input[type=file]").first().setInputFiles(FILE);
    await page.getByRole("button", { name: "Remove card.txt" }).waitFor();
    await goOn("Page four");
    await press("Add");
    await page.getByRole("textbox", { name: /^Child\b/ }).fill("Bo");
    await goOn("Page five");
    await written(() => page.getByLabel("Story").fill("It began in May"));
    await looks("kept");
    await page.reload();
    await page.getByText(/There are answers on this device/).waitFor();
    assert.deepEqual(await answers(), {}, "nothing of it is shown before that");
    await looks("found");
    await press("Go on at page 5");
    await person.sees("Page five");
    assert.equal(await page.getByLabel("Story").inputValue(), "It began in May");
    assert.deepEqual(await answers(), {
      called: "Amina Zed", rent: 12.5, papers: [{ fileName: "card.txt", mediaType: "text/plain", size: 23, digest: (await answers()).papers[0].digest }],
      children: [{ child: "Bo" }], story: "It began in May",
    });
    assert.equal(await page.evaluate(() => document.querySelector("intake-form").files[0].text()), FILE.buffer.toString());
    await until(async () => (await person.focused()).name === "Page five", "the focus is at the page's heading");
  });

  await check("nothing of it can be read in the storage", async () => {
    const other = await context.newPage();
    await other.goto("/try.html?form=/try/text.json");
    await other.locator("intake-form").getByRole("heading").first().waitFor();
    assert.deepEqual(await traces(other, ["Amina", "It began in May", "card.txt", "what stands on the card", "12.50"]), []);
    await other.close();
  });

  await check("a tab that is killed loses nothing that was written a second before", async () => {
    await written(() => page.getByLabel("Story").fill("It began in May, on a Monday"));
    const victim = await context.newPage();
    await open("long", victim).catch(() => {});
    // One that writes itself, while the first tab is gone.
    await page.goto("/try.html?form=/try/text.json");
    await victim.reload();
    await press("Go on at page 5", victim);
    await written(() => victim.getByLabel("Story").fill("Killed on a Tuesday"), victim);
    const session = await context.newCDPSession(victim);
    const crashed = victim.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await victim.close();
    await open();
    await press("Go on at page 5");
    assert.equal(await page.getByLabel("Story").inputValue(), "Killed on a Tuesday");
  });

  await check("two tabs: the second one says so, and writes over nothing", async () => {
    const second = await context.newPage();
    second.on("dialog", (dialog) => dialog.accept());
    await open("long", second);
    await second.getByText(/open in another tab/).waitFor();
    assert.deepEqual(await violations(second), []);
    await second.getByLabel("Name").fill("Somebody Else");
    await goOn("Page two", second);
    await second.getByText(/open in another tab/).waitFor();
    await written(() => page.getByLabel("Story").fill("Still mine"));
    await second.close();
    await page.reload();
    await press("Go on at page 5");
    await person.sees("Page five");
    assert.equal((await answers()).called, "Amina Zed");
    assert.equal((await answers()).story, "Still mine");
  });

  await check("two tabs: where the writing one is closed, the other one finds the draft and goes on with it", async () => {
    const second = await context.newPage();
    second.on("dialog", (dialog) => dialog.accept());
    await open("long", second);
    await second.getByText(/open in another tab/).waitFor();
    await second.getByLabel("Name").fill("Somebody Else");
    await page.goto("/try.html?form=/try/text.json");
    await goOn("Page two", second);
    await press("Go on at page 5", second);
    await second.getByRole("heading", { name: "Page five" }).waitFor();
    assert.equal((await answers(second)).called, "Amina Zed");
    assert.equal(await second.getByText(/open in another tab/).count(), 0);
    await written(() => second.getByLabel("Story").fill("Mine again"), second);
    await second.close();
    await open();
    await press("Go on at page 5");
    await person.sees("Page five");
  });

  await check("the same in a browser without locks: who goes on has it, and the other one is told", async () => {
    await page.goto("/try.html?form=/try/text.json");
    const tabs = [await context.newPage(), await context.newPage()];
    for (const tab of tabs) {
      await tab.addInitScript(() => { Object.defineProperty(Navigator.prototype, "locks", { value: undefined }); });
      await open("long", tab);
      await press("Go on at page 5", tab);
      await tab.getByRole("heading", { name: "Page five" }).waitFor();
    }
    await written(() => tabs[1].getByLabel("Story").fill("The second tab's"), tabs[1]);
    await tabs[0].getByLabel("Story").fill("The first tab's");
    await tabs[0].getByText(/open in another tab/).waitFor();
    for (const tab of tabs) await tab.close();
    await open();
    await press("Go on at page 5");
    await person.sees("Page five");
    assert.equal((await answers()).story, "The second tab's");
  });

  await check("without a draft the browser asks before the page is left; with one it does not", async () => {
    page.on("dialog", (dialog) => { dialogs.push(dialog.type()); dialog.accept(); });
    await page.reload();
    assert.deepEqual(dialogs, []);
    await press("Delete");
    await looks("sure");
    await press("Keep them");
    await press("Delete");
    await press("Yes, delete them");
    await page.getByText("The answers were deleted from this device.").waitFor();
    await gone();
    await start("long", "Not kept");
    await press("No, this is not my device");
    await until(async () => (await page.getByText(/Keep my answers/).count()) === 0, "it is not offered");
    assert.deepEqual(await stored(), []);
    await page.reload();
    assert.deepEqual(dialogs.splice(0), ["beforeunload"]);
    await page.reload();
    assert.deepEqual(dialogs.splice(0), [], "nothing was written");
  });

  await check("two tabs: who says no in one can say yes in the other", async () => {
    await start("short", "One");
    const second = await context.newPage();
    second.on("dialog", (dialog) => dialog.accept());
    await open("short", second);
    await second.getByLabel("Name").fill("Two");
    await press("No, this is not my device");
    await goOn("Page two", second);
    await press("Yes, keep them", second);
    await second.getByText("kept on this device until tomorrow").waitFor();
    await second.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), [], "the promise of reset() is about the storage too");
    await second.close();
    await page.goto("/try.html?form=/try/text.json");
    dialogs.length = 0;
  });

  await check("start again: the old ones are deleted, and the form is as new", async () => {
    await start("long", "Old");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.reload();
    await press("Start again");
    await press("Yes, delete them");
    await gone();
    assert.deepEqual(await answers(), {});
  });

  await check("what was sent is in no draft any more", async () => {
    await start("long", "Sent Person");
    await press("Yes, keep them");
    for (const next of ["three", "four", "five", "six", "seven"]) await goOn(`Page ${next}`);
    await goOn("Check your answers");
    await goOn("Send your answers");
    await press("Send");
    await person.sees("Your answers have been sent");
    await gone();
    assert.equal(await page.getByText("Save what I have written").count(), 0);
    await page.reload();
    assert.deepEqual(dialogs.splice(0), []);
    await ready(page);
    assert.equal(await page.getByText(/There are answers/).count(), 0);
  });

  await check("reset() forgets the draft as well, and so does the way out", async () => {
    await start("long", "Reset");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await gone();
  });

  await check("a form with private questions: they are never kept, the rest only behind a PIN", async () => {
    await start("secret", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel(/Choose a PIN/).waitFor();
    await until(async () => /Choose a PIN/.test((await person.focused()).name), "the focus is in its field");
    await looks("pin");
    await page.getByLabel(/Choose a PIN/).fill("12");
    await press("Keep my answers");
    await page.getByText("Use at least 4 digits").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByLabel(/Choose a PIN/).fill("2468");
    await person.presses("Enter");
    await page.getByText("kept on this device until tomorrow").waitFor();
    await written(async () => {
      await page.getByLabel("Who hurts you").fill("Voldemort");
      await page.getByLabel("Note").fill("A note");
    });
    await goOn("Page three");
    await written(() => page.getByLabel("Anything else").fill("The rest"));
    await page.reload();
    await press("Go on at page 3");
    await page.getByLabel("Your PIN").fill("1357");
    await press("Open");
    await page.getByText("That is not the PIN. Tries left before the answers are deleted: 4").waitFor();
    await looks("wrong-pin");
    assert.deepEqual(await answers(), {});
    await page.getByLabel("Your PIN").fill("2468");
    await press("Open");
    await person.sees("Page three");
    await page.getByText("These were not kept, because they are private. Answer them again: Who hurts you").waitFor();
    await looks("private");
    assert.deepEqual(await answers(), { called: "Amina Zed", note: "A note", rest: "The rest" });
    const [draft] = await stored();
    // Neither the key that lies beside it opens it alone, nor does the private answer stand in it.
    const opened = await page.evaluate(async () => {
      const database = await new Promise((resolve) => { indexedDB.open("intake-form-drafts").onsuccess = ({ target }) => resolve(target.result); });
      const all = database.transaction("drafts").objectStore("drafts").getAll();
      const [{ key, body }] = await new Promise((resolve) => { all.onsuccess = () => resolve(all.result); });
      database.close();
      const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: body.slice(0, 12) }, key, body.slice(12));
      return new TextDecoder().decode(bytes);
    });
    assert.ok(draft.locked);
    assert.doesNotMatch(opened, /Amina|note|Voldemort/);
  });

  await check("a required private question: on at the first page that asks again, and nothing is called a mistake", async () => {
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await start("asks", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel(/Choose a PIN/).fill("2468");
    await press("Keep my answers");
    await page.getByText("kept on this device until tomorrow").waitFor();
    await page.getByRole("radio", { name: "Yes" }).check();
    await goOn("Page three");
    await goOn("Page four");
    await written(() => page.getByLabel("The end").fill("So far"));
    await page.reload();
    await press("Go on at page 4");
    await page.getByLabel("Your PIN").fill("2468");
    await press("Open");
    await person.sees("Page two");
    await page.getByText("These were not kept, because they are private. Answer them again: Are you safe?").waitFor();
    assert.equal(await page.getByText("There is a problem").count(), 0);
    assert.equal(await page.getByRole("radio", { name: "Yes" }).getAttribute("aria-invalid"), null);
    await looks("again");
    assert.deepEqual(await answers(), { called: "Amina Zed", end: "So far" });
    await page.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), []);
    await start("secret", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel(/Choose a PIN/).fill("2468");
    await press("Keep my answers");
    await page.getByText("kept on this device until tomorrow").waitFor();
    await goOn("Page three");
    await written(() => page.getByLabel("Anything else").fill("The rest"));
  });

  await check("five wrong PINs, and it is deleted", async () => {
    await page.reload();
    await press("Go on at page 3");
    for (const left of [4, 3, 2, 1]) {
      await page.getByLabel("Your PIN").fill(`000${left}`);
      await press("Open");
      await page.getByText(`deleted: ${left}`).waitFor();
    }
    await page.getByLabel("Your PIN").fill("9999");
    await press("Open");
    await page.getByText("The PIN was wrong too often. The answers were deleted.").waitFor();
    await gone();
  });

  await check("a form that changed meanwhile says what was kept and what was not", async () => {
    await start("long", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel("Rent").fill("800");
    await goOn("Page three");
    await goOn("Page four");
    await goOn("Page five");
    await written(() => page.getByLabel("Story").fill("My story"));
    const now = structuredClone(long);
    now.version = "2";
    now.pages[1].items[1] = { name: "rent", type: "boolean", label: "Do you pay rent?", record: true };
    now.pages[0].items[0].label = "Name of your partner";
    now.pages.splice(2, 1);
    await context.route("**/try/long.json", (route) => route.fulfill({ json: now }));
    await page.reload();
    await press("Go on at page 5");
    await page.getByText("The form has changed since then. Your answers were kept, except: Rent").waitFor();
    await page.getByText("These questions are worded in another way now. Check your answers: Name of your partner", { exact: true }).waitFor();
    await looks("changed");
    await person.sees("Page five");
    assert.equal((await answers()).story, "My story");
    await context.unroute("**/try/long.json");
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await gone();
  });

  await check("words that changed: what was chosen, agreed to or drawn between other words is asked again", async () => {
    await start("worded", "Amina Zed");
    await press("Yes, keep them");
    await page.getByLabel("I rent").check();
    await page.getByLabel("Food").check();
    await page.getByLabel("A bed").check();
    await page.getByRole("checkbox", { name: /I agree/ }).check();
    await page.getByRole("radio", { name: /3/ }).check();
    await page.getByLabel("Note").fill("A note");
    await goOn("Page three");
    await page.getByRole("radio", { name: "Email" }).check();
    await page.getByLabel("Email address").fill("amina@zed.example");
    await written(() => page.getByLabel("Anything else").fill("The rest"));
    const [download] = await Promise.all([page.waitForEvent("download"), press("Save what I have written")]);
    const bytes = await readFile(await download.path());
    assert.match(bytes.toString(), /<dd>Email: amina@zed\.example\nDo not say which organisation you are from<\/dd>/);
    await page.reload();
    await press("Go on at page 3");
    await person.sees("Page three");
    const before = await answers();
    assert.equal(await page.getByText("The form has changed").count(), 0);
    assert.deepEqual([before.home, before.needs, before.share.given, before.tired], ["a", ["food", "bed"], true, 3]);
    const now = structuredClone(worded);
    const [home, , share, tired, note] = now.pages[1].items;
    [home.choices[0].label, home.choices[1].label] = [home.choices[1].label, home.choices[0].label];
    now.choiceLists.needs[1].label = "A bed in a dormitory";
    share.statement = "I agree that anybody reads this.";
    [tired.minLabel, tired.maxLabel] = [tired.maxLabel, tired.minLabel];
    note.hint = "Only about the flat";
    await context.route("**/try/worded.json", (route) => route.fulfill({ json: now }));
    await page.reload();
    await press("Go on at page 3");
    const says = async () => {
      await page.getByText("The form has changed since then. Your answers were kept, except: Home · Needs · Sharing · Tired").waitFor();
      await page.getByText("These questions are worded in another way now. Check your answers: Note", { exact: true }).waitFor();
      const { reach, ...rest } = await answers();
      assert.deepEqual(reach, before.reach);
      assert.deepEqual(rest, { called: "Amina Zed", needs: ["food"], note: "A note", rest: "The rest" });
    };
    await says();
    await page.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), []);
    // The file knows as much, and calls by its label a question that is gone.
    now.pages[2].items[0] = text("other", "Something else");
    await open("worded");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press("Go on with a file that you saved")]);
    await chooser.setFiles({ name: "saved.html", mimeType: "text/html", buffer: bytes });
    await page.getByText("except: Anything else · Home · Needs · Sharing · Tired").waitFor();
    await context.unroute("**/try/worded.json");
    await page.evaluate(() => document.querySelector("intake-form").reset());
  });

  /** As a disk that is full from now on, and a storage that fails once or answers nothing. */
  const faulty = () => {
    const { put, delete: remove } = IDBObjectStore.prototype;
    const { open } = IDBFactory.prototype;
    const fail = (store, name) => {
      store.transaction.abort();
      throw new DOMException("it fails", name);
    };
    IDBObjectStore.prototype.put = function (...given) {
      const large = given[0]?.sealed?.bytes?.length ?? 0;
      if (large > (window.room ?? Infinity)) fail(this, "QuotaExceededError");
      return put.apply(this, given);
    };
    IDBObjectStore.prototype.delete = function (...given) {
      if (window.stuck && this.name === "drafts") {
        window.stuck = false;
        fail(this, "UnknownError");
      }
      return remove.apply(this, given);
    };
    IDBFactory.prototype.open = function (...given) {
      return window.hangs && given[0] === "intake-form-drafts" ? new EventTarget() : open.apply(this, given);
    };
  };
  const faultyTab = async (name) => {
    const tab = await context.newPage();
    tab.on("dialog", (dialog) => dialog.accept());
    await tab.addInitScript(faulty);
    await open(name, tab);
    return tab;
  };
  const keepIn = async (tab) => {
    await tab.getByLabel("Name").fill("Amina Zed");
    await goOn("Page two", tab);
    await press("Yes, keep them", tab);
    await tab.getByText("kept on this device until tomorrow").waitFor();
  };

  await check("full half-way: what was kept until then goes too, at the latest when the form is sent", async () => {
    const tab = await faultyTab("short");
    await keepIn(tab);
    assert.equal((await stored()).length, 1);
    await tab.evaluate(() => { [window.room, window.stuck] = [-1, true]; });
    await tab.getByLabel("Story").fill("More than there is room for");
    await tab.getByText(/no room left on this device/).waitFor();
    await until(() => tab.evaluate(() => !window.stuck), "the storage has failed");
    assert.equal((await stored()).length, 1, "it could not be removed");
    await goOn("Check your answers", tab);
    await goOn("Send your answers", tab);
    await press("Send", tab);
    await tab.getByText("Your answers have been sent").first().waitFor();
    await press("Finish and clear this device", tab);
    await gone();
    await open("short", tab);
    assert.equal(await tab.getByText(/There are answers/).count(), 0);
    await keepIn(tab);
    await tab.evaluate(() => { window.room = -1; });
    await tab.getByLabel("Story").fill("More");
    await tab.getByText(/no room left on this device/).waitFor();
    await gone();
    await tab.close();
  });

  await check("a file that is too large: the rest is kept, and it is said, then and at the next visit", async () => {
    const tab = await faultyTab("short");
    await keepIn(tab);
    await tab.evaluate(() => { window.room = 1000; });
    const large = { name: "large.txt", mimeType: "text/plain", buffer: Buffer.from("large ".repeat(500)) };
    await written(() => tab.locator("input[type=file]").first().setInputFiles([FILE, large]), tab);
    await tab.getByText("There is no room on this device for these files, so they are not kept: large.txt. The rest is kept.").waitFor();
    assert.deepEqual(await violations(tab), []);
    await shoot("no-room", { page: tab });
    await written(() => tab.getByLabel("Story").fill("Still kept"), tab);
    await tab.reload();
    await press("Go on at page 2", tab);
    await tab.getByText("These files were not kept. Add them again: large.txt").waitFor();
    const now = await answers(tab);
    assert.deepEqual([now.papers.map(({ fileName }) => fileName), now.story], [["card.txt"], "Still kept"]);
    await tab.evaluate(() => document.querySelector("intake-form").reset());
    assert.deepEqual(await stored(), []);
    await tab.close();
  });

  await check("a storage that never answers: after ten seconds nothing is said to be kept", async () => {
    const tab = await faultyTab("short");
    await tab.getByLabel("Name").fill("Amina Zed");
    await goOn("Page two", tab);
    await button("Yes, keep them", tab).waitFor();
    await tab.evaluate(() => { window.hangs = true; });
    await press("Yes, keep them", tab);
    await button("Yes, keep them", tab).waitFor({ state: "detached" });
    assert.equal(await tab.getByText("kept on this device until tomorrow").count(), 0);
    await tab.getByText(/This browser does not keep your answers/).waitFor({ timeout: 15_000 });
    await tab.close();
  });

  await check("the way out takes the draft along before the page is left, which is blank at once", async () => {
    await context.route("https://weather.example/**", (route) => route.fulfill({ contentType: "text/html", body: "<title>Weather</title><link rel=icon href=data:,><h1>Rain</h1>" }));
    const tab = await context.newPage();
    await tab.addInitScript(() => {
      // As a device that is slow.
      const { open } = IDBFactory.prototype;
      IDBFactory.prototype.open = function (...given) {
        const late = window.slow && given[0] === "intake-form-drafts" ? new EventTarget() : undefined;
        if (!late) return open.apply(this, given);
        setTimeout(() => {
          const request = open.apply(this, given);
          request.onsuccess = () => { late.result = request.result; late.onsuccess(); };
        }, 100);
        return late;
      };
    });
    await open("away", tab);
    await keepIn(tab);
    await written(() => tab.getByLabel("Story").fill("Hidden"), tab);
    const blank = await tab.evaluate(() => {
      window.slow = true;
      document.querySelector("intake-form").shadowRoot.querySelector(".exit > a").click();
      return [getComputedStyle(document.documentElement).display, document.querySelectorAll("intake-form").length];
    });
    assert.deepEqual(blank, ["none", 0]);
    await tab.waitForURL("https://weather.example/today");
    assert.deepEqual(await stored(), []);
    await tab.goBack().catch(() => {});
    await open("away");
    assert.equal(await page.getByText(/There are answers/).count(), 0);
    assert.deepEqual(await stored(), []);
    await tab.close();
  });

  const wrongs = {
    "no room": [/no room left on this device/, () => {
      IDBObjectStore.prototype.put = function () {
        this.transaction.abort();
        throw new DOMException("no room", "QuotaExceededError");
      };
    }],
    "no storage": [/This browser does not keep your answers/, () => {
      IDBFactory.prototype.open = () => { throw new DOMException("no storage here", "SecurityError"); };
    }],
  };
  for (const [name, [said, wrong]] of Object.entries(wrongs)) {
    await check(`${name}: a notice, and the file is offered instead`, async () => {
      const other = await context.newPage();
      const asked = [];
      other.on("dialog", (dialog) => { asked.push(dialog.type()); dialog.accept(); });
      await other.addInitScript(wrong);
      await open("long", other);
      await other.getByLabel("Name").fill("Somebody");
      await goOn("Page two", other);
      await press("Yes, keep them", other);
      await other.getByText(said).waitFor();
      assert.deepEqual(await violations(other), []);
      await button("Save what I have written", other).waitFor();
      await other.reload();
      assert.deepEqual(asked, ["beforeunload"]);
      await other.close();
    });
  }

  await check("what the browser has removed is said, and can be kept again", async () => {
    await start("long", "Evicted");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.evaluate(() => new Promise((resolve) => { indexedDB.deleteDatabase("intake-form-drafts").onsuccess = resolve; }));
    await page.getByLabel("Rent").fill("7");
    await page.getByText("The browser has removed the answers that were kept.").waitFor();
    await press("Keep them again");
    await until(async () => (await stored()).length === 1, "it is stored again");
    await page.reload();
    await press("Go on at page 2");
    await person.sees("Page two");
    assert.equal((await answers()).rent, 7);
    await page.evaluate(() => document.querySelector("intake-form").reset());
    await gone();
  });

  await check("the file: a page that can be read, which the form takes up on another device, with its files", async () => {
    await start("secret", "Amina </script> Zed");
    await press("No, this is not my device");
    await page.getByLabel("Who hurts you").fill("Voldemort");
    await page.getByLabel("Note").fill("A note");
    const [kept] = await Promise.all([page.waitForEvent("download"), press("Save what I have written")]);
    assert.equal(kept.suggestedFilename(), "secret.html");
    const html = await readFile(await kept.path(), "utf8");
    assert.doesNotMatch(html, /Voldemort/);
    for (const said of ["<h1>The secret</h1>", "Amina &#60;/script&#62; Zed", "A note", "Nothing has been sent.", "<li>Who hurts you</li>"]) {
      assert.ok(html.includes(said), said);
    }
    await page.getByText("Anybody who opens the file can read it.").waitFor();
    await start("long", "With a file");
    await press("No, this is not my device");
    await page.getByLabel("Rent").fill("1250.5");
    await goOn("Page three");
    await page.locator("input[type=file]").first().setInputFiles(FILE);
    await page.getByRole("button", { name: "Remove card.txt" }).waitFor();
    await goOn("Page four");
    await press("Add");
    await page.getByRole("textbox", { name: /^Child\b/ }).fill("Bo");
    const before = await answers();
    const [download] = await Promise.all([page.waitForEvent("download"), press("Save what I have written")]);
    const file = await download.path();
    const readable = await context.newPage();
    await readable.setContent(await readFile(file, "utf8"));
    await shoot("file", { page: readable });
    assert.match(await readable.locator("body").innerText(), /Rent\s+€1,250\.50[\s\S]*Papers\s+card\.txt[\s\S]*Child\s+Bo/);
    assert.deepEqual(await violations(readable), []);
    await readable.close();
    const bytes = await readFile(file);
    const take = async (name) => {
      await open(name);
      await looks("start");
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press("Go on with a file that you saved")]);
      await chooser.setFiles({ name: "saved.html", mimeType: "text/html", buffer: bytes });
    };
    await take("long");
    await page.getByText("Your answers are back.").waitFor();
    assert.deepEqual(await answers(), before);
    assert.equal(await page.evaluate(() => document.querySelector("intake-form").files[0].text()), FILE.buffer.toString());
    await take("secret");
    await page.getByText("This file was not saved by this form.").waitFor();
    assert.deepEqual(await answers(), {});
  });

  await check("off, by the form's setting, by the attribute, and where somebody helps", async () => {
    for (const name of ["off", "attribute", "assisted"]) {
      await page.goto(`/host/${name}.html`);
      await page.getByLabel("Name").fill("Off");
      await page.waitForFunction(() => performance.getEntriesByType("resource").some((entry) => /intake-form-drafts/.test(entry.name)));
      await goOn("Page two");
      assert.equal(await page.getByText(/Keep my answers|Save what I have written/).count(), 0, name);
      dialogs.length = 0;
      await page.reload();
      assert.deepEqual(dialogs, ["beforeunload"], name);
    }
  });

  await check("for longer, by the form's setting and by the attribute", async () => {
    for (const [name, days] of [["week", 7], ["days", 3]]) {
      await start(name, "Longer");
      await press("Yes, keep them");
      await until(async () => (await stored()).length === 1, "it is stored");
      const end = new Date();
      end.setDate(end.getDate() + days);
      const [{ expires }] = await stored();
      assert.equal(new Date(expires).toDateString(), end.toDateString());
      await page.evaluate(() => document.querySelector("intake-form").reset());
      await gone();
    }
  });

  await check("what is too old is gone", async () => {
    await start("long", "Old");
    await press("Yes, keep them");
    await until(async () => (await stored()).length === 1, "it is stored");
    await page.evaluate(() => {
      const tomorrow = Date.now() + 2 * 86_400_000;
      window.addEventListener("pagehide", () => {});
      sessionStorage.setItem("later", tomorrow);
    });
    await page.addInitScript(() => {
      const later = Number(sessionStorage.getItem("later"));
      if (later) Date.now = () => later;
    });
    await page.reload();
    await ready(page);
    await gone();
    await page.evaluate(() => sessionStorage.clear());
  });

  await check("in Arabic", async () => {
    await page.goto("/host/arabic.html");
    // Also what was written before all was there counts.
    await page.getByLabel("Name").fill("أمينة");
    await press("متابعة");
    await page.getByText("حفظ إجاباتي على هذا الجهاز حتى الغد؟").waitFor();
    await looks("arabic");
  });
}
