//! What others wrote, made safe to print: a file's or submission's text cannot move the cursor,
//! start a line of its own, or turn the reading direction of the line that it stands in.
//!
//! Everything that the command line prints of a file, its name included, goes through here.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

/// A text inside a line: what could end or forge the line is written as `\u{1b}`.
pub fn line(text: &str) -> Cow<'_, str> {
    escape(text, is_active, |c, out| out.extend(c.escape_unicode()))
}

/// A text of several lines, whose own line breaks and tabs are kept.
pub fn lines(text: &str) -> Cow<'_, str> {
    escape(text, |c| is_active(c) && !matches!(c, '\n' | '\t'), |c, out| out.extend(c.escape_unicode()))
}

/// JSON that says the same: what it escapes stands in strings, so `\u001b` is the same character.
pub fn json(text: &str) -> Cow<'_, str> {
    let write = |c: char, out: &mut String| {
        for unit in c.encode_utf16(&mut [0; 2]).iter() {
            // Writing to a String does not fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    };
    escape(text, |c| is_active(c) && !matches!(c, '\n' | '\t'), write)
}

/// Output that is data for another program: unchanged in a file or pipe, escaped on a terminal.
pub fn data<'a>(out: &'a mut (impl Write + ?Sized)) -> Box<dyn Write + 'a> {
    if io::stdout().is_terminal() { Box::new(Escaping(out)) } else { Box::new(out) }
}

/// C0 and C1 controls, and the characters that change the order in which a line is read
/// (Unicode's Bidi_Control and the two separators of lines and paragraphs).
fn is_active(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn escape(text: &str, needs: impl Fn(char) -> bool, write: impl Fn(char, &mut String)) -> Cow<'_, str> {
    if !text.contains(&needs) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if needs(c) { write(c, &mut out) } else { out.push(c) }
    }
    Cow::Owned(out)
}

/// Callers write whole lines: no character is cut in two.
struct Escaping<'a, W: Write + ?Sized>(&'a mut W);

impl<W: Write + ?Sized> Write for Escaping<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(lines(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[2K\r\nb: verified\u{9b}1A\u{7f}\u{202e}x\t\u{2028}é";

    fn is_quiet(text: &str) -> bool {
        !text.contains(is_active)
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(line(HOSTILE), r"a\u{1b}[2K\u{d}\u{a}b: verified\u{9b}1A\u{7f}\u{202e}x\u{9}\u{2028}é");
        assert_eq!(lines("a\n\tb\u{1b}c"), "a\n\tb\\u{1b}c");
        // Letters of every script, joiners and emoji among them, are themselves.
        for text in ["", "Łódź", "مرحبا", "क्‍ष", "👩‍👧", "\u{feff}x"] {
            assert_eq!(line(text), text);
        }
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert!(is_quiet(&line(&c.to_string())), "{c:?}");
        }
    }

    #[test]
    fn escaped_json_says_the_same() {
        let value = intake_core::json::Json::string(HOSTILE);
        let escaped = json(&value.to_string()).into_owned();
        assert!(is_quiet(&escaped), "{escaped:?}");
        assert_eq!(intake_core::json::Json::parse(&escaped).unwrap().as_str(), Some(HOSTILE));
    }

    #[test]
    fn what_goes_to_a_terminal_keeps_its_lines() {
        let mut out = Vec::new();
        Escaping(&mut out).write_all("id,name\n1,\u{1b}]0;x\u{7}\n".as_bytes()).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "id,name\n1,\\u{1b}]0;x\\u{7}\n");
    }
}
