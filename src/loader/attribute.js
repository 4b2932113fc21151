// Attributes that are properties too, as those of an HTML form: React and Vue set them so.

/** What an attribute that names an address says, whole; what is none, as it is. */
export function address(element, name, otherwise = "") {
  const value = element.getAttribute(name) ?? otherwise;
  try {
    return value && new URL(value, document.baseURI).href;
  } catch {
    return value;
  }
}

const text = (element, name) => element.getAttribute(name) ?? "";
const one = (...values) => (element, name) => {
  const value = text(element, name).toLowerCase();
  return values.includes(value) ? value : values[0];
};

/** By the property: its attribute, and how that is read. */
const PROPERTIES = {
  src: ["src", address],
  action: ["action", (element) => address(element, "action", element.form?.getAttribute("action") ?? (element.form ? document.URL : ""))],
  enctype: ["enctype", one("application/json", "application/x-www-form-urlencoded", "multipart/form-data")],
  mode: ["mode", one("self", "assisted")],
  worker: ["worker", text],
  workers: ["workers", text],
  keys: ["keys", one("submission", "device")],
  recipientKey: ["recipient-key", text],
  receiverKey: ["receiver-key", text],
  supersedes: ["supersedes", text],
  exitUrl: ["exit-url", address],
  plainHref: ["plain-href", address],
  drafts: ["drafts", text],
  shared: ["shared", (element, name) => element.hasAttribute(name)],
  draftDays: ["draft-days", text],
  name: ["name", text],
  disabled: ["disabled", (element, name) => element.hasAttribute(name)],
};

/** The attributes that an element is told of. The last two it hears of in other ways, as every field does. */
export const OBSERVED = [...Object.values(PROPERTIES).map(([name]) => name).slice(0, -2), "lang"];

/** Gives the elements of a class these properties. */
export function reflect(prototype) {
  for (const [property, [name, get]] of Object.entries(PROPERTIES)) {
    Object.defineProperty(prototype, property, {
      enumerable: true,
      configurable: true,
      get() {
        return get(this, name);
      },
      set(value) {
        // Frameworks take a value back by setting nothing.
        if (value == null || value === false) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? "" : value);
      },
    });
  }
}

/** Takes over what was set before the element was defined. */
export function adopt(element) {
  for (const property of ["definition", "answers", ...Object.keys(PROPERTIES)]) {
    if (!Object.prototype.hasOwnProperty.call(element, property)) continue;
    const value = element[property];
    delete element[property];
    element[property] = value;
  }
}
