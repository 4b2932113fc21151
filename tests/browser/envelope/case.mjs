import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { exportJWK, flattenedDecrypt, generalDecrypt, generateKeyPair } from "jose";
import { attach, inbox, paper, reference, send } from "../delivery/person.mjs";
import { offline, until } from "../person.mjs";
import { Server } from "../server.mjs";

export const title = "a receiver's nonce, the device's key and what it amends, encryption to the owner, and receipts that are looked at";
// Receivers of the test's own, what the network says while it is gone, and what the outbox says of receipts.
export const expected = [/request: http:\/\/127\.0\.0\.1:\d+\//, /ERR_INTERNET_DISCONNECTED/, /ERR_FAILED .*submissions/, /status of (401|409|422)/, /is not signed by a key/, /intake-form:/];

const run_ = promisify(execFile);
const json = (value) => JSON.stringify(value);

export async function run({ page, person, check, shoot, server, context, playground, program }) {
  const work = await mkdtemp(join(tmpdir(), "intake-envelope-"));
  const another = async (name, ...more) => {
    const own = new Server({ root: server.root, program, database: join(work, `${name}.sqlite`), site: playground.site, forms: playground.forms, more });
    await own.start();
    return own;
  };
  const [asking, relay] = [await another("asking", "--nonces"), await another("relay", "--relay")];
  const errors = () => page.evaluate(() => window.errors);
  await context.addInitScript(() => {
    window.errors = [];
    addEventListener("intake-error", (event) => window.errors.push(event.detail.code));
  });
  /** Opens the form at a receiver, and answers its one question. */
  const fill = async (at, query = {}, called = "Sam") => {
    await page.goto(at.origin + (await playground.path({ form: "delivery", query })));
    await person.fills("What should we call you?", called);
  };
  const sent = async (at, query, called) => {
    await fill(at, query, called);
    await send({ page, person });
    await person.sees("Your answers have been sent");
    return reference(page);
  };

  // Nonces.

  await check("where a receiver asks for a nonce, the form gets one and signs again: the person sees no more than before", async () => {
    const asked = [];
    page.on("request", (request) => request.method() === "POST" && asked.push(new URL(request.url()).pathname));
    const first = await sent(asking, {});
    assert.deepEqual(asked, ["/submissions", "/nonces", "/submissions"]);
    const document = await kept(asking, first);
    assert.match(header(document).nonce, /^[\w-]{70,}$/);
    assert.equal(document.answers.called, "Sam");
    page.removeAllListeners("request");
  });

  await check("what waited without a network is signed again when it goes out, under its own id", async () => {
    await fill(asking, {});
    await offline(page);
    await send({ page, person });
    await person.sees(/not sent yet/);
    const before = await until(async () => (await stored(page))[0], "it waits in the browser's storage");
    await context.setOffline(false);
    await until(async () => (await inbox(asking)).some((row) => row.submissionId === before.id), "it has arrived");
    const document = await kept(asking, before.id);
    assert.equal(document.submissionId, before.id);
    assert.notEqual(document.signature, JSON.parse(before.body).signature);
  });

  await check("what was signed with a nonce that the receiver no longer wants is signed again without one", async () => {
    let posts = 0;
    const cut = (route) => (route.request().method() === "POST" && ++posts > 1 ? route.abort() : route.continue());
    await page.route("**/submissions", cut);
    await fill(asking, {});
    await send({ page, person });
    await person.sees(/not sent yet/);
    const before = await until(async () => (await stored(page))[0], "it waits in the browser's storage");
    assert.ok(header(JSON.parse(before.body)).nonce);
    await asking.stop();
    asking.more = [];
    await asking.start();
    await page.unroute("**/submissions", cut);
    await person.clicks("button", "Try again now");
    await person.sees("Your answers have been sent");
    const document = await kept(asking, before.id);
    assert.equal(header(document).nonce, undefined);
    await asking.stop();
    asking.more = ["--nonces"];
    await asking.start();
  });

  // Keys.

  await check("by default each submission has a key of its own, and nothing of it is left", async () => {
    const kids = [];
    for (let i = 0; i < 2; i += 1) kids.push(header(await kept(server, await sent(server, {}))).kid);
    assert.notEqual(kids[0], kids[1]);
    assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), ["intake-form"]);
  });

  let own;
  await check("with keys=\"device\" all have one, which nobody can take out of the browser", async () => {
    const kids = [];
    for (let i = 0; i < 2; i += 1) kids.push(header(await kept(server, await sent(server, { keys: "device" }))).kid);
    assert.equal(kids[0], kids[1]);
    [own] = kids;
    const key = await page.evaluate(keyOfTheDevice);
    assert.deepEqual(key, { extractable: false, exported: "InvalidAccessError" });
  });

  await check("and it signs again for a nonce, too", async () => {
    const kids = [];
    for (let i = 0; i < 2; i += 1) kids.push(header(await kept(asking, await sent(asking, { keys: "device" }))).kid);
    assert.equal(kids[0], kids[1]);
  });

  for (const [what, wrong] of Object.entries(WRONG)) {
    await check(`a stored key that ${what} is not relied on: another one, and the answers go out`, async () => {
      await fill(server);
      await page.evaluate(wrong);
      const kid = header(await kept(server, await sent(server, { keys: "device" }))).kid;
      assert.notEqual(kid, own);
      own = kid;
    });
  }

  await check("where the browser keeps no key there is one for this submission only, and nothing to change later", async () => {
    const blocked = await context.newPage();
    await blocked.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException("none", "SecurityError"); }; });
    await blocked.goto(server.origin + (await playground.path({ form: "delivery", query: { keys: "device" } })));
    const clicks = (role, name) => blocked.getByRole(role, { name }).first().click();
    await send({ page: blocked, person: { clicks, sees: (name) => blocked.getByRole("heading", { name }).waitFor() } });
    const kid = header(await kept(server, await reference(blocked))).kid;
    assert.notEqual(kid, own);
    assert.equal(await blocked.getByRole("button", { name: "Change my answers" }).count(), 0);
    await blocked.close();
  });

  // Amendments.

  await check("what was sent can be changed: the inbox shows what is another now", async () => {
    const first = await sent(server, { keys: "device" }, "Sam");
    await shoot("sent");
    await person.clicks("button", "Change my answers");
    await person.sees("Check your answers");
    await page.getByRole("button", { name: /^Change/ }).first().click();
    await person.fills("What should we call you?", "Samira");
    await send({ page, person });
    await person.sees("Your answers have been sent");
    const second = await reference(page);
    const [before, now] = [await kept(server, first), await kept(server, second)];
    assert.equal(header(now).kid, header(before).kid);
    assert.match(now.supersedes, /^sha-256:/);
    const staff = await context.newPage();
    await server.enter(staff);
    await staff.getByRole("link", { name: second }).click();
    await staff.getByRole("heading", { name: "What the person changed" }).waitFor();
    const changes = await staff.locator(".changes dl").innerText();
    assert.match(changes, /Before\s+Sam\s+Now\s+Samira/);
    await staff.getByRole("link", { name: first }).click();
    await staff.getByText("The person has changed these answers since").waitFor();
    await staff.close();
    // And once more, of the latest.
    await person.clicks("button", "Change my answers");
    await person.clicks("button", "Continue");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await person.sees("Your answers have been sent");
    assert.notEqual(await reference(page), second);
  });

  await check("a page may name what is replaced; of one that was replaced already the person hears that it was not taken", async () => {
    const first = await sent(server, { keys: "device" });
    const digest = (await inbox(server)).find((row) => row.reference === first).digest;
    await sent(server, { keys: "device", supersedes: digest }, "Ann");
    await fill(server, { keys: "device", supersedes: digest }, "Eve");
    await send({ page, person });
    await person.sees("Your answers could not be accepted");
    assert.deepEqual(await errors(), ["supersedes-latest"]);
    await person.clicks("button", "Back");
    await clear(page);
  });

  // Encryption.

  const [one, two] = [await owner(), await owner()];
  const open = async (text, to) => {
    const jwe = JSON.parse(text);
    const decrypt = jwe.recipients ? generalDecrypt : flattenedDecrypt;
    return Buffer.from((await decrypt(jwe, to.privateKey)).plaintext);
  };
  for (const [what, key, owners] of [["one owner", json(one.jwk), [one]], ["either of two", json([one.jwk, two.jwk]), [one, two]]]) {
    await check(`encrypted, nothing readable leaves the page, and ${what} opens it by jose, files too`, async () => {
      const card = paper("card.pdf", 3000);
      await fill(relay, { "recipient-key": key }, "Very Secret");
      await attach(page, "Your card", [card]);
      await page.evaluate(() => {
        const original = window.fetch;
        window.posted = [];
        window.fetch = async (address, options) => {
          if (options?.method === "POST") window.posted.push(await new Response(options.body).text());
          return original(address, options);
        };
      });
      await send({ page, person });
      await person.sees("Your answers have been sent");
      const [body] = await page.evaluate(() => window.posted);
      assert.match(body, /ciphertext/);
      assert.ok(!/Very Secret|card\.pdf|delivery"|called/.test(body), "it is readable");
      const [id, document, files] = await encrypted(relay, await reference(page));
      for (const to of owners) {
        const signed = JSON.parse(await open(document, to));
        assert.equal(signed.answers.called, "Very Secret");
        assert.equal(signed.submissionId, id);
        assert.ok(signed.signature);
        assert.equal(files.length, 1);
        assert.ok((await open(files[0], to)).equals(card.buffer), "the file is the same");
      }
      await assert.rejects(open(document, await owner()));
    });
  }

  await check("`intake keygen` makes the key, `intake decrypt` opens what came, and `intake verify` says that it holds", async () => {
    const file = join(work, "owner.pem");
    const { stdout } = await run_(program, ["keygen", file]);
    const key = /recipient-key='(.*?)'/.exec(stdout)[1];
    const number = await sent(relay, { "recipient-key": key }, "For the owner");
    const [, document] = await encrypted(relay, number);
    await writeFile(join(work, "one.jwe"), document);
    await run_(program, ["decrypt", "--key", file, "--output", work, join(work, "one.jwe")]);
    assert.equal(JSON.parse(await readFile(join(work, "one.json"), "utf8")).answers.called, "For the owner");
    const verified = await run_(program, ["verify", join(work, "one.json"), "--audience", `${relay.origin}/submissions`]);
    assert.match(verified.stdout, /: verified/);
  });

  await check("while it waits on the device it is encrypted already", async () => {
    await fill(relay, { "recipient-key": json(one.jwk) }, "Very Secret");
    await offline(page, "encrypt");
    await send({ page, person });
    await person.sees(/not sent yet/);
    assert.ok(!/Very Secret/.test(json(await stored(page))));
    await context.setOffline(false);
    await person.sees("Your answers have been sent");
  });

  await check("the inbox says that it can't read them", async () => {
    const staff = await context.newPage();
    await relay.enter(staff);
    await staff.getByRole("link", { name: /encrypted submissions/ }).click();
    await staff.getByRole("heading", { name: "Encrypted submissions" }).waitFor();
    assert.ok(await staff.getByText("Can’t be read here").count() >= 3);
    await staff.close();
  });

  for (const [what, key] of [["no JSON", "hello"], ["no point on the curve", json({ ...one.jwk, y: one.jwk.x })], ["three of them", json([one.jwk, two.jwk, one.jwk])], ["another curve", json({ ...one.jwk, crv: "P-384" })]]) {
    await check(`a key that is ${what}: nothing is sent at all, and nothing lost`, async () => {
      const posts = [];
      const note = (request) => request.method() === "POST" && posts.push(request.url());
      page.on("request", note);
      await fill(relay, { "recipient-key": key });
      await send({ page, person });
      await person.sees("Your answers could not be accepted");
      assert.deepEqual(await errors(), ["recipient-key"]);
      assert.deepEqual(posts, []);
      page.off("request", note);
      await clear(page);
    });
  }

  await check("a receiver that is no relay refuses what it can't read, and says why", async () => {
    await fill(server, { "recipient-key": json(one.jwk) });
    await send({ page, person });
    await person.sees("Your answers could not be accepted");
    assert.deepEqual(await errors(), ["encrypted"]);
    await clear(page);
  });

  // Receipts.

  const set = await (await fetch(`${server.origin}/.well-known/jwks.json`)).json();
  for (const [what, key] of [["a JWK", json(set.keys[0])], ["a JWK Set", json(set)], ["a list, the right one second", json([one.jwk, set.keys[0]])]]) {
    await check(`a receipt by the key that the page gives, as ${what}: sent`, async () => { await sent(server, { "receiver-key": key }); });
  }

  await check("and of an encrypted submission as well", async () => {
    const keys = await (await fetch(`${relay.origin}/.well-known/jwks.json`)).json();
    await sent(relay, { "receiver-key": json(keys), "recipient-key": json(one.jwk) });
  });

  const forged = {
    "by another key": (receipt) => receipt,
    "without a signature": ({ signature, ...receipt }) => receipt,
    "that is only a page with the id": ({ submissionId }) => `<p>Thank you: ${submissionId}</p>`,
    "with another digest": (receipt) => ({ ...receipt, digest: `sha-256:${"A".repeat(43)}` }),
    "with another reference": (receipt) => ({ ...receipt, reference: "AAA-AAA-AAA" }),
    "with a signature that is none": (receipt) => ({ ...receipt, signature: "a..b" }),
  };
  for (const [what, change] of Object.entries(forged)) {
    await check(`a receipt ${what}: the entry stays, and the person is told`, async () => {
      await context.route("**/submissions", async (route) => {
        const answer = await route.fetch();
        const body = change(await answer.json());
        await route.fulfill({ status: 201, body: typeof body === "string" ? body : json(body) });
      });
      await fill(server, { "receiver-key": what === "by another key" ? json(one.jwk) : json(set) });
      await send({ page, person });
      await person.sees("It is not certain that your answers have arrived");
      if (what === "by another key") await shoot("unproven");
      assert.deepEqual(await errors(), ["receipt"]);
      assert.equal((await stored(page)).length, 1);
      await context.unroute("**/submissions");
      if (what === "by another key") {
        await page.reload();
        await person.clicks("button", "Yes, they are mine");
        await page.getByText("could not show that it is the organisation").waitFor();
      } else {
        await person.clicks("button", "Try again now");
        await person.sees("Your answers have been sent");
        assert.deepEqual(await stored(page), []);
      }
      await clear(page);
    });
  }

  for (const one of [asking, relay]) {
    assert.ok(!/Very Secret|Samira/.test(one.log), "an answer is in a log");
    await one.stop();
  }
  await rm(work, { recursive: true });
}

