// A real WordPress of its own: Debian's, with MariaDB on a socket in a folder of its own and PHP's own server. Nothing
// outside of that folder is touched, and all that was started is stopped by its process id.

import { execFile, spawn } from "node:child_process";
import { chmod, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { freePort } from "../browser/server.mjs";
import { until } from "../browser/person.mjs";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const WORDPRESS = process.env.WORDPRESS ?? "/usr/share/wordpress";

export class Site {
  /** `http://127.0.0.1:PORT`; a browser takes it for as safe as https. */
  origin;
  /** WordPress's folder. */
  root;

  #folder;
  #database;
  #php;

  constructor(folder) {
    this.#folder = folder;
    this.root = join(folder, "site");
  }

  async start() {
    const [port] = await Promise.all([freePort(), this.#startDatabase(), this.#copy()]);
    this.origin = `http://127.0.0.1:${port}`;
    await this.#configure(port);
    await this.#serve(port);
    await until(() => fetch(`${this.origin}/wp-login.php`).then(({ ok }) => ok, () => false), "WordPress answers", { limit: 60_000 });
  }

  async #startDatabase() {
    const data = join(this.#folder, "data");
    const socket = join(this.#folder, "socket");
    const root = process.getuid() === 0 ? ["--user=root"] : [];
    await run("mariadb-install-db", ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db", ...root]);
    // What makes a disk keep it is not what is tested here.
    this.#database = spawn("mariadbd", ["--no-defaults", `--datadir=${data}`, `--socket=${socket}`, "--skip-networking",
      `--pid-file=${join(this.#folder, "pid")}`, "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=32M", ...root], { stdio: "ignore" });
    await until(() => this.sql("SELECT 1", "mysql").then(() => true, () => false), "MariaDB answers", { limit: 60_000 });
    await this.sql("CREATE DATABASE wordpress CHARACTER SET utf8mb4", "mysql");
  }

  async #copy() {
    // Debian's wp-content may lead elsewhere; what we write into is ours.
    await cp(WORDPRESS, this.root, { recursive: true, dereference: true, filter: (path) => !path.endsWith(".htaccess") });
    await mkdir(join(this.root, "wp-content/plugins"), { recursive: true });
  }

  async #configure(port) {
    const settings = {
      DB_NAME: "wordpress", DB_USER: "root", DB_PASSWORD: "", DB_HOST: `localhost:${join(this.#folder, "socket")}`, DB_CHARSET: "utf8mb4", DB_COLLATE: "",
      FS_METHOD: "direct", WP_DEBUG: true, WP_DEBUG_LOG: join(this.#folder, "debug.log"), WP_DEBUG_DISPLAY: false,
      WP_HTTP_BLOCK_EXTERNAL: true, DISABLE_WP_CRON: true, AUTOMATIC_UPDATER_DISABLED: true, SCRIPT_DEBUG: false,
      WP_HOME: `http://127.0.0.1:${port}`, WP_SITEURL: `http://127.0.0.1:${port}`,
    };
    for (const name of ["AUTH_KEY", "SECURE_AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT", "SECURE_AUTH_SALT", "LOGGED_IN_SALT", "NONCE_SALT"]) settings[name] = `${name} of the tests`;
    const lines = Object.entries(settings).map(([name, value]) => `define('${name}', ${typeof value === "string" ? `'${value}'` : value});`);
    await writeFile(join(this.root, "wp-config.php"), `<?php\n${lines.join("\n")}\n$table_prefix = 'wp_';\ndefined('ABSPATH') || define('ABSPATH', __DIR__ . '/');\nrequire_once ABSPATH . 'wp-settings.php';\n`);
    await this.#sendmail();
    await run("php", [...this.#ini, join(here, "install.php"), this.root, `127.0.0.1:${port}`]);
    await rm(join(this.#folder, "mail"), { force: true });
  }

  /** Mail lands in a file. */
  async #sendmail() {
    const program = join(this.#folder, "sendmail");
    await writeFile(program, `#!/bin/sh\ncat >> '${join(this.#folder, "mail")}'\n`);
    await chmod(program, 0o755);
  }

  get #ini() {
    const ini = { sendmail_path: join(this.#folder, "sendmail"), upload_max_filesize: "4M", post_max_size: "8M", memory_limit: "256M", display_errors: "0" };
    return Object.entries(ini).flatMap(([name, value]) => ["-d", `${name}=${value}`]);
  }

  async #serve(port) {
    // A group of its own: PHP's workers are its children.
    this.#php = spawn("php", [...this.#ini, "-S", `127.0.0.1:${port}`, "-t", this.root, join(here, "router.php")],
      { stdio: "ignore", detached: true, env: { ...process.env, PHP_CLI_SERVER_WORKERS: "4" } });
  }

  /** What a query answers, a line a row, columns between tabs. */
  async sql(query, database = "wordpress") {
    const words = ["--no-defaults", `--socket=${join(this.#folder, "socket")}`, "--user=root", "--batch", "--skip-column-names", database, "--execute", query];
    return (await run("mariadb", words)).stdout.trim();
  }

  /** Puts a plugin there that nobody has to activate; without a text it is taken away. */
  async mustUse(name, text) {
    const folder = join(this.root, "wp-content/mu-plugins");
    await mkdir(folder, { recursive: true });
    await (text === undefined ? rm(join(folder, name)) : writeFile(join(folder, name), text));
  }

  /** What PHP prints that runs inside this WordPress. */
  async php(text) {
    const start = `$_SERVER['HTTP_HOST'] = '${new URL(this.origin).host}'; require '${join(this.root, "wp-load.php")}'; ${text}`;
    return (await run("php", [...this.#ini, "-r", start])).stdout;
  }

  /** What was mailed so far. */
  async mail() {
    return readFile(join(this.#folder, "mail"), "utf8").catch(() => "");
  }

  /** PHP's warnings and errors so far. */
  async complaints() {
    return readFile(join(this.#folder, "debug.log"), "utf8").catch(() => "");
  }

  async stop() {
    const ended = (child) => child && new Promise((resolve) => (child.exitCode !== null ? resolve() : child.once("exit", resolve)));
    const both = Promise.all([ended(this.#php), ended(this.#database)]);
    if (this.#php) process.kill(-this.#php.pid, "SIGTERM");
    this.#database?.kill("SIGTERM");
    await both;
  }
}
