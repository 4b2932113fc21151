// The outbox: signed submissions on their way to their receivers. Fetched as soon as a form is shown; one for all
// the forms of a page.
//
// An entry goes into IndexedDB before the first attempt to send it and leaves on a receipt, so a closed tab or an
// empty battery loses nothing. It is tried at once, when the network comes back, when the page is looked at again, on
// the next visit, and in between at growing, uneven distances, so that a receiver that comes back from an outage is
// not met by everybody at the same second.
//
//                ┌────── no answer ───────┐
//                ▼                        │
//     take ─▶ waiting ─── attempt ───▶ trying ─── receipt ──▶ delivered
//                                       ▲ │
//                                 retry │ ▼
//                                     refused               discard: from each but delivered
//
// An entry is `{ id, action, enctype, body, files: [{ fileName, mediaType, bytes }], form, at, receiver?, recipient?, refused?, quiet? }`:
// the name of the form; when it was signed; keys that its receipt is to be signed with; keys that it is to be encrypted to, until it is; whether
// the next person may stand at this device, who is told no number. On a device of several people, and where a worker helps
// (`assist.js`), entries are stored as `{ id, sealed }`, which only this device can open. Those that a worker helped with have
// `about`, which says whose they are, and are told to no form but the one that they came from.
// A form hears `tell(id, state, word, flag, more)` of each step:
//     "trying"
//     "waiting"     flag: it is stored, and survives closing the page
//     "delivered"   word: the reference; more: the receipt as it came
//     "refused"     word: the code; flag: it was refused on an earlier visit; more: [the form's name, the body, has files,
//                   it was stopped by something in front of the receiver, the first letters of the name, when it was
//                   signed, whether it is left to the staff, whether it is stored]

const STORE = "outbox";
const JSON_TYPE = "application/json";
const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 300_000;
// A receiver that asks for more patience than this is not waited for so long (Retry-After).
const LONGEST_PAUSE = 3_600_000;
// A network that says nothing for so long has failed; files are given a second for each 10 kB.
const PATIENCE = 30_000;
const BYTES_A_MS = 10;
// Some browsers never answer about their storage.
const STORAGE_PATIENCE = 10_000;

/** What may follow on a state. Any other step comes too late, as the receipt of what was discarded. */
const NEXT = {
  waiting: ["trying", "discarded"],
  trying: ["waiting", "delivered", "refused", "discarded"],
  refused: ["trying", "discarded"],
  delivered: [],
  discarded: [],
};

/** By the submission's id: `{ state, entry, stored, tell, heard, again, news, not }`, `not` being when it may be tried again. What is over stays, without its entry's text. */
const items = new Map();
/** What the forms on this page want to be told with. */
const forms = new Set();
/** Those who help: they want to hear of all. And what locks entries and opens them. */
const attending = new Set();
let vault;
let load;
let round;
let failures = 0;
let timer;
/** Fetches `trouble.js`. */
let trouble;
/** How often the database was made anew. */
let made = 0;

// What is nowhere but in this page goes with it.
addEventListener("beforeunload", (event) => {
  if (![...items.values()].some(({ state, stored }) => NEXT[state].length && !stored)) return;
  event.preventDefault();
  event.returnValue = true;
});

/** Says how to fetch what knows the refusals of others than receivers. */
export function help(fetch) {
  trouble = fetch;
}

/** How the parts that few forms need are fetched. */
export const setLoad = (by) => { load = by; };

/**
 * Somebody helps, and hears of everything: `hear()` at each step. From now on entries are locked by `by`, also those that
 * were stored readable. Without `by` she hears no more.
 */
export function attend(hear, by) {
  if (!by) return void attending.delete(hear);
  attending.add(hear);
  vault = by;
  for (const item of items.values()) if (item.stored && !item.sealed && NEXT[item.state].length) keep(item);
}

/** What there is, for who helps: what was delivered while she did, too. */
export function all() {
  return [...items.values()].filter(({ state }) => state !== "discarded").map((item) => {
    const { state, stored, news, entry: { id, body } } = item;
    return { ...about(item), id, state, stored, body, reference: state === "delivered" ? news.word : "" };
  });
}

/** Whose an entry is. */
function about(item) {
  const { entry } = item;
  if (item.about || !entry.body) return item.about;
  const { answers, signedAt } = parse(entry.body) ?? {};
  // Once it is encrypted, nothing of it can be read here.
  item.about = entry.about ?? { initials: initials(answers, entry.called), signedAt, name: entry.form };
  if (attending.size) entry.about = item.about;
  return item.about;
}

