// Records what databases and other languages make of submissions, in corpus/stored.json: `node tests/verifiers/stored.mjs`.
//
// Run by hand, with Debian's packages postgresql, mariadb-server-core, sqlite3, php-cli, ruby, golang-go, python3 and Jackson: databases
// are too heavy for each run of the tests. Each is started in a folder of its own, on a socket in it, and stopped by its process id.

import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bodies } from "./corpus.mjs";
import { signer } from "./signer.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "intake-stored-"));
const texts = bodies().slice(0, 3).map((body, i) => JSON.stringify(signer(`stored ${i}`).signed(body)));
const found = {};

const run = (program, words, input, options) => execFileSync(program, words, { input, encoding: "utf8", maxBuffer: 1 << 26, ...options }).replace(/\n$/, "");
const record = (name, rewrite) => texts.forEach((text, i) => { found[`${name}-${i + 1}`] = rewrite(text); });
const sql = (text) => `'${text.replaceAll("'", "''")}'`;

try {
  for (const [name, words] of Object.entries({
    "python-json": "json.dumps(json.load(sys.stdin))",
    "python-json-utf-8": "json.dumps(json.load(sys.stdin), ensure_ascii=False, indent=1, sort_keys=True)",
    "django-like-dumps": "json.dumps(json.load(sys.stdin), separators=(', ', ': '))",
  })) record(name, (text) => run("python3", ["-c", `import json, sys; sys.stdout.reconfigure(encoding="utf-8"); print(${words})`], text, { env: { ...process.env, PYTHONUTF8: "1" } }));
  record("php-json-encode", (text) => run("php", ["-r", "echo json_encode(json_decode(stream_get_contents(STDIN)));"], text));
  record("php-json-pretty", (text) => run("php", ["-r", "echo json_encode(json_decode(stream_get_contents(STDIN)), JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE);"], text));
  record("wordpress-like-unslashed", (text) => run("php", ["-r", "echo stripslashes(addslashes(stream_get_contents(STDIN)));"], text));
  record("ruby-json", (text) => run("ruby", ["-Eutf-8", "-rjson", "-e", "puts JSON.generate(JSON.parse(STDIN.read))"], text));
  record("sqlite-json", (text) => run("sqlite3", [":memory:"], `SELECT json(${sql(text)});`));
  const go = join(folder, "main.go");
  writeFileSync(go, 'package main\nimport ("encoding/json"; "os")\nfunc main() { var v any; json.NewDecoder(os.Stdin).Decode(&v); json.NewEncoder(os.Stdout).Encode(v) }\n');
  record("go-json", (text) => run("go", ["run", go], text));
  writeFileSync(join(folder, "J.java"), "class J { public static void main(String[] a) throws Exception { var m = new com.fasterxml.jackson.databind.ObjectMapper(); System.out.write(m.writeValueAsBytes(m.readTree(System.in.readAllBytes()))); System.out.flush(); } }");
  const jackson = ["core", "databind", "annotations"].map((part) => `/usr/share/java/jackson-${part}.jar`).join(":");
  record("jackson", (text) => run("java", ["-cp", jackson, join(folder, "J.java")], text));
  await postgresql();
  await mariadb();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(join(here, "corpus/stored.json"), `${JSON.stringify(found, null, 1)}\n`);
console.log(`${Object.keys(found).length} texts`);

async function postgresql() {
  const version = readdirSync("/usr/lib/postgresql").sort().at(-1);
  const bin = `/usr/lib/postgresql/${version}/bin`;
  const data = join(folder, "postgresql");
  mkdirSync(data);
  // PostgreSQL does not run as root.
  const user = process.getuid() === 0 ? { uid: Number(run("id", ["-u", "postgres"])), gid: Number(run("id", ["-g", "postgres"])) } : {};
  if (user.uid) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
  run(`${bin}/initdb`, ["--pgdata", data, "--auth", "trust", "--username", "intake", "--encoding", "UTF8", "--no-sync"], undefined, user);
  await serving(spawn(`${bin}/postgres`, ["-D", data, "-k", data, "-c", "listen_addresses="], { stdio: "ignore", ...user }), () => {
    const ask = (query) => run("psql", ["-h", data, "-U", "intake", "-d", "postgres", "-qAt"], query);
    ask("SELECT 1");
    record("postgresql-jsonb", (text) => ask(`CREATE TEMP TABLE t (body jsonb); INSERT INTO t VALUES (${sql(text)}); SELECT body FROM t;`));
    record("postgresql-jsonb-pretty", (text) => ask(`SELECT jsonb_pretty(${sql(text)}::jsonb);`));
    record("postgresql-json", (text) => ask(`SELECT ${sql(text)}::json;`));
  });
}

async function mariadb() {
  const data = join(folder, "mariadb");
  const root = process.getuid() === 0 ? ["--user=root"] : [];
  run("mariadb-install-db", [`--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...root], "", { stdio: "pipe" });
  const socket = join(data, "s");
  await serving(spawn("mariadbd", ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`, "--skip-networking", "--character-set-server=utf8mb4", ...root], { stdio: "ignore" }), () => {
    const ask = (query) => run("mariadb", ["--no-defaults", `--socket=${socket}`, "-uroot", "-N", "-r", "--default-character-set=utf8mb4"], query);
    ask("SELECT 1");
    const quoted = (text) => sql(text.replaceAll("\\", "\\\\"));
    record("mariadb-json", (text) => ask(`CREATE DATABASE IF NOT EXISTS d; USE d; CREATE TEMPORARY TABLE t (body JSON); INSERT INTO t VALUES (${quoted(text)}); SELECT body FROM t;`));
    record("mariadb-json-loose", (text) => ask(`SELECT JSON_LOOSE(${quoted(text)});`));
    record("mariadb-json-detailed", (text) => ask(`SELECT JSON_DETAILED(${quoted(text)});`));
  });
}

/** Waits until the server answers, uses it, and stops it by its process id. */
async function serving(server, use) {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  try {
    for (let tries = 0; ; tries += 1) {
      try {
        use();
        return;
      } catch (error) {
        if (tries > 240 || server.exitCode !== null || !/connect/i.test(String(error.stderr))) throw error;
        await wait(250);
      }
    }
  } finally {
    server.kill("SIGTERM");
    await ended;
  }
}
