import assert from "node:assert/strict";
import { createServer, request as ask } from "node:http";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { attach, downloads, inbox, inboxCount, paper, reference, send } from "../delivery/person.mjs";
import { start } from "../killable.mjs";
import { Server, freePort } from "../server.mjs";
import { offline, until } from "../person.mjs";

export const title = "a killed browser, storage that was cleared, a clock a day off, a connection cut half-way, an address that moved: no answer is lost";
export const expected = [/ERR_INTERNET_DISCONNECTED/, /request: http:\/\/127\.0\.0\.1:\d+\//, /net::ERR_/, /status of 40[45]/, /without the submission's id/, /intake-form:/];

export async function run({ page, person, check, server, context, playground, program }) {
  const fill = async (page, origin, query = {}) => {
    await page.goto(origin + (await playground.path({ form: "delivery", query })));
    await page.getByLabel("What should we call you?").fill("Sam");
  };
  const waits = async (page) => {
    await send({ page, person: hands(page) });
    await page.getByRole("heading", { name: /not sent yet/ }).waitFor();
  };
  const received = () => inboxCount(server);

  await check("the browser is killed while answers wait, and they go through when it is opened again, files too", async () => {
    const profile = await mkdtemp(join(tmpdir(), "intake-profile-"));
    const card = paper("card.pdf", 20_000);
    let open = await start(profile);
    try {
      let tab = await open.browser.contexts()[0].newPage();
      await fill(tab, server.origin);
      await attach(tab, "Your card", [card]);
      await offline(tab);
      await waits(tab);
      await open.kill("SIGKILL");
      open = await start(profile);
      tab = await open.browser.contexts()[0].newPage();
      await tab.goto(server.origin + (await playground.path({ form: "delivery" })));
      await tab.getByText(/earlier visit have been sent/).waitFor({ timeout: 30_000 });
      const { files } = await downloads(context, server, await reference(tab));
      assert.ok(files[0].bytes.equals(card.buffer));
    } finally {
      await open.kill("SIGTERM");
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  await check("the browser clears its storage while answers wait: the open page still sends them", async () => {
    const before = await received();
    await fill(page, server.origin);
    await offline(page);
    await waits(page);
    const session = await context.newCDPSession(page);
    await session.send("Storage.clearDataForOrigin", { origin: server.origin, storageTypes: "indexeddb" });
    await session.detach();
    await context.setOffline(false);
    await person.sees("Your answers have been sent");
    assert.equal(await received(), before + 1);
  });

  await check("and after that, a form that is opened works as if nothing had been there", async () => {
    await fill(page, server.origin);
    await send({ page, person });
    await person.sees("Your answers have been sent");
  });

  for (const [what, days] of [["a day slow", -1], ["a day fast", 1], ["ten years slow", -3650]]) {
    await check(`the device's clock is ${what}: the answers are taken, and staff see it`, async () => {
      const tab = await context.newPage();
      await tab.clock.install({ time: Date.now() + days * 86_400_000 });
      await fill(tab, server.origin);
      await send({ page: tab, person: hands(tab) });
      await tab.getByRole("heading", { name: "Your answers have been sent" }).waitFor();
      const row = (await inbox(server))[0];
      assert.ok(Math.abs(row.clockSkewSeconds + days * 86_400) < 3600, `${row.clockSkewSeconds} s`);
      await tab.close();
    });
  }

  // A proxy of the test's own in front of a receiver, which does to the next submission what a network may do.
  let fault;
  const proxy = await listen(async (asked, reply) => {
    const { socket } = asked;
    const body = await whole(asked, () => asked.method === "POST" && fault === "while it is sent");
    if (!body) fault = undefined;
    if (!body) return socket.destroy();
    const headers = { ...asked.headers, host: new URL(behind.origin).host };
    const passed = ask(behind.origin + asked.url, { method: asked.method, headers }, async (answer) => {
      const said = await whole(answer);
      const now = asked.method === "POST" && fault;
      if (now) fault = undefined;
      if (now === "before the answer") return socket.destroy();
      reply.writeHead(answer.statusCode, { ...answer.headers, "content-length": said.length });
      if (!now) return reply.end(said);
      return reply.write(said.subarray(0, 10), () => socket.destroy());
    });
    passed.end(body);
  });
  const work = await mkdtemp(join(tmpdir(), "intake-outage-"));
  const behind = new Server({ root: server.root, program, database: join(work, "intake.sqlite"), site: playground.site, forms: playground.forms, more: ["--audience", `${proxy.origin}/submissions`] });
  await behind.start();
  let sent = 0;
  for (const when of ["while it is sent", "before the answer", "within the answer"]) {
    await check(`the connection is cut ${when}: sent again, and there once`, async () => {
      await fill(page, proxy.origin);
      fault = when;
      await send({ page, person });
      await person.sees("Your answers have been sent");
      assert.equal(fault, undefined);
      sent += 1;
      assert.equal(await inboxCount(behind), sent);
      assert.deepEqual(await stored(page), []);
    });
  }
  await behind.stop();
  proxy.close();
  await rm(work, { recursive: true });

  // A receiver that changed its address.
  for (const [what, answer, sees, notice] of [
    ["nobody is any more", (route) => route.abort("connectionrefused"), /not sent yet/, null],
    ["somebody else answers now", (route) => route.continue(), /could not be accepted/, /could not be accepted\. Are they yours\?$/],
  ]) {
    await check(`the address has moved, and where it was ${what}: the answers stay, and what comes later goes to the new one`, async () => {
      await page.route("**/old-place", answer);
      await fill(page, server.origin, { action: "/old-place" });
      await send({ page, person });
      await person.sees(sees);
      const { id } = await until(async () => (await stored(page))[0], "it waits in the browser's storage");
      await fill(page, server.origin);
      if (notice) await page.getByText(notice).waitFor();
      await send({ page, person });
      await person.sees("Your answers have been sent");
      assert.deepEqual(await stored(page), [{ id }]);
      await forget(page);
      await page.unroute("**/old-place");
    });
  }
}

/** Presses and looks as a person, on another page. */
function hands(page) {
  return {
    clicks: (role, name) => page.getByRole(role, { name }).first().click(),
    sees: (name) => page.getByRole("heading", { name }).waitFor(),
  };
}

/** All of a message; nothing once `stops` says so. */
async function whole(message, stops = () => false) {
  const parts = [];
  for await (const part of message) {
    if (stops()) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function listen(answer) {
  const server = createServer((asked, reply) => answer(asked, reply).catch(() => asked.destroy()));
  const port = await freePort();
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${port}`, close: () => (server.closeAllConnections(), server.close()) };
}

/** The ids of what waits in the browser's storage. */
const stored = (page) => page.evaluate(async () => {
  const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
  const database = await wait(indexedDB.open("intake-form", 1));
  const ids = await wait(database.transaction("outbox").objectStore("outbox").getAllKeys());
  database.close();
  return ids.map((id) => ({ id }));
});

const forget = (page) => page.evaluate(async () => {
  const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = reject; });
  const database = await wait(indexedDB.open("intake-form", 1));
  await wait(database.transaction("outbox", "readwrite").objectStore("outbox").clear());
  database.close();
});
