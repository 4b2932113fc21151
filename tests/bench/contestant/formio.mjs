// Form.io's renderer, its own build of it without the builder.

import { CHOICES, choiceLabel } from "../form.mjs";
import { packaged } from "../pack.mjs";

export const title = "Form.io";
export const packages = ["@formio/js"];

export async function files() {
  return {
    "formio.js": await packaged("@formio/js/dist/formio.form.min.js"),
    "formio.css": await packaged("@formio/js/dist/formio.form.min.css"),
    "form.js": SCRIPT,
  };
}

const SCRIPT = `
const definition = await (await fetch("form.json")).json();
window.form = await Formio.createForm(document.getElementById("form"), definition, { noAlerts: true });
window.form.nosubmit = true;
window.dispatchEvent(new Event("form-ready"));
`;

export function page(questions) {
  const values = CHOICES.map((value) => ({ value, label: choiceLabel(value) }));
  const kinds = {
    text: { type: "textfield" },
    email: { type: "email" },
    integer: { type: "number", decimalLimit: 0 },
    date: { type: "day" },
    radio: { type: "radio", values },
    checkboxes: { type: "selectboxes", values },
    boolean: { type: "radio", values: [{ value: "true", label: "Yes" }, { value: "false", label: "No" }] },
  };
  const components = questions.map(({ name, kind, label, when }) => ({
    ...kinds[kind], key: name, label, input: true, validate: { required: true },
    ...(when && { conditional: { show: true, when, eq: "b" } }),
  }));
  return {
    // The definition's script waits for the library's: both are modules or deferred, in this order.
    head: `<link rel="stylesheet" href="formio.css"><script defer src="formio.js"></script><script type="module" src="form.js"></script>`,
    body: `<div id="form"></div>`,
    files: { "form.json": JSON.stringify({ display: "form", components }) },
  };
}

export function client() {
  const ready = new Promise((resolve) => window.addEventListener("form-ready", resolve, { once: true }));
  const field = (name) => document.querySelector(`.formio-component-${name}`);
  const usable = (element) => Boolean(element?.querySelector("input"));
  window.bench = {
    ready,
    text: (name) => field(name).querySelector("input"),
    choose: (name, choice) => [...field(name).querySelectorAll("input")].find(({ value }) => value === choice).click(),
    shown: (name) => usable(field(name)),
    fill(questions, answers) {
      const told = { ...answers, date: "05/03/1990", boolean: "true", checkboxes: { a: true, b: false, c: true, d: false, e: false } };
      const data = Object.fromEntries(questions.filter(({ when }) => !when).map(({ name, kind }) => [name, told[kind]]));
      return window.form.setSubmission({ data });
    },
    async submit() {
      const { data } = await window.form.submit();
      return { collected: JSON.stringify(data), at: performance.now() };
    },
  };
}
