// What signing, encrypting and looking at receipts have in common: base64url, RFC 8785, SHA-256 and thumbprints. It is
// joined into each file that needs it.

const encoder = new TextEncoder();
export const bytes = (text) => encoder.encode(text);

export function base64url(buffer) {
  const all = new Uint8Array(buffer);
  let text = "";
  for (let at = 0; at < all.length; at += 0x8000) text += String.fromCharCode(...all.subarray(at, at + 0x8000));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The bytes of a text in base64url; throws for any other. */
export const decoded = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt());

/** A header, as it stands in front of a signature. */
export const header = (text) => JSON.parse(new TextDecoder().decode(decoded(text)));

/** The canonical text of JSON (RFC 8785); what the form signs has no number that `JSON.stringify` writes otherwise. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`;
  if (!value || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`;
}

export const sha256 = async (data) => base64url(await crypto.subtle.digest("SHA-256", typeof data === "string" ? bytes(data) : data));

/** RFC 7638, of a public P-256 key. */
export const thumbprint = ({ x, y }) => sha256(canonical({ crv: "P-256", kty: "EC", x, y }));

/** Public keys as the author of a page wrote them: a JWK, a list of them, or a JWK Set. */
export function keys(text) {
  const said = JSON.parse(text);
  const all = Array.isArray(said) ? said : said.keys ?? [said];
  return all.map(({ kty, crv, x, y }) => ({ kty, crv, x, y }));
}
