// react-jsonschema-form, its core theme.

import { CHOICES, choiceLabel } from "../form.mjs";
import { bundle } from "../pack.mjs";

export const title = "react-jsonschema-form";
export const packages = ["@rjsf/core", "@rjsf/validator-ajv8", "react"];

const SCRIPT = `
import { createElement, createRef, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";
const { schema, uiSchema } = await (await fetch("form.json")).json();
window.form = createRef();
function Page() {
  const [data, setData] = useState({});
  window.setData = setData;
  window.data = data;
  useEffect(() => { window.dispatchEvent(new Event("form-ready")); }, []);
  return createElement(Form, {
    ref: window.form, schema, uiSchema, validator, formData: data, onChange: ({ formData }) => setData(formData),
    onSubmit: ({ formData }) => window.dispatchEvent(new CustomEvent("form-sent", { detail: formData })),
    onError: () => window.dispatchEvent(new CustomEvent("form-sent")),
  });
}
createRoot(document.getElementById("form")).render(createElement(Page));
`;

export function files() {
  return bundle(SCRIPT);
}

export function page(questions) {
  const oneOf = CHOICES.map((value) => ({ const: value, title: choiceLabel(value) }));
  const kinds = {
    text: { type: "string" },
    email: { type: "string", format: "email" },
    integer: { type: "integer" },
    date: { type: "string", format: "date" },
    radio: { type: "string", oneOf },
    checkboxes: { type: "array", uniqueItems: true, items: { type: "string", oneOf } },
    boolean: { type: "boolean" },
  };
  const property = ({ name, kind, label }) => [name, { title: label, ...kinds[kind] }];
  const always = questions.filter(({ when }) => !when);
  // What is shown by a radio stands behind an if of its own.
  const allOf = questions.filter(({ when }) => when).map((question) => ({
    if: { properties: { [question.when]: { const: "b" } }, required: [question.when] },
    then: { properties: Object.fromEntries([property(question)]), required: [question.name] },
  }));
  const schema = { type: "object", properties: Object.fromEntries(always.map(property)), required: always.map(({ name }) => name), allOf };
  const widgets = { radio: "radio", checkboxes: "checkboxes", boolean: "radio" };
  const uiSchema = Object.fromEntries(questions.filter(({ kind }) => kind in widgets).map(({ name, kind }) => [name, { "ui:widget": widgets[kind] }]));
  return {
    head: `<script type="module" src="form.js"></script>`,
    body: `<div id="form"></div>`,
    files: { "form.json": JSON.stringify({ schema, uiSchema: { ...uiSchema, "ui:order": [...questions.map(({ name }) => name), "*"] } }) },
  };
}

export function client() {
  const ready = new Promise((resolve) => window.addEventListener("form-ready", resolve, { once: true }));
  const inputs = (name) => [...document.querySelectorAll(`[id="root_${name}"], [id^="root_${name}-"]`)].filter(({ localName }) => localName === "input");
  window.bench = {
    ready,
    text: (name) => inputs(name)[0],
    // Its radios stand in the order of the choices.
    choose: (name, choice) => inputs(name)["abcde".indexOf(choice)].click(),
    shown: (name) => Boolean(document.querySelector(`[id^="root_${name}"]`)),
    async fill(questions, answers) {
      const data = Object.fromEntries(questions.filter(({ when }) => !when).map(({ name, kind }) => [name, answers[kind]]));
      window.setData(data);
      while (window.data?.q0 !== data.q0) await new Promise(requestAnimationFrame);
    },
    submit() {
      const sent = new Promise((resolve, reject) => window.addEventListener("form-sent", ({ detail }) => {
        if (detail) resolve({ collected: JSON.stringify(detail), at: performance.now() });
        else reject(new Error("react-jsonschema-form refused"));
      }, { once: true }));
      window.form.current.submit();
      return sent;
    },
  };
}
