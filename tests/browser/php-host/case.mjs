// A shared web host with PHP, as docs/install.md has it: the folder `intake` of the zip, uploaded into `public_html` of an account.

import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "../person.mjs";
import { freePort, Server } from "../server.mjs";

export const title = "the folder for a web host with PHP works as it is, and keeps answers where no browser gets";
export const expected = [/request: http:\/\/127\.0\.0\.1:\d+\//];
export const skip = () => spawnSync("php", ["--version"]).status !== 0 && "php-cli is not installed";

const run_ = promisify(execFile);

export async function run({ browser, page, person, check, folder, playground, server, program, shoot }) {
  const home = join(folder, "home");
  const site = join(home, "public_html");
  const answers = join(home, "intake-answers");
  await upload(server.root, join(site, "intake"));
  const names = async (place) => (await readdir(place, { recursive: true })).sort();
  const uploaded = await names(site);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const handler = `${origin}/intake/submissions.php`;

  /** Lets PHP see no more than `reach`, as such hosts do, while `body` looks. */
  async function hosted({ root = site, reach = home, env = {} }, body) {
    const words = ["-d", `open_basedir=${reach}`, "-d", `upload_tmp_dir=${home}`, "-S", `127.0.0.1:${port}`, "-t", root];
    const php = spawn("php", words, { env: { ...process.env, ...env }, stdio: "ignore" });
    const ended = new Promise((resolve) => php.once("close", resolve));
    try {
      await until(() => fetch(`${origin}/intake/README.txt`).then((answer) => answer.ok, () => false), "php listens");
      await body();
    } finally {
      php.kill();
      await ended;
    }
  }
  const says = async (pattern, method = "GET") => {
    const answer = await fetch(handler, { method });
    const text = await answer.text();
    assert.match(text, pattern);
    assert.ok(!text.includes("home") && !text.includes("/"), `it tells no stranger where: ${text}`);
    return answer.status;
  };

  await hosted({}, async () => {
    await check("before anything was sent it says that it is ready, and has a folder that nobody else may read", async () => {
      assert.equal(await says(/^Ready: .* can be written to, and is not inside the web root\.$/), 200);
      assert.equal((await stat(answers)).mode & 0o777, 0o700);
      assert.equal(await says(/^No submission\.$/, "POST"), 400);
    });

    await check("the page shows the form, and without scripts whom to ring", async () => {
      await page.goto(`${origin}/intake/`);
      await person.sees("About you");
      await shoot("php-host", { docs: "pictures/php-host.png" });
      const context = await browser.newContext({ javaScriptEnabled: false });
      const plain = await context.newPage();
      await plain.goto(`${origin}/intake/`);
      await plain.getByRole("link", { name: "+1 202-555-0142" }).waitFor();
      await context.close();
    });

    await check("filled in and sent, it is in the folder, and nothing is in the web root", async () => {
      await page.getByLabel("Food", { exact: true }).check();
      await person.fills("What is your name?", "Ann Example");
      await person.clicks("button", "Continue");
      await person.sees("Check your answers");
      await person.clicks("button", "Continue");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await person.sees("Your answers have been sent");
      const [kept, ...others] = (await names(answers)).filter((name) => name !== ".htaccess");
      assert.deepEqual(others, []);
      assert.equal(JSON.parse(await readFile(join(answers, kept), "utf8")).answers.called, "Ann Example");
      assert.deepEqual(await names(site), uploaded);
    });

    const guide = await readFile(join(server.root, "docs/install.md"), "utf8");
    await check("the guide's lines show the form on another page of the site", async () => {
      const [, lines] = /```html\n(<script.*\n<intake-form src="\/intake\/first-form\.json"[^]*?)```/.exec(guide);
      const other = join(site, "help.html");
      await writeFile(other, `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Hjälp</title><link rel="icon" href="data:,">${lines}</html>`);
      await page.goto(`${origin}/help.html`);
      await person.sees("Om dig");
      await rm(other);
    });

    /** The guide's own command, with our places in it. */
    const command = (verb, env = {}) => {
      const [, words] = new RegExp(`^\\./intake (${verb} .* intake-answers/\\*\\.json)$`, "m").exec(guide);
      const ours = words.replace("first-form.json", join(site, "intake/first-form.json")).replace("https://your.site", origin).replaceAll("intake-answers", answers);
      return run_("sh", ["-c", `${program} ${ours}`], { env: { ...process.env, ...env } });
    };
    await check("the guide's command says that it is genuine", async () => {
      assert.match((await command("verify")).stdout, /: verified/);
    });

    await check("the guide's other command lays it into the inbox of a computer that has the form", async () => {
      const forms = join(folder, "forms-at-home");
      await mkdir(forms);
      await copyFile(join(site, "intake/first-form.json"), join(forms, "first-form.json"));
      const own = new Server({ root: server.root, program, database: join(folder, "at-home.sqlite"), site: playground.site, forms });
      await own.start();
      try {
        assert.match((await command("receive", { INTAKE_DATABASE: own.database })).stdout, /: received, /);
      } finally {
        await own.stop();
      }
    });
  });

  await check("a site within another one's folder keeps its answers above both", async () => {
    const second = join(site, "second");
    await upload(server.root, join(second, "intake"));
    await hosted({ root: second }, async () => assert.equal(await says(/^Ready: /), 200));
    await rm(second, { recursive: true });
    assert.deepEqual(await names(site), uploaded);
  });

  for (const [where, how] of [
    ["in the web root", { env: { INTAKE_FOLDER: join(site, "answers") } }],
    ["beside the handler", { env: { INTAKE_FOLDER: join(site, "intake") } }],
    ["in another site's web root", { root: join(site, "intake"), env: { INTAKE_FOLDER: join(site, "answers") } }],
  ]) {
    await check(`a folder ${where} is refused, and not made`, async () => {
      if (how.root) await upload(server.root, join(how.root, "intake"));
      await hosted(how, async () => {
        for (const method of ["GET", "POST"]) assert.equal(await says(/^Not ready: .* inside a web root, .* Nothing is stored\.$/, method), 500);
      });
      if (how.root) await rm(join(how.root, "intake"), { recursive: true });
      assert.deepEqual(await names(site), uploaded);
    });
  }

  await check("where PHP may not write beside the web root, it says so", async () => {
    await hosted({ reach: site }, async () => {
      for (const method of ["GET", "POST"]) assert.equal(await says(/^Not ready: PHP cannot make .* Nothing is stored\.$/, method), 500);
    });
  });
}

/** What `cargo xtask package php` packs, by crates/xtask/src/package/php.rs. */
async function upload(root, place) {
  await mkdir(place, { recursive: true });
  const widget = (await readdir(join(root, "dist"))).filter((name) => /\.(js|css|wasm|json)$/.test(name) && name !== "custom-elements.json");
  for (const name of widget) await copyFile(join(root, "dist", name), join(place, name));
  for (const name of await readdir(join(root, "packages/php"))) await copyFile(join(root, "packages/php", name), join(place, name));
  const form = await readFile(join(root, "crates/intake-receiver/src/template/blank.json"), "utf8");
  await writeFile(join(place, "first-form.json"), form.replace('"name": "blank"', '"name": "first-form"'));
}
