// What each receiver must do with what is sent to it: `[sentence, truth]`.

import { createHash } from "node:crypto";
import { verify } from "../verifiers/node/verify.mjs";
import { attached, json, multipart, post, submission, urlencoded } from "./submission.mjs";

const MIB = 2 ** 20;
const bytes = (name, size) => Buffer.alloc(size, createHash("sha512").update(name).digest());
const stored = (name, type, content) => `${createHash("sha256").update(content).digest("hex")} ${name} ${type}`;

export async function* checks(port, kept) {
  const good = new Map();
  const taken = (what, answer, [text, id, digest], files = []) => {
    good.set(id, { text, digest, files, receipt: answer.text });
    const { submissionId, digest: said, receivedAt } = answer.json ?? {};
    const holds = answer.status === 200 && submissionId === id && said === digest && !Number.isNaN(Date.parse(receivedAt))
      && /^application\/json/.test(answer.headers["content-type"]) && answer.headers["access-control-allow-origin"] === "*";
    return [`${what} is taken, with a receipt (${answer.status} ${holds ? "" : answer.text.slice(0, 300)})`, holds];
  };
  const refused = (what, answer, status, code) => {
    const holds = answer.status === status && answer.json?.code === code && answer.json?.status === status && /^application\/problem\+json/.test(answer.headers["content-type"]);
    return [`${what} is refused with ${status} ${code} (${answer.status} ${holds ? "" : answer.text.slice(0, 300)})`, holds];
  };

  const asked = await post(port, Buffer.alloc(0), { "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,idempotency-key" }, "OPTIONS");
  const allowed = (asked.headers["access-control-allow-headers"] ?? "").toLowerCase();
  yield ["a browser may send from another site", asked.status < 300 && asked.headers["access-control-allow-origin"] === "*" && allowed.includes("content-type") && allowed.includes("idempotency-key")];

  const first = submission("first");
  yield taken("a genuine one as JSON", await json(port, first[0], { "Idempotency-Key": first[1] }), first);
  const second = submission("second");
  yield taken("a genuine one from a form", await urlencoded(port, second[0]), second);
  const third = submission("third");
  yield taken("a genuine one as multipart without files", await multipart(port, third[0], []), third);
  const large = submission("large", { answers: { long: "Åäö ".repeat(147_000), list: Array(2_000).fill("7") } });
  yield [`the large one is nearly 1 MiB (${Buffer.byteLength(large[0])})`, Buffer.byteLength(large[0]) > 0.98 * MIB && Buffer.byteLength(large[0]) <= MIB];
  yield taken("a genuine one of nearly 1 MiB as JSON", await json(port, large[0]), large);
  const form = submission("large form", { answers: { long: "Åäö ".repeat(147_000), list: Array(2_000).fill("7") } });
  yield taken("a genuine one of nearly 1 MiB from a form", await urlencoded(port, form[0]), form);
  const parts = submission("large parts", { answers: { long: "Åäö ".repeat(140_000) } });
  yield taken("a large one as multipart", await multipart(port, parts[0], []), parts);

  const [photo, paper] = [bytes("photo", 11 * MIB + 7), Buffer.from("\r\n--a paper\r\n\r\n\0\xff--\r\n", "latin1")];
  const files = [["Foto åäö.jpg", "image/jpeg", photo], ["paper.pdf", "application/pdf", paper]];
  const withFiles = submission("files", { attachments: [attached(files[0][0], files[0][1], photo), attached(files[1][0], files[1][1], paper)] });
  yield taken("one with files of 11 MiB", await multipart(port, withFiles[0], files), withFiles, files.map(([name, type, content]) => stored(name, type, content)).sort());
  const twice = submission("twice", { attachments: [attached("paper.pdf", "application/pdf", paper), attached("paper.pdf", "application/pdf", paper)] });
  yield taken("the same file at two questions, sent once", await multipart(port, twice[0], [files[1]]), twice, [stored("paper.pdf", "application/pdf", paper)]);

  for (const [what, answer] of [
    ["the same again", await json(port, first[0], { "Idempotency-Key": first[1] })],
    ["the same again, written otherwise", await json(port, JSON.stringify(JSON.parse(first[0]), Object.keys(JSON.parse(first[0])).reverse().concat(["name", "version", "digest", "language", "mode", "city", "rent", "share", "large", "note", "empty", "none", "programs", "referrals"]), 2))],
    ["the same again, from a form", await urlencoded(port, first[0])],
  ]) yield [`${what} gets the same receipt (${answer.status})`, answer.status === 200 && answer.text === good.get(first[1]).receipt];
  const again = await multipart(port, withFiles[0], files);
  yield ["the same again with its files gets the same receipt", again.status === 200 && again.text === good.get(withFiles[1]).receipt];
  yield refused("other answers under its id", await json(port, submission("first", { answers: { city: "Malmö" } })[0]), 409, "conflict");
  yield refused("other answers under its id by another key", await json(port, submission("first", { answers: { city: "Malmö" } }, "another")[0]), 409, "conflict");
  yield refused("other files under its id", await multipart(port, submission("files", { attachments: [attached("new.pdf", "application/pdf", paper)] })[0], [files[1]]), 409, "conflict");

  const race = submission("race");
  const answers = await Promise.all(Array.from({ length: 6 }, () => json(port, race[0])));
  yield taken("one that comes six times at once", answers[0], race);
  yield ["all six get one receipt", answers.every(({ status, text }) => status === 200 && text === answers[0].text)];
  const rivals = [submission("rivals", { answers: { city: "Lund" } }), submission("rivals", { answers: { city: "Umeå" } })];
  const [one, other] = await Promise.all(rivals.map(([text]) => json(port, text)));
  const won = one.status === 200 ? 0 : 1;
  yield taken("one of two that come at once under one id", [one, other][won], rivals[won]);
  yield refused("the other one", [other, one][won], 409, "conflict");

  const tamper = (change) => JSON.stringify({ ...JSON.parse(submission("tampered")[0]), ...change });
  yield refused("a changed answer", await json(port, tamper({ answers: { city: "Oslo" } })), 422, "signature");
  yield refused("a changed answer from a form", await urlencoded(port, tamper({ answers: { city: "Oslo" } })), 422, "signature");
  yield refused("a changed answer as multipart", await multipart(port, tamper({ answers: { city: "Oslo" } }), []), 422, "signature");
  yield refused("a changed address", await json(port, tamper({ audience: "https://other.example/" })), 422, "signature");
  yield refused("one for another address", await json(port, submission("address", { audience: `${first[0].length}` })[0]), 422, "audience");
  yield refused("one of another form", await json(port, submission("form", { form: { name: "f", version: "1", digest: `sha-256:${"A".repeat(43)}`, language: "en" } })[0]), 422, "form");
  yield refused("one of another day", await json(port, submission("day", { evaluatedOn: "2026-11-20" })[0]), 422, "day");
  yield refused("one without a signature", await json(port, tamper({ signature: undefined })), 422, "envelope");
  yield refused("one with a name twice", await json(port, submission("name")[0].replace("{", '{"format":"intake-submission/1",')), 422, "json");
  yield refused("what is no JSON", await json(port, "hello"), 422, "json");
  yield refused("nothing", await json(port, ""), 422, "json");
  yield refused("a form without the field", await post(port, Buffer.from("a=b"), { "Content-Type": "application/x-www-form-urlencoded" }), 422, "json");
  yield refused("what is not UTF-8", await post(port, Buffer.from(submission("utf-8")[0], "latin1"), { "Content-Type": "application/json" }), 422, "json");
  yield refused("JSON of more than 1 MiB", await json(port, submission("padded")[0].padEnd(MIB + 1)), 422, "json");
  yield refused("another Idempotency-Key", await json(port, submission("key")[0], { "Idempotency-Key": first[1] }), 422, "idempotency-key");
  yield refused("a file that did not come", await multipart(port, submission("missing", { attachments: [attached("a.pdf", "application/pdf", paper)] })[0], []), 422, "attachments");
  const changed = Buffer.concat([paper, Buffer.from("!")]);
  yield refused("a file that was changed", await multipart(port, submission("changed", { attachments: [attached("a.pdf", "application/pdf", paper)] })[0], [["a.pdf", "application/pdf", changed]]), 422, "attachments");
  yield refused("a list of files that is none", await json(port, submission("list", { attachments: ["a.pdf"] })[0]), 422, "submission");
  yield refused("30 MiB of files", await multipart(port, submission("over", { attachments: [attached("a.jpg", "image/jpeg", photo)] })[0], [["a.jpg", "image/jpeg", bytes("over", 30 * MIB)]]), 413, "too-large");
  yield refused("30 MiB of JSON", await json(port, "[" + " ".repeat(30 * MIB)), 413, "too-large");

  const rows = kept();
  const ids = (all) => [...all].sort().join();
  yield [`${good.size} are kept, and nothing else (${rows.length})`, good.size === 10 && ids(rows.map(({ id }) => id)) === ids(good.keys())];
  for (const { id, body, receipt, files: there } of rows) {
    const wanted = good.get(id);
    const { digest } = await verify(Buffer.from(body)).catch(({ message }) => ({ digest: `not verified: ${message}` }));
    yield [`what is kept of ${id} verifies (${digest})`, digest === wanted?.digest];
    yield [`its receipt is kept, and its files (${there})`, receipt === wanted?.receipt && [...there].sort().join() === wanted?.files.join()];
  }
}
