// The worked example of docs/envelope.md: every value that stands there, computed again. Without arguments it prints them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import canonicalize from "canonicalize";
import { base64url, digest, sha256, signer } from "./signer.mjs";

const BODY = {
  format: "intake-submission/1",
  submissionId: "0193a1f0-7c2a-7d30-8a00-0242ac120002",
  audience: "https://charity.example/submissions",
  form: { name: "rent-help", version: "2026-11", digest: "sha-256:0H8NPXPGLGAv6W9kTEBYRPXEAPtVpdXPWVdkbH_ghgs", language: "sv" },
  signedAt: "2026-11-22T18:38:25Z",
  evaluatedOn: "2026-11-22",
  respondent: { mode: "self" },
  answers: { city: "Örebro", rent: 1731.9, share: 1e-7, note: "“A < B”\n" },
  absent: {},
  outcome: { programs: [], referrals: [] },
  attachments: [],
};

/** Each value by the words that stand before it in the document. */
export function values() {
  const own = signer("docs/envelope.md");
  const header = canonicalize(own.header);
  const signed = own.under(header, BODY);
  const [head, , value] = signed.signature.split(".");
  const raw = Buffer.from(value, "base64url");
  const canonical = canonicalize(BODY);
  const input = `${head}.${base64url(canonical)}`;
  const jwk = canonicalize(own.jwk);
  const bytes = (text) => `${Buffer.byteLength(text)} bytes`;
  return {
    "the document": JSON.stringify(signed, null, 2),
    "the private key": own.secret.toString("hex"),
    "x in hexadecimal": Buffer.from(own.jwk.x, "base64url").toString("hex"),
    "y in hexadecimal": Buffer.from(own.jwk.y, "base64url").toString("hex"),
    "the key": jwk,
    "its length": bytes(jwk),
    "its SHA-256": sha256(jwk).toString("hex"),
    kid: own.header.kid,
    "the header": header,
    "the header's length": bytes(header),
    "the header in base64url": head,
    "the canonical body": canonical,
    "the body's length": bytes(canonical),
    "the body's SHA-256": sha256(canonical).toString("hex"),
    "the digest": digest(BODY),
    "the start of the payload": base64url(canonical).slice(0, 40),
    "the end of the payload": base64url(canonical).slice(-24),
    "the input's length": bytes(input),
    "the input's SHA-256": sha256(input).toString("hex"),
    r: raw.subarray(0, 32).toString("hex"),
    s: raw.subarray(32).toString("hex"),
    "the signature": value,
  };
}

/** What must hold, as sentences with their truth: each value stands in the document, and the document is the one signed. */
export function* checks(root, index) {
  const text = readFileSync(join(root, "docs/envelope.md"), "utf8");
  for (const [what, value] of Object.entries(values())) yield [`docs/envelope.md has ${what}: ${value}`, text.includes(value)];
  // What must be refused, and the corpus: the same names, under the same classes.
  const listed = new Map();
  for (const part of text.split(/^### (?=`)/m).slice(1)) {
    const [, reason, table] = /^`([a-z]+)`([^]*?)(?=\n## |$)/.exec(part);
    for (const [, names] of table.matchAll(/^\|.*\| ((?:`[a-z0-9-]+` ?)+)\|$/gm)) {
      for (const [, name] of names.matchAll(/`([a-z0-9-]+)`/g)) listed.set(name, reason);
    }
  }
  const made = new Map(index.filter(({ name, expected }) => expected !== "verified" && !name.startsWith("suite-")).map(({ name, expected }) => [name, expected]));
  for (const [name, expected] of made) yield [`docs/envelope.md lists ${name} as ${expected}, and not as ${listed.get(name)}`, listed.get(name) === expected];
  for (const name of listed.keys()) yield [`the corpus has ${name} of docs/envelope.md`, made.has(name)];
}

if (fileURLToPath(import.meta.url) === process.argv[1]) for (const [what, value] of Object.entries(values())) console.log(`${what}:\n${value}\n`);
