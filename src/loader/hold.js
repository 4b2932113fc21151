// Until what answers a form is there, what a person does to it waits, and is done in its order then. Until all is there,
// it is remembered: should the module have to begin anew, the person need not.

const TYPES = ["click", "input", "focusout", "keydown", "pointerdown", "submit"];
const copy = (event) => new event.constructor(event.type, event);

export class Hold {
  /** What was done, in its order. */
  log = [];
  #place;
  #open = false;
  #over = false;

  constructor(place) {
    this.#place = place;
    for (const type of TYPES) place.addEventListener(type, this, true);
  }

  handleEvent(event) {
    const { type, target } = event;
    const pressed = type === "click" && target.closest("button");
    if (!this.#open) {
      event.stopImmediatePropagation();
      // What the browser does by itself, such as marking a choice, it does at once, and only once.
      if (pressed || type === "submit") event.preventDefault();
    }
    if (type === "pointerdown" || (type === "click" && !pressed)) return;
    const { localName, value, checked, files } = target;
    const at = [...this.#place.querySelectorAll(localName)].indexOf(target);
    this.log.push({ event, target, localName, at, value, checked, files });
  }

  /** The form answers: it is told of all that waited. */
  open() {
    if (this.#open) return;
    this.#open = true;
    for (const done of this.log.splice(0)) {
      if (this.#over) this.log.push(done);
      else done.target.dispatchEvent(copy(done.event));
    }
  }

  end() {
    this.#over = true;
    for (const type of TYPES) this.#place.removeEventListener(type, this, true);
    return this.log;
  }
}

/** Does once more, to a form that was drawn anew in `place`, what was done to another one. */
export async function replay(place, log) {
  for (const { event, localName, at, value, checked, files } of log) {
    const target = place.querySelectorAll(localName)[at];
    if (!target) continue;
    if (files?.length) target.files = files;
    else if (/^(radio|checkbox)$/.test(target.type)) target.checked = checked;
    else if (localName !== "button" && value) target.value = value;
    target.dispatchEvent(copy(event));
    // What appears stands there before the next is done.
    await new Promise((resolve) => setTimeout(resolve));
  }
}
