// Makes the corpus that every verifier is run on, from a seed: the same seed gives the same bytes.
//
//     node tests/verifiers/corpus.mjs FOLDER [seed]
//
// The bodies are those of `corpus/genuine`, which the engine made from the shipped forms' scenarios. Each file's name says what was
// done to it; `index.json` says of each what a verifier must say: `verified`, or a reason class of docs/envelope.md.

import { createHash, createHmac } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { p256 } from "@noble/curves/nist.js";
import canonicalize from "canonicalize";

const here = fileURLToPath(new URL(".", import.meta.url));
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = (text) => createHash("sha256").update(text).digest();
const TYP = "intake-submission+jws";

/** Writes all files; returns the index: `[{ file, expected }]`. */
export function corpus(folder, seed) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const index = [];
  const write = (what, expected, bytes) => {
    const file = `${String(index.length + 1).padStart(3, "0")}-${what}.json`;
    writeFileSync(join(folder, file), bytes);
    index.push({ file, expected });
  };
  bodies().forEach((body, i) => {
    const own = signer(`${seed}/${i}`);
    for (const [what, text] of genuine(own, body)) write(what, "verified", text);
    for (const [what, expected, text] of tampered(own, signer(`${seed}/${i}/other`), body, random(`${seed}/${i}`))) write(what, expected, text);
  });
  writeFileSync(join(folder, "index.json"), JSON.stringify(index, null, 2));
  return index;
}

function bodies() {
  const folder = join(here, "corpus/genuine");
  return readdirSync(folder).sort().map((file) => {
    const { signature, ...body } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    // What a form rarely has and a signature must survive.
    body.answers.remark = "“A < B” & Ørsted\n\t\\ / \u2028 \u{1F9E1} \u007f";
    body.answers.tiny = 1e-7;
    body.answers.amounts = [0.1, 1731.9, 123456789012345, 9007199254740991, -0.00001, 100, 1e21, 0];
    body.answers["\u{1F600}"] = body.answers["\uFB33"] = true;
    return body;
  });
}

/** A key from a text, and what it signs. */
function signer(name) {
  const secret = sha256(name);
  const point = p256.getPublicKey(secret, false);
  const jwk = { crv: "P-256", kty: "EC", x: base64url(point.slice(1, 33)), y: base64url(point.slice(33)) };
  const kid = base64url(sha256(canonicalize(jwk)));
  const header = { alg: "ES256", jwk, kid, typ: TYP };
  const sign = (head, payload, options) => p256.sign(new TextEncoder().encode(`${head}.${base64url(payload)}`), secret, { lowS: false, ...options });
  const under = (header, body, payload = canonicalize(body)) => {
    const head = base64url(typeof header === "string" ? header : JSON.stringify(header));
    return { ...body, signature: `${head}..${base64url(sign(head, payload))}` };
  };
  return { secret, jwk, header, sign, under, signed: (body) => under(header, body) };
}

/** What existing systems do to JSON; the signature survives all of it. */
function genuine(own, body) {
  const signed = own.signed(body);
  const text = JSON.stringify(signed);
  const reordered = (value) => (Array.isArray(value) ? value.map(reordered) : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).reverse().map(([name, item]) => [name, reordered(item)])) : value);
  const escape = (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
  const [head, , value] = signed.signature.split(".");
  const r = Buffer.from(value, "base64url").subarray(0, 32);
  const s = BigInt(`0x${Buffer.from(value, "base64url").subarray(32).toString("hex")}`);
  const other = Buffer.from((p256.Point.Fn.ORDER - s).toString(16).padStart(64, "0"), "hex");
  return [
    ["as-it-was-sent", text],
    ["indented", JSON.stringify(signed, null, 2)],
    ["reordered", JSON.stringify(reordered(signed), null, "\t")],
    ["escaped", text.replace(/[^\x20-\x7e]/g, escape).replace(/[^\x00-\x7f]/g, escape)],
    ["slashes-escaped", text.replaceAll("/", "\\/")],
    ["white-space", `\r\n ${text.replaceAll('":', '" :\t')} \n`],
    ["numbers-written-otherwise", text.replace(/\b100\b/, "1.00e2").replace("1731.9,", "1731.900,").replace("1e-7", "0.0000001").replace(/,0\]/, ",-0.0]")],
    ["with-a-nonce", JSON.stringify(own.under({ ...own.header, nonce: "n-0" }, body))],
    ["header-reordered", JSON.stringify(own.under({ typ: TYP, kid: own.header.kid, alg: "ES256", jwk: own.jwk }, body))],
    ["the-other-s", JSON.stringify({ ...body, signature: `${head}..${base64url(Buffer.concat([r, other]))}` })],
  ];
}

