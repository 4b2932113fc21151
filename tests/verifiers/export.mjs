// What `intake schema` and `intake types` give, judged by ajv and by tsc: they take what the engine takes, and
// refuse what it refuses. The cases come from the engine itself (crates/intake-core/examples/cases.rs).

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const seed = process.env.INTAKE_SEED ?? "31";
const modules = fileURLToPath(new URL("../node_modules", import.meta.url));

/** What must hold, as sentences with their truth. */
export function* checks(root, target, intake) {
  const folder = join(root, "schemas");
  const names = readdirSync(folder).filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json")).sort();
  const forms = names.map((file) => join(folder, file));
  console.log(`INTAKE_SEED=${seed}`);
  const lines = read(join(target, "debug/examples/cases"), [seed, ...forms]).trim().split("\n");
  const cases = lines.map((line) => JSON.parse(line));
  yield ["there are cases for each form", cases.length === forms.length && forms.length > 0];
  for (const one of cases) yield* byAjv(intake, one);
  yield* byTsc(intake, cases);
}

function* byAjv(intake, { form, scenarios, households, refused }) {
  const name = form.split("/").pop();
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false });
  addFormats(ajv);
  const fits = ajv.compile(JSON.parse(read(intake, ["schema", form])));
  yield [`${name}: scenarios that the engine takes, and 200 mutations that it refuses`, scenarios.length > 0 && refused.length >= 200];
  for (const { name: scenario, answers } of scenarios) {
    yield [`${name}: ajv takes the scenario ${scenario}: ${ajv.errorsText(fits.errors)}`, fits(answers)];
  }
  const wrong = households.filter((answers) => !fits(answers));
  yield [`${name}: ajv takes ${households.length} households: ${JSON.stringify(wrong[0])}`, wrong.length === 0 && households.length > 0];
  for (const { what, answers } of refused) {
    yield [`${name}: ajv refuses ${what}: ${JSON.stringify(answers)}`, !fits(answers)];
  }
  console.log(`${name}: ajv on ${scenarios.length} scenarios, ${households.length} households, ${refused.length} mutations`);
}

// One run of tsc for all. A case is one line: an error is that case's; a mutation stands behind
// `@ts-expect-error`, which is itself an error where there is none.
function* byTsc(intake, cases) {
  const folder = mkdtempSync(join(tmpdir(), "intake-types-"));
  try {
    symlinkSync(modules, join(folder, "node_modules"));
    const sentences = new Map();
    for (const [i, { form, scenarios }] of cases.entries()) {
      const name = form.split("/").pop();
      writeFileSync(join(folder, `form${i}.ts`), read(intake, ["types", form]));
      const lines = [`import type { Answers } from "./form${i}.js";`];
      const add = (sentence, text) => {
        lines.push(text);
        sentences.set(`case${i}.ts:${lines.length}`, sentence);
      };
      for (const { name: scenario, answers } of scenarios) {
        add(`${name}: tsc takes the scenario ${scenario}`, `export const s${lines.length}: Answers = ${JSON.stringify(answers)};`);
        for (const [what, wrong] of mutations(answers)) {
          add(`${name}: tsc refuses ${what} in ${scenario}`, "// @ts-expect-error");
          lines.push(`export const m${lines.length}: Answers = ${JSON.stringify(wrong)};`);
        }
      }
      writeFileSync(join(folder, `case${i}.ts`), lines.join("\n"));
    }
    const tsc = join(modules, "typescript/bin/tsc");
    const words = ["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--pretty", "false"];
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
    const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, ...words, ...files], { cwd: folder, encoding: "utf8" });
    const errors = new Map();
    for (const line of stdout.split("\n")) {
      const found = /^(\w+\.ts)\((\d+),\d+\): (.*)$/.exec(line);
      if (found) errors.set(`${found[1]}:${found[2]}`, found[3]);
    }
    for (const [place, sentence] of sentences) {
      yield [`${sentence}: ${errors.get(place)}`, !errors.has(place)];
      errors.delete(place);
    }
    yield [`tsc says nothing else: ${[...errors.values()].join("\n")}${stderr}`, errors.size === 0 && (status === 0 || stdout !== "")];
    console.log(`tsc --strict on ${cases.length} forms: ${sentences.size} cases`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Answers with one thing in them that a type must not let through. */
function* mutations(answers) {
  const [first, value] = Object.entries(answers)[0];
  yield ["an unknown item", { ...answers, nobody_asked: 1 }];
  yield ["null", { ...answers, [first]: null }];
  yield ["another type", { ...answers, [first]: typeof value === "string" ? 7 : "seven" }];
  const list = Object.keys(answers).find((name) => typeof answers[name]?.[0] === "string" && Array.isArray(answers[name]));
  if (list) yield ["an unknown choice", { ...answers, [list]: ["nobody"] }];
}

function read(program, words) {
  const { status, stdout, stderr, error } = spawnSync(program, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${program} ${words[0]}: ${error ?? stderr}`);
  return stdout;
}
