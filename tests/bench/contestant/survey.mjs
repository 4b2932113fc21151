// SurveyJS Form Library with React, only what a page needs.

import { CHOICES, choiceLabel } from "../form.mjs";
import { bundle } from "../pack.mjs";

export const title = "SurveyJS";
export const packages = ["survey-core", "survey-react-ui"];

const SCRIPT = `
import { Model } from "survey-core";
import "survey-core/survey-core.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { Survey } from "survey-react-ui";
const survey = new Model(await (await fetch("form.json")).json());
window.survey = survey;
survey.onAfterRenderSurvey.add(() => window.dispatchEvent(new Event("form-ready")));
createRoot(document.getElementById("form")).render(createElement(Survey, { model: survey }));
`;

export function files() {
  return bundle(SCRIPT);
}

export function page(questions) {
  const choices = CHOICES.map((value) => ({ value, text: choiceLabel(value) }));
  const kinds = {
    text: { type: "text" },
    email: { type: "text", inputType: "email", validators: [{ type: "email" }] },
    integer: { type: "text", inputType: "number", validators: [{ type: "numeric" }] },
    date: { type: "text", inputType: "date" },
    radio: { type: "radiogroup", choices },
    checkboxes: { type: "checkbox", choices },
    boolean: { type: "boolean" },
  };
  const elements = questions.map(({ name, kind, label, when }) => ({
    ...kinds[kind], name, title: label, isRequired: true, ...(when && { visibleIf: `{${when}} = 'b'` }),
  }));
  return {
    head: `<link rel="stylesheet" href="form.css"><script type="module" src="form.js"></script>`,
    body: `<div id="form"></div>`,
    files: { "form.json": JSON.stringify({ title: "Bench", textUpdateMode: "onTyping", checkErrorsMode: "onValueChanged", pages: [{ name: "all", elements }] }) },
  };
}

export function client() {
  const ready = new Promise((resolve) => window.addEventListener("form-ready", resolve, { once: true }));
  const field = (name) => document.querySelector(`[data-name="${name}"]`);
  window.bench = {
    ready,
    text: (name) => field(name).querySelector("input"),
    choose: (name, choice) => [...field(name).querySelectorAll("input")].find(({ value }) => value === choice).click(),
    shown: (name) => Boolean(field(name)),
    fill(questions, answers) {
      window.survey.data = Object.fromEntries(questions.filter(({ when }) => !when).map(({ name, kind }) => [name, answers[kind]]));
    },
    async submit() {
      if (!window.survey.validate()) throw new Error("SurveyJS refused");
      return { collected: JSON.stringify(window.survey.data), at: performance.now() };
    },
  };
}
