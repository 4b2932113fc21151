// Every verifier on every submission of the corpus: all must give the verdict, the reason class and the digest of its index.
//
//     node tests/verifiers/run.mjs [seed]      or: cargo xtask test verifier

import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { judge } from "./browser/run.mjs";
import { FORM, signed } from "./browser/widget.mjs";
import { AUDIENCE, corpus, forms } from "./corpus.mjs";
import { checks as element } from "./element.mjs";
import { checks as example } from "./example.mjs";
import { checks as exported } from "./export.mjs";
import { checks as schema } from "./schema.mjs";
import { digest } from "./signer.mjs";
import { checks as size } from "./size.mjs";
import { checks as streams } from "./streams.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const target = process.env.TARGET ?? join(root, "target");
const intake = process.env.INTAKE ?? join(target, "debug/intake");
const python = process.env.VERIFIER_PYTHON ?? "python3";
const work = join(target, "xtask/verifier");
const jackson = ["core", "databind", "annotations"].map((part) => `/usr/share/java/jackson-${part}.jar`).join(":");
mkdirSync(work, { recursive: true });
execFileSync("go", ["build", "-o", join(work, "go"), "."], { cwd: join(here, "go"), stdio: "inherit", env: { ...process.env, GO111MODULE: "off", GOTOOLCHAIN: "local" } });
execFileSync("javac", ["-cp", jackson, "-d", join(work, "java"), ...["Strict", "Verify", "Shape", "Receive"].map((name) => join(here, `java/${name}.java`))], { stdio: "inherit" });

