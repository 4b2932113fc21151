// From the Containerfile, and from the packed image, to a submission in the inbox. Both are run by buildah, which needs no
// daemon, and in a plain chroot, so that it runs where no container may have control groups of its own.
//
//     node tests/package/container.mjs CONTAINERFILE PROGRAM IMAGE        or: cargo xtask package --prove
//
// IMAGE is the OCI archive that `cargo xtask package` makes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { begin } from "./begin.mjs";

const [containerfile, program, image] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "intake-container-"));
// Of its own: nothing of this machine's images is touched.
const store = ["buildah", "--root", join(folder, "images"), "--runroot", join(folder, "run"), "--storage-driver", "vfs"];
const buildah = (...words) => execFileSync(store[0], [...store.slice(1), ...words], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();

const context = join(folder, "context");
mkdirSync(join(context, "data"), { recursive: true });
copyFileSync(program, join(context, basename(program)));
copyFileSync(containerfile, join(context, "Containerfile"));
try {
  const built = () => (buildah("build", "--isolation", "chroot", "--tag", "built", context), "built");
  for (const [what, make] of [["the Containerfile", built], ["the packed image", () => `oci-archive:${image}`]]) {
    const container = buildah("from", "--pull-never", make());
    console.log(`\n${what}: ${container}`);
    const { User, WorkingDir, Entrypoint, Cmd, Env, ExposedPorts, StopSignal } = JSON.parse(buildah("inspect", container)).OCIv1.config;
    assert.deepEqual([User, WorkingDir, Entrypoint, Cmd, StopSignal], ["65532:65532", "/data", ["/intake"], ["serve"], "SIGTERM"]);
    assert.ok(Env.includes("INTAKE_LISTEN=0.0.0.0:8080") && "8080/tcp" in ExposedPorts, "it listens where a port is published");
    await begin([...store, "run", "--isolation", "chroot", container, "/intake"], { cwd: folder, database: "/data/intake.sqlite" });
    console.log(`passed: ${what} runs`);
    buildah("rm", container);
  }
} finally {
  try {
    buildah("rm", "--all");
  } catch {
    // There was none.
  }
  rmSync(folder, { recursive: true, force: true });
}
