// The receiver, with a database of its own, which a case may also stop and start again.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

export class Server {
  /** Where it listens: `http://127.0.0.1:PORT`, the same for the whole run. */
  origin;
  /** The address of the inbox. */
  inbox;
  /** The SQLite file. */
  database;

  /** What the inbox asks for. */
  token = "token-of-the-browser-tests";
  /** The project's folder. */
  root;

  /** Where `intake` is. */
  program;
  #child;
  #port;
  #log = [];

  #site;
  #forms;
  /** What it is started with besides. */
  more;

  constructor({ root, program, database, site, forms, more = [] }) {
    this.root = root;
    this.program = program;
    this.database = database;
    this.#site = site;
    this.#forms = forms;
    this.more = more;
  }

  /** Starts it, unless it runs, and waits until it listens. */
  async start() {
    if (this.#child) return;
    this.#port ??= await freePort();
    const child = spawn(this.program, [
      "serve", "--listen", `127.0.0.1:${this.#port}`, "--database", this.database,
      "--forms", this.#forms, "--site", this.#site, ...this.more,
    ], { cwd: this.root, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, INTAKE_TOKEN: this.token } });
    this.#child = child;
    child.stderr.on("data", (data) => this.#log.push(String(data)));
    const said = {};
    await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`intake serve ended (${code})\n${this.log}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const [name, ...rest] = line.replace("Listening on", "Listening:").split(": ");
        said[name] = rest.join(": ");
        if ("Listening" in said && "Inbox" in said && "Database" in said) resolve();
      });
    });
    this.origin = new URL(said.Listening).origin;
    this.inbox = said.Inbox;
  }

  /** Stops it as a person would, and waits until it has ended. */
  async stop(signal = "SIGTERM") {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const impatience = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(impatience);
  }

  /** Goes to the inbox, and signs in where that has not been done. */
  async enter(page) {
    await page.goto(this.inbox);
    const token = page.getByLabel("Token");
    if (await token.count() === 0) return;
    await token.fill(this.token);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Submissions" }).waitFor();
  }

  /** What it has written to its log so far. */
  get log() {
    return this.#log.join("");
  }
}

/** A port of this machine that nothing listens on. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
