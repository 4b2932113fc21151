// Encryption to the owner (`recipient-key`): a signed submission and its files become JWE (RFC 7516) before they leave the
// page. Fetched when the attribute is there.
//
// One recipient: ECDH-ES with A256GCM, in the flattened JSON serialization; its texts, joined by full stops, are the compact
// one. Two: ECDH-ES+A256KW for each, in the general one. On the outside stands what a relay needs: the submission's id, the
// address that it is for, and the digests of the encrypted files.

import { base64url, bytes, keys, sha256, thumbprint } from "./jose.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const ENC = "A256GCM";
const WRAP = "ECDH-ES+A256KW";

/** An entry of the outbox, or what a form of the page around sends, as its recipients alone can read it. */
export async function encrypt({ id, action, body, files }, recipients) {
  const to = await readers(recipients);
  const closed = [];
  for (const { bytes: data } of files) {
    const plain = data instanceof Blob ? await data.arrayBuffer() : data;
    closed.push({ fileName: `${closed.length + 1}.jwe`, mediaType: "application/jose+json", bytes: bytes(await seal(plain, { typ: "intake-attachment+jwe" }, to)) });
  }
  const attachments = await Promise.all(closed.map(async ({ fileName, bytes }) => (
    { fileName, size: bytes.byteLength, digest: `sha-256:${await sha256(bytes)}` })));
  const outside = { typ: "intake-submission+jwe", cty: "application/json", submissionId: id, audience: action, attachments };
  return { body: await seal(bytes(body), outside, to), files: closed };
}

/** One key, or two. A `RangeError` says that the page names none that is right: then nothing is sent. */
async function readers(recipients) {
  try {
    const to = await Promise.all(keys(recipients).map(recipient));
    if (to.length === 1 || to.length === 2) return to;
  } catch {
    // No JSON, or no point on the curve.
  }
  throw new RangeError("recipient-key is no public P-256 key, nor two");
}

async function recipient(jwk) {
  return { key: await crypto.subtle.importKey("jwk", jwk, CURVE, false, []), kid: await thumbprint(jwk) };
}

async function seal(plain, outside, to) {
  const head = { enc: ENC, ...outside };
  let content;
  let recipients;
  if (to.length === 1) {
    const { epk, derived } = await agreed(to[0].key, ENC);
    Object.assign(head, { alg: "ECDH-ES", kid: to[0].kid, epk });
    content = await crypto.subtle.importKey("raw", derived, "AES-GCM", false, ["encrypt"]);
  } else {
    content = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt"]);
    recipients = await Promise.all(to.map(async ({ key, kid }) => {
      const { epk, derived } = await agreed(key, WRAP);
      const wrapping = await crypto.subtle.importKey("raw", derived, "AES-KW", false, ["wrapKey"]);
      const wrapped = await crypto.subtle.wrapKey("raw", content, wrapping, "AES-KW");
      return { header: { alg: WRAP, kid, epk }, encrypted_key: base64url(wrapped) };
    }));
  }
  const protect = base64url(bytes(JSON.stringify(head)));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(protect) }, content, plain));
  return JSON.stringify({
    protected: protect, recipients, iv: base64url(iv),
    ciphertext: base64url(sealed.subarray(0, -16)), tag: base64url(sealed.subarray(-16)),
  });
}

/** A new key's public half, and what it and the recipient's lead to (RFC 7518 §4.6.2: one round of the Concat KDF). */
async function agreed(key, algorithm) {
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", own.publicKey);
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: key }, own.privateKey, 256));
  const number = (value) => [0, 0, value >> 8, value & 255];
  const name = bytes(algorithm);
  const input = Uint8Array.from([...number(1), ...shared, ...number(name.length), ...name, ...number(0), ...number(0), ...number(256)]);
  return { epk: { kty, crv, x, y }, derived: await crypto.subtle.digest("SHA-256", input) };
}
