// Verifies a signed submission with `jose`: steps 1 to 6 of docs/envelope.md. receive.mjs has the others.
import { createHash } from "node:crypto";
import { base64url, calculateJwkThumbprint, compactVerify, importJWK } from "jose";

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;
const need = (holds, reason) => { if (!holds) throw new Error(reason); };
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const only = (value, names) => isObject(value) && Object.keys(value).every((name) => names.includes(name));
const decoded = (text, reason) => { // strict: one text for a sequence of bytes
  const bytes = Buffer.from(String(text), "base64url");
  return need(bytes.toString("base64url") === text, reason) ?? bytes;
};
const canonical = (value) => Array.isArray(value) ? `[${value.map(canonical)}]` : !isObject(value) ? JSON.stringify(value)
  : `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`;
function read(bytes, size, depth) { // step 1; JSON.parse sees to the grammar
  need(bytes.length <= size);
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const [value, tokens, open] = [JSON.parse(text), text.match(TOKEN), []];
  for (const [i, token] of tokens.entries()) {
    const number = /^-?(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(token);
    if ("{[".includes(token)) need(open.push(new Set()) <= depth);
    else if ("}]".includes(token)) open.pop();
    else if (token[0] === '"') {
      const string = JSON.parse(token);
      need(string.isWellFormed() && !string.includes("\0") && (tokens[i + 1] !== ":" || !open.at(-1).has(string)));
      if (tokens[i + 1] === ":") open.at(-1).add(string);
    } else if (number) {
      const [, whole, fraction = "", power = "0"] = number;
      need(token.length <= 400 && !/e[+-]?\d{5}/i.test(token));
      const [digits, short] = [(whole + fraction).replace(/^0+/, ""), /[1-9](\d*[1-9])?|$/.exec(whole + fraction)[0]];
      const point = digits.length - fraction.length + Number(power);
      need(!short || ((short.length <= 15 || (point === short.length && BigInt(short) < 2n ** 53n)) && point >= -290 && point <= 307));
    }
  }
  return value;
}
const attempt = (work, reason) => { try { return work(); } catch { return need(false, reason); } };

/** Returns `{ body, digest }` of what was signed; throws the reason class. */
export async function verify(bytes) {
  const { signature, ...body } = attempt(() => read(bytes, 1 << 20, 32), "json") ?? {};
  const [, head, value] = /^([^]*?)\.\.([^]*)$/.exec(typeof signature === "string" ? signature : "") ?? need(false, "envelope");
  need(decoded(value, "envelope").length === 64, "envelope");
  const header = attempt(() => read(decoded(head), 4096, 2), "header");
  need(only(header, ["alg", "typ", "kid", "jwk", "nonce"]) && header.alg === "ES256" && header.typ === "intake-submission+jws", "header");
  const { kid, jwk, nonce = "" } = header;
  need(typeof kid === "string" && typeof nonce === "string" && only(jwk, ["kty", "crv", "x", "y"]), "header");
  need(jwk.kty === "EC" && jwk.crv === "P-256" && [jwk.x, jwk.y].every((text) => decoded(text, "key").length === 32), "key");
  const key = await importJWK(jwk, "ES256").catch(() => need(false, "key"));
  need(kid === await calculateJwkThumbprint(jwk), "key");
  const payload = canonical(body);
  await compactVerify(`${head}.${base64url.encode(payload)}.${value}`, key, { algorithms: ["ES256"] }).catch(() => need(false, "signature"));
  need(Buffer.byteLength(payload) + signature.length + 15 <= 1 << 20, "json");
  return { body: JSON.parse(payload), digest: `sha-256:${createHash("sha256").update(payload).digest("base64url")}` };
}
