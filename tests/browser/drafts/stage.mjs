// What the cases about drafts have in common: forms, a page with each, and what a person does there.

import assert from "node:assert/strict";
import { violations } from "../axe.mjs";
import { embed } from "../embed.mjs";
import { until } from "../person.mjs";
import { small } from "../target.mjs";

export const text = (name, label, more = {}) => ({ name, type: "text", label, record: true, ...more });
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
export const long = form("long", PAGES);
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
export const worded = form("worded", [
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

export const FILE = { name: "card.txt", mimeType: "text/plain", buffer: Buffer.from("what stands on the card") };

/** Puts the forms on their pages. */
export async function drafts(stage) {
  const { page, shoot } = stage;
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
    let before;
    // What came before is written first: encrypted, what is written says nothing of itself.
    await until(async () => {
      [before] = await stored(tab);
      await new Promise((resolve) => setTimeout(resolve, 600));
      return (await stored(tab))[0]?.body === before?.body;
    }, "nothing is being written any more");
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

  return { element, dialogs, open, ready, button, press, goOn, answers, stored, written, gone, start, looks };
}
