// One tab at a time writes a form's draft: it holds a lock of the browser.

export class Turn {
  #name;
  #release;
  // What it has asked for and not heard of: who asks twice at once would find the lock taken, by itself.
  #asked;

  constructor(form) {
    this.#name = `intake-form draft ${form}`;
  }

  /** Whether it is this tab's turn, from now on. */
  async take() {
    if (this.#release || !navigator.locks) return true;
    this.#asked ??= new Promise((resolve) => {
      navigator.locks.request(this.#name, { ifAvailable: true }, (lock) => {
        resolve(Boolean(lock));
        return lock && new Promise((release) => { this.#release = release; });
      // A page of an origin of its own, as in a sandbox, has no locks and no other tabs.
      }).catch(() => resolve(true));
    }).finally(() => { this.#asked = undefined; });
    return this.#asked;
  }

  /** It is another tab's. */
  end() {
    this.#release?.();
    this.#release = undefined;
  }
}
