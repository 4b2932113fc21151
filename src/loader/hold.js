// Until what answers a form is there, what a person does to it waits, and is done in its order then. Until all is there,
// it is remembered: should the module have to begin anew, the person need not.

const TYPES = ["click", "input", "focusout", "keydown", "pointerdown", "submit"];
const copy = (event) => new event.constructor(event.type, event);

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const box = ({ type }) => /^(radio|checkbox)$/.test(type);

// What in `place` a person would take for `target`: of its name, a choice also of its value, a button of its words. What loads
// on a page that was drawn early stands before them later.
function alike(place, target) {
  const same = (one) => one.name === target.name && (box(one) ? one.value === target.value : one.localName !== "button" || one.textContent === target.textContent);
  return [...place.querySelectorAll(target.localName)].filter(same);
}

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
    // What is sent once the form answers was pressed, and is so again.
    if (type === "pointerdown" || (type === "click" && !pressed) || (type === "submit" && this.#open)) return;
    const { value, checked, files } = target;
    const at = alike(this.#place, target).indexOf(target);
    const beside = target.name || this.#place.querySelector("[name]")?.name;
    this.log.push({ event, target, at, beside, value, checked, files });
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
  for (const { event, target: before, at, beside, value, checked, files } of log) {
    // Names differ from page to page: what was done before has led to the page by then. What is left there is no longer.
    const there = () => !beside || place.querySelector(`[name="${beside}"]`);
    for (let left = 100; left-- && event.type !== "focusout" && !there();) await wait(20);
    const target = there() && alike(place, before)[at];
    if (!target) continue;
    if (files?.length) target.files = files;
    else if (box(target)) target.checked = checked;
    else if (target.localName !== "button" && value) target.value = value;
    target.dispatchEvent(copy(event));
    // What appears stands there before the next is done.
    await wait(0);
  }
}
