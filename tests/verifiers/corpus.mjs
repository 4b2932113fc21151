// Makes the corpus that every verifier is run on, from a seed: the same seed gives the same bytes.
//
//     node tests/verifiers/corpus.mjs FOLDER [seed]
//
// The bodies are those of `corpus/genuine`, which the engine made from the shipped forms' scenarios. Each file's name says what was
// done to it; `index.json` says of each what a verifier must say: `verified` and the digest of its body, or a reason class of
// docs/envelope.md. Files are judged in this order: the second that comes with an id is held against the first.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { claimed, unusual } from "./claimed.mjs";
import { genuine } from "./genuine.mjs";
import { digest, random, sha256, signer } from "./signer.mjs";
import { suite } from "./suite.mjs";
import { tampered } from "./tampered.mjs";
import { large, unreadable } from "./unreadable.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
export const AUDIENCE = "https://charity.example/intake";

/** Writes all files; returns the index: `[{ name, file, expected, digest }]`. */
export function corpus(folder, seed) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const index = [];
  const write = (name, expected, bytes, digest) => {
    const file = `${String(index.length + 1).padStart(4, "0")}-${name}.json`;
    writeFileSync(join(folder, file), bytes);
    index.push({ name, file, expected, digest });
  };
  const all = bodies();
  all.forEach((body, i) => {
    for (const [name, text] of genuine(signer(`${seed}/${i}`), body)) write(name, "verified", text, digest(body));
  });
  for (const [name, text] of recorded()) write(name, "verified", text, digest(unsigned(text)));
  const draw = random(seed);
  const first = Math.floor(draw() * all.length);
  for (const step of [0, 3, 7]) {
    const i = (first + step) % all.length;
    const [own, other, body] = [signer(`${seed}/${i}`), signer(`${seed}/${i}/other`), all[i]];
    const text = JSON.stringify(own.signed(body));
    for (const [name, expected, bytes] of [...tampered(own, other, body, draw), ...claimed(own, other, body)]) write(name, expected, bytes);
    for (const [name, bytes] of unreadable(text)) write(name, "json", bytes);
    for (const [name, body] of unusual(all[i], (name) => uuid(`${i}/${name}`))) write(name, "verified", JSON.stringify(own.signed(body)), digest(body));
    if (step === 0) {
      for (const [name, expected, text, whole] of suite(own, body, (name) => uuid(`suite ${name}`))) write(name, expected, text, expected === "verified" ? digest(whole) : undefined);
      for (const [name, bytes] of large(text)) write(name, "json", bytes);
      write("1-mib", "verified", text.padEnd(text.length + (1 << 20) - Buffer.byteLength(text)), digest(body));
      const half = { ...body, submissionId: uuid("half"), answers: { text: "Åäö ".repeat(1 << 17) } };
      write("half-a-mib", "verified", JSON.stringify(own.signed(half)), digest(half));
      const long = own.signed({ ...body, submissionId: uuid("long"), answers: { long: Array(60_000).fill(1e20) } });
      write("over-1-mib-when-canonical", "json", JSON.stringify(long).replaceAll("100000000000000000000", "1e20"));
      write("it-comes-again", "verified", text, digest(body));
    }
  }
  writeFileSync(join(folder, "index.json"), JSON.stringify(index, null, 2));
  return index;
}

/** The digests of the forms that these submissions answer. */
export const forms = () => [...new Set(bodies().map((body) => body.form.digest))];

export function bodies() {
  const folder = join(here, "corpus/genuine");
  return readdirSync(folder).sort().map((file, i) => {
    const body = unsigned(readFileSync(join(folder, file), "utf8"));
    // What a form rarely has and a signature must survive.
    body.answers.remark = "“A < B” & Ørsted's café\n\t\\ / \u2028 \u{1F9E1} \u007f";
    body.answers.tiny = 1e-7;
    body.answers.amounts = [0.1, 1731.9, 123456789012345, 9007199254740991, -0.00001, 100, 1e21, 0];
    body.answers["\u{1F600}"] = body.answers["\uFB33"] = true;
    body.answers.nothing = {};
    return { ...body, submissionId: uuid(`body ${i}`) };
  });
}

/**
 * What databases and other languages made of submissions, what Django and WordPress kept, and what the widget signed in Firefox and WebKit:
 * `stored.mjs`, `django.mjs`, `wordpress.mjs` and `engines.mjs` record it.
 */
function recorded() {
  return ["stored", "django", "wordpress", "engines"].flatMap((name) => Object.entries(JSON.parse(readFileSync(join(here, `corpus/${name}.json`), "utf8"))));
}

function unsigned(text) {
  const { signature, ...body } = JSON.parse(text);
  return body;
}

function uuid(name) {
  return sha256(name).toString("hex").replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/, "$1-$2-7$3-8$4-$5");
}

if (fileURLToPath(import.meta.url) === process.argv[1]) {
  const [folder, seed = "1"] = process.argv.slice(2);
  console.log(`${corpus(folder, seed).length} envelopes from the seed ${seed}`);
}
