// Submissions as somebody would make them who has no widget: any words, a key of their own, a signature that holds.

import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign as signed } from "node:crypto";

const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const { kty, crv, x, y } = publicKey.export({ format: "jwk" });
const key = createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" }));
const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The members in the order of RFC 8785; the numbers here are whole. */
function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]));
}

/** Sends `body` under an id of its own, signed anew, with one file. The answer's status and text. */
export async function post(server, body, { bytes, type, name }) {
  const time = Date.now().toString(16).padStart(12, "0");
  const random = randomBytes(9).toString("hex");
  const submissionId = `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6)}`;
  const { signature: _, ...rest } = body;
  const whole = sorted({ ...rest, submissionId });
  const header = encode({ alg: "ES256", typ: "intake-submission+jws", kid, jwk: { kty, crv, x, y } });
  const bytesOf = signed("sha256", Buffer.from(`${header}.${encode(whole)}`), { key, dsaEncoding: "ieee-p1363" });
  const form = new FormData();
  form.append("submission", JSON.stringify({ ...whole, signature: `${header}..${bytesOf.toString("base64url")}` }));
  form.append("attachment[]", new Blob([bytes], { type }), name);
  const answer = await fetch(`${server.origin}/submissions`, { method: "POST", body: form, headers: { accept: "application/json" } });
  return { status: answer.status, text: await answer.text(), submissionId };
}
