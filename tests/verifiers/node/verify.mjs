// Verifies a signed submission with stock libraries: `jose` for the signature, `canonicalize` for RFC 8785.
//
//     node tests/verifiers/node/verify.mjs submission.json…

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import canonicalize from "canonicalize";
import { base64url, calculateJwkThumbprint, compactVerify, importJWK } from "jose";

const MEMBERS = ["alg", "jwk", "kid", "nonce", "typ"];

/** Returns the body that was signed; throws when anything about the signature is not as it must be. */
export async function verify(bytes) {
  if (bytes.length > 1024 * 1024) throw new Error("larger than 1 MiB");
  const { signature, ...body } = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  const parts = /^([\w-]+)\.\.([\w-]{86})$/.exec(signature);
  if (!parts) throw new Error("the signature is not a detached JWS");
  const [, protectedHeader, value] = parts;

  const header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(base64url.decode(protectedHeader)));
  const stranger = Object.keys(header).find((member) => !MEMBERS.includes(member));
  if (stranger !== undefined) throw new Error(`the header has a member ${stranger}`);
  if (header.typ !== "intake-submission+jws") throw new Error("the header has another type");
  if (Object.keys(header.jwk ?? {}).sort().join() !== "crv,kty,x,y") throw new Error("the key has other members");
  if (header.kid !== await calculateJwkThumbprint(header.jwk)) throw new Error("the key is not the one named");

  const payload = base64url.encode(new TextEncoder().encode(canonicalize(body)));
  await compactVerify(`${protectedHeader}.${payload}.${value}`, await importJWK(header.jwk, "ES256"), { algorithms: ["ES256"] });
  return body;
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  for (const file of process.argv.slice(2)) {
    try {
      await verify(readFileSync(file));
      console.log(`${file}: verified`);
    } catch (error) {
      console.log(`${file}: refused, ${error.message}`);
      process.exitCode = 1;
    }
  }
}
