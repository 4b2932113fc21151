// Signs as the widget does, and in every way that it never would. The same name gives the same key, the same bytes the same signature.

import { createHash } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import canonicalize from "canonicalize";

export const TYP = "intake-submission+jws";
export const ORDER = p256.Point.Fn.ORDER;
export const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
export const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
export const digest = (body) => `sha-256:${base64url(sha256(canonicalize(body)))}`;
export const thumbprint = (jwk) => base64url(sha256(canonicalize(jwk)));
export const der = (raw) => Buffer.from(p256.Signature.fromBytes(raw).toBytes("der"));

/** A key from a name, and what it signs. */
export function signer(name) {
  const secret = sha256(name);
  const point = p256.getPublicKey(secret, false);
  const jwk = { crv: "P-256", kty: "EC", x: base64url(point.slice(1, 33)), y: base64url(point.slice(33)) };
  const header = { alg: "ES256", jwk, kid: thumbprint(jwk), typ: TYP };
  /** `r‖s` over bytes, 64 bytes; RFC 6979 makes it the same each time. */
  const raw = (bytes, options) => Buffer.from(p256.sign(bytes, secret, { lowS: false, ...options }));
  const sign = (head, payload) => raw(Buffer.from(`${head}.${base64url(payload)}`));
  /** The body under any header, an object or its text, signed over any payload. */
  const under = (header, body, payload = canonicalize(body)) => {
    const head = base64url(typeof header === "string" || Buffer.isBuffer(header) ? header : JSON.stringify(header));
    return { ...body, signature: `${head}..${base64url(sign(head, payload))}` };
  };
  return { secret, point, jwk, header, raw, sign, under, canonical: canonicalize, signed: (body) => under(header, body) };
}

/** Numbers from 0 to 1 that a text decides (a 32-bit counter through SHA-256). */
export function random(name) {
  let count = 0;
  return () => sha256(`${name}#${count++}`).readUInt32BE() / 2 ** 32;
}
