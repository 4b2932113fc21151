// The loader makes of what it is sent the module that crates/wasm-streams makes of it, byte for byte; and of bytes that were
// changed an error or another module, in no more time.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "../../src/loader/unpack.js";

const CHANGES = 300;

/** What must hold, as sentences with their truth. */
export function* checks(root, target, folder) {
  mkdirSync(folder, { recursive: true });
  const streams = (...words) => execFileSync(join(target, "debug/examples/streams"), words);
  const every = join(folder, "every.wasm");
  streams("pack", join(root, "crates/wasm-streams/tests/every.wat"), every);
  const sent = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".wasm")).map((name) => join(root, "dist", name));
  yield ["the widget is sent as three modules", sent.length === 3];
  for (const file of [every, ...sent]) {
    const module = join(folder, "module.wasm");
    streams("unpack", file, module);
    const packed = new Uint8Array(readFileSync(file));
    const unpacked = Buffer.from(unpack(packed));
    yield [`${file} becomes the same module in the loader`, unpacked.equals(readFileSync(module))];
    yield [`${file} becomes a valid module`, WebAssembly.validate(unpacked)];
  }
  yield* broken(new Uint8Array(readFileSync(every)), Math.floor(Math.random() * 2 ** 32));
}

/** Cut off anywhere, and with bits turned over. */
function* broken(packed, seed) {
  for (let length = 0; length < packed.length; length++) {
    yield [`a file that ends after ${length} bytes makes no module`, outcome(packed.slice(0, length)) === "refused"];
  }
  let state = seed;
  // Mulberry32.
  const below = (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
  const start = performance.now();
  let refused = 0;
  for (let round = 0; round < CHANGES; round++) {
    const changed = packed.slice();
    for (let left = below(3); left >= 0; left--) changed[below(changed.length)] ^= 1 << below(8);
    if (outcome(changed) === "refused") refused += 1;
  }
  yield [`of ${CHANGES} changed files ${refused} are refused (seed ${seed})`, refused > CHANGES / 10];
  yield [`${CHANGES} changed files take no longer (seed ${seed})`, performance.now() - start < 10_000];
}

function outcome(bytes) {
  try {
    // What is no module either, the browser refuses.
    return WebAssembly.validate(unpack(bytes)) ? "a module" : "refused";
  } catch (error) {
    return error instanceof RangeError ? "refused" : `${error}`;
  }
}
