// Until the second half of the module is there, what a person does to a form waits, and is done
// in its order when the answer calls.
export function hold(place) {
  const held = [];
  const keep = (event) => {
    const { type, target } = event;
    event.stopImmediatePropagation();
    // What the browser does by itself, such as marking a choice, it does at once, and only once.
    const pressed = type === "click" && target.closest("button");
    if (pressed || type === "submit") event.preventDefault();
    if (type !== "pointerdown" && (type !== "click" || pressed)) held.push([target, event]);
  };
  const all = (change) => ["click", "input", "focusout", "keydown", "pointerdown", "submit"]
    .forEach((type) => place[change](type, keep, true));
  all("addEventListener");
  return () => {
    all("removeEventListener");
    for (const [target, event] of held) target.dispatchEvent(new event.constructor(event.type, event));
  };
}
