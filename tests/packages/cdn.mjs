// The package's files at another site, as its README says: what the page vouches for runs, and nothing else.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { until } from "../browser/person.mjs";
import { withPage } from "./example.mjs";

const TYPES = { js: "text/javascript", css: "text/css", json: "application/json", wasm: "application/wasm" };

export async function cdn(stage) {
  const { shipped, receiver, check } = stage;
  const folder = (await readdir(shipped)).find((name) => /^intake-form@[\d.]+$/.test(name));
  const parts = (await readdir(join(shipped, folder, "dist"))).filter((name) => name.startsWith("intake-form-"));
  // What its README tells to write, and in the place of the address there that of this site.
  const readme = await readFile(join(shipped, folder, "README.md"), "utf8");
  const snippet = readme.split("```html").map((block) => block.split("```")[0]).find((block) => block.includes("importmap"));
  let altered;
  const site = createServer(async (asked, answer) => {
    const bytes = await readFile(join(shipped, new URL(asked.url, "http://here").pathname)).catch(() => undefined);
    if (!bytes) return void answer.writeHead(404).end();
    answer.setHeader("access-control-allow-origin", "*");
    answer.setHeader("content-type", TYPES[asked.url.split("?")[0].split(".").pop()]);
    answer.end(altered && asked.url.includes(altered) ? alter(altered, bytes) : bytes);
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${site.address().port}`;
  const html = `<!doctype html><html lang="en"><title>Elsewhere</title><link rel="icon" href="data:,">
    ${snippet.replaceAll("https://cdn.example.org", origin).replace("importmap\"", "importmap\" nonce=\"once\"")}
    <intake-form src="/forms/pantry.json"><p>Call us.</p></intake-form></html>`;
  const policy = `default-src 'none'; script-src 'nonce-once' ${origin} 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' ${origin}; img-src data:`;

  // Really served: a browser lets no page that comes from nowhere ask this machine.
  const page = createServer(async (asked, answer) => {
    if (asked.url === "/page") return void answer.writeHead(200, { "content-type": "text/html", "content-security-policy": policy }).end(html);
    answer.end(await (await fetch(receiver.origin + asked.url)).text());
  });
  await new Promise((resolve) => page.listen(stage.port, "127.0.0.1", resolve));
  const look = (what, expected = []) => withPage(stage, `http://127.0.0.1:${stage.port}`, async (seen) => {
    await seen.page.goto("/page");
    await what(seen);
  }, { expected, also: [origin] });

  try {
    await check("a page that vouches for them shows the form, and all comes from there", () => look(async ({ page, person, requests }) => {
      await person.sees("About you");
      await until(() => page.evaluate(() => document.querySelector("intake-form").answers), "the form answers");
      await until(() => requests.some((line) => line.includes("-outbox-")), "it asks for what comes later");
      const own = requests.filter((line) => line.includes("intake-form")).map((line) => line.split(" ")[1]);
      assert.ok(own.length > 5 && own.every((url) => url.startsWith(`${origin}/${folder}/dist/`) ), own.join("\n"));
    }));
    const refused = [/integrity/i, /intake-form:/, /Failed to load resource/, /Failed to fetch/];
    for (const role of ["intake-form.min.js", /^intake-form-\w{12}\.js$/, /^intake-form-\w{12}\.wasm$/, /\.css$/, /-en-/]) {
      const name = typeof role === "string" ? role : parts.find((part) => role.test(part));
      await check(`of ${name.replace(/-\w{12}/, "")} another one, and no form is shown: what stands between the tags is`, async () => {
        altered = name;
        await look(async ({ page, person }) => {
          await person.reads("Call us.");
          if (role !== "intake-form.min.js") await page.getByRole("alert").getByText("This form could not be loaded").waitFor();
          else await until(() => page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("min.js"))), "it has come");
          assert.equal(await page.evaluate(() => globalThis.altered), undefined);
          assert.equal(await page.getByRole("heading", { name: "About you" }).count(), 0);
        }, refused);
      });
    }
    for (const role of ["-outbox-", "-trouble-", "-exit-", "-media-", "-older-"]) {
      altered = parts.find((part) => part.includes(role));
      await check(`another ${role.replaceAll("-", "")} is not run`, () => look(async ({ page }) => {
        const ran = await page.evaluate((url) => import(url).then(() => true, () => false), `${origin}/${folder}/dist/${altered}`);
        assert.equal(ran, false);
        assert.equal(await page.evaluate(() => globalThis.altered), undefined);
      }, refused));
    }
  } finally {
    for (const server of [site, page]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

/** A file that does another thing, as somebody there might make it. */
function alter(name, bytes) {
  if (name.endsWith(".js")) return Buffer.concat([bytes, Buffer.from("\nglobalThis.altered = true;\n")]);
  if (name.endsWith(".wasm")) return Buffer.concat([bytes, Buffer.from([0, 3, 1, 120, 0])]);
  return Buffer.concat([bytes, Buffer.from("\n")]);
}
