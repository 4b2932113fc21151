// Whether a receipt is the receiver's word (`receiver-key`). Fetched when the page gives the key.

import { base64url, bytes, canonical, decoded, header, keys, sha256, thumbprint } from "./jose.js";

/** Whether one of these keys signed this receipt, for exactly what was sent. What can't be read does not hold. */
export const holds = (...given) => judge(...given).catch(() => false);

async function judge(receipt, { id, body }, receivers) {
  const { signature, ...word } = receipt;
  const { signature: own, ...sent } = JSON.parse(body);
  if (word.submissionId !== id || word.digest !== `sha-256:${await sha256(canonical(sent))}`) return false;
  const [head, value] = `${signature}`.split("..");
  const { alg, typ, kid } = header(head);
  if (alg !== "ES256" || typ !== "intake-receipt+jws" || !value) return false;
  for (const jwk of keys(receivers)) {
    if (await thumbprint(jwk) !== kid) continue;
    const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    const input = bytes(`${head}.${base64url(bytes(canonical(word)))}`);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, decoded(value), input);
  }
  return false;
}
