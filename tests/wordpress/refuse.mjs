// What must not come in, each with the code that says why; and what comes twice.

import assert from "node:assert/strict";
import { until } from "../browser/person.mjs";
import { body, canonical, digest, sign } from "./sign.mjs";

export async function run({ check, site, sent, delivery }) {
  const address = `${site.origin}/wp-json/intake-form/v1/submissions`;
  const send = async (text, type = "application/json") => {
    const answer = await fetch(address, { method: "POST", headers: { "Content-Type": type }, body: text });
    return { ...(await answer.json()), status: answer.status, contentType: answer.headers.get("content-type") };
  };
  const multipart = async (text, ...files) => {
    const form = new FormData();
    if (text !== undefined) form.append("submission", text);
    for (const file of files) form.append("attachment[]", new Blob([file]), "file.bin");
    const answer = await fetch(address, { method: "POST", body: form });
    return { status: answer.status, ...(await answer.json()) };
  };
  const own = (more = {}) => body(delivery, address, more);
  const count = () => site.sql("SELECT COUNT(*) FROM wp_intake_form_submission");
  const before = await count();
  const [{ text, receipt }] = sent;
  const original = JSON.parse(text);

  await check("a changed answer is refused: the signature does not hold", async () => {
    const changed = { ...original, answers: { ...original.answers, called: "Somebody else" } };
    const answer = await send(JSON.stringify(changed));
    assert.deepEqual([answer.status, answer.code], [422, "signature"]);
    assert.match(answer.contentType, /^application\/problem\+json/);
    assert.doesNotMatch(JSON.stringify(answer), /Somebody|Zoë/);
  });

  await check("the same again is answered as the first time, in whatever order and white space it comes", async () => {
    assert.deepEqual(await send(text).then(({ status, contentType, ...rest }) => [status, rest]), [200, receipt]);
    const { signature, ...rest } = original;
    const again = await multipart(JSON.stringify({ signature, ...Object.fromEntries(Object.entries(rest).reverse()) }, null, 2));
    assert.equal(again.reference, receipt.reference);
  });

  await check("another submission under the same id is a conflict", async () => {
    const answer = await send(await sign({ ...own(), submissionId: original.submissionId }));
    assert.deepEqual([answer.status, answer.code], [409, "conflict"]);
  });

  await check("two at the same moment are one", async () => {
    const one = await sign(own());
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(one)));
    assert.equal(new Set(answers.map(({ reference }) => reference)).size, 1, JSON.stringify(answers));
    assert.equal(Number(await count()), Number(before) + 1);
  });

  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const file = Buffer.from("a file");
  const named = { item: "card", fileName: "file.pdf", mediaType: "application/pdf", size: file.length, digest: digest(file) };
  // An answer that names the files which the submission names.
  const withFiles = (attachments, answered = attachments) => {
    const answers = {};
    for (const { item, ...file } of answered) (answers[item] ??= []).push(file);
    return sign(own({ attachments, answers }));
  };
  const deep = `${"[".repeat(40)}${"]".repeat(40)}`;
  const cases = [
    ["made for another address", 422, "audience", await sign({ ...own(), audience: "https://charity.example/submissions" })],
    ["for this site, but another route", 422, "audience", await sign({ ...own(), audience: `${site.origin}/wp-json/wp/v2/posts` })],
    ["of a form that is not here", 422, "form-unknown", await sign({ ...own(), form: { ...own().form, digest: digest("another") } })],
    ["of a form of another version", 422, "form-unknown", await sign({ ...own(), form: { ...own().form, version: "2" } })],
    ["rules of another day", 422, "evaluated-on", await sign({ ...own(), evaluatedOn: day(2) })],
    ["rules of a day long ago", 422, "evaluated-on", await sign({ ...own(), evaluatedOn: "2001-01-01" })],
    ["a day that does not exist", 422, "submission-shape", await sign({ ...own(), evaluatedOn: "2026-02-30" })],
    ["a nonce of nobody", 422, "nonce", await sign(own(), { nonce: "n" })],
    ["a member too many", 422, "submission-shape", await sign({ ...own(), extra: 1 })],
    ["a member missing", 422, "submission-shape", await sign({ ...own(), outcome: { programs: [] } })],
    ["an id of another kind", 422, "submission-shape", await sign({ ...own(), submissionId: "1 OR 1=1" })],
    ["a status that there is not", 422, "submission-shape", await sign({ ...own(), outcome: { programs: [{ name: "a", status: "yes", criteria: [] }], referrals: [] } })],
    ["another algorithm", 400, "algorithm", await sign(own(), { alg: "none" })],
    ["another type", 400, "header-type", await sign(own(), { typ: "JWT" })],
    ["a header that asks for more", 400, "header-member", await sign(own(), { crit: ["b64"] })],
    ["another key's name", 400, "thumbprint", await sign(own(), { kid: "A".repeat(43) })],
    ["no point of the curve", 400, "key", await sign(own(), { jwk: { crv: "P-256", kty: "EC", x: "A".repeat(43), y: "A".repeat(43) } })],
    ["no signature", 400, "signature-missing", canonical(own())],
    ["half a signature", 400, "signature-shape", JSON.stringify({ ...own(), signature: "e30..AA" })],
    ["a name twice", 400, "json-duplicate-name", text.replace("{", "{\"format\":\"x\",")],
    ["U+0000", 400, "json-nul", "{\"a\":\"\\u0000\"}"],
    ["half a character", 400, "json-lone-surrogate", "{\"a\":\"\\ud800\"}"],
    ["too deep", 400, "json-too-deep", `{"a":${deep}}`],
    ["a number out of range", 400, "json-number-range", "{\"a\":12345678901234567890}"],
    ["no JSON", 400, "json-syntax", "{\"a\":1,}"],
    ["no UTF-8", 400, "json-not-utf8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ["a list", 400, "not-an-object", "[]"],
    ["nothing", 400, "json-syntax", ""],
    ["too large", 413, "json-too-large", `{"a":"${"x".repeat(1_100_000)}"}`],
  ];
  await check(`${cases.length} that are wrong are refused, each with its code, and nothing is kept`, async () => {
    const held = await count();
    for (const [what, status, code, text] of cases) {
      const answer = await send(text);
      assert.deepEqual([answer.status, answer.code], [status, code], what);
    }
    assert.equal(await count(), held);
  });

  await check("files: missing, another, not asked for, larger than the form allows; what nobody signed for is dropped", async () => {
    const held = await count();
    for (const [what, code, attachments, ...files] of [
      ["missing", "attachments", [named]],
      ["another", "attachments", [named], Buffer.from("b file")],
      ["of another size", "attachments", [{ ...named, size: 5 }], file],
      ["for an item that is no file", "attachments", [{ ...named, item: "called" }], file],
      ["for no item", "attachments", [{ ...named, item: "nowhere" }], file],
      ["larger than allowed", "attachments", [{ ...named, size: 70_000 }], Buffer.alloc(70_000)],
    ]) {
      const answer = await multipart(await withFiles(attachments), ...files);
      assert.deepEqual([answer.status, answer.code], [422, code], what);
      assert.match(answer.errors[0].pointer, /^\/attachments\/0$/);
    }
    const png = Buffer.from("\x89PNG\r\n\x1a\n picture", "latin1");
    const program = Buffer.from("MZ\x90\0 program", "latin1");
    const called = (fileName, mediaType, bytes) => ({ item: "card", fileName, mediaType, size: bytes.length, digest: digest(bytes) });
    for (const [what, code, pointer, attachments, ...files] of [
      ["a program that is called a letter", "file-type", "/attachments/0", [called("letter.pdf", "application/pdf", program)], program],
      ["a program that says so", "file-type", "/attachments/0", [called("game.exe", "application/x-msdownload", program)], program],
      ["a file of nothing", "empty-file", "/attachments/0", [called("card.png", "image/png", Buffer.alloc(0))], Buffer.alloc(0)],
      ["more than the question takes", "max-files", "/answers/card", Array.from({ length: 4 }, (_, i) => called(`${i}.png`, "image/png", png)), png],
    ]) {
      const answer = await multipart(await withFiles(attachments), ...files);
      assert.deepEqual([answer.status, answer.code, answer.errors[0]], [422, "attachments", { pointer, code }], what);
    }
    assert.equal((await multipart(await withFiles([named], []), file)).code, "attachments", "of no answer");
    assert.equal(await count(), held);
    const stored = await site.sql("SELECT COUNT(*) FROM wp_intake_form_file");
    const answer = await multipart(await withFiles([named]), Buffer.from("a stranger"), file);
    assert.equal(answer.status, 201);
    assert.equal(Number(await site.sql("SELECT COUNT(*) FROM wp_intake_form_file")), Number(stored) + 1);
  });

  await check("a request that is too large, has no field, or another encoding", async () => {
    const large = await multipart(await sign(own()), Buffer.alloc(9_000_000));
    assert.deepEqual([large.status, large.code], [413, "body-too-large"]);
    const file = await multipart(await sign(own()), Buffer.alloc(5_000_000));
    assert.deepEqual([file.status, file.code], [413, "body-too-large"]);
    const missing = await multipart(undefined, Buffer.from("x"));
    assert.deepEqual([missing.status, missing.code], [400, "field-missing"]);
    const other = await send("<a/>", "text/xml");
    assert.deepEqual([other.status, other.code], [415, "media-type"]);
  });

  await check("pages of other sites may send and hear the answer", async () => {
    const headers = { Origin: "https://other.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,idempotency-key" };
    const answer = await fetch(address, { method: "OPTIONS", headers });
    assert.equal(answer.headers.get("access-control-allow-origin"), "https://other.example");
    assert.match(answer.headers.get("access-control-allow-headers"), /idempotency-key/i);
    assert.match(answer.headers.get("access-control-allow-methods"), /POST/);
  });

  await check("who sends too much is told to come again, and others are not", async () => {
    // Again where the ten minutes of a count are just over.
    const after = (query, code) => until(async () => {
      await site.sql(query);
      const answer = await send(text);
      return answer.code === code && answer;
    }, code);
    const answer = await after("UPDATE wp_intake_form_rate SET requests = 120 WHERE client <> 'all'", "too-many-requests");
    assert.equal(answer.status, 429);
    assert.doesNotMatch(await site.sql("SELECT client FROM wp_intake_form_rate"), /127\.0/);
    await after("UPDATE wp_intake_form_rate SET requests = IF(client = 'all', 3000, 1)", "busy");
    await site.sql("DELETE FROM wp_intake_form_rate");
    assert.equal((await send(text)).status, 200);
  });

  await check("the receipt is signed by the site's key, which is published", async () => {
    const { keys: [jwk] } = await (await fetch(`${site.origin}/wp-json/intake-form/v1/jwks`)).json();
    const { signature, ...rest } = receipt;
    const [protect, value] = signature.split("..");
    const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    const input = `${protect}.${Buffer.from(canonical(rest)).toString("base64url")}`;
    const holds = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, Buffer.from(value, "base64url"), Buffer.from(input));
    assert.ok(holds);
    assert.equal(JSON.parse(Buffer.from(protect, "base64url")).kid, jwk.kid);
    assert.equal(jwk.d, undefined);
  });
}
