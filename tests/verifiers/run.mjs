// Every verifier on every submission of the corpus: all must give the verdict and the reason class that stand in its index.
//
//     node tests/verifiers/run.mjs [seed]      or: cargo xtask test verifier

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { corpus } from "./corpus.mjs";
import { checks as exported } from "./export.mjs";
import { checks as element } from "./element.mjs";
import { checks } from "./schema.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const target = process.env.TARGET ?? join(root, "target");
const intake = process.env.INTAKE ?? join(target, "debug/intake");
const work = join(target, "xtask/verifier");
const jackson = ["core", "databind", "annotations"].map((part) => `/usr/share/java/jackson-${part}.jar`).join(":");
mkdirSync(work, { recursive: true });
execFileSync("go", ["build", "-o", join(work, "go"), join(here, "go/verify.go")], { stdio: "inherit", env: { ...process.env, GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local" } });

// Each takes files and writes a line for each of them: `FILE: verified`, or `FILE: refused [CLASS]`.
const verifiers = {
  intake: [intake, "verify", "--json"],
  node: [process.execPath, join(here, "node/verify.mjs")],
  python: [process.env.VERIFIER_PYTHON ?? "python3", join(here, "python/verify.py")],
  php: ["php", join(here, "php/verify.php")],
  ruby: ["ruby", join(here, "ruby/verify.rb")],
  go: [join(work, "go")],
  java: ["java", "-cp", jackson, join(here, "java/Verify.java")],
};

// The classes of docs/envelope.md that the codes of `intake` belong to.
const CLASSES = {
  "not-an-object": "envelope", "signature-missing": "envelope", "signature-shape": "envelope",
  "header-shape": "header", "header-member": "header", algorithm: "header", "header-type": "header",
  key: "key", thumbprint: "key", signature: "signature",
};

let passed = 0;
let failed = 0;
const count = (holds, what) => {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED  ${what}`);
  }
};

const seed = process.argv[2] ?? String(Date.now());
const files = new Map(corpus(join(work, "corpus"), seed).map(({ file, expected }) => [join(work, "corpus", file), expected]));
for (const [folder, verdict] of [["genuine", "verified"], ["tampered", undefined]]) {
  for (const file of readdirSync(join(here, "corpus", folder))) files.set(join(here, "corpus", folder, file), verdict);
}
files.set(example(), "verified");
console.log(`${files.size} submissions (seed ${seed}), ${Object.keys(verifiers).join(", ")}`);
if (files.size < 400) throw new Error("the corpus is too small");
for (const [name, [program, ...words]] of Object.entries(verifiers)) {
  const { stdout, stderr, error } = spawnSync(program, [...words, ...files.keys()], { encoding: "utf8", maxBuffer: 1 << 26 });
  const said = new Map(stdout.trim().split("\n").map(name === "intake" ? ofIntake : ofLine));
  for (const [file, expected] of files) {
    const verdict = said.get(file);
    count(expected === undefined ? /^[a-z]+$/.test(verdict) && verdict !== "verified" : verdict === expected, `${name} on ${file}: ${verdict} instead of ${expected}`);
  }
  if (error || said.size < files.size) console.log(`${error ?? ""}${stderr.slice(0, 2000)}`);
}
for (const [what, all] of [
  ["schemas, by ajv", checks(root, join(here, "corpus"))],
  ["the element, by ajv and tsc", element(root)],
  ["exports, by ajv and tsc", exported(root, target, intake)],
]) {
  const before = passed + failed;
  for (const [sentence, holds] of all) count(holds, sentence);
  console.log(`${what}: ${passed + failed - before} checks`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function ofLine(line) {
  const [, file, verdict, reason] = /^(.*): (verified|refused)(?: \[(.*)\])?$/.exec(line) ?? [];
  return [file, reason ?? verdict];
}

function ofIntake(line) {
  const { file, verified, code } = JSON.parse(line);
  return [file, verified ? "verified" : code.startsWith("json") ? "json" : CLASSES[code]];
}

/** The example of docs/envelope.md, as a reader would copy it. */
function example() {
  const [, text] = /```json\n(\{\n {2}"format"[^]*?)```/.exec(readFileSync(join(root, "docs/envelope.md"), "utf8"));
  const file = join(work, "example.json");
  writeFileSync(file, text);
  return file;
}
