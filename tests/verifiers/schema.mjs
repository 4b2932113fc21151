// The JSON Schemas in schemas/, judged by ajv: they take the shipped forms and genuine submissions, and refuse
// what the engine refuses. Of the corpus it takes what is `verified`, and refuses what is no `submission`.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** What must hold, as sentences with their truth. */
export function* checks(root, corpus, judged) {
  const read = (path) => JSON.parse(readFileSync(path, "utf8"));
  const schemas = join(root, "schemas");
  // Types stand beside `$ref` in the file, for people's editors; ajv's strict types would have them repeated.
  const ajv = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false });
  addFormats(ajv);
  const form = ajv.compile(read(join(schemas, "form-definition.schema.json")));
  const submission = ajv.compile(read(join(schemas, "submission.schema.json")));
  const forms = readdirSync(schemas).filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json"));
  for (const file of forms) {
    yield [`${file} fits: ${ajv.errorsText(form.errors)}`, form(read(join(schemas, file)))];
    for (const [what, change] of mistakes) {
      const wrong = read(join(schemas, file));
      change(wrong);
      yield [`${file} with ${what} is refused`, !form(wrong)];
    }
  }
  for (const file of readdirSync(join(corpus, "genuine"))) {
    const genuine = read(join(corpus, "genuine", file));
    yield [`${file} fits: ${ajv.errorsText(submission.errors)}`, submission(genuine)];
    yield [`${file} without its signature is refused`, !submission({ ...genuine, signature: undefined })];
    yield [`${file} with another member is refused`, !submission({ ...genuine, more: 1 })];
  }
  // What the verifiers say of a shape, the schema says as well.
  for (const [file, wanted] of judged) {
    const fits = submission(read(file));
    yield [`the schema takes ${file}: ${ajv.errorsText(submission.errors)}`, fits === wanted];
  }
}

const mistakes = [
  ["an unknown property", (form) => { form.pages[0].items[0].labl = "x"; }],
  ["a property of another type", (form) => { form.pages[0].items[0].currency = "USD"; }],
  ["an unknown item type", (form) => { form.pages[0].items[0].type = "txt"; }],
  ["no title", (form) => { delete form.title; }],
  ["an item without a name", (form) => { delete form.pages[0].items[0].name; }],
  ["a name that is no name", (form) => { form.pages[0].items[0].name = "First Name"; }],
  ["a text that is a number", (form) => { form.title = 7; }],
  ["a program without criteria", (form) => { delete form.programs[0].criteria; }],
  ["a criterion without a test", (form) => { delete form.programs[0].criteria[0].test; }],
  ["an unsafe address", (form) => { form.referrals[0].service.url = "javascript:alert(1)"; }],
  ["a scenario with a status that there is not", (form) => { form.scenarios[0].expect.programs = { a: "maybe" }; }],
  ["another language version", (form) => { form.formLanguage = 2; }],
];
