// What existing systems do to JSON, and what a sender may do: the signature survives all of it. `[name, text]`.

import { ORDER, TYP } from "./signer.mjs";

export function genuine(own, body) {
  const signed = own.signed(body);
  const text = JSON.stringify(signed);
  const escape = (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`;
  const [head, , value] = signed.signature.split(".");
  const raw = Buffer.from(value, "base64url");
  const s = ORDER - BigInt(`0x${raw.subarray(32).toString("hex")}`);
  const other = Buffer.concat([raw.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, "0"), "hex")]);
  const header = (change) => JSON.stringify(own.under({ ...own.header, ...change }, body));
  return [
    ["as-it-was-sent", text],
    ["indented", JSON.stringify(signed, null, 2)],
    ["reordered", JSON.stringify(reordered(signed), null, "\t")],
    ["signature-first", JSON.stringify({ signature: signed.signature, ...body })],
    ["escaped", text.replace(/[^\x20-\x7e]/g, escape)],
    ["escaped-in-small-letters", text.replace(/[^\x20-\x7e]/g, (c) => escape(c).toLowerCase())],
    ["every-character-escaped", JSON.stringify({ ...signed, answers: 0 }).replace('"answers":0', `"answers":${JSON.stringify(body.answers).replace(/"remark":"[^]*?[^\\]"/, (member) => `"remark":"${[...JSON.parse(`{${member}}`).remark].map((c) => c.replace(/[^]/g, escape)).join("")}"`)}`)],
    ["slashes-escaped", text.replaceAll("/", "\\/")],
    ["html-escaped", text.replace(/[<>&']/g, escape)],
    ["white-space", `\r\n ${text.replaceAll('":', '" :\t')} \n`],
    ["numbers-written-otherwise", numbers(text, OTHER)],
    ["numbers-as-long-as-allowed", numbers(text, LONG)],
    ["with-a-nonce", header({ nonce: "n-0" })],
    ["with-a-long-nonce", header({ nonce: "n".repeat(3800) })],
    ["with-an-empty-nonce", header({ nonce: "" })],
    ["with-a-nonce-of-any-letters", header({ nonce: "ñ / \" \u007f \u{1F9E1}" })],
    ["header-reordered", JSON.stringify(own.under({ typ: TYP, kid: own.header.kid, alg: "ES256", jwk: own.jwk }, body))],
    ["header-indented", JSON.stringify(own.under(JSON.stringify(own.header, null, 2), body))],
    ["the-other-s", JSON.stringify({ ...body, signature: `${head}..${other.toString("base64url")}` })],
    ["signed-again", JSON.stringify({ ...body, signature: `${head}..${own.raw(Buffer.from(`${head}.${Buffer.from(own.canonical(body)).toString("base64url")}`), { extraEntropy: Buffer.alloc(32, 7) }).toString("base64url")}` })],
  ];
}

function reordered(value) {
  if (Array.isArray(value)) return value.map(reordered);
  if (!value || typeof value !== "object") return value;
  const copy = Object.create(null); // a name may be `__proto__`
  for (const [name, item] of Object.entries(value).reverse()) copy[name] = reordered(item);
  return copy;
}

const OTHER = { 0.1: "0.10000000000000000000", 1731.9: "1731.900", 123456789012345: "123456789012345.0e0", 9007199254740991: "9007199254740991.00", "-0.00001": "-1e-5", 100: "1.00E+2", "1e+21": "1000000000000000000000", "1e-7": "0.0000001", 0: "-0.0" };
/** 400 signs, and an exponent of four digits: what docs/envelope.md allows, and a plain serialiser never writes. */
const LONG = { 0.1: "0.1".padEnd(400, "0"), 1731.9: `17319${"0".repeat(390)}e-391`, "-0.00001": `-0.${"0".repeat(390)}1e0386`, 100: `1${"0".repeat(394)}e-392`, "1e+21": "1E+0021", 0: "-0.0e-9999" };

/** The same values in other digits; each stands in `answers.amounts`. */
function numbers(text, other) {
  return text.replace(/"amounts":\[(.*?)\]/, (_, list) => `"amounts":[${list.split(",").map((one) => other[one] ?? one).join()}]`);
}
