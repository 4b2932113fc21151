//! Texts: where one ends whose quotes are not as JSON wants them, and what is in it.

use std::ops::Range;

use super::mistake::{Mistakes, quoted};
use super::scanner::Scanner;
use super::token::{Kind, Piece};
use super::unseen::name_of;
use crate::json::JsonErrorKind;

/// So far ahead is looked for the end of a text that is not closed where it should be.
const AHEAD: usize = 1_024;
/// So many quotes may stand inside one.
const QUOTES: usize = 16;

const DOUBLE: [char; 6] = ['“', '”', '„', '‟', '«', '»'];
const SINGLE: [char; 5] = ['‘', '’', '‚', '‹', '›'];

/// Whether a character is a quote that word processors write.
pub(super) fn is_curly(c: char) -> bool {
    DOUBLE.contains(&c) || SINGLE.contains(&c)
}

/// What is wrong with a text's quotes.
#[derive(Clone, Copy, PartialEq)]
enum Trouble {
    Nothing,
    Curly,
    Single,
    /// A quote inside, at this byte, is not escaped.
    Inner(usize),
    /// It goes on after the end of its line, at this byte.
    Lines(usize),
    Unclosed,
}

/// Where a text's content ends, where the file goes on, and what is wrong.
type End = (usize, usize, Trouble);

/// Reads the text that starts here.
pub(super) fn read(lexer: &mut Scanner<'_>) -> Kind {
    let (text, start) = (lexer.text, lexer.at);
    let open = lexer.rest().chars().next().unwrap_or('"');
    let content = start + open.len_utf8();
    let (end, after, trouble) = match open {
        '"' => straight(text, content, lexer.in_object()),
        '\'' | '`' => foreign(text, content, &[open], Trouble::Single),
        _ if DOUBLE.contains(&open) => {
            foreign(text, content, &[DOUBLE.as_slice(), &['"']].concat(), Trouble::Curly)
        }
        _ => foreign(text, content, &[SINGLE.as_slice(), &['\'']].concat(), Trouble::Curly),
    };
    lexer.at = after;
    report(lexer.mistakes, text, start..after, content..end, trouble);
    let mut pieces = vec![Piece::Write("\"", start..content)];
    read_content(text, content..end, trouble, &mut pieces, lexer.mistakes);
    pieces.push(Piece::Write("\"", end..after.max(end)));
    Kind::String(pieces)
}

/// A text whose opening quote was forgotten: it starts at `start`, its closing quote is here.
pub(super) fn unopened(lexer: &mut Scanner<'_>, start: usize) -> Kind {
    let end = lexer.at;
    lexer.at += 1;
    let content = lexer.text.get(start..end).unwrap_or_default();
    lexer.mistakes.push(
        start..lexer.at,
        "This text has no opening quote.",
        format!("Write \"{}\".", quoted(content)),
    );
    let mut pieces = vec![Piece::Write("\"", start..start)];
    read_content(lexer.text, start..end, Trouble::Unclosed, &mut pieces, lexer.mistakes);
    pieces.push(Piece::Write("\"", end..lexer.at));
    Kind::String(pieces)
}

/// Whether what follows is what follows a text: a comma, a colon, a bracket, the line's end.
pub(super) fn ends_value(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t', '\u{a0}']);
    rest.is_empty()
        || rest.starts_with([',', ':', '}', ']', '\n', '\r', ';', '=', '#'])
        || rest.starts_with("//")
        || rest.starts_with("/*")
}

/// Whether an entry ends here: the file goes on as it does after one.
fn ends_entry(text: &str, at: usize, in_object: bool) -> bool {
    let blank = [' ', '\t'];
    let rest = text.get(at..).unwrap_or_default().trim_start_matches(blank);
    let outside = rest.trim_start_matches(['}', ']', ' ', '\t']);
    if outside.len() < rest.len() {
        return outside.is_empty() || outside.starts_with([',', '\n', '\r']);
    }
    let Some(next) = rest.strip_prefix(',') else { return rest.is_empty() || rest.starts_with(['\n', '\r']) };
    let next = next.trim_start_matches(blank);
    if next.is_empty() || next.starts_with(['\n', '\r']) {
        return true;
    }
    let Some(name) = next.strip_prefix('"').filter(|_| in_object) else {
        return !in_object && next.starts_with(['"', '{', '[']);
    };
    let end = name.bytes().take(80).position(|b| b == b'"');
    end.and_then(|end| name.get(end + 1..))
        .is_some_and(|rest| rest.trim_start_matches(blank).starts_with(':'))
}

