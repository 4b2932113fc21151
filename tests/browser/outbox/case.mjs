import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { text as all } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { record } from "../delivery/person.mjs";
import { embed } from "../embed.mjs";
import { until } from "../person.mjs";

export const title = "whatever a receiver, a browser or a person does, sending ends: in sent, refused or waiting, and never with more than one form stuck";
export const expected = [/Failed to load resource/, /console: intake-form: Error: a form that is broken/, /console: intake-form: \{"code"/];

const story = {
  formLanguage: 1, name: "story", version: "1", defaultLanguage: "en", languages: ["en"], title: { en: "A story" },
  pages: [{ name: "one", title: { en: "Page one" }, items: [{ name: "a", type: "paragraph", label: { en: "Story" }, record: true }] }],
};

/** What a receiver answers, and how that ends. ID stands for the submission's id. */
const ANSWERS = [
  ["a receipt", 200, '{"submissionId":"ID","reference":"ABC"}', "sent"],
  ["a number of 20 digits beside the id", 200, '{"submissionId":"ID","row":12345678901234567890}', "sent"],
  ["a number of 17 digits in a list", 200, '{"submissionId":"ID","rows":[[1.2345678901234567]]}', "sent"],
  ["a number that is no double", 200, '{"submissionId":"ID","row":1e999}', "sent"],
  ["a receipt 200 levels deep", 200, `{"submissionId":"ID","deep":${"[".repeat(200)}${"]".repeat(200)}}`, "sent"],
  ["half of a surrogate pair", 201, '{"submissionId":"ID","reference":"\\ud83d"}', "sent"],
  ["a reference that is a number", 200, '{"submissionId":"ID","reference":7}', "sent"],
  ["two members of one name", 200, '{"submissionId":"ID","row":1,"row":2}', "sent"],
  ["a page that repeats the id", 200, "<p>Thank you. Your number is ID.</p>", "sent"],
  ["a receipt of 2 MB", 200, `{"submissionId":"ID","echo":"${"x".repeat(2_000_000)}"}`, "sent"],
  ["a receipt without the id", 200, '{"ok":true}', "waiting"],
  ["nothing at all", 204, "", "waiting"],
  ["a reason", 422, '{"code":"answers"}', "refused"],
  ["a reason that is a number of 20 digits", 400, '{"code":12345678901234567890}', "refused"],
  ["a reason that is an object", 400, '{"code":{}}', "refused"],
  ["a reason that is null", 400, "null", "refused"],
  ["half of a surrogate pair as a reason", 400, '{"code":"\\udc00"}', "refused"],
  ["too large", 413, "<h1>413 Request Entity Too Large</h1>", "refused"],
  ["too many requests", 429, "", "waiting"],
  ["an outage", 503, "", "waiting"],
  ["a broken program", 500, "<h1>Internal Server Error</h1>", "waiting"],
  ["a proxy without its server", 502, "<h1>Bad Gateway</h1>", "waiting"],
  ["another submission under this id", 409, '{"code":"conflict"}', "refused"],
  ["the sign-in page of a wireless network", 200, "<!doctype html><title>Welcome</title><form action=/login><button>Agree and connect", "waiting"],
  ["such a page, by another status", 511, "<h1>Network Authentication Required</h1>", "waiting"],
  ["the page of a domain that was sold", 404, "<h1>This domain is for sale</h1>", "refused"],
];

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
const script = readdirSync(dist).find((name) => /^intake-form-(outbox|send)-[0-9a-f]+\.js$/.test(name));

export async function run(stage) {
  const { page, person, check, context, playground } = stage;
  const element = page.locator("intake-form");
  let answer;
  await context.route("**/receiver", async (route) => {
    const text = route.request().postData();
    await answer(route, /"submissionId":"([^"]+)"/.exec(text)?.[1] ?? "");
  });
  await embed(stage, '<intake-form src="/try/story.json" action="/receiver"></intake-form>', { forms: [story] });
  await until(() => element.evaluate(({ page }) => page !== ""), "all of the form is there");

  for (const [what, status, body, ends] of ANSWERS) {
    await check(`${what}, ${status}: ${ends}`, async () => {
      answer = (route, id) => route.fulfill({ status, contentType: "application/json", body: body.replace("ID", id) });
      const said = await element.evaluate((form) => {
        form.reset();
        form.answers = { a: "Once" };
        return Promise.race([form.submit(), new Promise((resolve) => setTimeout(resolve, 5000, { status: "for ever" }))]);
      });
      assert.equal(said.status, ends);
      // What is asked for is there.
      if (ends === "sent") assert.equal(await page.getByText(/say your reference number/).count(), /"reference":"/.test(body) ? 1 : 0);
      if (ends !== "sent") await page.getByRole("button", { name: "Save a copy" }).waitFor();
    });
  }

  await check("answers of 1.4 MB that are too large: refused, and the copy has all of them", async () => {
    answer = (route) => route.fulfill({ status: 413, body: "" });
    await element.evaluate((form) => form.reset());
    await person.sees("Page one");
    page.setDefaultTimeout(60_000);
    await page.getByLabel("Story").evaluate((field) => {
      field.value = "å".repeat(700_000);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    // Of which a slow machine takes its time.
    const said = await page.evaluate(() => Promise.race([
      document.querySelector("intake-form").submit(), new Promise((resolve) => setTimeout(resolve, 60_000, { status: "for ever" })),
        ]));
    assert.equal(said.status, "refused");
    await person.sees("did not get through");
    assert.equal(JSON.parse(await saved(page)).answers.a.length, 700_000);
  });

  await check("and at the next visit they are still there, to be saved, tried again or removed", async () => {
    await page.reload();
    await page.getByRole("status").filter({ hasText: /Are they yours/ }).first().waitFor();
    // The refused ones of the table, and this one. One at a time is open.
    const mine = page.getByRole("button", { name: "Yes, they are mine" });
    const button = page.getByRole("button", { name: "Save a copy" });
    let longest = 0;
    for (let at = 0, count = await mine.count(); at < count; at += 1) {
      await mine.nth(Math.max(at - 1, 0)).click();
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      assert.equal(download.suggestedFilename(), "story.json");
      longest = Math.max(longest, (await text(download)).length);
    }
    assert.ok(longest > 700_000, `the longest copy has ${longest} letters`);
  });

  // From here on the outbox alone, as the module uses it: `told` are the states by the id of the submission.
  await context.route("**/host/outbox.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Outbox</title><link rel=icon href=data:,>" }));
  let tab;
  const alone = async (prepare = () => {}) => {
    await tab?.close();
    tab = await context.newPage();
    await tab.goto("/host/outbox.html");
    await tab.evaluate(() => new Promise((resolve) => { indexedDB.deleteDatabase("intake-form").onsuccess = resolve; }));
    await tab.addInitScript(prepare);
    await tab.reload();
    await begin();
  };
  const begin = async () => {
    await tab.evaluate(async (script) => {
      // A minute is a second here.
      const slow = window.setTimeout;
      window.setTimeout = (deed, ms, ...more) => slow(deed, ms / 60, ...more);
      window.outbox = await import(`/${script}`);
      window.told = {};
      window.form = (broken) => (...news) => {
        const [id, state, flag] = typeof news[0] === "object" ? [news[0].id, news[0].state, news[0].stored] : [news[0], news[1], news[3]];
        (window.told[id] ??= []).push(state === "waiting" ? `${state} ${flag}` : state);
        if (broken) throw new Error("a form that is broken");
      };
      window.entry = (id) => ({ id, action: new URL("/receiver", location).href, enctype: "application/json", body: JSON.stringify({ submissionId: id, form: { name: "story" }, attachments: [] }) });
      window.first = window.form();
      window.outbox.join(window.first);
    }, script);
  };
  const told = (id) => tab.evaluate((id) => window.told[id] ?? [], id);
  const ends = (id, state) => until(async () => (await told(id)).at(-1) === state, `${id} is ${state}`);
  const take = (id, form = "first") => tab.evaluate(([id, form]) => { window.outbox.take(window[form], window.entry(id), new Map()); }, [id, form]);
  const receipt = (route, id) => route.fulfill({ contentType: "application/json", body: `{"submissionId":"${id}"}` });
  const refuse = (route) => route.fulfill({ status: 422, contentType: "application/json", body: '{"code":"answers"}' });
  /** Holds requests back: each comes out of the list, to be answered. */
  const held = () => {
    const routes = [];
    answer = (route, id) => { routes.push((how) => how(route, id)); };
    return async () => {
      await until(() => routes.length > 0, "a request");
      return routes.shift();
    };
  };

  await check("a form that breaks while it is told keeps no other from sending", async () => {
    await alone();
    await tab.evaluate(() => { window.second = window.form(true); window.outbox.join(window.second); });
    answer = receipt;
    await take("broken", "second");
    await ends("broken", "delivered");
    await take("whole");
    await ends("whole", "delivered");
  });

  await check("another try that is asked for during an attempt is made after it", async () => {
    await alone();
    const next = held();
    await take("again");
    const first = await next();
    await tab.evaluate(() => { window.outbox.retry("again"); });
    await first((route) => route.fulfill({ status: 503 }));
    await (await next())(receipt);
    await ends("again", "delivered");
  });

  await check("what was discarded during an attempt does not come back, whatever the answer", async () => {
    for (const [id, how] of [["a", refuse], ["b", (route) => route.fulfill({ status: 503 })], ["c", receipt]]) {
      await alone();
      const next = held();
      await take(id);
      const first = await next();
      await tab.evaluate((id) => window.outbox.discard(id), id);
      await first(how);
      await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 30_000)));
      assert.deepEqual(await stored(tab), []);
      await tab.evaluate(() => { window.second = window.form(); window.outbox.join(window.second); });
      answer = receipt;
      await take("other");
      await ends("other", "delivered");
      assert.ok(!(await told(id)).includes("refused"), `${id}: ${await told(id)}`);
    }
  });

  await check("what the storage takes late is told then, and is stored", async () => {
    await alone(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) {
        // The transaction lives on while requests are made.
        const request = put.apply(this, given);
        const hold = () => { if (!window.mayEnd) this.count().onsuccess = hold; };
        hold();
        return request;
      };
    });
    answer = (route) => route.abort();
    await take("late");
    await until(async () => (await told("late")).includes("waiting false"), "it waits in memory");
    await tab.evaluate(() => { window.mayEnd = true; });
    await until(async () => (await told("late")).includes("waiting true"), "it is stored");
    assert.deepEqual(await stored(tab), ["late"]);
  });

  for (const [what, header] of [["seconds", () => "600"], ["a date", () => new Date(Date.now() + 600_000).toUTCString()]]) {
    await check(`a receiver that says when to come again, in ${what}, is not asked before; the person may ask`, async () => {
      await alone();
      let posts = 0;
      answer = (route, id) => {
        posts += 1;
        return posts === 1 ? route.fulfill({ status: 429, headers: { "Retry-After": header() } }) : receipt(route, id);
      };
      await take("later");
      await until(async () => (await told("later")).includes("waiting true"), "it waits");
      await tab.evaluate(() => dispatchEvent(new Event("online")));
      // What came after it goes out meanwhile, in a round that passes over the first.
      await take("other");
      await ends("other", "delivered");
      await tab.evaluate(() => dispatchEvent(new Event("online")));
      assert.ok(!(await told("later")).includes("delivered"), "it waits still");
      assert.equal(posts, 2);
      await tab.evaluate(() => { window.outbox.retry("later"); });
      await ends("later", "delivered");
    });
  }

  const mute = {
    "a storage that never answers": () => {
      IDBFactory.prototype.open = () => ({});
    },
    "a storage that never takes anything out": () => {
      IDBObjectStore.prototype.delete = function () { return {}; };
      const complete = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) { this.transaction.writes = true; return put.apply(this, given); };
      Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
        ...complete,
        set(done) { if (this.writes || this.mode === "readonly") complete.set.call(this, done); },
      });
    },
    "locks that are not allowed": () => {
      navigator.locks.request = () => Promise.reject(new DOMException("no locks here", "SecurityError"));
    },
    "no locks": () => {
      Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
    },
  };
  for (const [what, how] of Object.entries(mute)) {
    await check(`${what}: sent all the same`, async () => {
      await alone(how);
      answer = receipt;
      await take("mute");
      await ends("mute", "delivered");
    });
  }

  await check("what an earlier visit left arrives although the browser has cleared its storage meanwhile", async () => {
    await alone();
    answer = (route) => route.abort();
    await take("evicted");
    await until(async () => (await told("evicted")).includes("waiting true"), "it is stored");
    await tab.reload();
    await begin();
    await until(() => tab.evaluate(() => window.outbox.all().some(({ id, state }) => id === "evicted" && state === "waiting")), "it was read and tried");
    const session = await context.newCDPSession(tab);
    await session.send("Storage.clearDataForOrigin", { origin: new URL(tab.url()).origin, storageTypes: "indexeddb" });
    await session.detach();
    answer = receipt;
    await tab.evaluate(() => { window.outbox.retry("evicted"); });
    await ends("evicted", "delivered");
  });

  await check("what another tab has delivered is not sent again", async () => {
    await alone();
    answer = (route) => route.abort();
    await take("twice");
    await until(async () => (await told("twice")).includes("waiting true"), "it is stored");
    await tab.reload();
    await begin();
    await until(() => tab.evaluate(() => window.outbox.all().some(({ id, state }) => id === "twice" && state === "waiting")), "it was read and tried");
    await tab.evaluate(() => new Promise((resolve) => {
      indexedDB.open("intake-form").onsuccess = ({ target: { result } }) => {
        const transaction = result.transaction("outbox", "readwrite");
        transaction.objectStore("outbox").delete("twice");
        transaction.oncomplete = () => { result.close(); resolve(); };
      };
    }));
    let posts = 0;
    answer = (route, id) => { posts += 1; return receipt(route, id); };
    await tab.evaluate(() => window.outbox.retry("twice"));
    assert.equal(posts, 0);
    assert.deepEqual(await tab.evaluate(() => window.outbox.all()), []);
  });

  await check("an address that no network leads to is refused at once", async () => {
    await alone();
    await tab.evaluate(() => { window.outbox.take(window.first, { ...window.entry("nowhere"), action: "mailto:a@b.example" }, new Map()); });
    await ends("nowhere", "refused");
  });
}

/** Presses "Save a copy", and the record that is in the file. */
async function saved(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save a copy" }).click()]);
  return record(await text(download));
}

async function text(download) {
  // By its bytes: a letter may begin in one piece and end in the next.
  return all(await download.createReadStream());
}

/** The ids of what waits in the browser's storage. */
function stored(page) {
  return page.evaluate(async () => {
    const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
    const database = await wait(indexedDB.open("intake-form", 1));
    const keys = await wait(database.transaction("outbox").objectStore("outbox").getAllKeys());
    database.close();
    return keys;
  });
}
