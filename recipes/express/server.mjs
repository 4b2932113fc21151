// Receives submissions with Express and keeps them in PostgreSQL. verify.mjs, shape.mjs and receive.mjs are tests/verifiers/node's.
import { createHash } from "node:crypto";
import express from "express";
import pg from "pg";
import { receive } from "./receive.mjs";
import { verify } from "./verify.mjs";

const { AUDIENCE, FORMS, PORT = 8080 } = process.env;
const LIMIT = 25 * 2 ** 20; // the JSON and all files together; Express takes 100 kB
const database = new pg.Pool(); // reads PGHOST, PGDATABASE, PGUSER …
const refuse = (status, code) => { throw Object.assign(new Error(code), { status, code }); };

const app = express();
app.use("/submissions", (request, response, next) => { // for forms on other sites; no cookie comes along
  response.set({ "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key" });
  if (request.method === "OPTIONS") response.sendStatus(204);
  else next();
});
// If your site has a guard against forged requests (csurf, csrf-csrf, lusca), put this route in front of it.
app.post("/submissions", express.raw({ type: () => true, limit: LIMIT }), async (request, response) => {
  const { bytes, files } = await parts(request);
  const verified = await verify(bytes).catch(({ message }) => refuse(422, message));
  try { receive(verified, AUDIENCE, FORMS.split(","), new Map()); } catch ({ message }) { refuse(422, message); }
  const { body, digest } = verified;
  const named = new Map([body.attachments ?? []].flat().map((file) => [file?.digest, file]));
  for (const wanted of named.keys()) if (!files.has(wanted)) refuse(422, "attachments");
  if (![undefined, body.submissionId].includes(request.get("Idempotency-Key"))) refuse(422, "idempotency-key");
  response.type("json").send(await keep(bytes, body, digest, [...named.values()], files));
});
app.use((error, request, response, next) => {
  const { status = 500, code = status === 413 ? "too-large" : "request" } = error;
  if (status >= 500) console.error(error);
  response.status(status).type("application/problem+json").send({ type: "about:blank", status, code });
});
app.listen(PORT);

/** What was signed, and the files by their digests. Node reads both form encodings. */
async function parts({ body = Buffer.alloc(0), headers: { "content-type": type = "" } }) {
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)/.test(type)) return { bytes: body, files: new Map() };
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => refuse(400, "body"));
  const files = new Map();
  for (const part of form.getAll("attachment[]")) {
    const content = Buffer.from(await new Response(part).arrayBuffer());
    files.set(`sha-256:${createHash("sha256").update(content).digest("base64url")}`, content);
  }
  return { bytes: Buffer.from(String(form.get("submission") ?? "")), files };
}

/** Returns the receipt; of what is here already, the one that was given then. */
async function keep(bytes, { submissionId }, digest, named, files) {
  const client = await database.connect();
  try {
    await client.query("BEGIN");
    const receipt = JSON.stringify({ submissionId, digest, receivedAt: new Date().toISOString() });
    const added = await client.query(
      "INSERT INTO submission (submission_id, digest, receipt, body) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
      [submissionId, digest, receipt, bytes.toString()]);
    for (const file of added.rowCount ? named : []) {
      await client.query("INSERT INTO attachment VALUES ($1, $2, $3, $4, $5)",
        [submissionId, file.digest, file.fileName, file.mediaType, files.get(file.digest)]);
    }
    const { rows: [kept] } = await client.query("SELECT digest, receipt FROM submission WHERE submission_id = $1", [submissionId]);
    await client.query("COMMIT");
    return kept.digest === digest ? kept.receipt : refuse(409, "conflict");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally { client.release(); }
}
