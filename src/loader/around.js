// The page around the element.

import { canonical } from "./language.js";

// Elements that were taken away with what was answered: a router that draws its page anew puts another in their place.
export const gone = new Set();
export const MOST_GONE = 8;
// Those of a form of the page that was sent.
export const sent = new WeakSet();
globalThis.addEventListener?.("submit", ({ target }) => target.querySelectorAll("intake-form").forEach((one) => sent.add(one)), true);

// Where the answers are with somebody else, and nothing of them is for whoever comes next.
export const OVER = ["sent", "taken", "waiting"];

/** The language that is spoken where an element stands. */
export function languageAround(element) {
  let around;
  // An element within a shadow root has what is around its host.
  for (let place = element; place && !around; place = place.getRootNode?.().host) around = place.closest?.("[lang]");
  return canonical((around ?? document.documentElement).lang || navigator.language || "en");
}

/** Sends a form, as by a button of the page. */
export function send(form) {
  if (form?.requestSubmit) return form.requestSubmit();
  const button = document.createElement("button");
  button.hidden = true;
  form?.append(button);
  button.click();
  return button.remove();
}
