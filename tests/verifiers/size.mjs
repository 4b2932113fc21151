// A verifier that somebody is to copy is short: each of its files has fewer than 60 lines. And what docs/receiving.md shows of them is what
// is tested, the shape of a submission is the same in all of them.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What must hold, as sentences with their truth. */
export function* checks(here, root) {
  const folders = ["node", "python", "php", "ruby", "go", "java", "browser"].map((name) => join(here, name));
  for (const folder of [...folders, join(root, "crates/intake-envelope/examples/verify")]) {
    for (const file of readdirSync(folder).filter((name) => /\.(mjs|py|php|rb|go|java|rs|html)$/.test(name))) {
      const lines = readFileSync(join(folder, file), "utf8").split("\n").length - 1;
      yield [`${join(folder, file)} has ${lines} lines, fewer than 60`, lines < 60];
    }
  }
  const shape = /^## The shape[^]*?```json\n([^]*?)\n```/m.exec(readFileSync(join(root, "docs/envelope.md"), "utf8"))[1];
  for (const file of ["node/shape.mjs", "python/shape.py", "php/shape.php", "ruby/shape.rb", "go/shape.go", "java/Shape.java", "../../crates/intake-envelope/examples/verify/shape.rs"]) {
    yield [`${file} has the shape of docs/envelope.md`, readFileSync(join(here, file), "utf8").includes(shape)];
  }
  const section = readFileSync(join(root, "docs/receiving.md"), "utf8").split("## Verify it in your language\n")[1];
  const shown = [...section.matchAll(/\]\(\.\.\/(tests\/verifiers\/[^)]+)\)\):\n\n```[a-z]+\n([^]*?)```/g)];
  yield ["docs/receiving.md shows six languages", shown.length === 6];
  for (const [, file, code] of shown) yield [`docs/receiving.md shows what stands in ${file}`, readFileSync(join(root, file), "utf8").includes(code)];
}
