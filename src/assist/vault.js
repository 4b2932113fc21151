// What waits on a device that a worker hands from one person to the next: encrypted (AES-GCM), as drafts are, by a key
// that no script can read and that never leaves the device. And the names of those who help, which are nobody's answers.

import { newKey, pack, seal, unpack, unseal } from "../drafts/store.js";

const NAME = "intake-form-assist";
const STORE = "kept";

const random = () => crypto.getRandomValues(new Uint8Array(32));
const imported = (bytes) => crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);

let made;
/** The device's key, made at its first use. */
const key = () => (made ??= find().catch((error) => {
  made = undefined;
  throw error;
}));

async function find() {
  const there = await recall("key");
  if (there) return there instanceof Uint8Array ? imported(there) : there;
  // Where two tabs make one each, the first that is stored counts for both.
  const fresh = await newKey();
  const bytes = random();
  await add("key", fresh).catch((error) => {
    // Some browsers store no keys, but bytes.
    if (error?.name === "DataCloneError") return add("key", bytes);
    throw error;
  });
  const kept = await recall("key");
  return kept instanceof Uint8Array ? imported(kept) : kept;
}

/** An entry of the outbox as it is stored: nothing of it but its id can be read. */
export async function lock({ files, ...entry }) {
  const own = await key();
  const named = files.map(({ bytes, ...file }) => file);
  const sealed = [await seal(pack({ ...entry, files: named }), own)];
  for (const { bytes } of files) sealed.push(await seal(new Uint8Array(bytes), own));
  return { id: entry.id, sealed };
}

/** The entry again. Throws where it was locked by another key. */
export async function open({ sealed: [head, ...bodies] }) {
  const own = await key();
  const entry = unpack(await unseal(head, own));
  const files = await Promise.all(bodies.map(async (bytes, i) => ({ ...entry.files[i], bytes: (await unseal(bytes, own)).buffer })));
  return { ...entry, files };
}

/** What was remembered under a name. */
export const recall = (name) => transact("readonly", (store) => store.get(name));
/** Remembers it on this device. */
export const remember = (name, value) => transact("readwrite", (store) => store.put(value, name));

const add = (name, value) => transact("readwrite", (store) => {
  const request = store.add(value, name);
  // One that is there already stays, and it is no fault of the transaction.
  request.onerror = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  return request;
});

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
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    return request.error ? undefined : request.result;
  } finally {
    database.close();
  }
}