/// Where the text behind a straight quote ends.
fn straight(text: &str, content: usize, in_object: bool) -> End {
    let bytes = text.as_bytes();
    let mut at = content;
    let close = loop {
        match bytes.get(at) {
            Some(b'\\') => at += 2,
            Some(b'"') => break Some(at),
            None | Some(b'\n') => break None,
            Some(_) => at += 1,
        }
    };
    let at = at.min(text.len());
    let Some(close) = close else { return unclosed(text, content, at) };
    let next = text.get(close + 1..).and_then(|rest| rest.chars().next());
    let looks_inside = next.is_some_and(|c| c.is_alphanumeric() || "_$'!(.?%-<>".contains(c));
    if !looks_inside || ends_value(text, close + 1) {
        return (close, close + 1, Trouble::Nothing);
    }
    let inside = text.get(content..close).unwrap_or_default();
    if let Some(end) = curly_end(text, content, close) {
        return end;
    }
    // The closing quote was forgotten: what closes it opens the next text.
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
    if let Some(name) = inside.trim_end().strip_suffix(':')
        && !name.is_empty()
        && name.chars().all(word)
    {
        return (content + name.len(), content + name.len(), Trouble::Unclosed);
    }
    let after = text.get(close + 1..).unwrap_or_default();
    let names_next = after.trim_start_matches(word).strip_prefix('"');
    if let Some(value) = inside.trim_end().strip_suffix(',')
        && names_next.is_some_and(|rest| rest.trim_start_matches(' ').starts_with(':'))
    {
        return (content + value.len(), content + value.len(), Trouble::Unclosed);
    }
    let line = text.get(close + 1..).unwrap_or_default();
    let line = line.bytes().take(AHEAD).take_while(|b| *b != b'\n').count();
    let quotes = (close + 1..close + 1 + line).filter(|at| bytes.get(*at) == Some(&b'"'));
    match quotes.take(QUOTES).find(|at| ends_entry(text, at + 1, in_object)) {
        Some(end) => (end, end + 1, Trouble::Inner(close)),
        None => (close, close + 1, Trouble::Nothing),
    }
}

/// Where a text ends that starts with a straight quote and ends with a curly one.
fn curly_end(text: &str, content: usize, most: usize) -> Option<End> {
    let inside = text.get(content..most)?;
    inside.char_indices().find_map(|(at, c)| {
        let after = content + at + c.len_utf8();
        (is_curly(c) && ends_value(text, after)).then_some((content + at, after, Trouble::Curly))
    })
}

/// Where a text ends that is not closed on its line, which ends at `line`.
fn unclosed(text: &str, content: usize, line: usize) -> End {
    if let Some(end) = curly_end(text, content, line) {
        return end;
    }
    let later = text.as_bytes().get(line..).unwrap_or_default().iter().take(AHEAD);
    let mut escaped = false;
    let close = later.clone().position(|b| {
        let is_close = *b == b'"' && !escaped;
        escaped = *b == b'\\' && !escaped;
        is_close
    });
    if let Some(close) = close.map(|at| line + at)
        && ends_value(text, close + 1)
        && !text.get(close + 1..).is_some_and(|rest| rest.trim_start().starts_with(':'))
    {
        return (close, close + 1, Trouble::Lines(line));
    }
    let end = forgotten(text, content, line);
    (end, end, Trouble::Unclosed)
}

/// Where the content ends of a text without a closing quote: before what ends its entry.
fn forgotten(text: &str, content: usize, line: usize) -> usize {
    let mut inside = text.get(content..line).unwrap_or_default().trim_end();
    loop {
        let shorter = match inside.chars().next_back() {
            Some(',') => inside.strip_suffix(','),
            Some(close @ ('}' | ']')) => {
                let open = if close == '}' { '{' } else { '[' };
                let balanced = inside.matches(open).count() >= inside.matches(close).count();
                inside.strip_suffix(close).filter(|_| !balanced)
            }
            _ => None,
        };
        let Some(shorter) = shorter else { return content + inside.len() };
        inside = shorter.trim_end();
    }
}

/// Where a text ends that starts with another quote than JSON's.
fn foreign(text: &str, content: usize, closing: &[char], trouble: Trouble) -> End {
    let rest = text.get(content..).unwrap_or_default();
    let line = rest.bytes().take(1 << 16).position(|b| b == b'\n').unwrap_or(rest.len());
    let rest = rest.get(..line).unwrap_or_default();
    let closes = || rest.char_indices().filter(|(_, c)| closing.contains(c));
    let right = closes().take(AHEAD).find(|(at, c)| ends_value(text, content + at + c.len_utf8()));
    match right.or_else(|| closes().next()) {
        Some((at, c)) => (content + at, content + at + c.len_utf8(), trouble),
        None => {
            let end = forgotten(text, content, content + line);
            (end, end, Trouble::Unclosed)
        }
    }
}