// Each takes an address, digests of forms and files, and writes for each file `FILE: verified DIGEST`, or `FILE: refused [CLASS]`.
const programs = {
  "node (jose)": [process.execPath, join(here, "node/main.mjs")],
  "python (joserfc)": [python, join(here, "python/receive.py")],
  "python (pyjwt)": ["env", "VERIFY_WITH=pyjwt", python, join(here, "python/receive.py")],
  php: ["php", join(here, "php/receive.php")],
  ruby: ["ruby", join(here, "ruby/receive.rb")],
  go: [join(work, "go")],
  "java (jackson)": ["java", "-cp", `${join(work, "java")}:${jackson}`, "Receive"],
  rust: [join(target, "debug/examples/verify")],
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
const folder = join(work, "corpus");
const index = corpus(folder, seed);
const expected = new Map(index.map(({ file, expected, digest }) => [join(folder, file), digest ? `${expected} ${digest}` : `refused [${expected}]`]));
const published = [...forms(), digest(FORM)];
for (const [name, verdict, text] of await widgets()) {
  writeFileSync(join(folder, name), text);
  expected.set(join(folder, name), verdict);
}
const files = [...expected.keys()];
console.log(`${files.length} submissions (seed ${seed})`);
if (files.length < 2000) throw new Error("the corpus is too small");

for (const [name, [program, ...words]] of Object.entries(programs)) {
  compare(name, await lines(program, [...words, AUDIENCE, published.join(), ...files]));
}
const pages = saved();
const browser = await judge(AUDIENCE, published, [...files, ...pages.keys()]);
compare("a browser (WebCrypto)", browser);
for (const [file, verdict] of pages) count(browser.includes(`${file}: ${verdict}\n`), `a browser on ${file} does not say ${verdict}`);
const command = `${await ofIntake([...pages.keys()], [])}\n`;
for (const [file, verdict] of pages) count(command.includes(`${file}: ${verdict.replace(/verified .*/, "verified -")}\n`), `intake verify on ${file}: ${command}`);
// The receiver of the WordPress plugin: the steps that need no WordPress.
const plugin = (await lines("php", [join(here, "wordpress.php"), AUDIENCE, ...files])).replace(/\[(.*)\]$/gm, (_, code) => `[${classOf(code)}]`);
compare("the WordPress plugin", plugin, (wanted) => !["form", "conflict"].includes(wanted));
compare("intake verify", await ofIntake(files, []), (wanted) => !["form", "conflict"].includes(wanted));
// With a form that none of them answers, it says so; `conflict` is the receiver's, and in its own tests.
const unpublished = files.filter((file) => expected.get(file) === "refused [form]");
compare("intake verify --form", await ofIntake(unpublished, ["--form", join(root, "schemas/outreach-needs.json")]), (wanted) => wanted === "form");
await older();

for (const [what, all] of [
  ["docs/envelope.md", example(root, index)],
  ["the verifiers' size", size(here, root)],
  ["schemas, by ajv", schema(root, join(here, "corpus"), shapes())],
  ["the element, by ajv and tsc", element(root)],
  ["exports, by ajv and tsc", exported(root, target, intake)],
  ["modules in streams, by the loader", streams(root, target, join(work, "streams"))],
]) {
  const before = passed + failed;
  for (const [sentence, holds] of all) count(holds, sentence);
  console.log(`${what}: ${passed + failed - before} checks`);
  if (passed + failed === before) count(false, `${what}: nothing was checked`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function compare(name, text, judges = () => true) {
  const said = new Map([...text.matchAll(/^(.*): (verified .*|refused \[.*\])$/gm)].map(([, file, verdict]) => [file, verdict]));
  const judged = files.filter((file) => judges(/\[(.*)\]/.exec(expected.get(file))?.[1]));
  for (const file of judged) {
    // `intake` does not print the digest.
    const verdict = said.get(file)?.replace("verified -", expected.get(file));
    count(verdict === expected.get(file), `${name} on ${file}: ${verdict} instead of ${expected.get(file)}`);
  }
  console.log(`${name}: ${judged.length} submissions`);
  if (judged.length === 0) count(false, `${name} judged nothing`);
}

function lines(program, words) {
  return new Promise((resolve) => {
    execFile(program, words, { encoding: "utf8", maxBuffer: 1 << 26, env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } }, (error, stdout, stderr) => {
      if (stderr) console.log(stderr.slice(0, 2000));
      resolve(stdout);
    });
  });
}

/** What the widget signs in a browser, with a key that WebCrypto made: as it was sent, written otherwise, and changed. */
async function widgets() {
  const text = await signed(join(root, "dist"), AUDIENCE);
  const { signature, ...body } = JSON.parse(text);
  const verdict = `verified ${digest(body)}`;
  const changed = JSON.stringify({ ...body, answers: { ...body.answers, rent: 1731.8 }, signature });
  return [
    ["the-widgets-own.json", verdict, text],
    ["the-widgets-own-indented.json", verdict, JSON.stringify({ signature, ...body }, null, 2)],
    ["the-widgets-own-changed.json", "refused [signature]", changed],
  ];
}

/** What "Save a copy" makes of them: pages with the document inside, one as a browser writes it that saves the page once more. */
function saved() {
  const tags = ['<script type="application/json" id="intake-submission">', "<SCRIPT id='intake-submission'\r\n type='application/json'>\r\n"];
  const names = ["the-widgets-own.json", "the-widgets-own-changed.json"];
  return new Map(names.flatMap((name) => tags.map((tag, i) => {
    const [file, from] = [join(folder, name.replace(".json", `-${i}.html`)), join(folder, name)];
    writeFileSync(file, `<!doctype html>\n<html><body><p>Åsa</p>\n${tag}${readFileSync(from, "utf8").replaceAll("<", "\\u003c")}</script>\n</body></html>`);
    return [file, expected.get(from)];
  })));
}

/** The class of docs/envelope.md that a code of `intake verify` belongs to. */
function classOf(code) {
  const classes = {
    "not-an-object": "envelope", "signature-missing": "envelope", "signature-shape": "envelope",
    "header-shape": "header", "header-member": "header", algorithm: "header", "header-type": "header",
    thumbprint: "key", "submission-shape": "submission", "evaluated-on": "day", "form-unknown": "form",
  };
  return code.startsWith("json") ? "json" : classes[code] ?? code;
}

/** Files of which the schema must say the same: whether it is a submission. */
function shapes() {
  const of = (verdict) => ["submission", "audience", "form", "day"].includes(verdict);
  const judged = index.filter(({ name, expected }) => (expected === "verified" || of(expected)) && !name.startsWith("suite-"));
  return judged.map(({ file, expected }) => [join(folder, file), expected !== "submission"]);
}

/** What `intake verify` says, in the words of docs/envelope.md. */
async function ofIntake(files, words) {
  const said = await lines(intake, ["verify", "--json", "--audience", AUDIENCE, ...words, ...files]);
  return said.trim().split("\n").map((line) => {
    const { file, verified, code = "" } = JSON.parse(line);
    return `${file}: ${verified ? "verified -" : `refused [${classOf(code)}]`}`;
  }).join("\n");
}

/** The older files, kept as they are, and the example of docs/envelope.md, as a reader would copy it. */
async function older() {
  const wanted = new Map();
  for (const kind of ["genuine", "tampered"]) for (const file of readdirSync(join(here, "corpus", kind))) wanted.set(join(here, "corpus", kind, file), kind);
  const copied = join(work, "example.json");
  writeFileSync(copied, /```json\n(\{\n {2}"format"[^]*?)```/.exec(readFileSync(join(root, "docs/envelope.md"), "utf8"))[1]);
  wanted.set(copied, "genuine");
  const said = await lines(intake, ["verify", "--json", ...wanted.keys()]);
  for (const line of said.trim().split("\n")) {
    const { file, verified } = JSON.parse(line);
    count(verified === (wanted.get(file) === "genuine"), `intake verify on ${file}`);
    wanted.delete(file);
  }
  count(wanted.size === 0, `intake verify said nothing of ${[...wanted.keys()]}`);
}
