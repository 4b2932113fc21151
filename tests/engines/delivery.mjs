// Files travel with the answers, also when the receiver is away at first and the page is left meanwhile.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digest, inbox } from "../browser/delivery/person.mjs";

export const title = "sending files";

const FORM = "/try.html?form=/try/delivery.json&lang=en";

export async function run({ visitor, check, server, folder }) {
  const { driver } = visitor;

  /** Chooses a file of these bytes, and presses "Send". */
  async function send(name, bytes) {
    const file = join(folder, name);
    await writeFile(file, bytes);
    await driver.upload(await visitor.finds("file", /Choose files/, /Your card/), file);
    await visitor.finds("button", `Remove ${name}`);
    await visitor.clicks("button", "Continue");
    await visitor.sees("Check your answers");
    await visitor.clicks("button", "Continue");
    await visitor.clicks("button", "Send");
  }

  /** What the inbox gives for the file of the submission that the page shows the reference of. */
  async function received(bytes) {
    const [reference] = /[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}/.exec(await visitor.asks("text")) ?? assert.fail("no reference number");
    const row = (await inbox(server)).find((row) => row.reference === reference) ?? assert.fail(`${reference} is not in the inbox`);
    const answer = await fetch(`${server.origin}/inbox/${row.submissionId}/${digest(bytes)}`, { headers: { authorization: `Bearer ${server.token}` } });
    assert.equal(answer.status, 200);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(bytes), "the bytes are the same");
  }

  await check("a file arrives with the answers, to the last byte", async () => {
    const bytes = Buffer.alloc(50_000, "%PDF-1.4 card ");
    await visitor.goto(FORM);
    await send("card.pdf", bytes);
    await visitor.sees("Your answers have been sent");
    await received(bytes);
  });

  await check("without a receiver it waits in the browser's storage, and goes through on the next visit", async () => {
    const bytes = Buffer.alloc(40_000, "%PDF-1.4 later ");
    await visitor.goto(FORM);
    await visitor.whole();
    await driver.run("() => { window.fetch = () => Promise.reject(new TypeError('no network')); }");
    await send("later.pdf", bytes);
    await visitor.sees("Your answers are not sent yet");
    await visitor.reads("saved on this device");
    await visitor.goto(`${FORM}&again`);
    await visitor.reads("earlier visit have been sent");
    await received(bytes);
  });
}
