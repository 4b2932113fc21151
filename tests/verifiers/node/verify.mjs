// Verifies signed submissions as docs/envelope.md says, with `jose`.
//
//     node tests/verifiers/node/verify.mjs submission.json…

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { base64url, calculateJwkThumbprint, compactVerify, importJWK } from "jose";
import { canonical, read } from "../strict.mjs";

const need = (holds, reason) => holds || (() => { throw new Error(reason); })();

/** Returns the canonical body that was signed; throws the reason class. */
export async function verify(bytes) {
  const body = read(bytes) ?? need(false, "envelope");
  const signature = body.get("signature");
  need(signature?.startsWith('"'), "envelope");
  const parts = /^([^.]*)\.\.(.*)$/s.exec(JSON.parse(signature)) ?? need(false, "envelope");
  const [, protectedHeader, value] = parts;
  need(decoded(value, "envelope").length === 64, "envelope");

  const header = members(decoded(protectedHeader, "header"));
  const text = (map, name) => (map.get(name)?.startsWith('"') ? JSON.parse(map.get(name)) : undefined);
  need(text(header, "alg") === "ES256" && text(header, "typ") === "intake-submission+jws", "header");
  need([...header.keys()].every((name) => ["alg", "typ", "kid", "jwk", "nonce"].includes(name)) && text(header, "kid") !== undefined, "header");
  need(!header.has("nonce") || text(header, "nonce") !== undefined, "header");
  need(header.get("jwk")?.startsWith("{"), "header");
  const jwk = JSON.parse(header.get("jwk"));
  need(Object.keys(jwk).every((name) => ["kty", "crv", "x", "y"].includes(name)), "header");
  need(jwk.kty === "EC" && jwk.crv === "P-256" && ["x", "y"].every((name) => typeof jwk[name] === "string" && decoded(jwk[name], "key").length === 32), "key");
  const key = await importJWK(jwk, "ES256").catch(() => need(false, "key"));
  need(text(header, "kid") === await calculateJwkThumbprint(jwk), "key");

  body.delete("signature");
  const payload = base64url.encode(canonical(body));
  await compactVerify(`${protectedHeader}.${payload}.${value}`, key, { algorithms: ["ES256"] }).catch(() => need(false, "signature"));
  return canonical(body);
}

function members(bytes) {
  let found;
  try {
    found = read(bytes, 4096, 2);
  } catch {
    // What is wrong in the header is the header's fault.
  }
  return found ?? need(false, "header");
}

/** Strict base64url: one text for one sequence of bytes. */
function decoded(text, reason) {
  const bytes = Buffer.from(text, "base64url");
  return bytes.toString("base64url") === text ? bytes : need(false, reason);
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  for (const file of process.argv.slice(2)) {
    try {
      await verify(readFileSync(file));
      console.log(`${file}: verified`);
    } catch (error) {
      console.log(`${file}: refused [${error.message}]`);
      process.exitCode = 1;
    }
  }
}
