// The floor: the page as somebody would write it by hand, for this one form and no other.

import { CHOICES, choiceLabel } from "../form.mjs";

export const title = "hand-written HTML + JS";

export async function files() {
  return { "form.js": SCRIPT, "form.css": STYLE };
}

export function page(questions) {
  const fields = questions.map((question) => {
    const { name, kind, label, when } = question;
    const hidden = when ? ` data-when="${when}" hidden` : "";
    const error = `<p class="error" id="${name}-error"></p>`;
    const many = { radio: "radio", checkboxes: "checkbox", boolean: "radio" }[kind];
    if (many) {
      const rows = kind === "boolean" ? [["true", "Yes"], ["false", "No"]] : CHOICES.map((choice) => [choice, choiceLabel(choice)]);
      const options = rows.map(([value, words]) => `<div class="option"><input type="${many}" id="${name}-${value}" name="${name}" value="${value}"><label for="${name}-${value}">${words}</label></div>`);
      return `<fieldset class="field" id="${name}" aria-describedby="${name}-error"${hidden}><legend>${label}</legend>${error}${options.join("")}</fieldset>`;
    }
    const type = { text: 'type="text"', email: 'type="email"', integer: 'type="text" inputmode="numeric" pattern="-?[0-9]+"', date: 'type="date"' }[kind];
    return `<div class="field" id="${name}"${hidden}><label for="${name}-input">${label}</label>${error}<input id="${name}-input" name="${name}" ${type} required aria-describedby="${name}-error"></div>`;
  });
  return {
    head: `<link rel="stylesheet" href="form.css"><script type="module" src="form.js"></script>`,
    body: `<form novalidate><h2>Bench</h2>${fields.join("\n")}<button>Continue</button></form>`,
    files: {},
  };
}

const SCRIPT = `
const form = document.querySelector("form");
const dependents = new Map();
for (const field of form.querySelectorAll("[data-when]")) {
  const list = dependents.get(field.dataset.when) ?? [];
  list.push(field);
  dependents.set(field.dataset.when, list);
}
function problem(field) {
  const inputs = [...field.querySelectorAll("input")];
  if (inputs[0].type === "radio" || inputs[0].type === "checkbox") return inputs.some((input) => input.checked) ? "" : "Choose an answer";
  if (inputs[0].validity.valueMissing) return "Enter an answer";
  return inputs[0].validity.valid ? "" : "Check your answer";
}
function show(field) {
  const words = problem(field);
  const error = field.querySelector(".error");
  if (error.textContent !== words) error.textContent = words;
  field.classList.toggle("invalid", words !== "");
  for (const input of field.querySelectorAll("input")) {
    if (words) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
  return words;
}
form.addEventListener("input", (event) => {
  const field = event.target.closest(".field");
  if (field.classList.contains("invalid")) show(field);
  for (const dependent of dependents.get(event.target.name) ?? []) dependent.hidden = event.target.value !== "b";
});
form.addEventListener("focusout", (event) => {
  const field = event.target.closest(".field");
  if (field && !field.contains(event.relatedTarget)) show(field);
});
export function collect() {
  const answers = {};
  let wrong;
  for (const field of form.querySelectorAll(".field:not([hidden])")) {
    if (show(field)) { wrong ??= field; continue; }
    const inputs = [...field.querySelectorAll("input")];
    const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
    const [{ type, value, inputMode }] = inputs;
    answers[field.id] = type === "checkbox" ? chosen : type === "radio" ? chosen[0] : inputMode === "numeric" ? Number(value) : value;
  }
  if (wrong) { wrong.querySelector("input").focus(); return undefined; }
  return answers;
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  form.dispatchEvent(new CustomEvent("collected", { detail: JSON.stringify(collect()) }));
});
window.dispatchEvent(new Event("form-ready"));
`;

const STYLE = `
body{font:18px/1.5 system-ui,sans-serif}.field{border:0;margin:0 0 28px;padding:0}.field[hidden]{display:none}label,legend{font-weight:700;display:block}
.option{display:flex;gap:12px;margin:8px 0}.option label{font-weight:400}input:not([type=radio],[type=checkbox]){font:inherit;padding:8px;min-height:44px;border:2px solid #555;border-radius:4px}
.error{color:#b00020;margin:4px 0;font-weight:700}.error:empty{display:none}button{font:inherit;padding:10px 24px}:focus-visible{outline:3px solid #06c;outline-offset:2px}
`;

export function client() {
  const ready = new Promise((resolve) => window.addEventListener("form-ready", resolve, { once: true }));
  const field = (name) => document.getElementById(name);
  window.bench = {
    ready,
    text: (name) => field(name).querySelector("input"),
    choose: (name, choice) => document.getElementById(`${name}-${choice}`).click(),
    shown: (name) => !field(name).hidden,
    fill(questions, answers) {
      for (const { name, kind } of questions) {
        const answer = answers[kind];
        for (const input of field(name).querySelectorAll("input")) {
          if (input.type === "radio" || input.type === "checkbox") input.checked = [answer].flat().map(String).includes(input.value);
          else input.value = String(answer);
        }
      }
    },
    submit() {
      const form = document.querySelector("form");
      const told = new Promise((resolve) => form.addEventListener("collected", (event) => resolve({ collected: event.detail, at: performance.now() }), { once: true }));
      form.requestSubmit();
      return told;
    },
  };
}
