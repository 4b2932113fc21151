// Runs in the page: the accessible tree of an element as text, computed from the DOM by rules that are the
// same in every browser and version (ARIA in HTML, Accessible Name and Description Computation).

import { computeAccessibleDescription, computeAccessibleName, getRole } from "dom-accessibility-api";

/** Elements whose words are read in one go, by the name that a line gives them. */
const PHRASES = { label: "label", legend: "legend", p: "paragraph", li: "listitem", dt: "term", dd: "definition", a: "link", button: "button", h1: "heading", h2: "heading", h3: "heading", h4: "heading" };
/** What such words may consist of. */
const INLINE = new Set(["strong", "em", "span", "bdi", "b", "i", "br", "abbr", "font"]);
/** Roles that say nothing themselves. */
const SILENT = new Set(["generic", "none", "presentation", "strong", "emphasis"]);
/** Roles whose content is their value, or comes and goes. */
const CLOSED = new Set(["textbox", "searchbox", "spinbutton", "status", "slider"]);
/** Only headings have a level that a person hears. */
const level = (element) => element.getAttribute("aria-level") ?? /^h([1-6])$/.exec(element.localName)?.[1];

/** The lines of `main`: role, name, description and states of all that is in it, shadow roots included. */
export function told(main) {
  const lines = [];
  write(main, 0, lines);
  return lines.join("\n");
}

function write(element, depth, lines) {
  if (!isShown(element)) return;
  const role = roleOf(element);
  const phrase = isPhrase(element) ? words(element) : undefined;
  const name = phrase ?? (role && nameOf(element, role));
  if (role) lines.push("  ".repeat(depth) + line(element, role, name));
  if (CLOSED.has(role) || phrase !== undefined || element.localName === "select") return;
  for (const child of children(element)) {
    if (child.nodeType === Node.ELEMENT_NODE) write(child, depth + (role ? 1 : 0), lines);
    else if (collapsed(child.data) && !repeats(element, collapsed(child.data))) lines.push(`${"  ".repeat(depth + (role ? 1 : 0))}text ${JSON.stringify(collapsed(child.data))}`);
  }
}

/** Words of a choice's label, which are told as the choice's name. */
function repeats(element, text) {
  const control = element.closest("label")?.control;
  return ["checkbox", "radio"].includes(control?.type) && collapsed(computeAccessibleName(control)).includes(text);
}

/** What is drawn of an element: its shadow tree, what is put into a slot, or its own nodes. */
function children(element) {
  if (element.shadowRoot) return [...element.shadowRoot.childNodes].filter(isRead);
  const assigned = element.localName === "slot" ? element.assignedNodes({ flatten: true }) : [];
  return [...(assigned.length ? assigned : element.childNodes)].filter(isRead);
}

const isRead = (node) => node.nodeType === Node.ELEMENT_NODE || node.nodeType === Node.TEXT_NODE;

function isShown(element) {
  if (["style", "script", "template", "link"].includes(element.localName) || element.getAttribute("aria-hidden") === "true") return false;
  // An element without a box of its own (display: contents, a slot) may have content that is shown.
  return getComputedStyle(element).display === "contents" || element.checkVisibility({ visibilityProperty: true });
}

function roleOf(element) {
  const role = getRole(element);
  if (role && SILENT.has(role)) return undefined;
  // A form and a section are landmarks only with a name; a form of ours is drawn without one, and worth its line.
  if (role === "region" && !computeAccessibleName(element)) return undefined;
  if (element.localName === "input" && element.type === "file") return "file";
  // The label of a choice is read as the choice's name.
  if (element.localName === "label" && ["checkbox", "radio"].includes(element.control?.type)) return undefined;
  if (element.localName === "canvas") return role ?? "canvas";
  return role ?? PHRASES[element.localName];
}

function isPhrase(element) {
  return element.localName in PHRASES && roleOf(element) && !element.hasAttribute("aria-label") && !element.hasAttribute("aria-labelledby")
    && [...element.querySelectorAll("*")].every((inner) => INLINE.has(inner.localName) || !isShown(inner));
}

function words(element) {
  const text = (node) => (node.nodeType === Node.TEXT_NODE ? node.data : isShown(node) ? children(node).map(text).join("") : "");
  return collapsed(children(element).map(text).join(""));
}

function nameOf(element, role) {
  return role === "text" || role in { list: 1, listitem: 1, definition: 1, term: 1, paragraph: 1 } ? "" : collapsed(computeAccessibleName(element));
}

function line(element, role, name) {
  const states = [];
  const is = (state, value) => value && value !== "false" && states.push(value === true || value === "true" ? state : `${state}=${value}`);
  const aria = (state) => element.getAttribute(`aria-${state}`);
  const description = collapsed(computeAccessibleDescription(element));
  if (description && description !== name) states.push(`description=${JSON.stringify(description)}`);
  const value = valueOf(element, role);
  if (value) states.push(`value=${JSON.stringify(value)}`);
  is("checked", element.checked || aria("checked"));
  is("selected", role === "option" && (element.selected || aria("selected")));
  is("expanded", element.localName === "summary" ? element.parentElement.open : aria("expanded"));
  is("invalid", aria("invalid"));
  is("required", element.required || aria("required"));
  is("disabled", element.disabled || aria("disabled"));
  is("readonly", element.readOnly || aria("readonly"));
  is("busy", aria("busy"));
  is("current", aria("current"));
  is("level", role === "heading" && level(element));
  is("live", aria("live") ?? { status: "polite", alert: "assertive" }[role]);
  return `${role}${name ? ` ${JSON.stringify(name)}` : ""}${states.length ? ` [${states.join(", ")}]` : ""}`;
}

function valueOf(element, role) {
  if (element.localName === "select") return collapsed([...element.selectedOptions].map((option) => option.text).join(", "));
  if (role === "file") return element.files.length > 1 ? `${element.files.length} files` : element.files[0]?.name;
  if (["textbox", "searchbox", "combobox", "spinbutton"].includes(role)) return element.value;
  return element.getAttribute("aria-valuetext") ?? element.getAttribute("aria-valuenow") ?? undefined;
}

const collapsed = (text) => text.replace(/\s+/g, " ").trim();
