// Each recipe, set up and started as its README says, and what it does with what is sent to it.
//
//     node tests/recipes/run.mjs [name…]      or: cargo xtask test recipes

import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { mariadb, postgresql, sqlite } from "./database.mjs";
import { checks as mapped } from "./mapped.mjs";
import { freePort } from "./port.mjs";
import { start } from "./readme.mjs";
import { checks as receiver } from "./receiver.mjs";
import { AUDIENCE, FORM, post } from "./submission.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(process.env.TARGET ?? join(root, "target"), "xtask/recipes");
mkdirSync(folder, { recursive: true });
const RECEIVERS = { express: "postgresql", fastapi: "postgresql", go: "postgresql", php: "mariadb", java: "mariadb", flask: "sqlite", sinatra: "sqlite", django: "django" };

let passed = 0;
let failed = 0;
const count = (holds, what) => {
  if (holds) passed += 1;
  else {
    failed += 1;
    console.log(`FAILED  ${what}`);
  }
};

const wanted = process.argv.slice(2);
const names = Object.keys(RECEIVERS).filter((name) => !wanted.length || wanted.includes(name));
const uses = (kind) => names.some((name) => RECEIVERS[name] === kind);
const servers = {};
try {
  if (uses("postgresql")) servers.postgresql = await postgresql();
  if (uses("mariadb")) servers.mariadb = await mariadb();
  for (const name of names) {
    const before = passed + failed;
    const at = Date.now();
    try {
      await one(name);
    } catch (error) {
      count(false, `${name}: ${error.stack} ${error.stderr ?? ""}`);
    }
    console.log(`${name}: ${passed + failed - before} checks, ${((Date.now() - at) / 1000).toFixed(1)} s`);
    if (passed + failed - before < 60) count(false, `${name}: only ${passed + failed - before} checks`);
  }
  if (!wanted.length || wanted.includes("mapped")) {
    const before = passed + failed;
    for (const [sentence, holds] of mapped(root)) count(holds, sentence);
    console.log(`mapped: ${passed + failed - before} checks`);
    if (passed + failed === before) count(false, "mapped: nothing was checked");
  }
} finally {
  for (const server of Object.values(servers)) await server.stop();
}
const folders = readdirSync(join(root, "recipes"), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
count(folders.every((name) => ["sql", "mapped", "n8n", ...Object.keys(RECEIVERS)].includes(name)), `each recipe is run: ${folders}`);
const tables = readFileSync(join(root, "recipes/sql/postgresql.sql"), "utf8").replace(/^--.*\n/, "");
count(readFileSync(join(root, "recipes/README.md"), "utf8").includes(tables), "recipes/README.md shows the tables as they are");
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function one(name) {
  const kind = RECEIVERS[name];
  const port = await freePort();
  const file = join(folder, name, kind === "django" ? "db.sqlite3" : "intake.sqlite");
  const env = { ...process.env, AUDIENCE, FORMS: FORM, PORT: String(port), PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1", DATABASE: file, ...servers[kind]?.make(name) };
  const program = start(root, name, folder, env);
  let said = "";
  for (const stream of [program.stdout, program.stderr]) stream.on("data", (part) => { said = `${said}${part}`.slice(-3000); });
  const ended = new Promise((resolve) => program.once("exit", resolve));
  try {
    await listening(port, program);
    const kept = () => (servers[kind] ? servers[kind].kept(name) : sqlite(file, kind === "django" ? "intake_" : ""));
    const before = failed;
    for await (const [sentence, holds] of receiver(port, kept)) count(holds, `${name}: ${sentence}`);
    if (failed > before) console.log(said);
  } catch (error) {
    console.log(said);
    throw error;
  } finally {
    program.kill("SIGTERM");
    await Promise.race([ended, wait(5000).then(() => program.kill("SIGKILL"))]);
  }
}

async function listening(port, program) {
  for (;;) {
    if (program.exitCode !== null) throw new Error(`it ended with ${program.exitCode}`);
    try {
      await post(port, Buffer.alloc(0), {}, "OPTIONS");
      return;
    } catch {
      await wait(50);
    }
  }
}
