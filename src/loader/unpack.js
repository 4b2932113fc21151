// The module as it was, of the streams in which it is sent: crates/wasm-streams writes them and says how they stand.

import { instructions, read } from "./instruction.js";

/** Throws where the bytes can't be a module's; whether it is the right one, the browser judges. */
export function unpack(buffer) {
  const file = new Uint8Array(buffer);
  // Behind the header and its size.
  let place = 9;
  const number = () => {
    const value = read(file, place);
    while (file[place++] > 127) continue;
    return value;
  };
  number();
  // The section's name.
  place += 8;
  const length = number();
  // No module becomes so much shorter: the bytes were changed.
  if (length > 2 * file.length) throw new RangeError("module");
  const out = new Uint8Array(length);
  const head = number();
  const tail = number();
  // Where each stream is read.
  const at = new Uint32Array(1280);
  let next = head + tail;
  for (let stream = 0, gap; (gap = number());) {
    stream += gap;
    at[stream] = next;
    next += number();
  }
  const streams = file.subarray(place);
  const end = out.length - tail;
  out.set(streams.subarray(0, head));
  out.set(streams.subarray(head, head + tail), end);
  let size = head;
  while (size < end) {
    const start = size;
    size = instructions(streams, at, out, size, end);
    // Before the function stands how long it is.
    const bytes = [];
    for (let left = size - start; bytes.push(left > 127 ? (left & 127) | 128 : left), left >>= 7;);
    out.copyWithin(start + bytes.length, start, size);
    out.set(bytes, start);
    size += bytes.length;
  }
  if (next !== streams.length || size !== end) throw new RangeError("module");
  return out;
}
