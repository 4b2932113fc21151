//! A string or bytes literal after its prefix: quotes, escapes, CEL's grammar.

use super::value::Value;

pub(crate) enum StringError {
    Unclosed,
    /// Where the backslash stands.
    Escape(usize),
}

/// Reads a literal that starts with its quote; also tells how many bytes it takes.
pub(crate) fn read_string(text: &str, raw: bool, bytes: bool) -> (Result<Value, StringError>, usize) {
    let quote = text.get(..1).unwrap_or("");
    let triple = text.get(..3).is_some_and(|start| start.bytes().all(|b| quote.as_bytes() == [b]));
    let mark = if triple { text.get(..3).unwrap_or("") } else { quote };
    let mut out = Vec::new();
    let mut bad = None;
    let mut at = mark.len();
    loop {
        let rest = text.get(at..).unwrap_or("");
        if rest.starts_with(mark) {
            at += mark.len();
            break;
        }
        match rest.as_bytes().first() {
            None => return (Err(StringError::Unclosed), text.len()),
            Some(b'\n' | b'\r') if !triple => return (Err(StringError::Unclosed), at),
            Some(b'\\') if raw => {
                // A backslash is itself, and so is the quote or backslash after it.
                let next = rest.get(1..).and_then(|rest| rest.chars().next());
                let length = 1 + next.map_or(0, char::len_utf8);
                out.extend_from_slice(rest.get(..length).unwrap_or("\\").as_bytes());
                at += length;
            }
            Some(b'\\') => match escape(rest.as_bytes().get(1..).unwrap_or(&[]), bytes, &mut out) {
                Some(length) => at += 1 + length,
                None => {
                    bad = bad.or(Some(at));
                    at += 1 + rest.get(1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                }
            },
            Some(&byte) => {
                out.push(byte);
                at += 1;
                while !text.is_char_boundary(at) {
                    out.extend(text.as_bytes().get(at));
                    at += 1;
                }
            }
        }
    }
    if let Some(place) = bad {
        return (Err(StringError::Escape(place)), at);
    }
    if bytes {
        return (Ok(Value::Bytes(out.into())), at);
    }
    let text = String::from_utf8(out).unwrap_or_default();
    (Ok(Value::String(text.into())), at)
}

/// What follows a backslash; how many bytes it takes, if it is an escape.
fn escape(rest: &[u8], bytes: bool, out: &mut Vec<u8>) -> Option<usize> {
    let (length, radix) = match *rest.first()? {
        b'a' => return plain(out, b'\x07'),
        b'b' => return plain(out, b'\x08'),
        b'f' => return plain(out, b'\x0c'),
        b'n' => return plain(out, b'\n'),
        b'r' => return plain(out, b'\r'),
        b't' => return plain(out, b'\t'),
        b'v' => return plain(out, b'\x0b'),
        same @ (b'\\' | b'?' | b'"' | b'\'' | b'`') => return plain(out, same),
        b'x' | b'X' => (2, 16),
        b'u' if !bytes => (4, 16),
        b'U' if !bytes => (8, 16),
        b'0'..=b'3' => (3, 8),
        _ => return None,
    };
    let start = usize::from(radix == 16);
    let digits = rest.get(start..start + length)?;
    let mut code = 0_u32;
    for &digit in digits {
        code = code.checked_mul(radix)?.checked_add(char::from(digit).to_digit(radix)?)?;
    }
    if bytes {
        out.push(u8::try_from(code).ok()?);
    } else {
        let mut buffer = [0; 4];
        out.extend_from_slice(char::from_u32(code)?.encode_utf8(&mut buffer).as_bytes());
    }
    Some(start + length)
}

fn plain(out: &mut Vec<u8>, byte: u8) -> Option<usize> {
    out.push(byte);
    Some(1)
}
