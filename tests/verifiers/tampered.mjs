// What a verifier must refuse: `[name, class, bytes]`. docs/envelope.md lists every name, with the same class and what it is.

import { createHash, createHmac, createPublicKey } from "node:crypto";
import { base64url, der, sha256, thumbprint, ORDER } from "./signer.mjs";
import canonicalize from "canonicalize";

export function tampered(own, other, body, random) {
  return [...envelope(own, body), ...header(own, other, body), ...key(own, other, body), ...signature(own, other, body, random)];
}

const big = (value) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");

function* envelope(own, body) {
  const signed = own.signed(body);
  const [head, , value] = signed.signature.split(".");
  const raw = Buffer.from(value, "base64url");
  const text = JSON.stringify(signed);
  const put = (signature) => JSON.stringify({ ...body, signature });
  const other = { A: "B", Q: "R", g: "h", w: "x" };
  const cases = {
    "no-signature": JSON.stringify(body),
    "signature-null": put(null),
    "signature-a-number": put(1),
    "signature-a-list": put([signed.signature]),
    "signature-an-object": put({ protected: head, signature: value }),
    "signature-in-a-member": JSON.stringify({ ...body, signatures: signed.signature }),
    "signature-empty": put(""),
    "a-list": `[${text}]`,
    "a-text": JSON.stringify(text),
    "a-number": "1",
    "null-alone": "null",
    "one-dot": put(`${head}.${value}`),
    "three-dots": put(`${head}...${value}`),
    "with-its-payload": put(`${head}.${base64url(canonicalize(body))}.${value}`),
    "a-part-more": put(`${head}..${value}.${value}`),
    "no-value": put(`${head}..`),
    der: put(`${head}..${base64url(der(raw))}`),
    truncated: put(`${head}..${value.slice(0, -2)}`),
    "a-byte-less": put(`${head}..${base64url(raw.subarray(0, 63))}`),
    "a-byte-more": put(`${head}..${base64url(Buffer.concat([raw, Buffer.alloc(1)]))}`),
    "zero-in-front": put(`${head}..${base64url(Buffer.concat([Buffer.alloc(1), raw.subarray(0, 32), Buffer.alloc(1), raw.subarray(32)]))}`),
    "of-p-384-length": put(`${head}..${base64url(Buffer.alloc(96, 1))}`),
    hexadecimal: put(`${head}..${raw.toString("hex")}`),
    "other-alphabet": put(`${head}..+/${value.slice(2)}`),
    padded: put(`${head}..${value}==`),
    "spare-bits": put(`${head}..${value.slice(0, -1)}${other[value.at(-1)]}`),
    "line-end-behind": put(`${head}..${value}\n`),
    "line-end-inside": put(`${head}..${value.slice(0, 40)}\r\n${value.slice(40)}`),
    "space-inside": put(`${head}..${value.slice(0, 40)} ${value.slice(40)}`),
    "letter-beyond-ascii": put(`${head}..${value.slice(0, -1)}\u0410`),
  };
  for (const [name, bytes] of Object.entries(cases)) yield [name, "envelope", bytes];
}

