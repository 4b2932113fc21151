// This project's widget, put on a page with the two lines of the README.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { CHOICES, choiceLabel } from "../form.mjs";

export const title = "intake-form";

const TYPES = { radio: "choice", checkboxes: "choices" };

export async function files({ root }) {
  const dist = join(root, "dist");
  const names = (await readdir(dist, { withFileTypes: true })).filter((entry) => entry.isFile());
  const shipped = names.map(({ name }) => name).filter((name) => !/\.(br|gz)$/.test(name));
  return Object.fromEntries(await Promise.all(shipped.map(async (name) => [name, await readFile(join(dist, name))])));
}

export function page(questions) {
  const items = questions.map(({ name, kind, label, when }) => ({
    name, type: TYPES[kind] ?? kind, label, required: true,
    ...(kind in TYPES && { choices: "five" }),
    ...(kind === "radio" && { appearance: "radio" }),
    ...(when && { relevant: `${when} == "b"` }),
  }));
  const form = {
    formLanguage: 1, name: "bench", version: "1", defaultLanguage: "en", languages: ["en"], title: "Bench",
    choiceLists: { five: CHOICES.map((name) => ({ name, label: choiceLabel(name) })) },
    settings: { reviewPage: false },
    pages: [{ name: "all", items }],
  };
  return embed(form);
}

/** A page with this form. */
export function embed(form) {
  return {
    head: `<script type="module" src="intake-form.js"></script>`,
    body: `<intake-form src="form.json" lang="en"></intake-form>`,
    files: { "form.json": JSON.stringify(form) },
  };
}

/** Runs in the page, before anything else: what the measurement needs to know. */
export function client() {
  const element = () => document.querySelector("intake-form");
  const root = () => element().shadowRoot;
  // The question's number stands at the start of its label. Looked for once: to look through a thousand takes longer than what is measured.
  const found = new Map();
  const asks = (label, name) => label?.textContent.startsWith(`Question ${name.slice(1)}:`);
  const field = (name) => {
    if (!found.get(name)?.isConnected) {
      const label = [...root().querySelectorAll("legend, label")].find((label) => asks(label, name));
      found.set(name, label?.closest(".field"));
    }
    return found.get(name);
  };
  const type = (input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  };
  const ready = new Promise((resolve) => document.addEventListener("intake-ready", resolve, { once: true }));
  window.bench = {
    ready,
    /** Pressed at once, Continue says what is missing as soon as the form answers. */
    async answers() {
      root().querySelector("button[type=submit]").click();
      while (!root().querySelector("[aria-invalid=true]")) await new Promise(requestAnimationFrame);
    },
    text: (name) => field(name).querySelector("input"),
    choose: (name, choice) => [...field(name).querySelectorAll("input")].find(({ value }) => value === choice).click(),
    /** Behind the question before, which is always there. */
    shown: (name) => asks(field(`q${name.slice(1) - 1}`).nextElementSibling?.querySelector("legend, label"), name) ?? false,
    fill(questions, answers) {
      for (const question of questions) {
        const inputs = [...(field(question.name)?.querySelectorAll("input") ?? [])];
        const answer = answers[question.kind];
        const [year, month, day] = String(answer).split("-");
        const parts = { day, month, year };
        for (const input of inputs) {
          if (input.type === "radio" || input.type === "checkbox") {
            if ([answer].flat().map(String).includes(input.value) && !input.checked) input.click();
          } else if (question.kind === "date") type(input, String(Number(parts[input.name.split("-")[1]])));
          else type(input, String(answer));
        }
      }
    },
    submit() {
      // The page is left, and told so, when its answers are valid; what is drawn then is another matter.
      const told = new Promise((resolve) => document.addEventListener("intake-page", () => {
        resolve({ collected: JSON.stringify(element().answers), at: performance.now() });
      }, { once: true }));
      root().querySelector("button[type=submit]").click();
      return told;
    },
  };
}
