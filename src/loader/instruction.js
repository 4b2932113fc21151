// A function's instructions, of the streams in which they are sent. Nearly all of this runs before the browser has made fast
// code of it: so what is frequent has few steps.

// Streams by their numbers. That of most parts of an instruction has the number of its opcode.
const SYMBOLS = 1, LOCALS = 5, ALIGNMENTS = 39, READ = 40, WRITTEN = 54, CONSTANTS = 256, GETS = 512, GETS_BEFORE_CONSTANTS = 768, CALLS = 1024;
const PLAIN = 0, NUMBERED = 1, GET = 2, CONSTANT = 3, FAR = 4, CALL = 5, ACCESS = 6, ODD = 7, BLOCK = 8, END = 9, RARE = 10;
// What kind of instruction an opcode begins, from each of these on.
const KINDS = {
  2: BLOCK, 5: PLAIN, 11: END, 12: NUMBERED, 14: RARE, 15: PLAIN, 16: CALL, 17: RARE, 18: PLAIN, 28: RARE, 29: PLAIN, 31: FAR, 32: GET, 33: NUMBERED,
  40: ACCESS, 63: NUMBERED, 65: CONSTANT, 66: NUMBERED, 67: RARE, 69: PLAIN, 208: NUMBERED, 209: PLAIN, 210: NUMBERED, 211: PLAIN, 216: ODD, 239: PLAIN, 252: RARE, 253: PLAIN,
};
const kinds = new Uint8Array(256);
for (const from in KINDS) kinds.fill(KINDS[from], from);
// How what reads or writes memory is aligned, from opcode 40 on, unless it is odd.
const USUAL = [2, 3, 2, 3, 0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 3, 2, 3, 0, 1, 0, 1, 2];

/** A number. Behind the end of the bytes each is undefined, and ends it. */
export function read(bytes, place) {
  let value = 0;
  let shift = 0;
  do value |= (bytes[place] & 127) << shift; while (shift += 7, bytes[place++] > 127);
  return value;
}

// Copies so many numbers of a stream; where what is written ends then.
function copy(streams, at, out, size, end, stream, left) {
  while (left-- > 0 && size < end) do out[size++] = streams[at[stream]]; while (streams[at[stream]++] > 127);
  return size;
}

/** Writes a function's locals and instructions from `size` on, and answers where they end. */
export function instructions(streams, at, out, size, end) {
  const start = size;
  size = copy(streams, at, out, size, end, LOCALS, 1);
  size = copy(streams, at, out, size, end, LOCALS, 2 * read(out, start));
  let place = at[SYMBOLS];
  let symbol = 0;
  let depth = 1;
  do {
    const before = symbol;
    symbol = streams[place++];
    const next = streams[place];
    let opcode = (symbol + 32) & 255;
    let stream = opcode;
    switch (kinds[opcode]) {
      case END: depth--;
      // Nothing stands behind it either.
      case PLAIN: out[size++] = opcode; continue;
      case BLOCK: depth++; break;
      case GET: stream = next === 33 ? GETS_BEFORE_CONSTANTS + streams[place + 1] : GETS + (next >> 3); break;
      case CONSTANT: stream = CONSTANTS + next; break;
      case FAR: opcode = 65; break;
      case CALL: stream = CALLS + before; break;
      case ACCESS:
        stream = opcode < 54 ? READ : WRITTEN;
        out[size++] = opcode;
        opcode = USUAL[opcode - 40];
        break;
      case ODD:
        stream = opcode < 230 ? READ : WRITTEN;
        out[size++] = opcode - 176;
        opcode = streams[at[ALIGNMENTS]++];
        break;
      case RARE: {
        out[size++] = opcode;
        const first = size;
        // A constant of four bytes or eight.
        for (let left = opcode < 67 || opcode > 68 ? 0 : 4 * opcode - 264; left--;) out[size++] = streams[at[opcode]++];
        if (size > first) continue;
        size = copy(streams, at, out, size, end, opcode, 1);
        const value = read(out, first);
        // As many labels as it says and one, or types; one table; of what has a source and a destination both.
        const more = opcode < 17 ? value + 1 : opcode < 18 ? 1 : opcode < 29 ? value : value < 8 ? 0 : value < 15 ? 2 - value % 2 : 1;
        size = copy(streams, at, out, size, end, opcode + 1, more);
        continue;
      }
    }
    out[size++] = opcode;
    let byte = out[size++] = streams[at[stream]++];
    while (byte > 127) byte = out[size++] = streams[at[stream]++];
  } while (depth && size < end);
  at[SYMBOLS] = place;
  return size;
}
