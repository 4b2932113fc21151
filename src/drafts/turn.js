// One tab at a time writes a form's draft: it holds a lock of the browser.

export class Turn {
  #name;
  #release;

  constructor(form) {
    this.#name = `intake-form draft ${form}`;
  }

  /** Whether it is this tab's turn, from now on. */
  async take() {
    if (this.#release || !navigator.locks) return true;
    return new Promise((resolve) => {
      navigator.locks.request(this.#name, { ifAvailable: true }, (lock) => {
        resolve(Boolean(lock));
        return lock && new Promise((release) => { this.#release = release; });
      // A page of an origin of its own, as in a sandbox, has no locks and no other tabs.
      }).catch(() => resolve(true));
    });
  }

  /** It is another tab's. */
  end() {
    this.#release?.();
    this.#release = undefined;
  }
}
