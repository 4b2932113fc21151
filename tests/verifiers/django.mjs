// Records what a real Django keeps of three submissions, in corpus/django.json: `node tests/verifiers/django.mjs`.
//
// Run by hand. It sets up recipes/django as its README says, sends to it over HTTP, as JSON and as a form, and reads out what its ORM gives
// back and what stands in SQLite. Of other databases of Django's, `stored.mjs` has what they make of JSON.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../recipes/port.mjs";
import { start } from "../recipes/readme.mjs";
import { AUDIENCE, bodies, forms } from "./corpus.mjs";
import { signer } from "./signer.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
const folder = mkdtempSync(join(tmpdir(), "intake-django-"));
const port = await freePort();
const env = { ...process.env, AUDIENCE, FORMS: forms().join(), PORT: String(port), PYTHONDONTWRITEBYTECODE: "1", PYTHONUNBUFFERED: "1" };
const texts = bodies().slice(0, 3).map((body, i) => JSON.stringify(signer(`django ${i}`).signed(body)));
const program = start(root, "django", folder, env);
const found = {};
try {
  for (const [i, text] of texts.entries()) {
    const form = new URLSearchParams({ submission: text }).toString();
    const response = await sent(i === 1 ? form : text, i === 1 ? "application/x-www-form-urlencoded" : "application/json");
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  }
  const ask = (code) => JSON.parse(execFileSync("env/bin/python", ["manage.py", "shell", "--no-imports", "-c", code], { cwd: join(folder, "django"), env, encoding: "utf8" }));
  const order = "from intake.models import Submission; import json; from django.db import connection; all = list(Submission.objects.order_by('received_at')); ";
  const column = "connection.cursor().execute('SELECT body FROM intake_submission ORDER BY received_at').fetchall()";
  const read = { "django-orm": "[json.dumps(one.body) for one in all]", "django-sqlite": `[row[0] for row in ${column}]` };
  for (const [name, list] of Object.entries(read)) {
    for (const [i, text] of ask(`${order}print(json.dumps(${list}))`).entries()) found[`${name}-${i + 1}`] = text;
  }
} finally {
  program.kill("SIGTERM");
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync(join(here, "corpus/django.json"), `${JSON.stringify(found, null, 1)}\n`);
console.log(`${Object.keys(found).length} texts`);

async function sent(body, type) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await fetch(`http://127.0.0.1:${port}/submissions`, { method: "POST", body, headers: { "Content-Type": type } });
    } catch (error) {
      if (tries > 200) throw error;
      await wait(50);
    }
  }
}
