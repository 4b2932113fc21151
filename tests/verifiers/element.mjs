// What the build says of the element to other people's tools: the Custom Elements Manifest, judged by its schema, and
// the TypeScript declarations, judged by tsc on a page's code that is right and on lines that must not pass.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";

const { resolve } = createRequire(import.meta.url);

/** What must hold, as sentences with their truth. */
export function* checks(root) {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const schema = JSON.parse(readFileSync(resolve("custom-elements-manifest/schema.json"), "utf8"));
  const fits = ajv.compile(schema);
  // The whole schema takes a wrong element for a right class.
  const isElement = ajv.compile({ definitions: schema.definitions, $ref: "#/definitions/CustomElementDeclaration" });
  const manifest = JSON.parse(readFileSync(join(root, "dist/custom-elements.json"), "utf8"));
  const whole = fits(manifest);
  yield [`custom-elements.json fits: ${ajv.errorsText(fits.errors)}`, whole];
  const [element] = manifest.modules[0].declarations;
  const part = isElement(element);
  yield [`its element fits: ${ajv.errorsText(isElement.errors)}`, part];
  for (const [what, change] of [
    ["an event without a type", (element) => { delete element.events[0].type; }],
    ["a member without a kind", (element) => { delete element.members[0].kind; }],
    ["an attribute without a name", (element) => { delete element.attributes[0].name; }],
  ]) {
    const wrong = structuredClone(element);
    change(wrong);
    yield [`an element with ${what} is refused`, !isElement(wrong)];
  }
  const kinds = [element.attributes, element.members, element.events, element.cssParts, element.cssProperties];
  yield ["everything in it is described", kinds.flat().every(({ description }) => /\S/.test(description ?? ""))];
  yield* byTsc(root);
}

function* byTsc(root) {
  const folder = mkdtempSync(join(tmpdir(), "intake-element-"));
  try {
    copyFileSync(join(root, "dist/intake-form.d.ts"), join(folder, "intake-form.d.ts"));
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "page.ts"), `${RIGHT}${WRONG.map((line) => `// @ts-expect-error\n${line}\n`).join("")}`);
    const tsc = resolve("typescript/bin/tsc");
    const words = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom", "--module", "nodenext", "--pretty", "false"];
    const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, ...words, "page.ts"], { cwd: folder, encoding: "utf8" });
    yield [`tsc takes a page's code, and refuses ${WRONG.length} lines that are wrong: ${stdout}${stderr}`, status === 0 && stdout === ""];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const RIGHT = `
import type { Answers, Fault, IntakeFormElement, Receipt, Submission } from "./intake-form.js";
const form = document.querySelector("intake-form")!;
const made: IntakeFormElement = document.createElement("intake-form");
form.answers = { called: "Maria", children: [{ age: 4 }] };
const answers: Answers | null = form.answers;
form.definition = { formLanguage: 1 };
const place: HTMLFormElement | null = form.form;
const there: boolean = form.goTo("review") && form.checkValidity() && form.validity.valid;
form.name = "submission";
form.reset();
form.addEventListener("intake-page", ({ detail }) => detail.page.toUpperCase());
document.addEventListener("intake-submit", (event) => {
  const body: Submission = event.detail;
  event.preventDefault();
  if (body.respondent.mode === "assisted") body.respondent.worker.trim();
});
window.addEventListener("intake-delivered", (event) => { const receipt: Receipt = event.detail; void receipt.reference?.trim(); });
form.addEventListener("intake-error", (event) => { const fault: Fault = event.detail; void fault.errors?.[0]?.pointer; });
form.addEventListener("intake-outcome", ({ detail }) => detail.programs.map(({ estimate }) => estimate?.toFixed(2)));
const { status, reference } = await form.submit();
if (status === "waiting") void reference;
void [made, answers, place, there];
export {};
`;

const WRONG = [
  'form.page = "home";',
  "form.outcome = null;",
  "form.goTo(1);",
  'form.answers = { called: undefined };',
  'form.addEventListener("intake-page", ({ detail }) => detail.name);',
  'const wrong: "lost" = (await form.submit()).status;',
  "form.send();",
];
