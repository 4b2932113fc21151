// Until what answers a form is there, what a person does to it waits: what is written is told in its order then, and after it
// what was pressed. Until all is there, it is remembered: should the module have to begin anew, the person need not.

import { wait } from "./file.js";

const TYPES = ["click", "input", "focusout", "keydown", "pointerdown", "submit"];
const copy = (event) => new event.constructor(event.type, event);
const box = ({ type }) => /^(radio|checkbox)$/.test(type);

// What in `place` a person would take for `target`: of its name, a choice also of its value, a button of its words. What loads
// on a page that was drawn early stands before them later.
function alike(place, target) {
  const same = (one) => one.name === target.name && (box(one) ? one.value === target.value : one.localName !== "button" || one.textContent === target.textContent);
  return [...place.querySelectorAll(target.localName)].filter(same);
}

export class Hold {
  // What was done, in its order; what is pressed while nothing happens comes after all that is written meanwhile, once.
  #log = [];
  #pressed = new Map();
  #place;
  // Whether what is done waits, and whether the form has answered yet.
  #waits = true;
  #answered = false;

  constructor(place) {
    this.#place = place;
    for (const type of TYPES) place.addEventListener(type, this, true);
  }

  handleEvent(event) {
    const { type, target } = event;
    const pressed = type === "click" && target.closest("button");
    if (this.#waits) event.stopImmediatePropagation();
    // What the browser does by itself, such as marking a choice, it does at once, and only once. It sends nothing, also where
    // the form stumbles before it can say so.
    if (type === "submit" || (this.#waits && pressed)) event.preventDefault();
    // What is sent once the form answers was pressed, and is so again.
    if (type === "pointerdown" || (type === "click" && !pressed) || (type === "submit" && this.#answered)) return;
    const { value, checked, files } = target;
    const at = alike(this.#place, target).indexOf(target);
    const beside = target.name || this.#place.querySelector("[name]")?.name;
    this.#add({ event, target, at, beside, value, checked, files });
  }

  #add(done) {
    if (!this.#waits || done.event.type !== "click") return void this.#log.push(done);
    this.#pressed.delete(done.target);
    this.#pressed.set(done.target, done);
  }

  /** The form answers: it is told of all that waited. */
  open() {
    if (this.#answered) return;
    this.#answered = true;
    const log = this.take();
    this.#waits = false;
    for (const done of log) {
      if (this.#waits) this.#add(done);
      else done.target.dispatchEvent(copy(done.event));
    }
  }

  /** The form begins anew: until then, what is done to the one that stands there waits. */
  again() {
    this.#waits = true;
    const last = this.#log.pop();
    if (last) this.#add(last);
  }

  /** What was done, which is forgotten. */
  take() {
    const log = [...this.#log.splice(0), ...this.#pressed.values()];
    this.#pressed.clear();
    return log;
  }

  end() {
    for (const type of TYPES) this.#place.removeEventListener(type, this, true);
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
    if (event.type === "input") target.focus();
    if (files?.length) target.files = files;
    else if (box(target)) target.checked = checked;
    else if (target.localName !== "button" && value) target.value = value;
    target.dispatchEvent(copy(event));
    // What appears stands there before the next is done.
    await wait(0);
  }
}