/** What must be refused, and with which reason class. */
function tampered(own, other, body, random) {
  const signed = own.signed(body);
  const text = JSON.stringify(signed);
  const [head, , value] = signed.signature.split(".");
  const raw = Buffer.from(value, "base64url");
  const put = (signature) => JSON.stringify({ ...body, signature });
  const header = (change) => JSON.stringify(own.under({ ...own.header, ...change }, body));
  const without = (name) => JSON.stringify(own.under(Object.fromEntries(Object.entries(own.header).filter(([own]) => own !== name)), body));
  const der = p256.Signature.fromBytes(raw).toBytes("der");
  const flipped = Buffer.from(raw);
  flipped[Math.floor(random() * 64)] ^= 1 << Math.floor(random() * 8);
  const off = base64url(Buffer.from(own.jwk.y, "base64url").map((byte, i) => (i === 31 ? byte ^ 1 : byte)));
  const keyed = (jwk) => JSON.stringify(own.under({ ...own.header, jwk, kid: base64url(sha256(canonicalize(jwk))) }, body));
  const hmac = () => {
    const head = base64url(JSON.stringify({ ...own.header, alg: "HS512" }));
    const input = `${head}.${base64url(canonicalize(body))}`;
    return put(`${head}..${base64url(createHmac("sha512", JSON.stringify(own.jwk)).update(input).digest())}`);
  };
  const more = (json) => text.replace('"answers":{', `"answers":{"more":${json},`);
  return [
    ["answer-changed", "signature", JSON.stringify({ ...signed, answers: { ...body.answers, adults: 77 } })],
    ["answer-added", "signature", JSON.stringify({ ...signed, answers: { ...body.answers, extra: 1 } })],
    ["member-added", "signature", JSON.stringify({ note: "hello", ...signed })],
    ["member-dropped", "signature", JSON.stringify({ ...signed, absent: undefined })],
    ["audience-changed", "signature", JSON.stringify({ ...signed, audience: "https://charlatan.example/" })],
    ["day-moved", "signature", JSON.stringify({ ...signed, evaluatedOn: "2020-01-01" })],
    ["a-space-more", "signature", text.replace("Ørsted", "Ørsted ")],
    ["normalised", "signature", JSON.stringify({ ...signed, answers: { ...body.answers, remark: body.answers.remark.replace("Ø", "O\u0338") } })],
    ["a-bit-of-the-signature", "signature", put(`${head}..${base64url(flipped)}`)],
    ["r-and-s-exchanged", "signature", put(`${head}..${base64url(Buffer.concat([raw.subarray(32), raw.subarray(0, 32)]))}`)],
    ["r-of-zero", "signature", put(`${head}..${base64url(Buffer.concat([Buffer.alloc(32), raw.subarray(32)]))}`)],
    ["all-zero", "signature", put(`${head}..${base64url(Buffer.alloc(64))}`)],
    ["signed-by-another-key", "signature", JSON.stringify({ ...body, signature: `${head}..${base64url(other.sign(head, canonicalize(body)))}` })],
    ["signed-over-another-body", "signature", JSON.stringify(own.under(own.header, body, canonicalize({ ...body, format: "x" })))],
    ["header-of-another", "signature", put(`${base64url(JSON.stringify(other.header))}..${value}`)],
    ["der", "envelope", put(`${head}..${base64url(der)}`)],
    ["truncated", "envelope", put(`${head}..${value.slice(0, -2)}`)],
    ["padded", "envelope", put(`${head}..${value}==`)],
    ["spare-bits", "envelope", put(`${head}..${value.slice(0, -1)}${{ A: "B", Q: "R", g: "h", w: "x" }[value.at(-1)] ?? "B"}`)],
    ["with-its-payload", "envelope", put(`${head}.${base64url(canonicalize(body))}.${value}`)],
    ["no-signature", "envelope", JSON.stringify(body)],
    ["signature-a-number", "envelope", put(1)],
    ["a-list", "envelope", `[${text}]`],
    ["alg-none", "header", header({ alg: "none" })],
    ["alg-es384", "header", header({ alg: "ES384" })],
    ["hmac-with-the-public-key", "header", hmac()],
    ["typ-jwt", "header", header({ typ: "JWT" })],
    ["typ-missing", "header", without("typ")],
    ["crit-and-b64", "header", header({ crit: ["b64"], b64: false })],
    ["key-from-elsewhere", "header", header({ jku: "https://charlatan.example/keys" })],
    ["certificate-from-elsewhere", "header", header({ x5u: "https://charlatan.example/c" })],
    ["jwk-stripped", "header", without("jwk")],
    ["kid-missing", "header", without("kid")],
    ["nonce-a-number", "header", header({ nonce: 1 })],
    ["private-key-shown", "header", header({ jwk: { ...own.jwk, d: base64url(own.secret) } })],
    ["header-member-twice", "header", JSON.stringify(own.under(JSON.stringify(own.header).replace("{", '{"alg":"ES256",'), body))],
    ["header-not-json", "header", put(`${base64url("hello")}..${value}`)],
    ["header-padded", "header", put(`${head}=..${value}`)],
    ["jwk-swapped", "key", header({ jwk: other.jwk })],
    ["thumbprint-of-another", "key", header({ kid: other.header.kid })],
    ["curve-p384", "key", header({ jwk: { ...own.jwk, crv: "P-384" } })],
    ["off-the-curve", "key", keyed({ ...own.jwk, y: off })],
    ["at-infinity", "key", keyed({ ...own.jwk, x: base64url(Buffer.alloc(32)), y: base64url(Buffer.alloc(32)) })],
    ["short-coordinate", "key", keyed({ ...own.jwk, x: own.jwk.x.slice(0, 40) })],
    ["x-missing", "key", keyed({ crv: "P-256", kty: "EC", y: own.jwk.y })],
    ["name-twice", "json", text.replace("{", '{"format":"intake-submission/1",')],
    ["name-twice-escaped", "json", text.replace("{", '{"\\u0066ormat":"intake-submission/1",')],
    ["half-a-pair", "json", more('"\\ud83d"')],
    ["half-a-pair-in-a-name", "json", more('{"\\udc00":1}')],
    ["nul", "json", more('"\\u0000"')],
    ["integer-too-large", "json", more("9007199254740993")],
    ["seventeen-digits", "json", more("0.12345678901234567")],
    ["beyond-a-double", "json", more("1e999")],
    ["not-a-number", "json", more("NaN")],
    ["leading-zero", "json", more("01")],
    ["deep", "json", more("[".repeat(40) + "]".repeat(40))],
    ["comment", "json", text.replace("{", "{/* hello */")],
    ["trailing-comma", "json", text.replace(/\}$/, ",}")],
    ["two-documents", "json", text + text],
    ["byte-order-mark", "json", `\uFEFF${text}`],
    ["line-end-in-a-text", "json", text.replace("Ørsted", "Ørsted\n")],
    ["not-utf-8", "json", Buffer.from(text.replace("Ørsted", "\u00ff"), "latin1")],
    ["cut-off", "json", text.slice(0, -1)],
    ["empty", "json", ""],
  ];
}

/** Numbers from 0 to 1 that a text decides (a 32-bit counter through SHA-256). */
function random(name) {
  let count = 0;
  return () => sha256(`${name}#${count++}`).readUInt32BE() / 2 ** 32;
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  const [folder, seed = "1"] = process.argv.slice(2);
  console.log(`${corpus(folder, seed).length} envelopes from the seed ${seed}`);
}