/** A form is on the page: it hears what becomes of its own entries, and the first one of older ones. */
export function join(tell) {
  forms.add(tell);
  addEventListener("online", carry);
  document.addEventListener("visibilitychange", look);
  for (const item of items.values()) if (item.news && !item.heard) say(item);
  collect().then(carry);
}

/** It is not there any more. With the last one the rounds end; what is in the outbox stays there. */
export function leave(tell) {
  forms.delete(tell);
  if (forms.size) return;
  removeEventListener("online", carry);
  document.removeEventListener("visibilitychange", look);
  clearTimeout(timer);
}

/** Keeps a signed submission, with those of the `files` (by digest) that it names, then sends it. */
export async function take(tell, { id, action, enctype, body, called, more }, files) {
  const { form, attachments, signedAt } = parse(body);
  const entry = { id, action, enctype, body, files: [], form: form.name, called, at: signedAt, receiver: more?.receiverKey, recipient: more?.recipientKey, quiet: more?.shared };
  const named = new Map(attachments.map((file) => [file.digest, file]));
  for (const [digest, { fileName, mediaType }] of named) {
    if (files.has(digest)) entry.files.push({ fileName, mediaType, bytes: files.get(digest) });
  }
  const item = { state: "waiting", entry, tell };
  items.set(id, item);
  if (attending.size) about(item);
  else if (entry.quiet) {
    vault ??= await load("shared").catch(() => {});
    item.sealed = Boolean(vault);
  }
  // What can't be encrypted yet stays on this device until it is.
  await close(item).catch(() => {});
  await keep(item);
  await attempt(item);
  plan();
}

/** Tries everything that waits, now, and this one even if it was refused. */
export async function retry(id) {
  const item = items.get(id);
  if (item?.state === "trying") item.again = true;
  else if (item) await attempt(item);
  return carry();
}

/** A person gives up an entry. */
export function discard(id) {
  const item = items.get(id) ?? { state: "refused", entry: { id } };
  items.set(id, item);
  become(item, "discarded");
}

/** A refused one is not this person's: it is kept for the staff. */
export function handOver(id) {
  const item = items.get(id);
  if (item?.state !== "refused") return;
  item.entry.refused.handedOver = true;
  keep(item);
}

/** Whoever was here is gone: what waits is told to others without its number. */
export function finish() {
  for (const item of items.values()) {
    if (!NEXT[item.state].length || item.sealed) continue;
    item.entry.quiet = true;
    if (item.stored) keep(item);
  }
}

// What a worker helped with is for who helps, and not for whoever comes next.
const hidden = ({ sealed, entry: { quiet } }) => sealed && !quiet;

function look() {
  if (!document.hidden) carry();
}

/** What earlier visits left. */
async function collect() {
  const entries = await transact("readonly", (store) => store.getAll()).catch(() => []);
  if (!vault && entries.some(({ sealed }) => sealed)) vault = await load("shared").catch(() => {});
  for (const record of entries) {
    const { id, sealed } = record;
    if (!items.has(id)) {
      // What another device or key has locked stays as it is.
      const entry = sealed ? await vault?.open(record).catch(() => {}) : record;
      if (!entry) continue;
      items.set(id, { state: entry.refused ? "refused" : "waiting", entry, stored: true, sealed: Boolean(sealed), made });
    }
    const item = items.get(id);
    attending.forEach((hear) => hear());
    if (item.state === "refused" && !hidden(item) && !forms.has(item.tell)) {
      // This form goes on to be told of it.
      [item.tell] = forms;
      item.news = refusal(item, true);
      say(item);
    }
  }
}

/** One round over all that waits. There is never a second one beside it. */
function carry() {
  return (round ??= go().finally(() => {
    round = undefined;
    plan();
  }));
}

async function go() {
  // One that comes in during the round is taken along.
  for (const item of items.values()) if (item.state === "waiting" && !(item.not > performance.now())) await attempt(item);
}

/** When the next round is. */
function plan() {
  clearTimeout(timer);
  const waits = [...items.values()].filter(({ state }) => state === "waiting");
  failures = waits.length ? failures + 1 : 0;
  if (!waits.length || !forms.size) return;
  const longest = Math.min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT);
  const pause = Math.min(...waits.map(({ not = 0 }) => not)) - performance.now();
  timer = setTimeout(carry, Math.max(longest * (0.5 + Math.random() / 2), pause));
}

/** Sends one, unless another tab is just doing it. Never fails, and never lasts for ever. */
async function attempt(item) {
  do {
    // Whoever asks for another one meanwhile does not mean the one that is under way.
    item.again = false;
    if (!become(item, "trying")) return;
    const news = await alone(item, () => send(item)).catch(() => {});
    become(item, news?.state ?? "waiting", news);
  } while (item.again);
}

