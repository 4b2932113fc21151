// The image, loaded as docs/install.md says, and the one that the Containerfile makes, each up to a submission in the inbox.
//
//     node tests/package/container.mjs FOLDER        or: cargo xtask package --prove
//
// FOLDER has what `cargo xtask package` made. Images, volumes and containers of the test are taken away at the end.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../browser/server.mjs";
import { submit } from "./person.mjs";

const [folder] = process.argv.slice(2);
const containerfile = fileURLToPath(new URL("../../packages/container/Containerfile", import.meta.url));
const podman = (...words) => execFileSync("podman", words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }).trim();
const own = `intake-proof-${process.pid}`;
const archive = readdirSync(folder).find((name) => name.endsWith("_oci.tar"));

const loaded = /: (\S+)$/.exec(podman("load", "--quiet", "--input", join(folder, archive)))[1];
const work = mkdtempSync(join(tmpdir(), "intake-image-"));
copyFileSync(join(folder, "intake-linux-amd64"), join(work, "intake-linux-amd64"));
mkdirSync(join(work, "data"));
podman("build", "--quiet", "--tag", own, "--file", containerfile, work);
rmSync(work, { recursive: true });

try {
  for (const [what, image] of [["the image that was loaded", loaded], ["the image of the Containerfile", own]]) {
    const [user, words] = [podman("inspect", "--format", "{{.Config.User}}", image), podman("inspect", "--format", "{{.Config.Entrypoint}} {{.Config.Cmd}}", image)];
    assert.deepEqual([user, words], ["65532:65532", "[/intake] [serve]"]);
    // On this machine's own address: a test needs no network.
    const listen = `127.0.0.1:${await freePort()}`;
    const start = async () => {
      const server = spawn("podman", ["run", "--rm", "--name", own, "--network", "host", "--volume", `${own}:/data`, "--env", `INTAKE_LISTEN=${listen}`, image], { stdio: ["ignore", "pipe", "inherit"] });
      const ended = new Promise((resolve) => server.once("close", resolve));
      const printed = [];
      await new Promise((resolve, reject) => {
        server.once("exit", (code) => reject(new Error(`the container ended (${code})`)));
        createInterface({ input: server.stdout }).on("line", (line) => {
          printed.push(line);
          if (line.includes("<intake-form")) resolve();
        });
      });
      const stop = async () => {
        podman("stop", own);
        assert.equal(await ended, 0);
      };
      return { printed, stop };
    };
    const { printed, stop } = await start();
    await submit(printed, "Ann Example");
    await stop();
    const verified = podman("run", "--rm", "--network", "none", "--volume", `${own}:/data`, image, "verify", "--database", "/data/intake.sqlite");
    assert.match(verified, /\n1 verified, 0 failed$/, verified);
    console.log(`passed: ${what} is started by podman, and the submission is in its volume after the container is gone`);
    podman("volume", "rm", own);
  }
} finally {
  for (const words of [["rm", "--force", "--ignore", own], ["volume", "rm", "--force", own], ["rmi", "--force", own], ["rmi", "--force", loaded]]) {
    try {
      podman(...words);
    } catch {
      // It was never made.
    }
  }
}