/** In the page: what may be wrong with a stored key. */
const WRONG = {
  "is no key": async () => {
    const database = await new Promise((resolve) => { const open = indexedDB.open("intake-form-key", 1); open.onsuccess = () => resolve(open.result); });
    await new Promise((resolve) => { const work = database.transaction("key", "readwrite"); work.objectStore("key").put({ privateKey: {}, publicKey: {} }, "device"); work.oncomplete = resolve; });
    database.close();
  },
  "has halves of two": async () => {
    const make = () => crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
    const [{ privateKey }, { publicKey }] = [await make(), await make()];
    const database = await new Promise((resolve) => { const open = indexedDB.open("intake-form-key", 1); open.onsuccess = () => resolve(open.result); });
    await new Promise((resolve) => { const work = database.transaction("key", "readwrite"); work.objectStore("key").put({ privateKey, publicKey }, "device"); work.oncomplete = resolve; });
    database.close();
  },
  "anybody could take out": async () => {
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
    const database = await new Promise((resolve) => { const open = indexedDB.open("intake-form-key", 1); open.onsuccess = () => resolve(open.result); });
    await new Promise((resolve) => { const work = database.transaction("key", "readwrite"); work.objectStore("key").put(pair, "device"); work.oncomplete = resolve; });
    database.close();
  },
};