function* header(own, other, body) {
  const [head, , value] = own.signed(body).signature.split(".");
  const put = (head) => JSON.stringify({ ...body, signature: `${head}..${value}` });
  const changed = (change) => JSON.stringify(own.under({ ...own.header, ...change }, body));
  const jwk = (change) => changed({ jwk: { ...own.jwk, ...change } });
  const text = JSON.stringify(own.header);
  const as = (text) => JSON.stringify(own.under(text, body));
  const hmac = (alg, secret) => {
    const head = base64url(JSON.stringify({ ...own.header, alg }));
    const mac = createHmac(alg.replace("HS", "sha"), secret).update(`${head}.${base64url(canonicalize(body))}`).digest();
    return JSON.stringify({ ...body, signature: `${head}..${base64url(Buffer.concat([mac, Buffer.alloc(64)]).subarray(0, 64))}` });
  };
  const pem = createPublicKey({ key: own.jwk, format: "jwk" }).export({ type: "spki", format: "pem" });
  const cases = {
    "alg-none": changed({ alg: "none" }),
    "alg-small-letters": changed({ alg: "es256" }),
    "alg-es384": changed({ alg: "ES384" }),
    "alg-es256k": changed({ alg: "ES256K" }),
    "alg-eddsa": changed({ alg: "EdDSA" }),
    "alg-ps256": changed({ alg: "PS256" }),
    "alg-missing": changed({ alg: undefined }),
    "alg-a-list": changed({ alg: ["ES256"] }),
    "hmac-with-the-public-key": hmac("HS512", JSON.stringify(own.jwk)),
    "hmac-with-the-pem": hmac("HS256", pem),
    "typ-jwt": changed({ typ: "JWT" }),
    "typ-capital-letters": changed({ typ: "Intake-Submission+JWS" }),
    "typ-in-full": changed({ typ: "application/intake-submission+jws" }),
    "typ-of-a-receipt": changed({ typ: "intake-receipt+jws" }),
    "typ-missing": changed({ typ: undefined }),
    "kid-missing": changed({ kid: undefined }),
    "kid-a-number": changed({ kid: 7 }),
    "kid-null": changed({ kid: null }),
    "nonce-a-number": changed({ nonce: 1 }),
    "nonce-null": changed({ nonce: null }),
    "crit-and-b64": changed({ crit: ["b64"], b64: false }),
    "crit-empty": changed({ crit: [] }),
    "b64-false": JSON.stringify({ ...body, signature: `${base64url(JSON.stringify({ ...own.header, b64: false }))}..${base64url(own.raw(Buffer.from(`${base64url(JSON.stringify({ ...own.header, b64: false }))}.${canonicalize(body)}`)))}` }),
    "b64-true": changed({ b64: true }),
    "key-set-from-elsewhere": changed({ jku: "https://charlatan.example/keys" }),
    "certificate-from-elsewhere": changed({ x5u: "https://charlatan.example/c" }),
    "certificate-inside": changed({ x5c: ["MIIB"] }),
    "content-type": changed({ cty: "JWT" }),
    compressed: changed({ zip: "DEF" }),
    "unknown-member": changed({ note: "hello" }),
    "member-in-capitals": changed({ Alg: "none" }),
    "jwk-stripped": changed({ jwk: undefined }),
    "jwk-stripped-key-outside": JSON.stringify({ ...own.under({ ...own.header, jwk: undefined }, { ...body, jwk: own.jwk }) }),
    "jwk-null": changed({ jwk: null }),
    "jwk-a-text": changed({ jwk: JSON.stringify(own.jwk) }),
    "jwk-a-list": changed({ jwk: [own.jwk] }),
    "private-key-shown": jwk({ d: base64url(own.secret) }),
    "jwk-with-use": jwk({ use: "sig" }),
    "jwk-with-alg": jwk({ alg: "ES256" }),
    "jwk-with-kid": jwk({ kid: own.header.kid }),
    "header-member-twice": as(text.replace("{", '{"alg":"none",')),
    "jwk-member-twice": as(text.replace('{"crv"', `{"x":"${other.jwk.x}","crv"`)),
    "two-keys": as(text.replace("{", `{"jwk":${JSON.stringify(other.jwk)},`)),
    "header-a-list": as(`[${text}]`),
    "header-not-json": put(base64url("hello")),
    "header-with-more-behind": as(`${text} {}`),
    "header-with-byte-order-mark": as(`\uFEFF${text}`),
    "header-not-utf-8": as(Buffer.from(text.replace("ES256", "ES256\u00ff"), "latin1")),
    "header-half-a-pair": as(text.replace("{", '{"nonce":"\\ud800",')),
    "header-too-long": changed({ nonce: "n".repeat(4096) }),
    "header-too-deep": changed({ jwk: { ...own.jwk, x: [[1]] } }),
    "header-empty": put(""),
    "header-padded": put(`${head}${"=".repeat(head.length % 4 ? 4 - (head.length % 4) : 4)}`),
    "header-in-plain-text": put(text),
    "header-line-end": put(`${head.slice(0, 60)}\n${head.slice(60)}`),
    "header-other-alphabet": put(`${head.slice(0, -4)}+/+/`),
  };
  for (const [name, bytes] of Object.entries(cases)) yield [name, "header", bytes];
}

