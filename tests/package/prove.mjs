// From a Debian package to a submission in the inbox, on a Debian that has nothing else: no network, no Rust, no Node.
//
//     unshare --net --mount --pid --fork --kill-child node tests/package/prove.mjs ROOT PACKAGE
//     or: cargo xtask package --prove
//
// ROOT is a bare Debian (debootstrap --variant=minbase). The person with the browser is outside of it, on the same
// network, which is this machine's own address and no other.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { basename, join } from "node:path";
import { submit } from "./person.mjs";

const [root, file] = process.argv.slice(2);
const name = "Ann Example";
const env = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", DEBIAN_FRONTEND: "noninteractive" };
let commands = 0;

/** Runs a command in the bare Debian. */
function run(...words) {
  console.log(`$ ${words.join(" ")}`);
  return execFileSync("chroot", [root, ...words], { encoding: "utf8", env });
}

const has = (program) => ["bin", "usr/bin", "usr/local/bin"].some((folder) => existsSync(join(root, folder, program)));

execFileSync("ip", ["link", "set", "lo", "up"]);
execFileSync("mount", ["-t", "proc", "proc", join(root, "proc")]);
for (const program of ["cargo", "rustc", "node", "cc", "gcc", "sqlite3", "systemctl"]) {
  assert(!has(program), `${program} is in ${root}: this is no bare Debian`);
}
const routes = execFileSync("ip", ["route"], { encoding: "utf8" });
assert.equal(routes, "", "there is a network");

const started = performance.now();
copyFileSync(file, join(root, "root", basename(file)));
commands += 1;
console.log(run("dpkg", "-i", `/root/${basename(file)}`).trimEnd());
const settings = join(root, "etc/default/intake");
assert.equal(statSync(settings).mode & 0o777, 0o600, "others could read the token");

// What systemd would do: the unit's program, as its user, in its folder.
const unit = readFileSync(join(root, "lib/systemd/system/intake.service"), "utf8");
const said = (key) => new RegExp(`^${key}=(.*)$`, "m").exec(unit)[1];
commands += 1;
const words = ["setpriv", "--reuid", said("User"), "--regid", said("Group"), "--clear-groups", "env", "-i", "-C", said("WorkingDirectory"), ...said("ExecStart").split(" ")];
console.log(`$ ${words.join(" ")}`);
const server = spawn("chroot", [root, ...words], { stdio: ["ignore", "pipe", "inherit"], env });
const printed = [];
await new Promise((resolve, reject) => {
  server.once("exit", (code) => reject(new Error(`intake serve ended (${code})`)));
  createInterface({ input: server.stdout }).on("line", (line) => {
    console.log(line);
    printed.push(line);
    if (line.includes("<intake-form")) resolve();
  });
});
const ready = performance.now();
await submit(printed, name);
console.log("passed: the first submission is in the inbox");
const done = performance.now();

server.kill("SIGINT");
await new Promise((resolve) => server.once("close", resolve));
const verified = run("intake", "verify", "--database", "/var/lib/intake/intake.sqlite");
assert.match(verified, /\n1 verified, 0 failed\n$/, verified);
console.log("passed: it is stored and verified");
run("dpkg", "--purge", "intake-form");
assert(existsSync(join(root, "var/lib/intake/intake.sqlite")) && !existsSync(join(root, "usr/bin/intake")));
console.log("passed: what people sent stays when the package goes");

const seconds = (from, to) => ((to - from) / 1000).toFixed(1);
console.log(`${commands} commands; ${seconds(started, ready)} s until it listens, ${seconds(started, done)} s until the first submission is read`);
console.log("3 passed, 0 failed, 0 skipped");
