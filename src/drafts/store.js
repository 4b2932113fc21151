// Where drafts lie: a database of their own, each encrypted by a key of its own that no script can read (AES-GCM, not
// extractable) and that goes with it. A PIN adds a second lock: a key that PBKDF2 makes of it, which is kept nowhere.
//
// A draft is `{ id, owner, expires, key, salt, tries, head, body }`; `head` and `body` are encrypted JSON. Its files are
// records of their own: they do not change with each letter.

const NAME = "intake-form-drafts";
// OWASP's number for PBKDF2 with SHA-256.
const ROUNDS = 600_000;
const IV_BYTES = 12;
const { subtle } = crypto;

const random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A key that stays in the browser. */
export const newKey = () => subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

export const newSalt = () => random(16);

/** The key of a PIN. */
export async function pinKey(pin, salt) {
  const known = await subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return subtle.deriveKey(way, known, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Bytes, encrypted by each of the keys, the last one outermost: behind the bytes that make each time another text of it. */
export async function seal(bytes, ...keys) {
  for (const key of keys.filter(Boolean)) {
    const iv = random(IV_BYTES);
    const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, bytes));
    bytes = new Uint8Array(IV_BYTES + sealed.length);
    bytes.set(iv);
    bytes.set(sealed, IV_BYTES);
  }
  return bytes;
}

/** What was sealed by these keys, in the same order; throws where one of them is another. */
export async function unseal(bytes, ...keys) {
  for (const key of keys.filter(Boolean).reverse()) {
    bytes = new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv: bytes.slice(0, IV_BYTES) }, key, bytes.slice(IV_BYTES)));
  }
  return bytes;
}

export const pack = (value) => new TextEncoder().encode(JSON.stringify(value));
export const unpack = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** So long the storage may take. One that hangs keeps nothing, and says nothing. */
const PATIENCE_MS = 10_000;

/**
 * Runs `ask(drafts, files, answer, on)` in a transaction; what was answered, once all of it is on disk. Where nothing was ever
 * kept there is no database, and only `fresh` makes one: by that the loader knows that a form need not wait for what was kept.
 */
function transact(mode, ask, fresh) {
  const late = {};
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(late.is = new DOMException("the storage does not answer", "TimeoutError"));
      try {
        late.stop?.();
      } catch {
        // It has ended this moment.
      }
    }, PATIENCE_MS);
    run(mode, ask, late, fresh).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function run(mode, ask, late, fresh) {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      if (!fresh) {
        request.onerror = (event) => (event.preventDefault(), resolve());
        return request.transaction.abort();
      }
      request.result.createObjectStore("drafts", { keyPath: "id" });
      request.result.createObjectStore("files", { keyPath: ["draft", "digest"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = reject;
  });
  if (!database) return;
  try {
    // It came after all, when nobody counts on it any more.
    if (late.is) throw late.is;
    const transaction = database.transaction(["drafts", "files"], mode, { durability: "strict" });
    late.stop = () => transaction.abort();
    let answer;
    let failed;
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(failed ?? transaction.error);
    });
    const on = (request, hear) => {
      request.onsuccess = () => {
        try {
          hear(request.result);
        } catch (error) {
          failed = error;
          try {
            transaction.abort();
          } catch {
            // It has ended already.
          }
        }
      };
    };
    ask(transaction.objectStore("drafts"), transaction.objectStore("files"), (value) => { answer = value; }, on);
    await done;
    return answer;
  } finally {
    database.close();
  }
}

const filesIn = (id) => IDBKeyRange.bound([id, ""], [id, "\uffff"]);

/** A form's draft, if there is one that is not too old. What is too old goes, of every form. */
export function find(id) {
  return transact("readwrite", (drafts, files, answer, on) => on(drafts.getAll(), (all) => {
    for (const draft of all) {
      if (draft.expires > Date.now()) {
        if (draft.id === id) answer(draft);
        continue;
      }
      drafts.delete(draft.id);
      files.delete(filesIn(draft.id));
    }
  }));
}

/** The files of a draft, as they are stored: `[{ digest, sealed }]`. */
export function filesOf(id) {
  return transact("readonly", (drafts, files, answer, on) => on(files.getAll(filesIn(id)), answer)).then((all) => all ?? []);
}

/**
 * Writes a draft over that of the same owner, or where there is none, if it is `fresh`: "kept". "gone" where it has
 * disappeared meanwhile, "taken" where another tab has it. `added` are new files, `digests` all that belong to it.
 */
export function write(draft, { fresh = false, take = false, added = [], digests = [] } = {}) {
  return transact("readwrite", (drafts, files, answer, on) => on(drafts.get(draft.id), (there) => {
    if (there && there.owner !== draft.owner && !take) return answer("taken");
    if (!there && !fresh) return answer("gone");
    drafts.put(draft);
    for (const { digest, sealed } of added) files.put({ draft: draft.id, digest, sealed });
    on(files.getAllKeys(filesIn(draft.id)), (keys) => {
      for (const key of keys) if (!digests.includes(key[1])) files.delete(key);
    });
    return answer("kept");
  }), fresh).then((said) => said ?? "gone");
}

/** Removes a draft with its key and its files; with an owner only his. */
export function remove(id, owner) {
  return transact("readwrite", (drafts, files, answer, on) => on(drafts.get(id), (there) => {
    if (owner && there && there.owner !== owner) return;
    drafts.delete(id);
    files.delete(filesIn(id));
  }));
}
