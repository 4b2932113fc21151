// Records what the widget signs in Firefox and in WebKit, in corpus/engines.json, as it was sent:
//
//     xvfb-run -a dbus-run-session -- node tests/verifiers/engines.mjs firefox webkit
//
// Run by hand, on a `dist/` that was built, with Debian's packages firefox-esr and webkit2gtk-driver. Chromium's own is made anew in each run.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { until } from "../browser/person.mjs";
import { Visitor } from "../engines/visitor.mjs";
import { FORM } from "./browser/widget.mjs";
import { AUDIENCE } from "./corpus.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = process.env.DIST ?? join(here, "../../dist");
const record = join(here, "corpus/engines.json");
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json", ".css": "text/css" };
const ANSWERS = [
  { called: "Åsa “Ö” <b> & \\ / \u2028 \u{1F9E1} e\u0301 \ufb33", rent: 1731.9 },
  { called: "مرحبا ІЇ", rent: 0.1 },
];

// The address that it is made for is nobody's, so that the page sends it here.
const PAGE = `<!doctype html><title>Form</title><script>
const own = fetch;
window.fetch = async (asked, options) => {
  const request = new Request(asked, options);
  return request.url === "${AUDIENCE}" ? own("/taken", { method: "POST", body: await request.text() }) : own(asked, options);
};
</script><script type="module" src="/intake-form.js"></script><intake-form src="/form.json" action="${AUDIENCE}" lang="en"></intake-form>`;

let taken;
const server = createServer(async (request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const answer = (type, body) => response.writeHead(200, { "Content-Type": type }).end(body);
  if (path === "/") return answer("text/html", PAGE);
  if (path === "/form.json") return answer("application/json", JSON.stringify(FORM));
  if (path === "/taken") {
    const parts = [];
    for await (const part of request) parts.push(part);
    taken = Buffer.concat(parts).toString();
    return answer("application/json", taken);
  }
  const file = join(dist, path);
  return existsSync(file) ? answer(TYPES[extname(file)] ?? "application/octet-stream", readFileSync(file)) : response.writeHead(404).end();
});
await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });

const found = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
try {
  for (const name of process.argv.slice(2)) await visit(name);
} finally {
  server.close();
  server.closeAllConnections();
}
writeFileSync(record, `${JSON.stringify(found, null, 1)}\n`);

async function visit(name) {
  const driver = await (await import(`../engines/driver/${name}.mjs`)).open();
  const visitor = new Visitor(driver, `http://localhost:${server.address().port}`);
  try {
    for (const [i, answers] of ANSWERS.entries()) {
      taken = undefined;
      await visitor.goto(`/?${i}`);
      await visitor.whole();
      await driver.run("(answers) => { document.querySelector('intake-form').answers = answers; }", answers);
      await visitor.clicks("button", "Continue");
      await visitor.sees("Check your answers");
      await visitor.clicks("button", "Continue");
      await visitor.clicks("button", "Send");
      await until(() => taken, "it was sent");
      found[`${name}-${i + 1}`] = taken;
    }
    console.log(`${driver.title} (${driver.version}): ${ANSWERS.length} submissions`);
  } finally {
    await driver.close();
  }
}
