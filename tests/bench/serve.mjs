// A small static server, the same for everybody: HTTP/1.1, everything in memory, brotli 11 where a page is small
// enough that its bytes matter.

import { createServer } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", json: "application/json", wasm: "application/wasm" };

export class Server {
  #files = new Map();
  #server;
  /** `http://127.0.0.1:PORT` */
  origin;
  /** What was sent since it was last emptied: [{ path, bytes }] */
  sent = [];

  async start() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.keepAliveTimeout = 60_000;
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.origin = `http://127.0.0.1:${this.#server.address().port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  put(path, content, { packed }) {
    const bytes = Buffer.from(content);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    this.#files.set(path, packed ? { bytes: brotliCompressSync(bytes, { params }), encoding: "br" } : { bytes });
  }

  #answer(request, response) {
    const path = new URL(request.url, this.origin).pathname;
    const file = this.#files.get(path);
    if (!file) return void response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
    this.sent.push({ path, bytes: file.bytes.length });
    response.writeHead(200, {
      "content-type": TYPES[path.split(".").pop()] ?? "application/octet-stream",
      "content-length": file.bytes.length,
      "cache-control": "no-store",
      ...(file.encoding && { "content-encoding": file.encoding }),
    });
    response.end(file.bytes);
  }
}
