//! Which characters a file's bytes stand for. Editors and spreadsheets write UTF-8 with a
//! byte-order mark, UTF-16, or an encoding of one part of the world; a person sees no difference.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The encoding that the start of a file shows, and how many bytes are its mark.
pub fn of_start(bytes: &[u8]) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    // Without a mark: what people write starts with a character below U+0100, one half of
    // which is zero in UTF-16.
    match bytes {
        [0, second, 0, fourth, ..] if *second != 0 && *fourth != 0 => (UTF_16BE, 0),
        [first, 0, third, 0, ..] if *first != 0 && *third != 0 => (UTF_16LE, 0),
        _ => (UTF_8, 0),
    }
}

/// What is wrong with a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Not UTF-8 but this, which is well read.
    Other(&'static Encoding),
    /// From this byte of the text on it is not UTF-8; it was read as Windows-1252, which is
    /// right for its letters in the west of Europe and America.
    NotUtf8 { at: usize },
    /// A packed folder, as spreadsheets and word processors write.
    Packed,
}

/// A file's text without a byte-order mark, and what is wrong with its bytes.
pub fn decode(bytes: &[u8]) -> (String, Option<Fault>) {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return (String::new(), Some(Fault::Packed));
    }
    let (encoding, mark) = of_start(bytes);
    let bytes = bytes.get(mark..).unwrap_or_default();
    if encoding != UTF_8 {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), Some(Fault::Other(encoding)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let (right, rest) = bytes.split_at(error.valid_up_to());
            // All that stands before is the same in both, if it has no letters beyond ASCII.
            let text = String::from_utf8_lossy(right).into_owned();
            let rest = if right.is_ascii() {
                WINDOWS_1252.decode_without_bom_handling(rest).0
            } else {
                String::from_utf8_lossy(rest)
            };
            let at = text.len();
            (text + &rest, Some(Fault::NotUtf8 { at }))
        }
    }
}

/// An encoding's name, as people may know it.
pub fn name_of(encoding: &'static Encoding) -> &'static str {
    match encoding {
        encoding if encoding == UTF_16LE => "UTF-16, which Windows calls “Unicode”",
        encoding if encoding == UTF_16BE => "UTF-16 (big-endian)",
        encoding => encoding.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn each_encoding_is_read() {
        let text = "{\"title\": \"Łódź, Ґанок, مرحبا 🍎\"}";
        for (bytes, fault) in [
            (text.as_bytes().to_vec(), None),
            ([b"\xEF\xBB\xBF", text.as_bytes()].concat(), None),
            ([b"\xFF\xFE".to_vec(), utf16(text, u16::to_le_bytes)].concat(), Some(Fault::Other(UTF_16LE))),
            ([b"\xFE\xFF".to_vec(), utf16(text, u16::to_be_bytes)].concat(), Some(Fault::Other(UTF_16BE))),
            (utf16(text, u16::to_le_bytes), Some(Fault::Other(UTF_16LE))),
            (utf16(text, u16::to_be_bytes), Some(Fault::Other(UTF_16BE))),
        ] {
            assert_eq!(decode(&bytes), (text.to_owned(), fault));
        }
        assert_eq!(decode(b""), (String::new(), None));
        assert_eq!(decode(b"1"), ("1".to_owned(), None));
    }

    #[test]
    fn what_is_no_utf8_has_its_place() {
        assert_eq!(decode(b"ab caf\xE9 d"), ("ab café d".to_owned(), Some(Fault::NotUtf8 { at: 6 })));
        assert_eq!(
            decode("å".as_bytes().get(..1).unwrap()),
            ("Ã".to_owned(), Some(Fault::NotUtf8 { at: 0 }))
        );
        let (text, fault) = decode(b"\xC3\xA5 caf\xE9");
        assert_eq!((&*text, fault), ("å caf\u{fffd}", Some(Fault::NotUtf8 { at: 6 })));
        assert_eq!(decode(b"PK\x03\x04\x14").1, Some(Fault::Packed));
    }
}
