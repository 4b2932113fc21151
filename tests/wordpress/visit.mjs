// A visitor, who has no account, answers.

import assert from "node:assert/strict";
import { Person } from "../browser/person.mjs";
import { attach, paper, send } from "../browser/delivery/person.mjs";

/** What WordPress would eat a backslash of, or a database that is not utf8mb4 letters. */
export const CALLED = "Zoë \"Z\" O’Hara \\ \\n ' <b>&amp; 你好 🧡 \\\\server\\share";

export async function run(stage) {
  const { visitor, check, shoot, site } = stage;
  const person = new Person(visitor);
  const faults = [];
  visitor.on("pageerror", (error) => faults.push(String(error)));
  stage.sent = [];

  const answers = async (address) => {
    await visitor.goto(address);
    await person.sees("Your papers");
    await person.fills("What should we call you?", CALLED);
  };
  await check("the author's page has the form, and JSON goes to the site's own address", async () => {
    await visitor.goto(stage.blockPage);
    await person.fills("What should we call you?", "Maria");
    await shoot(visitor, "page");
    await answers(stage.blockPage);
    const request = await sent(visitor, () => send({ page: visitor, person }));
    await person.sees("Your answers have been sent");
    assert.match(request.headers()["content-type"], /^application\/json/);
    const answer = await (await request.response()).json();
    stage.sent.push({ text: request.postData(), receipt: answer });
    assert.equal(new URL(request.url()).pathname, "/wp-json/intake-form/v1/submissions");
    assert.equal(JSON.parse(request.postData()).answers.called, CALLED);
    assert.match(answer.reference, /^[1-9A-HJKMNP-TV-Z]{3}-[1-9A-HJKMNP-TV-Z]{3}-[1-9A-HJKMNP-TV-Z]{3}$/);
    await person.reads(answer.reference);
    await shoot(visitor, "sent");
  });

  await check("with files it goes as multipart/form-data", async () => {
    await answers(stage.blockPage);
    stage.files = [paper("kort “å”.pdf", 3000), { ...paper("two.png", 58_000), mimeType: "image/png" }];
    await attach(visitor, "Your card", stage.files);
    const request = await sent(visitor, () => send({ page: visitor, person }));
    await person.sees("Your answers have been sent");
    assert.match(request.headers()["content-type"], /^multipart\/form-data/);
    stage.sent.push({ receipt: await (await request.response()).json() });
    assert.equal(await site.sql("SELECT COUNT(*), SUM(size) FROM wp_intake_form_file"), "2\t61000");
  });

  for (const [enctype, address] of [["application/x-www-form-urlencoded", stage.urlencodedPage], ["multipart/form-data", stage.multipartPage]]) {
    await check(`by shortcode, as ${enctype}`, async () => {
      await answers(address);
      const request = await sent(visitor, () => send({ page: visitor, person }));
      await person.sees("Your answers have been sent");
      assert.ok(request.headers()["content-type"].startsWith(enctype));
      stage.sent.push({ receipt: await (await request.response()).json() });
    });
  }

  await check("what was kept is what was signed, backslashes and all", async () => {
    const kept = await site.sql("SELECT HEX(envelope) FROM wp_intake_form_submission ORDER BY id");
    const documents = kept.split("\n").map((hex) => JSON.parse(Buffer.from(hex, "hex").toString()));
    assert.equal(documents.length, 4);
    for (const { answers } of documents) assert.equal(answers.called, CALLED);
    assert.deepEqual(documents[0], JSON.parse(stage.sent[0].text));
  });

  await check("no error on the visitor's pages", () => assert.deepEqual(faults, []));
}

/** The request that carries a submission. */
async function sent(page, act) {
  const waits = page.waitForRequest((request) => request.method() === "POST" && request.url().includes("intake-form/v1/submissions"));
  await act();
  const request = await waits;
  await request.response();
  return request;
}