fn report(mistakes: &mut Mistakes, text: &str, whole: Range<usize>, content: Range<usize>, trouble: Trouble) {
    let short = quoted(text.get(content).unwrap_or_default());
    match trouble {
        Trouble::Nothing => {}
        Trouble::Curly => mistakes.push(
            whole,
            "These are the curly quotes of a word processor.",
            format!("Write straight quotes: \"{short}\"."),
        ),
        Trouble::Single => {
            mistakes.push(whole, "A name or a text stands in double quotes.", format!("Write \"{short}\"."))
        }
        Trouble::Inner(at) => mistakes.push(
            at..at + 1,
            "A quote inside a text ends the text.",
            "Write \\\" for a quote inside a text; in an expression, 'single quotes' do as well.",
        ),
        Trouble::Lines(line) => mistakes.push(
            line..line,
            "A text goes on in the next line.",
            "Keep it on one line, and write \\n where people shall see a new line.",
        ),
        Trouble::Unclosed => mistakes.push_unclear(
            whole,
            "This text has no closing quote.",
            format!("Write \"{short}\", with a quote at its end."),
        ),
    }
}

/// What is between the quotes: escapes that there are not, and characters that must be escaped.
fn read_content(
    text: &str,
    content: Range<usize>,
    trouble: Trouble,
    pieces: &mut Vec<Piece>,
    mistakes: &mut Mistakes,
) {
    let mut reader = Content { text, pieces, mistakes, told: matches!(trouble, Trouble::Lines(_)) };
    let (mut at, mut kept) = (content.start, content.start);
    while at < content.end {
        let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0');
        let (instead, length) = match c {
            '\\' => reader.escape(at, content.end),
            '"' => (Some("\\\""), 1),
            '\r' if text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')) => (Some(""), 1),
            '\n' => (Some("\\n"), 1),
            '\t' => reader.control(at, "\\t", "A tab stands inside this text.", "Write a space, or \\t."),
            c if c < ' ' => {
                let what = format!("A character that is not seen stands inside this text: {}.", name_of(c));
                reader.control(at, "", &what, "Delete it.")
            }
            c => (None, c.len_utf8()),
        };
        if let Some(instead) = instead {
            reader.pieces.extend((kept < at).then_some(Piece::Keep(kept..at)));
            reader.pieces.push(Piece::Write(instead, at..at + length));
            kept = at + length;
        }
        at += length;
    }
    reader.pieces.extend((kept < content.end).then_some(Piece::Keep(kept..content.end)));
}

struct Content<'a> {
    text: &'a str,
    pieces: &'a mut Vec<Piece>,
    mistakes: &'a mut Mistakes,
    /// Whether a character that must be escaped has been reported: once a text is enough.
    told: bool,
}

/// What stands for a character of a text, if it does not stand for itself, and its length.
type Meant = (Option<&'static str>, usize);

impl Content<'_> {
    fn control(&mut self, at: usize, instead: &'static str, message: &str, help: &str) -> Meant {
        if !std::mem::replace(&mut self.told, true) {
            self.mistakes.push(at..at + 1, message, help);
        }
        (Some(instead), 1)
    }

    /// What a backslash stands for.
    fn escape(&mut self, at: usize, end: usize) -> Meant {
        let rest = self.text.get(at + 1..end).unwrap_or_default();
        match rest.chars().next() {
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => (None, 2),
            Some('u') => self.unicode(at, rest),
            next => {
                let length = 1 + next.map_or(0, char::len_utf8);
                let written = self.text.get(at..at + length).unwrap_or_default();
                let (message, help) = match next {
                    Some('\'') => (
                        "In JSON a single quote has no backslash before it.".to_owned(),
                        "Write ' alone.".to_owned(),
                    ),
                    Some(_) => (
                        format!("JSON does not know `{written}`."),
                        format!("Write \\{written} for `{written}`: each backslash is written twice."),
                    ),
                    None => {
                        ("A backslash stands alone.".to_owned(), "Write \\\\ for a backslash.".to_owned())
                    }
                };
                self.mistakes.push(at..at + length, message, help);
                (Some(if next == Some('\'') { "" } else { "\\\\" }), 1)
            }
        }
    }

    /// `\uXXXX`, or two of them that make a pair.
    fn unicode(&mut self, at: usize, rest: &str) -> Meant {
        let code = |from: usize| {
            let digits = rest.get(from..from + 4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
            u32::from_str_radix(digits, 16).ok()
        };
        let low = || code(7).filter(|_| rest.get(5..7) == Some("\\u"));
        let (kind, message, help) = match code(1) {
            Some(0) => (
                JsonErrorKind::Nul,
                "A text cannot hold the character U+0000: databases cut texts at it.",
                "Delete it.",
            ),
            Some(0xD800..0xDC00) if low().is_some_and(|low| (0xDC00..0xE000).contains(&low)) => {
                return (None, 12);
            }
            Some(0xD800..0xE000) => (
                JsonErrorKind::LoneSurrogate,
                "This is half a character: two such escapes make one.",
                "Write the character itself, such as 🍎 for \\ud83c\\udf4e.",
            ),
            Some(_) => return (None, 6),
            None => {
                self.mistakes.push(
                    at..at + 2,
                    "After \\u stand four digits of the character's number.",
                    "Write the character itself, or \\u and four digits such as \\u00e5 for å.",
                );
                return (Some("\\\\"), 1);
            }
        };
        self.mistakes.push_as(kind, at..at + 6, message, help);
        (Some("\u{fffd}"), 6)
    }
}
