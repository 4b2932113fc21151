// The key that a device keeps (`keys="device"`), and signing again with a receiver's nonce. Fetched when one of the two is needed.
//
// The private half can't be taken out of the browser, by this page neither. It is read back and tried before it is relied
// on: a browser may take it and not keep it. Where anything fails, there is none, and each submission has a key of its own.

import { base64url, bytes, canonical, header, thumbprint } from "./jose.js";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const NAME = "intake-form-key";
const STORE = "key";
const ONLY = "device";
// Some browsers never answer about their storage.
const PATIENCE = 3_000;

/** The key pair of this device and origin, made at its first use; nothing where none can be kept. */
export function device() {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return Promise.race([alone(kept), late]).catch(() => {});
}

// Two tabs would make two, and the later one be the only one.
const alone = async (work) => (navigator.locks ? navigator.locks.request(NAME, work) : work());

async function kept() {
  const there = await tried(await read());
  if (there) return there;
  const pair = await generate();
  await transact("readwrite", (store) => store.put(pair, ONLY));
  return tried(await read());
}

const generate = () => crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
const read = () => transact("readonly", (store) => store.get(ONLY));

/** The pair, if what it signs holds and nobody can take it away. */
async function tried(pair) {
  try {
    const probe = bytes(NAME);
    const signature = await crypto.subtle.sign(ALGORITHM, pair.privateKey, probe);
    const holds = await crypto.subtle.verify(ALGORITHM, pair.publicKey, signature, probe);
    return holds && !pair.privateKey.extractable ? pair : undefined;
  } catch {
    // None was stored, or something else.
  }
}

/**
 * The same submission under a new signature, with a nonce that the receiver gives at `nonces`, or without the one that it
 * had: by the key of this device if that signed it before, else by a new one. Its body, and with it its digest, stays as
 * it is.
 */
export async function renew(text, nonces) {
  const { signature, ...body } = JSON.parse(text);
  const { kid: before, nonce: had } = signature ? header(signature.split("..")[0]) : {};
  if (!before || !nonces && !had) throw new RangeError("there is no nonce to leave out");
  const own = await device();
  const pair = own && await kid(own) === before ? own : await generate();
  const { x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const jwk = { crv: "P-256", kty: "EC", x, y };
  const print = await thumbprint(jwk);
  // Only the same key may replace what it signed.
  if (body.supersedes && print !== before) throw new RangeError("the key of this device is gone");
  const nonce = nonces && { nonce: await given(nonces, print) };
  const head = base64url(bytes(canonical({ alg: "ES256", jwk, kid: print, ...nonce, typ: "intake-submission+jws" })));
  const input = bytes(`${head}.${base64url(bytes(canonical(body)))}`);
  const value = base64url(await crypto.subtle.sign(ALGORITHM, pair.privateKey, input));
  return JSON.stringify({ ...body, signature: `${head}..${value}` });
}

async function given(nonces, kid) {
  const response = await fetch(nonces, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ kid }), credentials: "omit",
    signal: AbortSignal.timeout?.(30_000),
  });
  const { nonce } = await response.json();
  if (typeof nonce !== "string") throw new Error(`${response.status} ${nonces}`);
  return nonce;
}

const kid = async ({ publicKey }) => thumbprint(await crypto.subtle.exportKey("jwk", publicKey));

async function transact(mode, ask) {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = reject;
  });
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(STORE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = reject;
    });
    return request.result;
  } finally {
    database.close();
  }
}
