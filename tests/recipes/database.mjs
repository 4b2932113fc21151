// PostgreSQL and MariaDB, each in a folder of its own, stopped by its process id. What a recipe kept, as `[{ id, body, files }]`.

import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./port.mjs";

const run = (program, words, options) => execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "pipe"], ...options });
const root = process.getuid() === 0;

/** `env`: what a program needs to find the database called `name`, which is made anew. */
export async function postgresql() {
  const folder = mkdtempSync(join(tmpdir(), "intake-pg-"));
  const bin = `/usr/lib/postgresql/${readdirSync("/usr/lib/postgresql").sort((a, b) => b - a)[0]}/bin`;
  const data = join(folder, "data");
  mkdirSync(data);
  // PostgreSQL does not run as root.
  const user = root ? { uid: Number(run("id", ["-u", "postgres"])), gid: Number(run("id", ["-g", "postgres"])) } : {};
  if (root) for (const path of [folder, data]) chownSync(path, user.uid, user.gid);
  run(`${bin}/initdb`, ["--pgdata", data, "--auth", "trust", "--username", "intake", "--encoding", "UTF8", "--no-sync"], { ...user, cwd: folder });
  const env = { PGHOST: folder, PGUSER: "intake", PGDATABASE: "postgres" };
  const ask = (name, query) => run("psql", ["-qAt", "-d", name, "-c", query], { env: { ...process.env, ...env } }).trim();
  const server = spawn(`${bin}/postgres`, ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"], { stdio: "ignore", cwd: folder, ...user });
  const stop = await served(server, folder, () => ask("postgres", "SELECT 1"));
  return {
    stop,
    make(name) {
      ask("postgres", `CREATE DATABASE ${name}`);
      return { ...env, PGDATABASE: name };
    },
    kept: (name) => JSON.parse(ask(name, `SELECT coalesce(json_agg(json_build_object('id', submission_id, 'body', body::text, 'receipt', receipt, 'files',
      (SELECT coalesce(json_agg(encode(sha256(content), 'hex') || ' ' || file_name || ' ' || media_type ORDER BY file_name), '[]') FROM attachment a WHERE a.submission_id = s.submission_id)))
      , '[]') FROM submission s`)),
  };
}

export async function mariadb() {
  const folder = mkdtempSync(join(tmpdir(), "intake-my-"));
  const [data, socket, port, as] = [join(folder, "data"), join(folder, "s"), await freePort(), root ? ["--user=root"] : []];
  run("mariadb-install-db", [`--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve", ...as]);
  // The JDK's driver wants TCP.
  const words = ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`, `--port=${port}`, "--bind-address=127.0.0.1", "--max-allowed-packet=32M", "--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", ...as];
  const server = spawn("mariadbd", words, { stdio: "ignore" });
  const ask = (query, name = []) => run("mariadb", ["--no-defaults", `--socket=${socket}`, "-uroot", "-N", "-r", "--default-character-set=utf8mb4", ...name, "-e", query]).trim();
  const stop = await served(server, folder, () => ask("SELECT 1"));
  ask("CREATE USER 'intake'@'127.0.0.1' IDENTIFIED BY 'word'; GRANT ALL ON *.* TO 'intake'@'127.0.0.1'");
  return {
    stop,
    make(name) {
      ask(`CREATE DATABASE ${name}`);
      return {
        DATABASE_NAME: name, MYSQL_HOST: "127.0.0.1", MYSQL_TCP_PORT: String(port), MYSQL_UNIX_PORT: socket, MYSQL_PWD: "",
        DATABASE: name === "java" ? `jdbc:mariadb://127.0.0.1:${port}/${name}?user=intake&password=word` : `mysql:unix_socket=${socket};dbname=${name};charset=utf8mb4`,
        DATABASE_USER: "root", DATABASE_PASSWORD: "",
      };
    },
    kept(name) {
      const files = ask("SELECT CONCAT(submission_id, '\\t', SHA2(content, 256), ' ', file_name, ' ', media_type) FROM attachment ORDER BY file_name", [name]).split("\n").filter(Boolean).map((line) => line.split("\t"));
      const text = (hex) => Buffer.from(hex, "hex").toString();
      return ask("SELECT CONCAT(submission_id, ' ', HEX(receipt), ' ', HEX(body)) FROM submission", [name]).split("\n").filter(Boolean).map((row) => {
        const [id, receipt, body] = row.split(" ");
        return { id, receipt: text(receipt), body: text(body), files: files.filter(([of]) => of === id).map(([, file]) => file) };
      });
    },
  };
}

const READ = `
import hashlib, json, sqlite3, sys
file, prefix = sys.argv[1:]
database = sqlite3.connect(file)
plain = lambda id: f"{id[:8]}-{id[8:12]}-{id[12:16]}-{id[16:20]}-{id[20:]}" if len(id) == 32 else id
files = database.execute(f"SELECT submission_id, content, file_name, media_type FROM {prefix}attachment ORDER BY file_name").fetchall()
print(json.dumps([{"id": plain(id), "body": body, "receipt": receipt, "files": [f"{hashlib.sha256(content).hexdigest()} {name} {kind}" for of, content, name, kind in files if of == id]}
  for id, body, receipt in database.execute(f"SELECT submission_id, body, receipt FROM {prefix}submission")]))`;

/** `prefix`: of the tables' names, which Django puts in front. */
export function sqlite(file, prefix = "") {
  return JSON.parse(run("python3", ["-c", READ, file, prefix]));
}

async function served(server, folder, ask) {
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    server.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (;;) {
    try {
      ask();
      return stop;
    } catch (error) {
      if (server.exitCode !== null || !/connect/i.test(String(error.stderr))) {
        await stop();
        throw error;
      }
      await wait(100);
    }
  }
}
