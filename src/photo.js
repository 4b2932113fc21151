// What a camera wrote into a picture beside the picture: where and when it was taken, with what, a second smaller
// picture of before it was cut. Taken off without touching the picture itself where its format allows that.

const ascii = (bytes, at, length = 4) => String.fromCharCode(...bytes.subarray(at, at + length));
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The bytes without it, and which way the picture is to be turned (Exif's orientation, 1 is upright); undefined where
 * that can't be done. Bytes are changed in place where that is enough.
 */
export function bare(bytes) {
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpeg(bytes);
    if (ascii(bytes, 1, 3) === "PNG") return png(bytes);
    if (ascii(bytes, 8) === "WEBP") return webp(bytes);
    if (ascii(bytes, 4) === "ftyp") return heif(bytes);
  } catch {
    // It ends in the middle of something.
  }
  return undefined;
}

/** Just enough Exif to say which way a JPEG is turned, at its place in the file. */
export function withTurn(bytes, turn) {
  const app1 = [0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0,
    0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0];
  return join(bytes, [[0, 2], Uint8Array.from(app1), [2, bytes.length]]);
}

/** Ranges of the bytes, and other bytes between them. */
function join(bytes, pieces) {
  const parts = pieces.map((piece) => (Array.isArray(piece) ? bytes.subarray(...piece) : piece));
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The orientation that an Exif block says (TIFF 6.0, tag 274). */
function orientation(tiff) {
  try {
    const data = view(tiff);
    const little = data.getUint16(0) === 0x4949;
    const directory = data.getUint32(4, little);
    for (let i = data.getUint16(directory, little); i > 0; i -= 1) {
      const entry = directory + 2 + (i - 1) * 12;
      if (data.getUint16(entry, little) === 274) return data.getUint16(entry + 8, little) % 9 || 1;
    }
  } catch {
    // Broken, as by programs that cut it.
  }
  return 1;
}

/** Of the segments, those that a decoder needs; and nothing after the end, where telephones put films and second pictures. */
function jpeg(bytes) {
  const data = view(bytes);
  const kept = [[0, 2]];
  let turn = 1;
  let at = 2;
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      kept.push([at, at + 2]);
      break;
    }
    const end = at + 2 + data.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    const name = ascii(bytes, at + 4, 11);
    if (marker === 0xe1 && name.startsWith("Exif")) turn = orientation(bytes.subarray(at + 10, end));
    const isOther = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
    const isNeeded = (marker === 0xe0 && name.startsWith("JFIF\0")) || (marker === 0xe2 && name === "ICC_PROFILE")
      || (marker === 0xee && name.startsWith("Adobe"));
    if (!isOther || isNeeded) kept.push([at, end]);
    at = end;
    if (marker !== 0xda) continue;
    // The picture itself: up to a marker that does not stand for a byte of it.
    do {
      at = bytes.indexOf(0xff, at + 1);
      if (at < 0) at = bytes.length;
    } while (at < bytes.length && (bytes[at + 1] === 0 || (bytes[at + 1] >= 0xd0 && bytes[at + 1] <= 0xd7)));
    kept.push([end, at]);
  }
  return { bytes: join(bytes, kept), turn };
}

const PNG = "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT";

function png(bytes) {
  const data = view(bytes);
  const kept = [[0, 8]];
  let turn = 1;
  for (let at = 8; at < bytes.length;) {
    const end = at + 12 + data.getUint32(at);
    const name = ascii(bytes, at + 4);
    if (name === "eXIf") turn = orientation(bytes.subarray(at + 8, end - 4));
    if (PNG.includes(name)) kept.push([at, end]);
    if (name === "IEND") break;
    at = end;
  }
  return { bytes: join(bytes, kept), turn };
}

const WEBP = "VP8  VP8L VP8X ALPH ANIM ANMF ICCP";

function webp(bytes) {
  const data = view(bytes);
  const kept = [[0, 12]];
  let turn = 1;
  const over = Math.min(bytes.length, 8 + data.getUint32(4, true));
  for (let at = 12; at + 8 <= over;) {
    const length = data.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    const name = ascii(bytes, at);
    // Some write "Exif" before the block, as in a JPEG.
    const block = at + 8 + (ascii(bytes, at + 8) === "Exif" ? 6 : 0);
    if (name === "EXIF") turn = orientation(bytes.subarray(block, end));
    // That Exif and XMP follow is no longer so.
    if (name === "VP8X") bytes[at + 8] &= ~12;
    if (WEBP.includes(name)) kept.push([at, Math.min(end, bytes.length)]);
    at = end;
  }
  const whole = join(bytes, kept);
  view(whole).setUint32(4, whole.length - 8, true);
  return { bytes: whole, turn };
}

/** The boxes of ISO/IEC 14496-12 between two places. */
function* boxes(bytes, at, over) {
  const data = view(bytes);
  while (at + 8 <= over) {
    let [size, head] = [data.getUint32(at), 8];
    if (size === 1) [size, head] = [Number(data.getBigUint64(at + 8)), 16];
    const end = size === 0 ? over : at + size;
    if (end < at + head || end > over) throw new RangeError();
    yield { name: ascii(bytes, at + 4), at, body: at + head, end };
    at = end;
  }
}

/** HEIC and AVIF (ISO/IEC 23008-12): nothing may move, so what is told is written over. Which way is up stands elsewhere. */
function heif(bytes) {
  const data = view(bytes);
  const all = [...boxes(bytes, 0, bytes.length)];
  const meta = all.find(({ name }) => name === "meta");
  if (!meta || all.some(({ name }) => name === "moov")) return undefined;
  const { iinf, iloc, idat } = Object.fromEntries([...boxes(bytes, meta.body + 4, meta.end)].map((box) => [box.name, box]));
  const told = new Set();
  for (const { name, body } of boxes(bytes, iinf.body + (bytes[iinf.body] ? 8 : 6), iinf.end)) {
    if (name !== "infe" || bytes[body] < 2) return undefined;
    const long = bytes[body] > 2;
    const type = ascii(bytes, body + (long ? 10 : 8));
    if (["Exif", "mime", "uri "].includes(type)) told.add(long ? data.getUint32(body + 4) : data.getUint16(body + 4));
  }
  const version = bytes[iloc.body];
  const nibbles = (at) => [bytes[at] >> 4, bytes[at] & 15];
  const [offsets, lengths] = nibbles(iloc.body + 4);
  const [bases, indexes] = nibbles(iloc.body + 5);
  let at = iloc.body + 6;
  const read = (size) => {
    at += size;
    return size === 8 ? Number(data.getBigUint64(at - 8)) : size === 4 ? data.getUint32(at - 4) : size === 2 ? data.getUint16(at - 2) : 0;
  };
  const most = version < 2 ? 2 : 4;
  for (let items = read(most); items > 0; items -= 1) {
    const item = read(most);
    const method = version ? read(2) & 15 : 0;
    read(2);
    const base = read(bases);
    for (let extents = read(2); extents > 0; extents -= 1) {
      if (version) read(indexes);
      const start = base + read(offsets) + (method === 1 ? idat.body : 0);
      const length = read(lengths);
      if (!told.has(item)) continue;
      if (method > 1 || !length || start + length > bytes.length) return undefined;
      bytes.fill(0, start, start + length);
    }
  }
  for (const { name, at: start, body, end } of all) {
    if (["ftyp", "meta", "mdat", "free", "skip", "pdin"].includes(name)) continue;
    // As a film of the moment around it.
    bytes.set([0x66, 0x72, 0x65, 0x65], start + 4);
    bytes.fill(0, body, end);
  }
  return { bytes, turn: 1 };
}
