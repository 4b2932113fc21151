// What stands beside a form, each part fetched when it is needed: the way out, what is kept of it while it is filled
// in, and on a device that several people use, or a worker with them, the guard.

import { wait } from "./file.js";

/** The database of what was kept. */
const KEPT = "intake-form-drafts";
/** So long a form waits for what stands before it. */
const PATIENCE_MS = 3000;

export class Beside {
  #host;
  #root;
  #gone;
  #parts;
  #report;
  #exit;
  #drafts;
  #guard;
  // Whether something may have been kept at an earlier visit, and what shows the form that waits for it.
  #found;
  #appear;
  /** Whether the person answered something. */
  touched = false;
  /** Whether all was cleared just now, for the next person. */
  cleared = false;

  /** `parts` fetches each; `gone` are elements that were taken away; `report(detail, error)` tells the page's author. */
  constructor(host, root, gone, parts, report) {
    this.#host = host;
    this.#root = root;
    this.#gone = gone;
    this.#parts = parts;
    this.#report = report;
    host.addEventListener("intake-change", () => { this.touched = true; });
  }

  /** Several people use the device, one after another: the part that sees to it. */
  get guarded() {
    return this.#host.mode === "assisted" ? "assist" : this.#host.shared && "shared";
  }

  /** Looks whether something was ever kept here. A browser that does not say so is asked later, and so is a frame: it may be left at once. */
  async look() {
    if (globalThis.top !== globalThis) return;
    const all = await indexedDB.databases();
    this.#found = all.some(({ name }) => name === KEPT);
  }

  /** What comes before the form comes with it: until that is there, nothing of what is drawn in `place` is seen. */
  hide(place) {
    if (!this.guarded && !this.#found) return;
    const slot = document.createElement("slot");
    place.before(slot);
    place.style.display = "none";
    this.#appear = () => { slot.remove(); place.style.display = ""; };
    wait(PATIENCE_MS).then(this.#appear);
  }

  /** What stands before all else. */
  get node() {
    return this.#exit?.node;
  }

  /** The way out for people who may be watched. Few forms have one. */
  async offerExit(url, language) {
    if (!url && !this.#exit) return;
    try {
      const { Exit } = await this.#parts.exit();
      this.#exit ??= new Exit(this.#host, this.#root, this.#gone);
      if (!this.#exit.offer(url, language)) this.#report({ code: "exit-url" });
    } catch (error) {
      this.#report({ code: "load" }, error);
    }
  }

  /**
   * What is written in a form of this definition, drawn in `place`, is kept on the device where the person wants it, and
   * is not left unasked. `isHere` says whether that form is still shown.
   */
  async keep(form, definition, place, language, isHere) {
    try {
      const { Drafts } = await this.#parts.drafts();
      if (!isHere()) return;
      this.#drafts ??= new Drafts(definition, this.#host);
      const [notice, foot] = this.#drafts.nodes;
      place.before(notice);
      place.after(foot);
      if (this.guarded) {
        const { Guard } = await this.#parts[this.guarded]();
        if (!isHere()) return;
        this.#guard ??= new Guard(this.#host, this, this.#parts);
        notice.before(this.#guard.node);
        this.#guard.enter(language, form, definition);
      }
      if (this.cleared) this.#drafts.cleared(language);
      this.cleared = false;
      await this.#drafts.enter(this.#host, form, language, this.touched);
    } catch (error) {
      this.#report({ code: "load" }, error);
    }
    this.#appear?.();
  }

  speak(language) {
    this.#drafts?.speak(language);
  }

  /** All that was answered is forgotten; a promise of when it is, on the device too. */
  reset() {
    this.touched = false;
    this.#guard?.reset?.();
    return this.#drafts?.reset();
  }

  /** The element left its page. */
  leave() {
    this.#exit?.leave();
    this.#guard?.leave();
    this.#drafts?.leave();
  }

  /** Its form goes for good. */
  drop() {
    this.#guard?.leave();
    this.#drafts?.leave();
    this.#drafts = undefined;
  }

  /** Goes on with what belongs to the form of another element. */
  inherit(other) {
    this.#drafts = other.#drafts;
    other.#drafts = undefined;
  }
}
