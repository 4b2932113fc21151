// The outbox, and the rounds that carry it: signed submissions on their way to their receivers.
// Fetched as soon as a form is shown. One for all the forms of a page.
//
// An entry goes into IndexedDB before the first attempt to send it and leaves on a receipt, so a
// closed tab or an empty battery loses nothing. It is tried at once, when the network comes back,
// when the page is looked at again, on the next visit, and in between at growing, uneven distances,
// so that a receiver that comes back from an outage is not met by everybody at the same second.
//
// An entry is `{ id, action, enctype, body, files: [{ fileName, mediaType, bytes }], refused? }`.
// What becomes of it is told as `{ id, state }`, where the state is one of
//     "trying"
//     "waiting"     stored: whether it also survives closing the page
//     "delivered"   receipt: the receiver's word, as it came
//     "refused"     code, body, again: whether it is old news

const STORE = "outbox";
const JSON_TYPE = "application/json";
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 300_000;
// A network that says nothing for so long has failed; files are given a second for each 10 kB.
const PATIENCE = 30_000;
const BYTES_A_MS = 10;
// Some browsers never answer about their storage.
const STORAGE_PATIENCE = 10_000;

/** By the submission's id: `{ entry, stored, tell, news, heard }`. */
const parcels = new Map();
/** What the forms on this page want to be told with. */
const ears = new Set();
let busy = false;
let failures = 0;
let timer;

/** A form is on the page: it hears what becomes of its own entries, and the first one of older ones. */
export function join(tell) {
  ears.add(tell);
  addEventListener("online", carry);
  document.addEventListener("visibilitychange", look);
  for (const parcel of parcels.values()) if (parcel.news && !parcel.heard) say(parcel, parcel.news);
  collect().then(carry);
}

/** It is not there any more. With the last one the rounds end; what is in the outbox stays there. */
export function leave(tell) {
  ears.delete(tell);
  if (ears.size) return;
  removeEventListener("online", carry);
  document.removeEventListener("visibilitychange", look);
  clearTimeout(timer);
}

/** Keeps a signed submission, with those of the `files` (by digest) that it names, then sends it. */
export async function take(tell, { id, action, enctype, body }, files) {
  const named = new Map(JSON.parse(body).attachments.map((file) => [file.digest, file]));
  const parcel = { tell, entry: { id, action, enctype, body, files: [] } };
  for (const [digest, { fileName, mediaType }] of named) {
    if (files.has(digest)) parcel.entry.files.push({ fileName, mediaType, bytes: files.get(digest) });
  }
  parcel.stored = await keep(parcel.entry);
  parcels.set(id, parcel);
  await carry();
}

/** Tries everything that waits, now, and also what was refused if it is named. */
export function retry(id) {
  const parcel = parcels.get(id);
  if (parcel?.entry.refused) {
    delete parcel.entry.refused;
    // Behind all others, where a round that is under way still comes by.
    parcels.delete(id);
    parcels.set(id, parcel);
  }
  return carry();
}

/** A person gives up an entry that was refused. */
export async function discard(id) {
  parcels.delete(id);
  await transact("readwrite", (store) => store.delete(id)).catch(() => {});
}

function look() {
  if (!document.hidden) carry();
}

/** What earlier visits left. */
async function collect() {
  const entries = await transact("readonly", (store) => store.getAll()).catch(() => []);
  for (const entry of entries) {
    if (!parcels.has(entry.id)) parcels.set(entry.id, { entry, stored: true });
    const parcel = parcels.get(entry.id);
    if (entry.refused && !ears.has(parcel.tell)) {
      // This form goes on to be told of it.
      [parcel.tell] = ears;
      say(parcel, { state: "refused", ...entry.refused, body: entry.body, again: true });
    }
  }
}

async function carry() {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  let again = false;
  // A parcel that comes in during the round is taken along.
  for (const parcel of parcels.values()) {
    if (parcel.entry.refused || parcel.news?.state === "delivered") continue;
    say(parcel, { state: "trying" });
    const news = await alone(parcel, () => attempt(parcel)).catch(() => {});
    if (news) say(parcel, news);
    else {
      again = true;
      say(parcel, { state: "waiting", stored: parcel.stored });
    }
  }
  busy = false;
  failures = again ? failures + 1 : 0;
  if (again && ears.size) {
    const longest = Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT);
    timer = setTimeout(carry, longest * (0.5 + Math.random() / 2));
  }
}