/** In the page: what can be done with the key of the device. */
async function keyOfTheDevice() {
  const database = await new Promise((resolve) => { const open = indexedDB.open("intake-form-key", 1); open.onsuccess = () => resolve(open.result); });
  const pair = await new Promise((resolve) => { const get = database.transaction("key").objectStore("key").get("device"); get.onsuccess = () => resolve(get.result); });
  database.close();
  const exported = await crypto.subtle.exportKey("jwk", pair.privateKey).then(() => "exported", (error) => error.name);
  return { extractable: pair.privateKey.extractable, exported };
}

async function owner() {
  const { publicKey, privateKey } = await generateKeyPair("ECDH-ES", { crv: "P-256", extractable: true });
  return { privateKey, jwk: await exportJWK(publicKey) };
}

const header = ({ signature }) => JSON.parse(Buffer.from(signature.split("..")[0], "base64url"));

const read = (server, path) => fetch(server.origin + path, { headers: { authorization: `Bearer ${server.token}` } });

/** The signed document with this reference, or id. */
async function kept(server, which) {
  const row = (await inbox(server)).find((row) => row.reference === which || row.submissionId === which);
  return (await read(server, `/inbox/${row.submissionId}.json`)).json();
}

/** The id of an encrypted submission, its text, and those of its files. */
async function encrypted(server, reference) {
  const page = await (await read(server, "/inbox/encrypted")).text();
  const card = page.split("<li>").find((card) => card.includes(reference));
  const [, id] = /\/inbox\/encrypted\/([0-9a-f-]{36})/.exec(card);
  const files = [...page.matchAll(new RegExp(`/inbox/encrypted/${id}/(sha-256:[\\w-]+)`, "g"))].map(([, digest]) => digest);
  const texts = [`/inbox/encrypted/${id}`, ...files.map((digest) => `/inbox/encrypted/${id}/${digest}`)];
  const [document, ...rest] = await Promise.all(texts.map(async (path) => (await read(server, path)).text()));
  return [id, document, rest];
}

/** What waits in the browser's storage. */
function stored(page) {
  return page.evaluate(async () => {
    const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
    const database = await wait(indexedDB.open("intake-form", 1));
    const entries = await wait(database.transaction("outbox").objectStore("outbox").getAll());
    database.close();
    return entries.map(({ id, body }) => ({ id, body }));
  });
}

/** Nothing waits any more. */
async function clear(page) {
  await page.evaluate(async () => {
    const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
    const database = await wait(indexedDB.open("intake-form", 1));
    await wait(database.transaction("outbox", "readwrite").objectStore("outbox").clear());
    database.close();
  });
}
