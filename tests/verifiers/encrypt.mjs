// What `jose` encrypts, `intake decrypt` opens:  node encrypt.mjs FOLDER  writes the owner's key and each kind of JWE.

import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CompactEncrypt, FlattenedEncrypt, GeneralEncrypt, calculateJwkThumbprint, importJWK } from "jose";

export const TEXT = '{"åäö":"signed elsewhere"}';

/** Writes `owner.pem` and `*.jwe` into a folder; the names of the latter. */
export async function encrypt(folder) {
  mkdirSync(folder, { recursive: true });
  const make = async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const jwk = publicKey.export({ format: "jwk" });
    return { privateKey, kid: await calculateJwkThumbprint(jwk), key: await importJWK(jwk, "ECDH-ES") };
  };
  const [owner, second] = [await make(), await make()];
  writeFileSync(join(folder, "owner.pem"), owner.privateKey.export({ type: "pkcs8", format: "pem" }));
  const bytes = new TextEncoder().encode(TEXT);
  const direct = { alg: "ECDH-ES", enc: "A256GCM", kid: owner.kid };
  const wrapped = (general, { key, kid }) => general.addRecipient(key).setUnprotectedHeader({ alg: "ECDH-ES+A256KW", kid });
  const general = () => new GeneralEncrypt(bytes).setProtectedHeader({ enc: "A256GCM", typ: "intake-submission+jwe" });
  const all = {
    compact: await new CompactEncrypt(bytes).setProtectedHeader(direct).encrypt(owner.key),
    flattened: JSON.stringify(await new FlattenedEncrypt(bytes).setProtectedHeader(direct).encrypt(owner.key), null, 1),
    "general-of-one": JSON.stringify(await wrapped(general(), owner).encrypt()),
    "general-of-two": JSON.stringify(await wrapped(wrapped(general(), second), owner).encrypt()),
  };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, `${name}.jwe`), text);
  return Object.keys(all);
}

if (fileURLToPath(import.meta.url) === process.argv[1]) console.log((await encrypt(process.argv[2])).join(" "));
