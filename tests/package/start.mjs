// From the program alone, in an empty folder, to a submission in the inbox.
//
//     node tests/package/start.mjs PROGRAM [ACTOR]        or: cargo xtask package --prove
//
// ACTOR is what acts as another processor, such as qemu-aarch64-static.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { begin } from "./begin.mjs";

const [program, ...actor] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "intake-start-"));
try {
  await begin([...actor, resolve(program)], { cwd: folder, database: join(folder, "intake.sqlite") });
} finally {
  rmSync(folder, { recursive: true });
}
