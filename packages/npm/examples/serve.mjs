// Serves a folder, and passes on to the receiver what belongs there: any web server does the same.
//
//     node serve.mjs FOLDER [--html]      PORT=3000 RECEIVER=http://127.0.0.1:8080

import { randomUUID } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { createServer, request } from "node:http";
import { extname, join, normalize } from "node:path";

const [folder, ...flags] = process.argv.slice(2);
const { PORT = 3000, RECEIVER = "http://127.0.0.1:8080" } = process.env;
/** All that the element needs, and for others one style of theirs. */
const policy = (nonce) => [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", `style-src 'self' 'nonce-${nonce}'`, "connect-src 'self'",
  "img-src 'self' data:", "form-action 'self'", "base-uri 'none'",
  // Turbo and htmx make HTML of text.
  ...(flags.includes("--html") ? [] : ["require-trusted-types-for 'script'"]),
].join("; ");
const types = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm",
};

createServer((asked, answer) => {
  const path = normalize(decodeURIComponent(new URL(asked.url, "http://here").pathname));
  if (/^\/(forms|submissions)\b/.test(path)) {
    const onward = request(RECEIVER + asked.url, { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    onward.on("error", () => answer.writeHead(502).end("The receiver does not answer"));
    return void asked.pipe(onward);
  }
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return void answer.writeHead(404).end("Nothing is here");
  const nonce = randomUUID();
  answer.setHeader("content-security-policy", policy(nonce));
  answer.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
  answer.end(extname(file) === ".html" ? readFileSync(file, "utf8").replaceAll("NONCE", nonce) : readFileSync(file));
}).listen(Number(PORT), "127.0.0.1", function () {
  console.log(`http://127.0.0.1:${this.address().port}/`);
});
