// What a person does to a page of questions: one listener a kind for all of it, heard here and handed to the module
// in one call. A control says in its markup which slot it is.

/**
 * Calls `hear(kind, slot, name, value, checked)`: with the code of the first letter of an event's type, or "g" for a value that
 * nobody told of. It answers whether that was taken in.
 */
export class Fields {
  // What each input held when it was last heard of.
  #known = new WeakMap();
  // Slots of which a value was just taken in: their other fields are as new, until all is drawn again.
  #taken = new Set();
  #stop = new AbortController();
  #root;
  #hear;

  constructor(root, hear) {
    this.#root = root;
    this.#hear = hear;
    const on = (types, listener, capture = false) => types.split(" ")
      .forEach((type) => root.addEventListener(type, listener, { capture, signal: this.#stop.signal }));
    on("input", ({ target }) => {
      this.#known.set(target, holds(target));
      this.#tell("i", target, target);
      // Before it is drawn again: of a date, what was filled in beside it.
      target.closest("[data-slot]")?.querySelectorAll("[type=text]").forEach((input) => this.#read(input, "i"));
    });
    on("pointerdown", () => this.#tell("p"));
    // Where a page or a password manager tells only of this, often without letting it bubble.
    on("change blur", ({ target }) => this.#read(target), true);
    on("focusout", ({ target, relatedTarget }) => {
      // As from the day to the month of a date.
      this.#tell(target.closest("[data-slot]")?.contains(relatedTarget) ? "m" : "f", target);
    });
    // What a button leads away from.
    on("click", ({ target }) => target.closest("button") && this.gather(), true);
    on("submit", (event) => {
      event.preventDefault();
      this.gather();
      this.#tell("s");
    });
  }

  /** Reads what stands in the fields, of whatever hand: what stands there is the answer. */
  gather() {
    this.#root.querySelectorAll(INPUTS).forEach((input) => this.#read(input));
  }

  stop() {
    this.#stop.abort();
  }

  #read(input, kind = this.#taken.has(slotOf(input)) ? "i" : "g") {
    const now = holds(input);
    // Nothing for what is no field of ours, and for controls that read themselves.
    if (now === undefined || now === (this.#known.get(input) ?? (now === true || now === false ? false : ""))) return;
    if (input.type === "radio" && !now) return void this.#known.set(input, now);
    if (!this.#tell(kind, input, input)) return;
    this.#known.set(input, now);
    this.#taken.add(slotOf(input));
    queueMicrotask(() => this.#taken.clear());
  }

  #tell(kind, target, { name = "", value = "", checked = false } = {}) {
    return this.#hear(kind.charCodeAt(), slotOf(target), name, value, checked);
  }
}

const INPUTS = "input, select, textarea";

const slotOf = (node) => Number(node?.closest("[data-slot]")?.dataset.slot ?? -1);

function holds({ type, value, checked, readOnly }) {
  if (type === "radio" || type === "checkbox") return checked;
  return readOnly || type === "file" || type === "hidden" ? undefined : value;
}
