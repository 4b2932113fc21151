// Drafts: what a person writes, kept on the device if she wants that, until she has sent it or a day is over. Without
// one, leaving the page asks first. Fetched behind a form that is shown.
//
// Each letter is on the disk within a second. One tab writes a draft: it holds a lock of the browser, and its name stands
// in the draft, for browsers without locks. Encryption and storage are in drafts/store.js, the file that a person saves in
// drafts/file.js.
//
//     idle ── first page is done ──▶ offered ── yes ──▶ kept ── sent, deleted ──▶ over
//       ▲                               └── no ──▶ declined
//     found (of an earlier visit) ── go on ──▶ kept;    elsewhere: another tab has it

import { digestsIn, itemsIn, labelsOf, nameOf } from "./drafts/form.js";
import { download, read, withoutLost, write as writeFile } from "./drafts/file.js";
import * as store from "./drafts/store.js";
import { Panel } from "./drafts/panel.js";

/** So long a letter waits for others before they are written together. */
const PAUSE_MS = 400;
/** Wrong PINs, before a draft is deleted. */
const TRIES = 5;
const LONGEST_DAYS = 30;
/** What became of sending, where the answers are with somebody else. Those that wait may do so in this page alone. */
const OVER = ["sent", "taken", "waiting"];

export class Drafts {
  #host;
  #form;
  #definition;
  #days;
  #offers;
  #state = "idle";
  // What the person wrote since the last draft was written, or at all.
  #dirty = false;
  #written = false;
  #owner = `${Math.random()}`;
  #draft;
  #pin;
  #timer;
  #writing;
  #unlock;
  #listening;
  // Files that are stored already.
  #stored = new Set();
  #panel;

  /** For a form of this definition, as the element's attributes and else the form's settings want it. */
  constructor(definition, host) {
    const { drafts = "offer", draftDays = 1 } = definition.settings ?? {};
    const asked = host.shared ? "off" : host.getAttribute("drafts") || (host.mode === "assisted" ? "off" : drafts);
    this.#host = host;
    this.#definition = definition;
    this.#days = Math.min(Math.max(Math.trunc(host.getAttribute("draft-days")) || draftDays, 1), LONGEST_DAYS);
    // Of a form of one page nothing is done before all is.
    this.#offers = asked !== "off" && definition.pages.length > 1;
    this.#panel = new Panel(this, definition, this.#days);
  }

