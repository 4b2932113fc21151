// For browsers without ElementInternals (Safari before 16.4, Firefox before 98): the element takes part in a form of the
// page as far as a script can. What only the browser could do, such as `fieldset disabled`, is not there.

const all = new WeakMap();

/** The elements that belong to a form. */
const within = (form) => [...form.querySelectorAll("intake-form")].filter((host) => host.form === form && !host.disabled);

document.addEventListener("formdata", ({ target, formData }) => {
  for (const host of within(target)) all.get(host)?.fill(formData);
});
document.addEventListener("submit", (event) => {
  const wrong = event.target.noValidate ? undefined : within(event.target).find((host) => !host.checkValidity());
  if (!wrong) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  wrong.reportValidity();
}, true);
document.addEventListener("reset", (event) => {
  if (!event.defaultPrevented) within(event.target).forEach((host) => host.reset());
});

export class Internals {
  validity = { valid: true, valueMissing: false };
  validationMessage = "";
  #host;
  #value = null;

  constructor(host) {
    this.#host = host;
    all.set(host, this);
  }

  get form() {
    return this.#host.closest("form");
  }

  get willValidate() {
    return !this.#host.disabled;
  }

  setFormValue(value) {
    this.#value = value;
  }

  setValidity(flags, message) {
    this.validity = { valid: !flags.valueMissing, valueMissing: Boolean(flags.valueMissing) };
    this.validationMessage = this.validity.valid ? "" : message;
  }

  checkValidity() {
    return this.validity.valid || !this.willValidate;
  }

  reportValidity() {
    return this.checkValidity();
  }

  fill(data) {
    for (const [name, value] of this.#value ?? []) data.append(name, value);
  }
}
