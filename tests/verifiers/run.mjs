// Every verifier on every submission of the corpus: all must say what the folder says.
//
//     node tests/verifiers/run.mjs [corpus]      or: cargo xtask test verifier

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { checks as exported } from "./export.mjs";
import { checks as element } from "./element.mjs";
import { checks } from "./schema.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const target = process.env.TARGET ?? join(root, "target");
const intake = process.env.INTAKE ?? join(target, "debug/intake");
const corpus = process.argv[2] ?? join(here, "corpus");

// Each takes one file and exits with 0 when the submission holds, with 1 when it does not.
const verifiers = {
  intake: [intake, "verify"],
  node: [process.execPath, join(here, "node/verify.mjs")],
};

let passed = 0;
let failed = 0;
for (const [folder, expected] of [["genuine", 0], ["tampered", 1]]) {
  const files = readdirSync(join(corpus, folder)).filter((file) => file.endsWith(".json")).sort();
  for (const file of files) {
    for (const [name, [program, ...words]] of Object.entries(verifiers)) {
      const { status, stdout, stderr, error } = spawnSync(program, [...words, join(corpus, folder, file)], { encoding: "utf8" });
      if (status === expected) passed += 1;
      else {
        failed += 1;
        console.log(`FAILED  ${name} on ${folder}/${file}: ${error ?? ""}${stdout}${stderr}`);
      }
    }
  }
  console.log(`${folder}: ${files.length} submissions, ${Object.keys(verifiers).join(" and ")}`);
  if (files.length === 0) failed += 1;
}
for (const [what, all] of [
  ["schemas, by ajv", checks(root, corpus)],
  ["the element, by ajv and tsc", element(root)],
  ["exports, by ajv and tsc", exported(root, target, intake)],
]) {
  let count = 0;
  for (const [sentence, holds] of all) {
    count += 1;
    if (holds) passed += 1;
    else {
      failed += 1;
      console.log(`FAILED  ${sentence}`);
    }
  }
  console.log(`${what}: ${count} checks`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