/** Goes over to a state, if it can follow on the present one, and tells the form. */
function become(item, state, news) {
  const { id } = item.entry;
  const over = state === "delivered" || state === "discarded";
  if (!NEXT[item.state].includes(state)) return false;
  item.state = state;
  if (over) {
    if (attending.size) about(item);
    // Files and answers are let go of; the id stays, for what was read from the storage before.
    const { quiet } = item.entry;
    item.entry = { id, quiet };
    remove(id);
  } else if (state === "refused") {
    item.entry.refused = { code: news.word };
    if (item.stored) keep(item);
  } else delete item.entry.refused;
  item.news = news ?? { state, flag: item.stored };
  if (state !== "discarded") say(item);
  attending.forEach((hear) => hear());
  return true;
}

async function alone({ entry, stored }, work) {
  if (!stored || !navigator.locks) return work();
  let asked = true;
  const locked = (lock) => {
    asked = false;
    return lock && work();
  };
  return navigator.locks.request(`intake-form ${entry.id}`, { ifAvailable: true }, locked).catch((error) => {
    // A page of an origin of its own, as in a sandbox, has no locks and no other tabs.
    if (asked) return work();
    throw error;
  });
}

/** Sends an entry once. What is news of it; nothing where it is worth trying again. */
async function send(item, renewed) {
  const { entry, tell } = item;
  const { id, action } = entry;
  // Another tab may have delivered what an earlier visit left, unless the browser has cleared its storage.
  if (!tell) {
    const found = await Promise.race([transact("readonly", (store) => store.get(id)), after(STORAGE_PATIENCE, "fail")]);
    if (!found && item.made === made) return { state: "discarded" };
    item.made = made;
    if (!found) await keep(item);
  }
  // What no network can change.
  if (!/^https?:/.test(action)) return refusal(item, false, "action");
  const open = await close(item).catch((error) => error);
  // Nothing goes out readable because its key is wrong; without the part that encrypts, it waits.
  if (open instanceof RangeError) return refusal(item, false, "recipient-key");
  if (open) return;
  const answered = await post(entry);
  const { type, status, said, url, redirected, later } = answered;
  const answer = parse(said);
  if (status >= 200 && status < 300) {
    // A 2xx alone is no receipt: sign-in pages of public networks answer 200 to anything, and so
    // does many a broken program. Only who has read the submission can repeat its id.
    const full = answer?.submissionId === id;
    if (full || (said + url).includes(id)) {
      const receipt = full ? answer : { submissionId: id };
      if (entry.receiver && !await (await load("receipt")).holds(receipt, entry, entry.receiver)) {
        console.warn(`intake-form: the receipt of ${action} is not signed by a key in receiver-key`);
        return refusal(item, false, "receipt");
      }
      return { state: "delivered", word: typeof receipt.reference === "string" ? receipt.reference : "", more: receipt };
    }
    console.warn(`intake-form: ${action} answered ${status} without the submission's id: taken for no receipt`);
    // On the page's own site: a network's sign-in page has another address, and is left sooner or later.
    return redirected && (await suspected(action, answered)) ? refusal(item, false, "sign-in", true) : undefined;
  }
  if (type === "opaqueredirect") {
    console.warn(`intake-form: ${action} redirects, and may not hand answers on to another address: put the final address into action`);
    return refusal(item, false, "redirect", true);
  }
  // The receiver wants to know that it is signed now: signed again, it is the same submission.
  // Where it gives none any more, it wants none.
  if (/^nonce/.test(answer?.code) && !renewed) {
    const nonces = typeof answer.nonces === "string" ? new URL(answer.nonces, action) : undefined;
    if (nonces && nonces.origin !== new URL(action).origin) return refusal(item, false, answer.code);
    const again = await (await load("key")).renew(entry.body, nonces).catch((error) => error);
    // What only a key that is gone could sign again waits for nothing.
    if (again instanceof RangeError) return refusal(item, false, answer.code);
    if (again instanceof Error) throw again;
    entry.body = again;
    if (item.stored) await keep(item);
    return send(item, true);
  }
  if (status < 400 || status >= 500 || [408, 425, 429].includes(status)) {
    item.not = performance.now() + patience(later);
    return;
  }
  const stopped = await suspected(action, answered, answer);
  return refusal(item, false, `${answer?.code ?? status}`, stopped);
}

/** Whether something else than the receiver answered; the author is told what it looks like. */
async function suspected(action, answered, answer) {
  const advice = await trouble?.().then(({ suspect }) => suspect(answered, answer)).catch(() => {});
  if (advice) console.warn(`intake-form: ${action} answered ${answered.status}, which is no receiver's refusal. It looks like ${advice}`);
  return Boolean(advice);
}