function* key(own, other, body) {
  const keyed = (jwk, kid = thumbprint(jwk)) => JSON.stringify(own.under({ ...own.header, jwk, kid }, body));
  const bytes = Buffer.from(own.jwk.y, "base64url");
  const prime = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
  const off = base64url(bytes.map((byte, i) => (i === 31 ? byte ^ 1 : byte)));
  const zero = base64url(Buffer.alloc(32));
  const raw = Buffer.from(thumbprint(own.jwk), "base64url");
  const print = (text, hash = "sha256") => createHash(hash).update(text).digest("base64url");
  const cases = {
    "jwk-swapped": keyed(other.jwk, own.header.kid),
    "thumbprint-of-another": keyed(own.jwk, other.header.kid),
    "kid-chosen-freely": keyed(own.jwk, "my-key"),
    "kid-empty": keyed(own.jwk, ""),
    "kid-in-hexadecimal": keyed(own.jwk, raw.toString("hex")),
    "kid-padded": keyed(own.jwk, `${own.header.kid}=`),
    "kid-with-space": keyed(own.jwk, ` ${own.header.kid}`),
    "kid-by-sha-1": keyed(own.jwk, print(canonicalize(own.jwk), "sha1")),
    "kid-by-sha-512": keyed(own.jwk, print(canonicalize(own.jwk), "sha512")),
    "kid-in-another-order": keyed(own.jwk, print(JSON.stringify({ kty: "EC", crv: "P-256", x: own.jwk.x, y: own.jwk.y }))),
    "kid-of-the-point": keyed(own.jwk, print(own.point)),
    "kid-as-a-uri": keyed(own.jwk, `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${own.header.kid}`),
    "curve-p384": keyed({ ...own.jwk, crv: "P-384" }),
    "curve-secp256k1": keyed({ ...own.jwk, crv: "secp256k1" }),
    "curve-in-small-letters": keyed({ ...own.jwk, crv: "p-256" }),
    "curve-missing": keyed({ kty: "EC", x: own.jwk.x, y: own.jwk.y }),
    "type-okp": keyed({ ...own.jwk, kty: "OKP" }),
    "type-missing": keyed({ crv: "P-256", x: own.jwk.x, y: own.jwk.y }),
    "off-the-curve": keyed({ ...own.jwk, y: off }),
    "coordinates-exchanged": keyed({ ...own.jwk, x: own.jwk.y, y: own.jwk.x }),
    "at-infinity": keyed({ ...own.jwk, x: zero, y: zero }),
    "beyond-the-field": keyed({ ...own.jwk, x: base64url(big(prime)) }),
    // 5² = x³ − 3x + b has no small root to hand; x = 5 is on the curve, and so would be 5 + p to who reduces it.
    "beyond-the-field-reduced": keyed({ ...own.jwk, x: base64url(big(prime + 5n)), y: base64url(big(31468013646237722594854082025316614106172411895747863909393730389177298123724n)) }),
    "short-coordinate": keyed({ ...own.jwk, x: own.jwk.x.slice(0, 40) }),
    "long-coordinate": keyed({ ...own.jwk, x: base64url(Buffer.concat([Buffer.alloc(1), Buffer.from(own.jwk.x, "base64url")])) }),
    "coordinate-padded": keyed({ ...own.jwk, x: `${own.jwk.x}=` }),
    "coordinate-spare-bits": keyed({ ...own.jwk, x: `${own.jwk.x.slice(0, -1)}${String.fromCharCode(own.jwk.x.charCodeAt(42) + 1)}` }),
    "coordinate-a-number": keyed({ ...own.jwk, y: 5 }),
    "coordinate-empty": keyed({ ...own.jwk, y: "" }),
    "x-missing": keyed({ crv: "P-256", kty: "EC", y: own.jwk.y }),
    "y-missing": keyed({ crv: "P-256", kty: "EC", x: own.jwk.x }),
    "y-as-a-sign": keyed({ ...own.jwk, y: base64url([own.point[64] & 1]) }),
    "jwk-empty": keyed({}),
  };
  for (const [name, bytes] of Object.entries(cases)) yield [name, "key", bytes];
}

