import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { offline, until } from "../person.mjs";
import { attach, downloads, inbox, paper, photo, reference, send } from "./person.mjs";

export const title = "files travel with the answers that name them, and no others; a tab that was closed loses none";
export const expected = [/ERR_INTERNET_DISCONNECTED/];

const run_ = promisify(execFile);

export async function run({ page, person, check, shoot, open, server, context, program, seen }) {
  const form = page.locator("intake-form");
  const named = () => form.evaluate((form) => form.files.map((file) => file.name));
  await page.addInitScript(remember);
  await open({ form: "delivery" });

  let card;
  await check("bytes are kept of the files that are answers, and of no others", async () => {
    card = await attach(page, "Your card", [await photo(page, "card.png"), paper("wrong.pdf")], ["card.jpg", "wrong.pdf"]);
    assert.deepEqual(await alive(page), ["card.jpg", "wrong.pdf"]);
    await person.clicks("button", "Remove wrong.pdf");
    await card.getByRole("button", { name: "Remove wrong.pdf" }).waitFor({ state: "detached" });
    await page.getByRole("radio", { name: "Yes" }).check();
    await attach(page, "The letter", [paper("first.pdf", 3000, "")]);
    await attach(page, "The letter", [paper("second.pdf", 3000, "")]);
    assert.deepEqual(await alive(page), ["card.jpg", "second.pdf"]);
  });

  await check("a question that is no longer asked keeps its file, for when it is asked again", async () => {
    await page.getByRole("radio", { name: "No", exact: true }).check();
    await page.getByRole("group", { name: "The letter" }).waitFor({ state: "detached" });
    assert.deepEqual(await named(), ["card.jpg"]);
    await page.getByRole("radio", { name: "Yes" }).check();
    await page.getByRole("button", { name: "Remove second.pdf" }).waitFor();
    assert.deepEqual(await named(), ["card.jpg", "second.pdf"]);
    await page.getByRole("radio", { name: "No", exact: true }).check();
  });

  let first;
  await check("they are sent in one request, and the inbox gives the same bytes: of what was signed, not of what was hidden or removed", async () => {
    const [answer] = await form.evaluate((form) => form.answers.card);
    const before = seen.requests.length;
    await send({ page, person });
    first = await reference(page);
    await shoot("sent");
    assert.equal(seen.requests.slice(before).filter((line) => line.startsWith("POST ")).length, 1);
    const { files, text } = await downloads(context, server, first);
    assert.deepEqual(files.map(({ name, digest }) => [name, digest]), [["card.jpg", answer.digest]]);
    assert.equal(files[0].bytes.length, answer.size);
    assert.deepEqual([...files[0].bytes.subarray(0, 2)], [0xff, 0xd8], "it is a JPEG");
    assert.match(text, /signature verified/i);
    assert.doesNotMatch(text, /letter\.pdf|second\.pdf|wrong\.pdf|did not come along/);
  });

  await check("what was delivered is not kept: neither in memory nor on the device", async () => {
    assert.deepEqual(await alive(page), []);
    assert.deepEqual(await stored(page), []);
  });

  const identity = paper("identity.pdf", 50_000);
  await check("without a network they wait on the device, and a copy says what it lacks", async () => {
    await open({ form: "delivery" });
    await attach(page, "Your card", [identity]);
    await offline(page);
    await send({ page, person });
    await person.sees(/not sent yet/);
    await person.reads(/saved on this device/);
    await person.reads(/A saved copy does not contain the files/);
    await shoot("waiting");
    const [entry] = await stored(page);
    assert.deepEqual(entry.files, [["identity.pdf", "application/pdf", 50_000]]);
  });

  await check("the tab is closed, and they go through when the form is opened again, to the last byte", async () => {
    await page.close();
    await context.setOffline(false);
    const next = await context.newPage();
    await next.goto("/try.html?form=/try/delivery.json");
    await next.getByText(/earlier visit have been sent/).waitFor({ timeout: 20_000 });
    const second = await reference(next);
    assert.notEqual(second, first);
    const { files } = await downloads(context, server, second);
    assert.equal(files.length, 1);
    assert.ok(files[0].bytes.equals(identity.buffer), "the bytes are the same");
    assert.deepEqual(await stored(next), []);
    await next.close();
  });

  await check("a second tab does not send what the first is just sending", async () => {
    const posts = [];
    const released = resolvers();
    await context.route("**/submissions", async (route) => {
      posts.push(route.request());
      await released.promise;
      await route.continue();
    });
    const one = await context.newPage();
    await one.goto("/try.html?form=/try/delivery.json");
    await one.getByRole("button", { name: "Continue" }).click();
    await one.getByRole("heading", { name: "Check your answers" }).waitFor();
    await one.getByRole("button", { name: "Continue" }).click();
    await one.getByRole("button", { name: "Send", exact: true }).click();
    await until(() => posts.length === 1, "the first tab sends");
    const other = await context.newPage();
    const sender = other.waitForResponse(/intake-form-outbox/);
    await other.goto("/try.html?form=/try/delivery.json");
    await sender;
    await other.getByRole("button", { name: "Continue" }).waitFor();
    await until(() => lookedAt(other), "the second tab has looked into the outbox");
    released.resolve();
    const sent = await reference(one);
    await other.evaluate(() => dispatchEvent(new Event("online")));
    await until(async () => (await stored(other)).length === 0, "nothing waits");
    assert.equal(posts.length, 1);
    assert.equal((await inbox(server)).filter((row) => row.reference === sent).length, 1);
    await context.unroute("**/submissions");
    await one.close();
    await other.close();
  });

  await check("`intake verify` finds each of them as it was sent", async () => {
    const { stdout } = await run_(program, ["verify", "--database", server.database]);
    assert.match(stdout, /^[1-9]\d* verified, 0 failed$/m);
  });
}

/** Has a page remember its files without holding them. */
function remember() {
  globalThis.kept = [];
  globalThis.File = class extends File {
    constructor(...given) {
      super(...given);
      // One that is there to say its name holds nothing.
      if (this.size > 0) globalThis.kept.push(new WeakRef(this));
    }
  };
}

/** The names of the files that the page's memory holds, once what nobody holds is swept away. */
async function alive(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
  return page.evaluate(() => globalThis.kept.map((file) => file.deref()?.name).filter(Boolean).sort());
}

/** Whether the page has asked its storage for what waits: a transaction of ours comes after its own. */
async function lookedAt(page) {
  await stored(page);
  return true;
}

function resolvers() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

/** What waits in the browser's storage. */
function stored(page) {
  return page.evaluate(async () => {
    const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
    const database = await wait(indexedDB.open("intake-form", 1));
    const entries = await wait(database.transaction("outbox").objectStore("outbox").getAll());
    database.close();
    return entries.map(({ id, action, files }) => ({
      id, action, files: files.map(({ fileName, mediaType, bytes }) => [fileName, mediaType, bytes.byteLength]),
    }));
  });
}