function refusal({ entry, stored }, flag, word = entry.refused.code, stopped = false) {
  const { body, files, refused } = entry;
  // Of one that is encrypted only the time is known.
  const { form, answers, signedAt = entry.at } = parse(body) ?? {};
  return {
    state: "refused", word, flag,
    more: [entry.form ?? form?.name, body, files.length > 0, stopped, initials(answers, entry.called), signedAt, Boolean(refused?.handedOver), Boolean(stored)],
  };
}

/** The first letters of a name: enough for whoever wrote it. A form that does not say which questions ask for one may call them so. */
function initials(answers, called) {
  const keys = called?.length ? called : Object.keys(answers ?? {}).filter((key) => /name|called/i.test(key));
  const named = keys.map((key) => answers?.[key]).filter((value) => typeof value === "string" && value.trim());
  return named.slice(0, 2).map((value) => `${[...value.trim()][0].toLocaleUpperCase()}.`).join(" ");
}

/** Encrypts an entry, if it is to be. */
async function close(item) {
  const { entry } = item;
  if (!entry.recipient) return;
  const { encrypt } = await load("encrypt");
  Object.assign(entry, await encrypt(entry, entry.recipient));
  delete entry.recipient;
  if (item.stored) await keep(item);
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
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), PATIENCE + size / BYTES_A_MS);
  // A redirect (307, 308) would carry all of it to whatever address it names. The page's own server may
  // redirect on its own origin; any other server, not at all. A sandboxed frame has no origin that would be its own.
  const own = new URL(action, document.baseURI).origin === globalThis.origin;
  const mode = own ? { mode: "same-origin" } : { redirect: "manual" };
  try {
    const response = await fetch(action, { method: "POST", headers, body: data, credentials: "omit", signal: stop.signal, ...mode });
    const { type, status, url, redirected } = response;
    return { type, status, said: await response.text(), url, redirected, later: response.headers.get("Retry-After") };
  } finally {
    clearTimeout(late);
  }
}

/** Milliseconds of a Retry-After (RFC 9110 §10.2.3): seconds, or a date. */
function patience(text) {
  const ms = /^\d+$/.test(text) ? text * 1000 : Date.parse(text) - Date.now();
  return Math.min(Math.max(ms || 0, 0), LONGEST_PAUSE);
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Tells the form whose entry it is; of one from an earlier visit the first form of the page. */
function say(item) {
  const own = forms.has(item.tell);
  if (!own && hidden(item)) return;
  const tell = own ? item.tell : [...forms][0];
  // A form that is just being moved on its page hears it when it is there again.
  item.heard = Boolean(tell);
  const { state, word = "", flag = false, more } = item.news;
  try {
    tell?.(item.entry.id, state, own || !item.entry.quiet || state === "refused" ? word : "", flag, more);
  } catch (error) {
    // What goes wrong in one form must not keep the answers of others.
    console.error("intake-form:", error);
  }
}

/** Puts an entry into the storage, if that answers in time. The browser may keep nothing for this page, or be full. */
function keep(item) {
  const written = write(item).then(() => true, () => false).then((stored) => {
    item.stored = stored;
    attending.forEach((hear) => hear());
    // It took so long that the person was told that nothing is stored, or that all is over.
    if (!NEXT[item.state].length) remove(item.entry.id);
    else if (item.news?.state === "waiting" && item.news.flag !== stored) {
      item.news = { state: "waiting", flag: stored };
      say(item);
    }
  });
  return Promise.race([written, after(STORAGE_PATIENCE)]);
}

async function write(item) {
  const { entry } = item;
  // As buffers: not every browser stores files.
  const files = await Promise.all(entry.files.map(async ({ bytes, ...file }) => (
    { ...file, bytes: bytes instanceof Blob ? await bytes.arrayBuffer() : bytes })));
  const whole = { ...entry, files };
  const sealed = Boolean(vault && (attending.size || item.sealed));
  const record = sealed ? await vault.lock(whole) : whole;
  item.sealed = sealed;
  return transact("readwrite", (store) => store.put(record));
}

const remove = (id) => transact("readwrite", (store) => store.delete(id)).catch(() => {});

const after = (ms, deed) => new Promise((resolve, reject) => setTimeout(deed === "fail" ? reject : resolve, ms));

async function transact(mode, ask) {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("intake-form", 1);
    request.onupgradeneeded = () => {
      made += 1;
      request.result.createObjectStore(STORE, { keyPath: "id" });
    };
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
