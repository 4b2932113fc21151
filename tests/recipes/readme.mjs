// Does what a recipe's README says: its first block of commands sets it up, its second starts it.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";

/** Where the READMEs put everything. */
const PLACE = "/srv/intake";
/** What fetches from a registry, and the folder that it fills: done again only when the recipe is another one. */
const FETCHES = /npm install|pip install/;

export function blocks(file) {
  return [...readFileSync(file, "utf8").matchAll(/^```sh\n([^]*?)^```/gm)].map(([, text]) => text);
}

/** Returns the process that the README starts, in a group of its own. */
export function start(root, name, folder, env) {
  const [set, go] = blocks(join(root, "recipes", name, "README.md"));
  const place = join(folder, name);
  const there = (text) => text.replaceAll(PLACE, place);
  const stamp = createHash("sha256").update(set).update(manifest(root, name)).digest("hex");
  const written = join(place, ".fetched");
  const fetched = existsSync(written) && readFileSync(written, "utf8") === stamp;
  clear(place, fetched ? ["env", "node_modules", "package-lock.json", ".fetched"] : []);
  const commands = there(set).split("\n").filter((line) => !(fetched && FETCHES.test(line))).join("\n");
  execFileSync("bash", ["-euc", commands], { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
  writeFileSync(written, stamp);
  // `exec`: it is the program itself that is stopped.
  const lines = there(go).trim().split("\n");
  lines.push(lines.pop().replace(/^((?:[A-Z_]+=\S+ )*)/, "$1exec ").replace(/^((?:[A-Z_]+=\S+ )+)exec /, "exec env $1"));
  return spawn("bash", ["-euc", lines.join("\n")], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
}

function manifest(root, name) {
  const folder = join(root, "recipes", name);
  const found = ["package.json", "requirements.txt"].map((file) => join(folder, file)).filter(existsSync);
  return found.map((file) => readFileSync(file, "utf8")).join();
}

function clear(place, keep) {
  mkdirSync(place, { recursive: true });
  for (const entry of readdirSync(place)) if (!keep.includes(entry)) rmSync(join(place, entry), { recursive: true });
  return statSync(place);
}
