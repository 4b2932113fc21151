// Signs a body as the form does, for what no form would send.

import { createHash, randomBytes, webcrypto } from "node:crypto";

const url = (bytes) => Buffer.from(bytes).toString("base64url");

/** JCS of plain values: names of ASCII, numbers that JavaScript prints as they are. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
}

export const digest = (bytes) => `sha-256:${createHash("sha256").update(bytes).digest("base64url")}`;

/** A body for a form of this site, with what differs from the ordinary. */
export function body(form, audience, more = {}) {
  const id = randomBytes(16);
  id[6] = (id[6] & 0x0f) | 0x70;
  id[8] = (id[8] & 0x3f) | 0x80;
  const now = new Date().toISOString();
  return {
    format: "intake-submission/1", submissionId: id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"), audience,
    form: { name: form.name, version: form.version, digest: digest(canonical(form)), language: "en" },
    signedAt: `${now.slice(0, 19)}Z`, evaluatedOn: now.slice(0, 10), respondent: { mode: "self" },
    answers: {}, absent: {}, outcome: { programs: [], referrals: [] }, attachments: [], ...more,
  };
}

/** The signed document, as text. `header` goes over the members of the protected header. */
export async function sign(body, header = {}) {
  const pair = await webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk = { crv, kty, x, y };
  const kid = createHash("sha256").update(canonical(jwk)).digest("base64url");
  const protect = url(canonical({ alg: "ES256", typ: "intake-submission+jws", kid, jwk, ...header }));
  const input = `${protect}.${url(canonical(body))}`;
  const signature = await webcrypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, Buffer.from(input));
  return JSON.stringify({ ...body, signature: `${protect}..${url(signature)}` });
}
