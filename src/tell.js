// Tells the page around the element of something. One call instead of eight: every letter that a person types comes by.

/** False when a cancelable event was canceled. */
export function tell(host, name, detail, cancelable) {
  return dispatch(host, name, JSON.parse(detail), cancelable);
}

/** Of an answer only which one it is: any script on the page hears it. */
export function change(host, name) {
  dispatch(host, "intake-change", { name }, false);
}

/** Of something that came from JavaScript, as it came. */
export function dispatch(host, name, detail, cancelable) {
  return host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
}
