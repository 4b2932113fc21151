// Drafts: what a person writes, kept on the device if she wants that, until she has sent it or a day is over. Without
// one, leaving the page asks first. Fetched behind a form that is shown.
//
// Each letter is on the disk within a second. One tab writes a draft: it holds a lock of the browser, and its name stands
// in the draft, for browsers without locks. Encryption and storage are in drafts/store.js, the file that a person saves in
// drafts/file.js.
//
//     idle ── first page is done ──▶ offered ── yes ──▶ kept ── sent, deleted ──▶ over
//       ▲                               └── no ──▶ declined
//     found (of an earlier visit) ── go on ──▶ kept;    elsewhere (another tab has it) ── that one is closed ──▶ found

import { digestsIn, goTo, itemsIn, nameOf, unkeptIn } from "./drafts/form.js";
import { download, lostFiles, read, withoutLost, write as writeFile } from "./drafts/file.js";
import { changed, madeOf } from "./drafts/made.js";
import * as store from "./drafts/store.js";
import { Panel } from "./drafts/panel.js";
import { Turn } from "./drafts/turn.js";

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
  // Whose record may lie in the storage, where it is one that ends with this form.
  #at;
  // How often it ended: what is under way then comes too late.
  #ends = 0;
  #draft;
  #pin;
  #timer;
  #writing;
  #listening;
  #looking;
  // Whether nothing lay there, and no other tab had its turn, when that was last looked at.
  #free = false;
  // The form's language, and what the form says in it.
  #language;
  #says;
  // Whether it is on the disk.
  #safe = false;
  // Files that are stored already, and those for which there was no room.
  #stored = new Set();
  #roomless = new Set();
  #panel;
  #turn;

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
    this.#turn = new Turn(definition.name);
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
    on(host, "intake-page", () => this.#page());
    on(host, "intake-status", ({ detail }) => this.#send(detail.status));
    on(window, "beforeunload", (event) => this.#ask(event));
    on(window, "pagehide", () => this.#flush());
    // The other tab may be closed by now.
    on(document, "visibilitychange", () => (document.hidden ? this.#flush() : this.#state === "elsewhere" && this.#look()));
    // Another form around sends it.
    on(document, "submit", (event) => event.target === host.form && queueMicrotask(() => event.defaultPrevented || this.#send("taken")));
    if (touched) this.#hear();
    this.#panel.dress(host.shadowRoot);
    this.speak(language);
    if (this.#state === "kept") await this.#turn.take();
    await this.#look();
  }

  /** It left. */
  leave() {
    if (!this.#listening) return;
    this.#flush();
    this.#listening.abort();
    this.#listening = undefined;
    this.#turn.end();
  }

  /** Says it in another language. */
  speak(language) {
    this.#language = language;
    this.#panel.speak(language);
  }

  /** What is drawn before the form and behind it. */
  get nodes() {
    return [this.#panel.node, this.#panel.foot];
  }

  /** What can be offered. */
  get now() {
    const [host, form, state, written, offers] = [this.#host, this.#form, this.#state, this.#written, this.#offers];
    return { host, form, state, written, offers, expires: this.#safe && this.#draft?.expires };
  }

  /** Whether the form has private questions. */
  get isPrivate() {
    return itemsIn(this.#definition).some((item) => item.sensitive);
  }

  /** Says that all was cleared, for whoever comes next. */
  cleared(language) {
    this.#panel.speak(language);
    this.#panel.show("note", this.#host.mode === "assisted" ? "clearedNext" : "cleared");
    this.#panel.focus();
  }

  /** All is forgotten, here and in the storage. */
  async reset() {
    clearTimeout(this.#timer);
    this.#dirty = this.#written = false;
    // At once: the page may be on its way out.
    await this.#end("idle");
  }

  // What there is: of an earlier visit, or in another tab. Where there is nothing, what is written here can be kept.
  #look() {
    this.#looking ??= this.#see().finally(() => { this.#looking = undefined; });
    return this.#looking;
  }

  async #see() {
    const before = this.#state;
    if (!this.#offers || !["idle", "elsewhere"].includes(before)) return;
    const locked = await this.#turn.take();
    const draft = await store.find(this.#definition.name).catch(() => {});
    if (this.#state !== before || !this.#listening) return this.#holds || this.#turn.end();
    this.#free = locked && !draft;
    if (draft) return locked ? this.#find(draft) : before === "elsewhere" || this.#be("elsewhere", "elsewhere");
    if (locked && this.#away && this.#written) return this.#be("offered", "offer");
    if (locked) this.#turn.end();
    if (before === "elsewhere") this.#be("idle");
  }

  async #find(draft) {
    try {
      const head = store.unpack(await store.unseal(draft.head, draft.key));
      this.#draft = draft;
      this.#at = draft.owner;
      this.#be("found", "found", head);
    } catch {
      await store.remove(draft.id).catch(() => {});
      if (this.#state === "elsewhere") this.#be("idle");
      this.#turn.end();
    }
  }

  // Whether a turn that was taken meanwhile is still wanted.
  get #holds() {
    return this.#listening && ["kept", "offered"].includes(this.#state);
  }

  // It is done with the first page.
  get #away() {
    return this.#form.get("page") !== this.#definition.pages[0].name;
  }

  // With the next page, and not a moment later, when it would push away what the person is about to press.
  async #offer() {
    this.#be("offered", "offer");
    const locked = await this.#turn.take();
    // Declined by then, or left.
    if (!this.#holds) return this.#turn.end();
    if (locked || this.#state !== "offered") return;
    this.#be("idle");
    await this.#look();
  }

  #hear() {
    if (!this.#written) this.#look();
    this.#dirty = this.#written = true;
    this.#plan();
  }

  #plan() {
    if (this.#state === "kept") this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MS);
  }

  #page() {
    if (this.#state === "kept") {
      this.#dirty = true;
      this.#plan();
    }
    if (this.#free && this.#written && this.#away && this.#state === "idle") this.#offer();
    else if (this.#written) this.#look();
    this.#panel.draw();
  }

  // The browser asks whether to leave what nobody keeps.
  #ask(event) {
    const safe = (this.#state === "kept" && !this.#roomless.size) || !this.#written || this.#form.get("kept");
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
    this.#ends += 1;
    this.#forget();
    const [writing, owner] = [this.#writing, this.#owner];
    // What is kept from now on is another's: it stays.
    this.#owner = `${Math.random()}`;
    this.#be(state, ...view);
    await this.#remove();
    // What was just being written may have come after that.
    if (writing) await writing.catch(() => {}).then(() => store.remove(this.#definition.name, owner)).catch(() => {});
    if (this.#state === state) this.#turn.end();
  }

  #forget() {
    this.#draft = this.#pin = undefined;
    this.#safe = false;
    this.#stored.clear();
    this.#roomless.clear();
  }

  // Removes what lies there of this form's, also what was written before the storage refused more.
  async #remove() {
    const at = this.#at;
    if (!at) return;
    try {
      await store.remove(this.#definition.name, at);
      if (this.#at === at && !this.#draft) this.#at = undefined;
    } catch {
      // The next end tries it again.
    }
  }

  /** No: nothing is. */
  decline() {
    this.#be("declined");
    // Another tab may keep what is written there.
    this.#turn.end();
  }

  /** The person deletes it; `then` it is offered again, or not. */
  async remove(then) {
    const ended = this.#end(then, "note", "deleted");
    // Also where another tab has taken it meanwhile: the person has seen it, and wants it gone.
    await store.remove(this.#definition.name).catch(() => {});
    await ended;
  }

  /** Yes: from now on it is kept. */
  async keep(pin) {
    const ends = this.#ends;
    try {
      const salt = pin && store.newSalt();
      const locked = pin && await store.pinKey(pin, salt);
      const key = await store.newKey();
      const expires = new Date();
      expires.setDate(expires.getDate() + this.#days);
      expires.setHours(23, 59, 59, 999);
      await this.#turn.take();
      if (ends !== this.#ends) return;
      this.#forget();
      this.#draft = { id: this.#definition.name, owner: this.#owner, expires: expires.getTime(), key, salt, tries: 0 };
      this.#pin = locked;
      this.#at = this.#owner;
      this.#be("kept");
      await this.#write({ fresh: true });
    } catch (error) {
      if (ends !== this.#ends) return;
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
    const body = { draft, made: this.#made, unkept: unkeptIn(this.#definition, form.get("answers")) };
    this.#dirty = false;
    const kept = this.#draft;
    const { key } = kept;
    const digests = digestsIn(draft).filter((digest) => files.has(digest));
    const added = [];
    for (const digest of digests) {
      if (this.#stored.has(digest) || this.#roomless.has(digest)) continue;
      const { name, type } = files.get(digest);
      const about = store.pack({ name, type });
      const bytes = new Uint8Array(await files.get(digest).arrayBuffer());
      added.push({ digest, sealed: { about: await store.seal(about, this.#pin, key), bytes: await store.seal(bytes, this.#pin, key) } });
    }
    const next = { ...kept, head: await store.seal(store.pack(head), key), body: await store.seal(store.pack(body), this.#pin, key) };
    added.sort((one, other) => one.sealed.bytes.length - other.sealed.bytes.length);
    const without = [];
    let said;
    while (!said) {
      if (this.#draft !== kept) return;
      const there = digests.filter((digest) => !this.#roomless.has(digest));
      try {
        said = await store.write(next, { ...how, added, digests: there });
        this.#stored = new Set(there);
      } catch (error) {
        // The rest may have room without the largest file.
        const { digest } = error?.name === "QuotaExceededError" && added.pop() || {};
        if (!digest) throw error;
        this.#roomless.add(digest);
        without.push(files.get(digest).name);
      }
    }
    if (this.#draft !== kept) return;
    if (said !== "kept") return this.#lose(said === "taken" ? "elsewhere" : "evicted");
    this.#at = kept.owner;
    if (without.length) this.#panel.show("told", [this.#panel.words.say("filesLeft", { list: without.join(" · ") })]);
    if (!this.#safe) {
      this.#safe = true;
      this.#panel.draw();
    }
    if (this.#dirty) this.#plan();
  }

  // What it was written for: what the form says, in the person's language.
  get #made() {
    if (this.#says?.language !== this.#language) this.#says = madeOf(this.#definition, this.#language);
    return this.#says;
  }

  #fail(error) {
    if (this.#state === "kept") this.#lose(error?.name === "QuotaExceededError" ? "full" : "blocked");
  }

  // It is kept no longer, and the person is told.
  #lose(view) {
    this.#forget();
    this.#dirty = true;
    this.#be(view === "elsewhere" ? "elsewhere" : "lost", view);
    if (view === "elsewhere") return void (this.#at = undefined);
    // What was written before that is not all, and the person reads that nothing is kept.
    this.#remove().finally(() => this.#state === "lost" && this.#turn.end());
  }

  /** Takes up what an earlier visit left. */
  async goOn(head, pin) {
    if (!await this.#turn.take()) return this.#lose("elsewhere");
    const [draft, ends] = [this.#draft, this.#ends];
    let body;
    try {
      this.#pin = head.pin ? await store.pinKey(pin, draft.salt) : undefined;
      body = store.unpack(await store.unseal(draft.body, this.#pin, draft.key));
    } catch {
      if (ends !== this.#ends) return;
      if (!head.pin) return this.#end("declined", "note", "evicted");
      return this.#wrong(head);
    }
    if (ends !== this.#ends) return;
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
    if (ends !== this.#ends) return;
    this.#draft = { ...draft, owner: this.#owner, tries: 0 };
    this.#safe = true;
    const told = this.#restore(body, files);
    this.#be("kept", ...(told.length ? ["told", told] : []));
    goTo(this.#form, this.#definition, this.#pageAt(head), body.unkept);
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
    const digests = await store.filesOf(draft.id).then((all) => all.map(({ digest }) => digest)).catch(() => {});
    const said = digests && await store.write(draft, { take: true, digests }).catch(() => {});
    if (said === "kept") this.#at = this.#owner;
    if (this.#draft !== draft) return this.#remove();
    this.#be("found", "unlock", head, TRIES - draft.tries);
  }

  // Fills the form in, and says what is not as it was: sentences for the person.
  #restore({ draft, made, unkept = [] }, files) {
    const { say } = this.#panel.words;
    const other = made && changed(made, this.#definition, draft);
    const lost = this.#form.restore(withoutLost(other?.draft ?? draft, files), files);
    this.#written = true;
    const [now, before] = [this.#made.labels, made?.labels ?? {}];
    const list = (names) => ({ list: [...new Set(names)].join(" · ") });
    const named = (names) => list(names.map((name) => now[name] ?? before[name] ?? name));
    const told = [];
    const gone = [...lost.map(nameOf), ...other?.gone ?? []];
    if (gone.length) told.push(say("changedLost", list(gone.map((name) => before[name] ?? now[name] ?? name))));
    else if (other) told.push(say("changed"));
    const reworded = (other?.reworded ?? []).filter((name) => !gone.includes(name));
    if (reworded.length) told.push(say("reworded", named(reworded)));
    if (unkept.length) told.push(say("private", named(unkept)));
    const without = lostFiles(draft, files);
    if (without.length) told.push(say("filesGone", list(without)));
    return told;
  }

  /** A file with all of it. */
  async save() {
    const { language, dir, say, time } = this.#panel.words;
    const form = this.#form;
    const text = await writeFile({
      definition: this.#definition, draft: form.get("draft"), files: form.get("files"), made: this.#made, unkept: unkeptIn(this.#definition, form.get("answers")),
      language, dir, say, time: time(Date.now()), word: (key) => form.get(key),
    });
    download(`${this.#definition.name}.html`, text);
    if (this.#state !== "kept") this.#written = false;
    this.#panel.show("note", "saveMore");
  }

  /** Such a file is taken up. */
  async load(file) {
    const found = await read(await file.text(), this.#definition.name);
    if (!found) return this.#panel.show("note", "badFile");
    const told = this.#restore(found, found.files);
    this.#panel.show("told", told.length ? told : [this.#panel.words.say("back")]);
    this.#hear();
  }

  #be(state, ...view) {
    this.#state = state;
    this.#panel.show(...view);
  }
}
