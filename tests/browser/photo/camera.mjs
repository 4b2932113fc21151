// Pictures as cameras and programs leave them: with what tells where and when they were taken.

/** What no picture that is sent may hold. */
export const SECRET = "SECRET-59.3293N-18.0686E";

const ascii = (text) => Buffer.from(text, "latin1");
const be = (size, value) => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
};

/** A TIFF block: an orientation, a text, and a directory for GPS. */
export function exif(turn, little = false) {
  const whole = (size, value) => (little ? be(size, value).reverse() : be(size, value));
  const text = ascii(`${SECRET}\0`);
  const entry = (tag, type, count, value) => Buffer.concat([whole(2, tag), whole(2, type), whole(4, count), value]);
  const short = (value) => Buffer.concat([whole(2, value), Buffer.alloc(2)]);
  return Buffer.concat([
    ascii(little ? "II" : "MM"), whole(2, 42), whole(4, 8), whole(2, 3),
    entry(0x10e, 2, text.length, whole(4, 50)), entry(0x112, 3, 1, short(turn)), entry(0x8825, 4, 1, whole(4, 50 + text.length)),
    whole(4, 0), text, whole(2, 1), entry(1, 2, 2, ascii("N\0\0\0")), whole(4, 0),
  ]);
}

const segment = (marker, ...content) => {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([0xff, marker]), be(2, body.length + 2), body]);
};

/** A JPEG with Exif, XMP, IPTC, a comment, an ICC profile, a preview, and a film after its end. */
export function jpeg(plain, turn = 1, { little = false } = {}) {
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, ascii("Exif\0\0"), exif(turn, little)),
    segment(0xe1, ascii("http://ns.adobe.com/xap/1.0/\0"), ascii(`<x:xmpmeta>${SECRET}</x:xmpmeta>`)),
    segment(0xe2, ascii("ICC_PROFILE\0\x01\x01"), ascii("colours")),
    segment(0xe2, ascii("MPF\0"), ascii(SECRET)),
    segment(0xed, ascii("Photoshop 3.0\0"), ascii(SECRET)),
    segment(0xfe, ascii(SECRET)),
    plain.subarray(2),
    ascii(`....ftypmp42${SECRET}`),
  ]);
}

const chunk = (name, content) => Buffer.concat([be(4, content.length), ascii(name), content, Buffer.alloc(4)]);

/** A PNG with eXIf, texts and a time. */
export function png(plain) {
  const rest = 8 + 25;
  return Buffer.concat([
    plain.subarray(0, rest), chunk("eXIf", exif(1)), chunk("tEXt", ascii(`Location\0${SECRET}`)), chunk("iTXt", ascii(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
    chunk("tIME", Buffer.alloc(7)), plain.subarray(rest), ascii(SECRET),
  ]);
}

const le = (value) => be(4, value).reverse();
const riff = (name, content) => Buffer.concat([ascii(name), le(content.length), content, Buffer.alloc(content.length % 2)]);

/** A WebP in the extended format, with Exif and XMP. */
export function webp(plain, [width, height]) {
  const head = Buffer.concat([Buffer.from([0x0c, 0, 0, 0]), be(3, width - 1).reverse(), be(3, height - 1).reverse()]);
  const simple = plain.subarray(12);
  const extended = simple.subarray(0, 4).toString("latin1") === "VP8X";
  const body = Buffer.concat([ascii("WEBP"), ...(extended ? [simple] : [riff("VP8X", head), simple]), riff("EXIF", Buffer.concat([ascii("Exif\0\0"), exif(1)])), riff("XMP ", ascii(SECRET))]);
  return Buffer.concat([ascii("RIFF"), le(body.length), body]);
}

const box = (name, ...content) => {
  const body = Buffer.concat(content);
  return Buffer.concat([be(4, body.length + 8), ascii(name), body]);
};
const full = (name, version, ...content) => box(name, be(4, version * 0x1000000), ...content);

/** What stands in a HEIC: a picture and Exif in one place, XMP in another, and a film of the moment. */
export function heic({ brand = "heic", item = "hvc1" } = {}) {
  const picture = ascii("the picture itself");
  const told = Buffer.concat([be(4, 0), exif(1)]);
  const xmp = ascii(`<x:xmpmeta>${SECRET}</x:xmpmeta>`);
  const infe = (id, type, more = "") => full("infe", 2, be(2, id), be(2, 0), ascii(type), ascii(`\0${more}`));
  const ftyp = box("ftyp", ascii(brand), be(4, 0), ascii("mif1"), ascii(brand));
  const meta = (at) => full("meta", 0,
    full("hdlr", 0, be(4, 0), ascii("pict"), Buffer.alloc(13)), full("pitm", 0, be(2, 1)),
    full("iinf", 0, be(2, 3), infe(1, item), infe(2, "Exif"), infe(3, "mime", "application/rdf+xml\0")),
    full("iloc", 1, Buffer.from([0x44, 0x40]), be(2, 3),
      be(2, 1), be(2, 0), be(2, 0), be(4, 0), be(2, 1), be(4, at), be(4, picture.length),
      be(2, 2), be(2, 0), be(2, 0), be(4, at), be(2, 1), be(4, picture.length), be(4, told.length),
      be(2, 3), be(2, 1), be(2, 0), be(4, 0), be(2, 1), be(4, 0), be(4, xmp.length)),
    box("idat", xmp));
  const at = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(at), box("mdat", picture, told), box("mpvd", ascii(SECRET))]);
}