function* signature(own, other, body, random) {
  const signed = own.signed(body);
  const [head, , value] = signed.signature.split(".");
  const raw = Buffer.from(value, "base64url");
  const [r, s] = [raw.subarray(0, 32), raw.subarray(32)];
  const put = (...parts) => JSON.stringify({ ...body, signature: `${head}..${base64url(Buffer.concat(parts))}` });
  const answers = (change) => JSON.stringify({ ...signed, answers: { ...body.answers, ...change } });
  const over = (payload) => JSON.stringify(own.under(own.header, body, payload));
  const canonical = canonicalize(body);
  const flipped = Buffer.from(raw);
  flipped[Math.floor(random() * 64)] ^= 1 << Math.floor(random() * 8);
  const negative = base64url(big(2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n - BigInt(`0x${Buffer.from(own.jwk.y, "base64url").toString("hex")}`)));
  const mirror = { ...own.jwk, y: negative };
  const byBytes = (value) => (Array.isArray(value) ? `[${value.map(byBytes)}]` : value && typeof value === "object" ? `{${Object.keys(value).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => `${JSON.stringify(name)}:${byBytes(value[name])}`)}}` : JSON.stringify(value));
  const input = Buffer.from(`${head}.${base64url(canonical)}`);
  const digested = (hash) => put(own.raw(createHash(hash).update(input).digest().subarray(0, 32), { prehash: false }));
  const nonced = own.under({ ...own.header, nonce: "n" }, body);
  const amending = own.signed({ ...body, supersedes: body.form.digest });
  const cases = {
    "answer-changed": answers({ adults: 77 }),
    "answer-added": answers({ extra: 1 }),
    "answer-of-another-type": answers({ adults: "1" }),
    "answer-emptied": JSON.stringify({ ...signed, answers: {} }),
    "empty-object-as-list": JSON.stringify({ ...signed, answers: { ...body.answers, nothing: [] } }),
    "list-in-another-order": answers({ amounts: [...body.answers.amounts].reverse() }),
    "last-digit": answers({ amounts: [0.100000000000001, ...body.answers.amounts.slice(1)] }),
    "null-for-absent": JSON.stringify({ ...signed, note: null }),
    "member-added": JSON.stringify({ note: "hello", ...signed }),
    "member-dropped": JSON.stringify({ ...signed, absent: undefined }),
    "member-renamed": JSON.stringify({ ...signed, absent: undefined, Absent: body.absent }),
    "audience-changed": JSON.stringify({ ...signed, audience: "https://charlatan.example/" }),
    "digest-changed": JSON.stringify({ ...signed, form: { ...body.form, digest: `sha-256:${base64url(sha256("x"))}` } }),
    "id-changed": JSON.stringify({ ...signed, submissionId: "0193a1f0-7c2a-7d30-8a00-ffffffffffff" }),
    "day-moved": JSON.stringify({ ...signed, evaluatedOn: "2026-11-23" }),
    "time-moved": JSON.stringify({ ...signed, signedAt: "2026-11-22T18:38:26Z" }),
    "time-written-otherwise": JSON.stringify({ ...signed, signedAt: "2026-11-22T18:38:25.000Z" }),
    "worker-added": JSON.stringify({ ...signed, respondent: { mode: "assisted", worker: "Eve" } }),
    "a-space-more": JSON.stringify(signed).replace("Ørsted", "Ørsted "),
    "line-end-rewritten": answers({ remark: body.answers.remark.replace("\n", "\r\n") }),
    normalised: answers({ remark: body.answers.remark.replace("é", "e\u0301") }),
    "look-alike-letter": answers({ remark: body.answers.remark.replace("A", "\u0410") }),
    "entity-decoded": answers({ remark: body.answers.remark.replace("&", "&amp;") }),
    "a-bit-of-the-signature": put(flipped),
    "r-and-s-exchanged": put(s, r),
    "r-of-zero": put(Buffer.alloc(32), s),
    "s-of-zero": put(r, Buffer.alloc(32)),
    "all-zero": put(Buffer.alloc(64)),
    "all-ones": put(Buffer.alloc(64, 255)),
    "r-of-the-order": put(big(ORDER), s),
    "s-of-the-order": put(r, big(ORDER)),
    "r-and-s-of-one": put(big(1n), big(1n)),
    "der-in-64-bytes": put(der(raw).subarray(0, 64)),
    "little-endian": put(Buffer.from(r).reverse(), Buffer.from(s).reverse()),
    "signed-by-another-key": put(other.sign(head, canonical)),
    "header-of-another": JSON.stringify({ ...body, signature: `${base64url(JSON.stringify(other.header))}..${value}` }),
    "header-written-otherwise": JSON.stringify({ ...body, signature: `${base64url(JSON.stringify(own.header, null, 1))}..${value}` }),
    "nonce-added": JSON.stringify({ ...body, signature: `${base64url(JSON.stringify({ ...own.header, nonce: "n" }))}..${value}` }),
    "nonce-taken-out": JSON.stringify({ ...body, signature: `${head}..${nonced.signature.split("..")[1]}` }),
    "nonce-changed": JSON.stringify({ ...body, signature: `${base64url(JSON.stringify({ ...own.header, nonce: "another" }))}..${nonced.signature.split("..")[1]}` }),
    "supersedes-added": JSON.stringify({ ...signed, supersedes: body.form.digest }),
    "supersedes-changed": JSON.stringify({ ...amending, supersedes: `sha-256:${base64url(sha256("another"))}` }),
    "supersedes-taken-out": JSON.stringify({ ...amending, supersedes: undefined }),
    "the-mirrored-key": JSON.stringify({ ...body, signature: `${base64url(JSON.stringify({ ...own.header, jwk: mirror, kid: thumbprint(mirror) }))}..${value}` }),
    "signed-over-another-body": over(canonicalize({ ...body, format: "x" })),
    "signed-over-the-text": over(JSON.stringify(body)),
    "signed-over-indented-text": over(JSON.stringify(body, null, 2)),
    "signed-with-the-signature": over(canonicalize({ ...body, signature: "" })),
    "signed-over-escapes": over(canonical.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)),
    "signed-in-order-of-bytes": over(byBytes(body)),
    "signed-over-python-numbers": over(canonical.replace("1e-7", "1e-07")),
    "signed-over-a-point-zero": over(canonical.replace(",100,", ",100.0,")),
    "signed-over-normalised-text": over(canonical.normalize("NFD")),
    "signed-over-escaped-slashes": over(canonical.replaceAll("/", "\\/")),
    "signed-over-a-line-end": over(`${canonical}\n`),
    "signed-over-nothing": over(""),
    "signed-over-the-digest": over(sha256(canonical)),
    "signed-without-the-header": put(own.raw(Buffer.from(base64url(canonical)))),
    "signed-over-the-body-alone": put(own.raw(Buffer.from(canonical))),
    "payload-not-encoded": put(own.raw(Buffer.from(`${head}.${canonical}`))),
    "hashed-twice": put(own.raw(sha256(input))),
    "hashed-by-sha-384": digested("sha384"),
    "hashed-by-sha-512": digested("sha512"),
  };
  for (const [name, bytes] of Object.entries(cases)) yield [name, "signature", bytes];
}