/** Does it unless another tab is just doing it. */
async function alone({ entry, stored }, work) {
  if (!stored || !navigator.locks) return work();
  return navigator.locks.request(`intake-form ${entry.id}`, { ifAvailable: true }, (lock) => lock && work());
}

/** Sends an entry once. Nothing where it is worth trying again. */
async function attempt({ entry, stored, tell }) {
  const { id, body } = entry;
  // Another tab may have delivered what an earlier visit left.
  if (!tell && !(await transact("readonly", (store) => store.get(id)))) return { state: "gone" };
  const { type, status, said, url } = await post(entry);
  const answer = parse(said);
  if (status >= 200 && status < 300) {
    // A 2xx alone is no receipt: sign-in pages of public networks answer 200 to anything, and so
    // does many a broken program. Only who has read the submission can repeat its id.
    if (answer?.submissionId !== id && !(said + url).includes(id)) {
      console.warn(`intake-form: ${entry.action} answered ${status} without the submission's id: taken for no receipt`);
      return;
    }
    await transact("readwrite", (store) => store.delete(id)).catch(() => {});
    return { state: "delivered", receipt: answer?.submissionId === id ? answer : { submissionId: id } };
  }
  const redirected = type === "opaqueredirect";
  if (redirected) console.warn(`intake-form: ${entry.action} redirects, and may not hand answers on to another address: put the final address into action`);
  else if (status < 400 || status >= 500 || [408, 425, 429].includes(status)) return;
  entry.refused = { code: redirected ? "redirect" : `${answer?.code ?? status}` };
  if (stored) await keep(entry);
  return { state: "refused", ...entry.refused, body };
}

async function post({ id, action, enctype, body, files }) {
  const headers = {};
  let data = body;
  if (files.length || enctype === "multipart/form-data") {
    data = new FormData();
    data.append("submission", body);
    // The brackets are for PHP, which keeps only the last of several parts of one name without.
    for (const { bytes, mediaType, fileName } of files) {
      data.append("attachment[]", new Blob([bytes], { type: mediaType }), fileName);
    }
  } else if (enctype === JSON_TYPE) headers["Content-Type"] = JSON_TYPE;
  else data = new URLSearchParams({ submission: body });
  // A form encoding is sent as a form sends it: with a header of its own it would need CORS.
  if (enctype === JSON_TYPE) headers["Idempotency-Key"] = id;
  const size = files.reduce((sum, { bytes }) => sum + (bytes.size ?? bytes.byteLength), 0);
  const signal = AbortSignal.timeout(PATIENCE + size / BYTES_A_MS);
  // A redirect (307, 308) would carry all of it to whatever address it names. The page's own server may
  // redirect on its own origin; any other server, not at all.
  const own = new URL(action, document.baseURI).origin === location.origin;
  const mode = own ? { mode: "same-origin" } : { redirect: "manual" };
  const response = await fetch(action, { method: "POST", headers, body: data, credentials: "omit", signal, ...mode });
  const { type, status, url } = response;
  return { type, status, said: await response.text(), url };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Tells the form whose entry it is; of one from an earlier visit the first form of the page. */
function say(parcel, news) {
  const tell = ears.has(parcel.tell) ? parcel.tell : [...ears][0];
  parcel.news = { id: parcel.entry.id, ...news };
  // A form that is just being moved on its page hears it when it is there again.
  parcel.heard = Boolean(tell);
  if (tell && ["delivered", "gone"].includes(news.state)) parcels.delete(parcel.entry.id);
  tell?.(parcel.news);
}

/** Puts an entry into the outbox. False where the browser keeps nothing for this page, or is full. */
async function keep(entry) {
  try {
    // As buffers: not every browser stores files.
    const files = await Promise.all(entry.files.map(async ({ bytes, ...file }) => (
      { ...file, bytes: bytes instanceof Blob ? await bytes.arrayBuffer() : bytes })));
    const late = new Promise((_, reject) => setTimeout(reject, STORAGE_PATIENCE));
    await Promise.race([transact("readwrite", (store) => store.put({ ...entry, files })), late]);
    return true;
  } catch {
    return false;
  }
}

async function transact(mode, ask) {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("intake-form", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = reject;
  });
  try {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(STORE));
    // A request that succeeded is not stored yet; a transaction that completed is.
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = reject;
    });
    return request.result;
  } finally {
    database.close();
  }
}
