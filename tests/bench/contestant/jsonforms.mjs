// JSON Forms with React and its plain renderers.

import { CHOICES, choiceLabel } from "../form.mjs";
import { bundle } from "../pack.mjs";

export const title = "JSON Forms";
export const packages = ["@jsonforms/core", "@jsonforms/react", "@jsonforms/vanilla-renderers", "react"];

const SCRIPT = `
import { createElement, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import { JsonForms } from "@jsonforms/react";
import { vanillaCells, vanillaRenderers } from "@jsonforms/vanilla-renderers";
const { schema, uischema } = await (await fetch("form.json")).json();
function Form() {
  const [data, setData] = useState({});
  window.setData = setData;
  useEffect(() => { window.dispatchEvent(new Event("form-ready")); }, []);
  return createElement(JsonForms, {
    schema, uischema, data, renderers: vanillaRenderers, cells: vanillaCells,
    onChange: ({ data, errors }) => { window.form = { data, errors }; if (data !== undefined) setData(data); },
  });
}
createRoot(document.getElementById("form")).render(createElement(Form));
`;

export function files() {
  return bundle(SCRIPT);
}

export function page(questions) {
  const oneOf = CHOICES.map((value) => ({ const: value, title: choiceLabel(value) }));
  const kinds = {
    text: { type: "string", minLength: 1 },
    email: { type: "string", format: "email" },
    integer: { type: "integer" },
    date: { type: "string", format: "date" },
    radio: { type: "string", oneOf },
    checkboxes: { type: "array", uniqueItems: true, items: { oneOf } },
    boolean: { type: "boolean" },
  };
  const properties = Object.fromEntries(questions.map(({ name, kind, label }) => [name, { title: label, ...kinds[kind] }]));
  const elements = questions.map(({ name, kind, when }) => ({
    type: "Control", scope: `#/properties/${name}`, ...(kind === "radio" && { options: { format: "radio" } }),
    ...(when && { rule: { effect: "SHOW", condition: { scope: `#/properties/${when}`, schema: { const: "b" } } } }),
  }));
  const required = questions.filter(({ when }) => !when).map(({ name }) => name);
  return {
    head: `<script type="module" src="form.js"></script>`,
    body: `<div id="form"></div>`,
    files: { "form.json": JSON.stringify({ schema: { type: "object", properties, required }, uischema: { type: "VerticalLayout", elements } }) },
  };
}

export function client() {
  const ready = new Promise((resolve) => window.addEventListener("form-ready", resolve, { once: true }));
  const field = (name) => document.getElementById(`#/properties/${name}`);
  window.bench = {
    ready,
    text: (name) => field(name).querySelector("input"),
    choose: (name, choice) => [...field(name).querySelectorAll("input")].find(({ value }) => value === choice).click(),
    shown: (name) => Boolean(field(name)),
    async fill(questions, answers) {
      const data = Object.fromEntries(questions.filter(({ when }) => !when).map(({ name, kind }) => [name, answers[kind]]));
      window.setData(data);
      while (window.form?.data !== data) await new Promise(requestAnimationFrame);
    },
    submit() {
      const { data, errors } = window.form;
      if (errors.length > 0) throw new Error("JSON Forms refused");
      return { collected: JSON.stringify(data), at: performance.now() };
    },
  };
}
