import assert from "node:assert/strict";
import { execFile, spawn, spawnSync } from "node:child_process";
import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "../person.mjs";
import { freePort } from "../server.mjs";
import { attach, digest, paper, send } from "../delivery/person.mjs";

export const title = "a plain PHP handler, the one of docs/receiving.md, receives answers and files with no other set-up";
export const expected = [/request: http:\/\/127\.0\.0\.1:\d+\//, /status of 4(00|13)/];
export const skip = () => spawnSync("php", ["--version"]).status !== 0 && "php-cli is not installed";

const run_ = promisify(execFile);

export async function run({ page, person, check, folder, playground, server, program }) {
  const kept = join(folder, "php");
  await mkdir(kept, { recursive: true });
  const docs = await readFile(join(server.root, "docs/receiving.md"), "utf8");
  const example = (language, begins = "") => new RegExp(`\`\`\`${language}\\n(${begins}[^]*?)\`\`\``).exec(docs)[1];
  await copyFile(join(server.root, "packages/php/submissions.php"), join(playground.site, "submissions.php"));
  await writeFile(join(playground.site, "portal.php"), "<!doctype html><h1>Welcome to the station's network</h1>");
  await writeFile(join(playground.site, "thanks.php"), `<?php
    $id = json_decode($_POST['submission'] ?? '', true)['submissionId'] ?? '';
    header("Location: /mark.svg?id=$id", true, 303);`);
  const port = await freePort();
  const php = spawn("php", ["-S", `127.0.0.1:${port}`, "-t", playground.site], { env: { ...process.env, INTAKE_FOLDER: kept }, stdio: "ignore" });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await until(() => fetch(`${origin}/mark.svg`).then((answer) => answer.ok, () => false), "php listens");
    await cases();
  } finally {
    php.kill();
  }

  async function open(enctype, handler = "submissions.php") {
    await page.goto(origin + (await playground.path({ form: "delivery", query: { action: `/${handler}`, enctype } })));
    await person.sees("Your papers");
  }

  async function cases() {
    await check("docs/receiving.md shows the very handler", async () => {
      assert.equal(example("php"), await readFile(join(server.root, "packages/php/submissions.php"), "utf8"));
    });

    const names = async () => (await readdir(kept)).sort();
    for (const enctype of ["application/x-www-form-urlencoded", "multipart/form-data"]) {
      await check(`${enctype}: answers alone`, async () => {
        const before = await names();
        await open(enctype);
        await person.fills("What should we call you?", "Zoë \"Z\" O’Hara & 你好");
        const [request] = await Promise.all([page.waitForRequest(/submissions\.php/), send({ page, person })]);
        await person.sees("Your answers have been sent");
        assert.ok(request.headers()["content-type"].startsWith(enctype));
        assert.equal(request.headers()["idempotency-key"], undefined);
        const added = (await names()).filter((name) => !before.includes(name));
        assert.equal(added.length, 1);
        const document = JSON.parse(await readFile(join(kept, added[0]), "utf8"));
        assert.equal(document.answers.called, "Zoë \"Z\" O’Hara & 你好");
        assert.equal(added[0], `${document.submissionId}.json`);
      });
    }

    await check("two files, in the encoding that carries them, whatever was asked for", async () => {
      const before = await names();
      const files = [paper("one.pdf"), paper("two.pdf", 30_000)];
      await open("application/x-www-form-urlencoded");
      await attach(page, "Your card", files);
      await send({ page, person });
      await person.sees("Your answers have been sent");
      const added = (await names()).filter((name) => !before.includes(name));
      assert.equal(added.length, 3);
      for (const name of added.filter((name) => !name.endsWith(".json"))) {
        const bytes = await readFile(join(kept, name));
        assert.ok(files.some((file) => file.buffer.equals(bytes)));
        assert.equal(digest(bytes), `sha-256:${Buffer.from(name.split(".")[1], "hex").toString("base64url")}`);
      }
    });

    // The page's own command, with our places in it.
    const verify = () => run_("sh", ["-c", example("sh", "intake verify ").replace(/^intake/, program).replace("papers.json", join(playground.forms, "delivery.json"))
      .replace("https://your.site", origin).replace("intake-answers", kept)]);

    await check("the command on that page finds what the handler kept as it was signed, and what was changed since", async () => {
      const documents = (await names()).filter((name) => name.endsWith(".json")).map((name) => join(kept, name));
      const { stdout } = await verify();
      assert.equal(stdout.match(/: verified/g).length, documents.length);
      const text = await readFile(documents[0], "utf8");
      await writeFile(documents[0], text.replace("你好", "你们好"));
      await assert.rejects(verify());
      await writeFile(documents[0], text);
    });

    await check("the same again is answered as the first time; no other file is taken for the one that was signed", async () => {
      const before = await names();
      const post = (text, file) => {
        const body = new FormData();
        body.append("submission", text);
        if (file) body.append("attachment[]", new Blob([file]), "one.pdf");
        return fetch(`${origin}/submissions.php`, { method: "POST", body });
      };
      for (const name of before.filter((name) => name.endsWith(".json"))) {
        const text = await readFile(join(kept, name), "utf8");
        const { submissionId, attachments } = JSON.parse(text);
        const answer = await post(text, attachments.length > 0 && "another file");
        assert.equal(answer.status, attachments.length > 0 ? 413 : 200);
        if (answer.ok) assert.equal(await answer.text(), submissionId);
      }
      // Signed anew it is the same; other answers or files under its id are not, and nothing of them is kept.
      for (const name of before.filter((name) => name.endsWith(".json"))) {
        const { signature, ...body } = JSON.parse(await readFile(join(kept, name), "utf8"));
        const file = "a file of another";
        const attachments = [{ item: "card", fileName: "x", mediaType: "text/plain", size: file.length, digest: digest(file) }];
        if (body.attachments.length === 0) assert.equal((await post(JSON.stringify({ ...body, signature: "another" }))).status, 200);
        for (const other of [{ ...body, answers: { called: "Somebody else" } }, { ...body, attachments }]) {
          assert.equal((await post(JSON.stringify({ ...other, signature }), file)).status, 409);
        }
      }
      for (const text of ["", "[]", "{\"submissionId\":\"../../x\"}"]) assert.equal((await post(text)).status, 400);
      assert.deepEqual(await names(), before);
    });

    await check("a file larger than PHP takes is refused, and kept", async () => {
      await open("multipart/form-data");
      await page.getByRole("radio", { name: "Yes" }).check();
      await attach(page, "The letter", [paper("book.pdf", 3_000_000)]);
      await send({ page, person });
      await person.sees("Your answers did not get through");
      await person.clicks("button", "Back");
      await page.reload();
      await person.clicks("button", "Yes, they are mine");
      await page.getByRole("button", { name: "Remove", exact: true }).click();
      await person.clicks("button", "Yes, remove");
    });

    await check("a redirect to an address with the id is a receipt", async () => {
      await open("application/x-www-form-urlencoded", "thanks.php");
      await send({ page, person });
      await person.sees("Your answers have been sent");
    });

    await check("a 200 that does not know the submission is none", async () => {
      const warned = page.waitForEvent("console", (message) => /without the submission's id/.test(message.text()));
      await open("application/x-www-form-urlencoded", "portal.php");
      await send({ page, person });
      await person.sees(/not sent yet/);
      await warned;
    });
  }
}
