// What a person does to a page of questions: one listener a kind for all of it, heard here and handed to the module
// in one call. A control says in its markup which slot it is.

/** Calls `hear(kind, slot, name, value, checked)` until what it answers is aborted. */
export function listen(root, kinds, hear) {
  const stop = new AbortController();
  for (const kind of kinds.split(" ")) {
    root.addEventListener(kind, (event) => {
      const { target, relatedTarget } = event;
      if (kind === "submit") event.preventDefault();
      const field = target.closest("[data-slot]");
      // As from the day to the month of a date.
      const type = kind === "focusout" && field?.contains(relatedTarget) ? "move" : kind;
      const { name, value, checked } = kind === "input" ? target : {};
      hear(type[0], Number(field?.dataset.slot ?? -1), name ?? "", value ?? "", checked === true);
    }, { signal: stop.signal });
  }
  return stop;
}