  /** The element is on a page, with its form, in which something was `touched` before this was here. */
  async enter(host, form, language, touched) {
    this.leave();
    this.#host = host;
    this.#form = form;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const on = (target, type, listener) => target.addEventListener(type, listener, { signal });
    on(host, "intake-change", () => this.#hear());
    on(host, "intake-page", () => this.#turn());
    on(host, "intake-status", ({ detail }) => this.#send(detail.status));
    on(window, "beforeunload", (event) => this.#ask(event));
    on(window, "pagehide", () => this.#flush());
    on(document, "visibilitychange", () => document.hidden && this.#flush());
    // Another form around sends it.
    on(document, "submit", (event) => event.target === host.form && queueMicrotask(() => event.defaultPrevented || this.#send("taken")));
    if (touched) this.#hear();
    this.#panel.dress(host.shadowRoot);
    this.speak(language);
    if (this.#state === "kept") await this.#lock();
    if (this.#state === "idle" && this.#offers) await this.#look();
    await this.#offer();
  }

  /** It left. */
  leave() {
    if (!this.#listening) return;
    this.#flush();
    this.#listening.abort();
    this.#listening = undefined;
    this.#release();
  }

  /** Says it in another language. */
  speak(language) {
    this.#panel.speak(language);
  }

  /** What is drawn before the form and behind it. */
  get nodes() {
    return [this.#panel.node, this.#panel.foot];
  }

  /** What can be offered. */
  get now() {
    const [host, form, state, written, offers] = [this.#host, this.#form, this.#state, this.#written, this.#offers];
    return { host, form, state, written, offers, expires: this.#draft?.expires };
  }

  /** Whether the form has private questions. */
  get isPrivate() {
    return itemsIn(this.#definition).some((item) => item.sensitive);
  }

  /** Says that all was cleared, for whoever comes next. */
  cleared(language) {
    this.#panel.speak(language);
    this.#panel.show("note", this.#host.mode === "assisted" ? "clearedNext" : "cleared");
    this.nodes[0].querySelector("section")?.focus();
  }

  /** All is forgotten, here and in the storage. */
  async reset() {
    clearTimeout(this.#timer);
    this.#dirty = this.#written = false;
    // At once: the page may be on its way out.
    await this.#end("idle");
  }

  // What an earlier visit left.
  async #look() {
    const locked = await this.#lock();
    const draft = await store.find(this.#definition.name).catch(() => {});
    if (this.#state !== "idle" || !this.#listening) return;
    if (draft && !locked) return this.#be("elsewhere", "elsewhere");
    if (!draft) return this.#release();
    try {
      const head = store.unpack(await store.unseal(draft.head, draft.key));
      this.#draft = draft;
      this.#be("found", "found", head);
    } catch {
      await store.remove(draft.id).catch(() => {});
      this.#release();
    }
  }

  // One tab at a time writes a draft.
  async #lock() {
    if (this.#unlock || !navigator.locks) return true;
    const name = `intake-form draft ${this.#definition.name}`;
    return new Promise((resolve) => {
      navigator.locks.request(name, { ifAvailable: true }, (lock) => {
        resolve(Boolean(lock));
        return lock && new Promise((release) => { this.#unlock = release; });
      // A page of an origin of its own, as in a sandbox, has no locks and no other tabs.
      }).catch(() => resolve(true));
    });
  }

  #release() {
    this.#unlock?.();
    this.#unlock = undefined;
  }

  #hear() {
    this.#dirty = this.#written = true;
    this.#plan();
  }

  #plan() {
    if (this.#state === "kept") this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MS);
  }

  #turn() {
    if (this.#state === "kept") {
      this.#dirty = true;
      this.#plan();
    }
    this.#offer();
    this.#panel.draw();
  }

  async #offer() {
    const away = this.#form && this.#form.get("page") !== this.#definition.pages[0].name;
    if (!this.#offers || !away || !this.#written || !["idle", "elsewhere"].includes(this.#state)) return;
    const before = this.#state;
    const locked = await this.#lock();
    const draft = await store.find(this.#definition.name).catch(() => {});
    if (this.#state !== before) return;
    if (draft) return this.#be("elsewhere", "elsewhere");
    if (locked) this.#be("offered", "offer");
  }

  // The browser asks whether to leave what nobody keeps.
  #ask(event) {
    const safe = this.#state === "kept" || !this.#written || this.#form.get("kept");
    if (safe) return this.#flush();
    event.preventDefault();
    event.returnValue = true;
  }

  async #send(status) {
    // A form of the page that sends them says only that they are taken.
    if (OVER.includes(status) && (status !== "waiting" || this.#form.get("kept"))) {
      this.#written = false;
      // One that was found and not taken up may be somebody else's.
      if (this.#state === "found") this.#panel.show();
      else await this.#end("over");
    } else if (!status && this.#state === "over") this.#state = "idle";
    this.#panel.draw();
  }

  // The draft is over: sent, or deleted.
  async #end(state, ...view) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const had = this.#state === "kept" || this.#state === "found";
    this.#draft = this.#pin = undefined;
    this.#stored.clear();
    const writing = this.#writing;
    this.#be(state, ...view);
    if (had) await store.remove(this.#definition.name).catch(() => {});
    // What was just being written may have come after that.
    if (writing) await writing.catch(() => {}).then(() => store.remove(this.#definition.name, this.#owner)).catch(() => {});
    this.#release();
  }

  /** No: nothing is. */
  decline() {
    this.#be("declined");
  }

  /** The person deletes it; `then` it is offered again, or not. */
  remove(then) {
    return this.#end(then, "note", "deleted");
  }

  /** Yes: from now on it is kept. */
  async keep(pin) {
    try {
      const salt = pin && store.newSalt();
      this.#pin = pin && await store.pinKey(pin, salt);
      const key = await store.newKey();
      const expires = new Date();
      expires.setDate(expires.getDate() + this.#days);
      expires.setHours(23, 59, 59, 999);
      this.#draft = { id: this.#definition.name, owner: this.#owner, expires: expires.getTime(), key, salt, tries: 0 };
      this.#stored.clear();
      await this.#lock();
      this.#be("kept");
      await this.#write({ fresh: true });
    } catch (error) {
      this.#state = "kept";
      this.#fail(error);
    }
  }

  // Writes what is new, and only one time at a time.
  #flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#state !== "kept" || !this.#dirty) return;
    if (this.#writing) return void this.#writing.finally(() => this.#plan()).catch(() => {});
    this.#write().catch((error) => this.#fail(error));
  }

  #write(how) {
    this.#writing = this.#put(how).finally(() => { this.#writing = undefined; });
    return this.#writing;
  }

  async #put(how = {}) {
    const form = this.#form;
    // Read at once: the page may be gone in a moment.
    const draft = form.get("draft");
    const files = form.get("files");
    const head = { page: form.get("page"), number: form.get("progress"), saved: Date.now(), pin: Boolean(this.#pin) };
    const body = { draft, made: this.#made(), unkept: this.#unkept() };
    this.#dirty = false;
    const kept = this.#draft;
    const { key } = kept;
    const digests = digestsIn(draft).filter((digest) => files.has(digest));
    const added = [];
    for (const digest of digests) {
      if (this.#stored.has(digest)) continue;
      const { name, type } = files.get(digest);
      const about = store.pack({ name, type });
      const bytes = new Uint8Array(await files.get(digest).arrayBuffer());
      added.push({ digest, sealed: { about: await store.seal(about, this.#pin, key), bytes: await store.seal(bytes, this.#pin, key) } });
    }
    const next = { ...kept, head: await store.seal(store.pack(head), key), body: await store.seal(store.pack(body), this.#pin, key) };
    if (this.#draft !== kept) return;
    const said = await store.write(next, { ...how, added, digests });
    if (this.#draft !== kept) return;
    if (said !== "kept") return this.#lose(said === "taken" ? "elsewhere" : "evicted");
    this.#stored = new Set(digests);
    if (this.#dirty) this.#plan();
  }

  // What it was written for: what the questions are called, in the language of the form.
  #made() {
    const { language } = this.#panel.words;
    return { language, labels: labelsOf(this.#definition, language) };
  }

  // Names of private questions that have an answer, which no draft keeps.
  #unkept() {
    const names = new Set(itemsIn(this.#definition).filter((item) => item.sensitive).map((item) => item.name));
    const found = new Set();
    const walk = (answers) => {
      for (const [name, answer] of Object.entries(answers ?? {})) {
        if (names.has(name)) found.add(name);
        else if (Array.isArray(answer)) answer.forEach((entry) => typeof entry === "object" && walk(entry));
      }
    };
    walk(this.#form.get("answers"));
    return [...found];
  }

  #fail(error) {
    if (this.#state === "kept") this.#lose(error?.name === "QuotaExceededError" ? "full" : "blocked");
  }

  // It is kept no longer, and the person is told.
  #lose(view) {
    this.#draft = this.#pin = undefined;
    this.#dirty = true;
    this.#be(view === "elsewhere" ? "elsewhere" : "lost", view);
    if (view !== "elsewhere") this.#release();
  }

  /** Takes up what an earlier visit left. */
  async goOn(head, pin) {
    const draft = this.#draft;
    let body;
    try {
      this.#pin = head.pin ? await store.pinKey(pin, draft.salt) : undefined;
      body = store.unpack(await store.unseal(draft.body, this.#pin, draft.key));
    } catch {
      if (!head.pin) return this.#end("declined", "note", "evicted");
      return this.#wrong(head);
    }
    const files = new Map();
    for (const { digest, sealed } of await store.filesOf(draft.id).catch(() => [])) {
      try {
        const { name, type } = store.unpack(await store.unseal(sealed.about, this.#pin, draft.key));
        files.set(digest, new File([await store.unseal(sealed.bytes, this.#pin, draft.key)], name, { type }));
        this.#stored.add(digest);
      } catch {
        // One that can't be read is not there.
      }
    }
    this.#draft = { ...draft, owner: this.#owner, tries: 0 };
    const told = this.#restore(withoutLost(body.draft, files), files, body);
    this.#be("kept", ...(told.length ? ["told", told] : []));
    this.#form.goTo(this.#pageAt(head));
    // From now on this tab writes it.
    this.#dirty = true;
    this.#writing = this.#put({ take: true }).catch((error) => this.#fail(error)).finally(() => { this.#writing = undefined; });
  }

  #pageAt({ page, number }) {
    const { pages } = this.#definition;
    if (["review", "outcome"].includes(page) || pages.some(({ name }) => name === page)) return page;
    return pages[Math.min(number, pages.length) - 1].name;
  }

  async #wrong(head) {
    const draft = { ...this.#draft, owner: this.#owner, tries: (this.#draft.tries ?? 0) + 1 };
    this.#pin = undefined;
    if (draft.tries >= TRIES) return this.#end("declined", "note", "pinGone");
    this.#draft = draft;
    await store.write(draft, { take: true, digests: (await store.filesOf(draft.id)).map(({ digest }) => digest) }).catch(() => {});
    this.#be("found", "unlock", head, TRIES - draft.tries);
  }

  // Fills the form in, and says what is not as it was: sentences for the person.
  #restore(draft, files, { made, unkept = [] } = {}) {
    const { say } = this.#panel.words;
    const lost = this.#form.restore(draft, files);
    this.#written = true;
    const { language } = made ?? this.#panel.words;
    const now = labelsOf(this.#definition, language);
    const named = (names) => [...new Set(names)].map((name) => now[name] ?? made?.labels[name] ?? name).join(" · ");
    const other = made && JSON.stringify(made.labels) !== JSON.stringify(now);
    const told = [];
    const gone = lost.map(nameOf);
    if (lost.length) {
      const names = gone.map((name) => made?.labels[name] ?? now[name] ?? name);
      told.push(say("changedLost", { list: [...new Set(names)].join(" · ") }));
    } else if (other) told.push(say("changed"));
    const reworded = other ? Object.keys(draft).map(nameOf).filter((name) => now[name] && made.labels[name] !== now[name] && !gone.includes(name)) : [];
    if (reworded.length) told.push(say("reworded", { list: named(reworded) }));
    if (unkept.length) told.push(say("private", { list: named(unkept) }));
    return told;
  }

  /** A file with all of it. */
  async save() {
    const { language, dir, say, time } = this.#panel.words;
    const form = this.#form;
    const labels = labelsOf(this.#definition, language);
    const text = await writeFile({
      definition: this.#definition, draft: form.get("draft"), files: form.get("files"), language, dir, say,
      time: time(Date.now()), word: (key) => form.get(key), unkept: this.#unkept().map((name) => labels[name] ?? name),
    });
    download(`${this.#definition.name}.html`, text);
    if (this.#state !== "kept") this.#written = false;
    this.#panel.show("note", "saveMore");
  }

  /** Such a file is taken up. */
  async load(file) {
    const found = await read(await file.text(), this.#definition.name);
    if (!found) return this.#panel.show("note", "badFile");
    const told = this.#restore(found.draft, found.files);
    this.#panel.show("told", told.length ? told : [this.#panel.words.say("back")]);
    this.#hear();
  }

  #be(state, ...view) {
    this.#state = state;
    this.#panel.show(...view);
  }
}
