// Tells the page around the element of something. One call instead of eight: every letter that a person types comes by.

/** Of an answer only which one it is: any script on the page hears it. */
export function change(host, name) {
  dispatch(host, "intake-change", { name }, false);
}

/** False when a cancelable event was canceled. */
export function dispatch(host, name, detail, cancelable) {
  return host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, cancelable, detail }));
}
