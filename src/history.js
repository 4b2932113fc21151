// The browser's Back button, one step of a form at a time.
//
// History belongs to the page around: the address never changes, and only one member of ours, `intake`, is added to its
// state. It says how many entries of forms lie below this one, and how deep in it each form is. Routers that live in
// the history too (Turbo, htmx, those of frameworks) would draw their page anew at each step. So the form's own Back does
// not go by way of the history, and of the browser's Back from one entry of a form to another, in which nothing of
// theirs changes, those hear nothing that began to listen after this script. Those that came before it do, and draw their
// page anew: the element that is new then is given the form of the one that is gone (`intake-form.js`), by its entry.

/** The forms on the page. */
const forms = new Set();
// What the entry that is shown says: how many lie below it, and at which address. Nothing where it is not ours.
let at;
// We write into the history, or leave entries of forms that are gone.
let writing = false;
let skipping = false;
// At which entry something of the page was pressed, outside its forms: what it draws anew then begins anew.
let pressed;
const { navigation } = globalThis;
// Where the module began anew, so did this script: it goes on with what the one before it knew, which hears nothing more.
const SHARED = Symbol.for("intake-form history");
const { forms: left = [], keys = new Set(), end } = globalThis[SHARED] ?? {};
const abandoned = [...left];
end?.abort();
globalThis[SHARED] = { forms, keys, end: new AbortController() };
const { signal } = globalThis[SHARED].end;
// What tells an entry from the others.
const key = () => (navigation ? navigation.currentEntry?.key : history.state?.intake?.below);

function read() {
  const below = history.state?.intake?.below;
  at = below === undefined ? undefined : { below, href: location.href };
  if (at) keys.add(key());
}

/** Adds an entry, or writes into the present one. False where that is not possible. */
function write(method, below) {
  const { state } = history;
  // A state that is no plain object is the host's affair: it is left as it is.
  if (state && Object.getPrototypeOf(state) !== Object.prototype) return false;
  const depths = Object.fromEntries([...forms].map(({ id, depth }) => [id, depth]));
  writing = true;
  try {
    // Past those who have put a function of their own in its place, to hear of other pages.
    History.prototype[method].call(history, { ...state, intake: { below, depths } }, "");
    return true;
  } catch {
    // So many at once are not allowed, or none at all in this frame.
    return false;
  } finally {
    writing = false;
    pressed = undefined;
    read();
  }
}

/** The forms show what the entry says; whether it is another one of theirs. */
function arrive() {
  // Until the page is drawn anew there may be none.
  if (!forms.size) return false;
  const before = at;
  read();
  const moved = !writing && !skipping && before && at && before.href === at.href && before.below !== at.below;
  let shown = false;
  for (const form of forms) shown = form.arrive() || shown;
  // An entry that shows nothing else is passed over, in the same direction.
  if (moved && !shown) history.go(at.below < before.below ? -1 : 1);
  return moved;
}

addEventListener("popstate", (event) => {
  pressed = undefined;
  const skipped = skipping && history.state?.intake?.below === 0;
  skipping = false;
  if (skipped) read();
  if (skipped || arrive()) event.stopImmediatePropagation();
}, { capture: true, signal });

const listen = (event) => {
  // No name is read: a form looks for each among all of its fields, at every letter that somebody types.
  const own = customElements.get("intake-form");
  const inside = own && event.composedPath().some((node) => node instanceof own);
  if (!inside && event.type === "click") pressed = key();
  // Browsers without the Navigation API know the entry that a form came to only by what it says.
  if (inside && !navigation && [...forms].some((form) => form.marked === undefined)) write("replaceState", at?.below ?? 0);
};
addEventListener("click", listen, { capture: true, signal });
addEventListener("input", listen, { capture: true, signal });

// The same for routers that listen here.
navigation?.addEventListener("navigate", (event) => {
  const among = event.navigationType === "traverse" && forms.size
    && keys.has(event.destination.key) && keys.has(navigation.currentEntry.key);
  if (writing || skipping || among) event.stopImmediatePropagation();
}, { capture: true, signal });
// The page went on by itself.
navigation?.addEventListener("currententrychange", ({ navigationType }) => {
  if (navigationType !== "push") return;
  pressed = undefined;
  read();
}, { signal });

/** The steps that a person went in one form, each a number. */
export class StepHistory {
  id = Math.random();
  depth = 0;
  // What is shown at each depth.
  steps;
  // Of a form that began anew, the steps that were gone before.
  #again;
  // The entry that it came to, which says nothing of it before it has gone a step.
  #key;
  #show;

  /** `show(step)` goes to a step, and answers with the one that is shown then: -1 where that is none else. */
  constructor(first, show) {
    this.steps = [first];
    this.#show = show;
  }

  /** The form is on the page. */
  enter() {
    // The form that began anew, and the steps that were gone in it.
    const same = abandoned.pop();
    if (same) {
      [this.id, this.depth, this.steps, this.#again] = [same.id, same.depth, same.steps, [...same.steps]];
      read();
    }
    const below = history.state?.intake?.below;
    // Entries of forms that are gone, as after a reload: back to the first of them. Once: the browser may be on its way.
    const skips = !skipping && !forms.size && below > 0 && this.marked === undefined;
    skipping ||= skips;
    forms.add(this);
    this.#key = key();
    arrive();
    if (skips) history.go(-below);
  }

  /** Whether the entry that the browser is at is this form's: 1; 2 where the person asked for another one there. */
  here() {
    if (this.marked === undefined && !(navigation && this.#key === key())) return 0;
    return pressed !== undefined && pressed === key() ? 2 : 1;
  }

  leave() {
    forms.delete(this);
  }

  /** The form shows a step: another one is an entry of its own. */
  go(step) {
    // Gone once more, after the form began anew: its entry is there.
    if (this.#again?.includes(step)) {
      if (step === this.#again[this.depth]) this.#again = undefined;
      return;
    }
    if (this.steps[this.depth] === step) return;
    const below = at?.below ?? 0;
    const marked = this.marked !== undefined || write("replaceState", below);
    this.depth += 1;
    if (!marked || !write("pushState", below + 1)) this.depth -= 1;
    this.steps.length = this.depth;
    this.steps.push(step);
  }

  /** The form went back to a step by itself: so do its entries, down to where that step was shown before. */
  back(step, all) {
    const from = all ? 0 : this.steps.lastIndexOf(step, this.depth);
    this.steps.fill(step, from < 0 ? this.depth : from, this.depth + 1);
  }

  /** Shows the step of the entry that the browser is at; whether that is another one. */
  arrive() {
    const to = this.marked;
    if (to === this.depth || !(to in this.steps)) return false;
    const before = this.steps[this.depth];
    this.depth = to;
    const shown = this.steps[to] === before ? -1 : this.#show(this.steps[to]);
    this.steps[to] = shown < 0 ? before : shown;
    return shown >= 0;
  }

  /** How deep the entry that the browser is at says that this form is. */
  get marked() {
    return history.state?.intake?.depths?.[this.id];
  }
}
