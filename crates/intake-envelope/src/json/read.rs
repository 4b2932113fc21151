//! The strict reader (RFC 8259 grammar, RFC 7493 restrictions).

use super::value::Json;
use crate::decimal::{Decimal, DecimalError};
use crate::order::sorted_positions;

/// How much a document may hold.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of UTF-8.
    pub bytes: usize,
    /// Arrays and objects inside each other.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 1 << 20, depth: 32 }
    }
}

/// Where reading stopped, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JsonError {
    pub kind: JsonErrorKind,
    /// Byte offset in the document.
    pub offset: usize,
}

/// Why a text is refused.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonErrorKind {
    TooLarge,
    TooDeep,
    NotUtf8,
    Syntax,
    DuplicateName,
    LoneSurrogate,
    /// U+0000, which databases cut strings at.
    Nul,
    NumberRange,
}

impl JsonErrorKind {
    /// A stable code, for machines.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "json-too-large",
            Self::TooDeep => "json-too-deep",
            Self::NotUtf8 => "json-not-utf8",
            Self::Syntax => "json-syntax",
            Self::DuplicateName => "json-duplicate-name",
            Self::LoneSurrogate => "json-lone-surrogate",
            Self::Nul => "json-nul",
            Self::NumberRange => "json-number-range",
        }
    }
}

impl JsonError {
    /// Line and column, both from 1, the column in characters.
    pub fn line_column(&self, bytes: &[u8]) -> (usize, usize) {
        let before = bytes.get(..self.offset.min(bytes.len())).unwrap_or(bytes);
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let column = before.iter().skip(start).filter(|&&b| b & 0xC0 != 0x80).count() + 1;
        (line, column)
    }
}

impl Json {
    /// Reads a document: at most 1 MiB and 32 levels deep.
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        read(text.as_bytes(), Limits::default())
    }

    /// Reads a document from bytes that may not be UTF-8.
    pub fn parse_bytes(bytes: &[u8], limits: Limits) -> Result<Self, JsonError> {
        read(bytes, limits)
    }
}

fn read(bytes: &[u8], limits: Limits) -> Result<Json, JsonError> {
    if bytes.len() > limits.bytes {
        return Err(JsonError { kind: JsonErrorKind::TooLarge, offset: limits.bytes });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|e| JsonError { kind: JsonErrorKind::NotUtf8, offset: e.valid_up_to() })?;
    let mut reader = Reader { text, bytes, at: 0, depth: limits.depth };
    let value = reader.value()?;
    reader.space();
    if reader.at < bytes.len() {
        return reader.fail(JsonErrorKind::Syntax);
    }
    Ok(value)
}

/// So many names are compared one by one.
const SMALL: usize = 32;

/// Where a large object says a name again. The first names were compared as they came;
/// `starts` are the places of those after them.
fn duplicate(members: &[(String, Json)], starts: &[usize]) -> Option<usize> {
    if members.len() <= SMALL {
        return None;
    }
    let name = |i: usize| members.get(i).map(|(name, _)| name.as_str()).unwrap_or_default();
    let sorted = sorted_positions(members.len(), &|a, b| name(a) < name(b));
    let again = sorted.iter().zip(sorted.iter().skip(1)).filter(|(a, b)| name(**a) == name(**b));
    again.filter_map(|(a, b)| starts.get(a.max(b).checked_sub(SMALL)?).copied()).min()
}

/// A number that is the same for the same name, and mostly another for another.
fn mark(name: &str) -> usize {
    let bytes = name.as_bytes();
    let at = |i: usize| usize::from(bytes.get(i).copied().unwrap_or(0));
    let end = bytes.len();
    end.wrapping_mul(7) ^ at(0) ^ at(end / 2).wrapping_mul(3) ^ at(end.wrapping_sub(1)).wrapping_mul(11)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn fail<T>(&self, kind: JsonErrorKind) -> Result<T, JsonError> {
        Err(JsonError { kind, offset: self.at })
    }

    /// The byte here, 0 at the end: no token starts with 0.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn value(&mut self) -> Result<Json, JsonError> {
        self.space();
        match self.peek() {
            b'"' => self.string().map(Json::String),
            b'{' | b'[' => {
                if self.depth == 0 {
                    return self.fail(JsonErrorKind::TooDeep);
                }
                self.depth -= 1;
                let value = if self.peek() == b'{' { self.object() } else { self.array() };
                self.depth += 1;
                value
            }
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, JsonError> {
        if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
            return self.fail(JsonErrorKind::Syntax);
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Result<Json, JsonError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length =
            rest.iter().take_while(|b| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')).count();
        let text = self.text.get(self.at..self.at + length).unwrap_or_default();
        let number = match Decimal::parse(text) {
            Ok(number) => number,
            Err(DecimalError::Range) => return self.fail(JsonErrorKind::NumberRange),
            Err(DecimalError::Syntax) => return self.fail(JsonErrorKind::Syntax),
        };
        self.at += length;
        Ok(Json::Number(number))
    }

    fn array(&mut self) -> Result<Json, JsonError> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == b']' {
            self.at += 1;
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value()?);
            if self.next_or_end(b']')? {
                return Ok(Json::Array(items));
            }
        }
    }

    fn object(&mut self) -> Result<Json, JsonError> {
        let mut members: Vec<(String, Json)> = Vec::new();
        // Small objects are searched in place, large ones when they are whole.
        let (mut starts, mut marks) = (Vec::new(), 0);
        self.at += 1;
        self.space();
        if self.peek() == b'}' {
            self.at += 1;
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != b'"' {
                return self.fail(JsonErrorKind::Syntax);
            }
            let name = self.string()?;
            // Most names differ from all before in length or letters at their ends.
            let mark = 1_u64 << (mark(&name) & 63);
            if marks & mark != 0 && members.iter().take(SMALL).any(|(other, _)| *other == name) {
                return Err(JsonError { kind: JsonErrorKind::DuplicateName, offset: start });
            }
            marks |= mark;
            if members.len() >= SMALL {
                starts.push(start);
            }
            self.space();
            if self.peek() != b':' {
                return self.fail(JsonErrorKind::Syntax);
            }
            self.at += 1;
            let value = self.value()?;
            members.push((name, value));
            if self.next_or_end(b'}')? {
                return match duplicate(&members, &starts) {
                    Some(offset) => Err(JsonError { kind: JsonErrorKind::DuplicateName, offset }),
                    None => Ok(Json::Object(members)),
                };
            }
        }
    }

    /// After a value: true at the end, false after a comma.
    fn next_or_end(&mut self, end: u8) -> Result<bool, JsonError> {
        self.space();
        let here = self.peek();
        if here != b',' && here != end {
            return self.fail(JsonErrorKind::Syntax);
        }
        self.at += 1;
        Ok(here == end)
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let start = self.at;
            while self.at < self.bytes.len() && !matches!(self.peek(), b'"' | b'\\' | 0..=31) {
                self.at += 1;
            }
            // Only ASCII bytes stop the run, so it ends on character boundaries.
            out.push_str(self.text.get(start..self.at).unwrap_or_default());
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Ok(out);
                }
                b'\\' => out.push(self.escape()?),
                _ => return self.fail(JsonErrorKind::Syntax),
            }
        }
    }

    fn escape(&mut self) -> Result<char, JsonError> {
        let start = self.at;
        self.at += 1;
        let letter = self.peek();
        self.at += 1;
        Ok(match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let surrogate = || JsonError { kind: JsonErrorKind::LoneSurrogate, offset: start };
                let mut code = self.hex()?;
                if (0xDC00..0xE000).contains(&code) {
                    return Err(surrogate());
                }
                if (0xD800..0xDC00).contains(&code) {
                    if !self.text.get(self.at..).is_some_and(|rest| rest.starts_with("\\u")) {
                        return Err(surrogate());
                    }
                    self.at += 2;
                    let low = self.hex()?;
                    if !(0xDC00..0xE000).contains(&low) {
                        return Err(surrogate());
                    }
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                }
                match char::from_u32(code) {
                    Some('\0') => return Err(JsonError { kind: JsonErrorKind::Nul, offset: start }),
                    Some(c) => c,
                    None => return Err(surrogate()),
                }
            }
            _ => {
                self.at = start;
                return self.fail(JsonErrorKind::Syntax);
            }
        })
    }

    fn hex(&mut self) -> Result<u32, JsonError> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = char::from(self.peek()).to_digit(16) else {
                return self.fail(JsonErrorKind::Syntax);
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> JsonErrorKind {
        Json::parse(text).unwrap_err().kind
    }

    #[test]
    fn what_two_readers_could_understand_differently_is_refused() {
        for (text, kind) in [
            (r#"{"a":1,"a":2}"#, JsonErrorKind::DuplicateName),
            (r#"{"a":1,"\u0061":2}"#, JsonErrorKind::DuplicateName),
            (r#""\ud800""#, JsonErrorKind::LoneSurrogate),
            (r#""\udc00\ud800""#, JsonErrorKind::LoneSurrogate),
            (r#""\ud800\u0041""#, JsonErrorKind::LoneSurrogate),
            (r#""a\u0000""#, JsonErrorKind::Nul),
            ("9007199254740993", JsonErrorKind::NumberRange),
            ("0.1234567890123456", JsonErrorKind::NumberRange),
            ("1e999", JsonErrorKind::NumberRange),
            ("[1,]", JsonErrorKind::Syntax),
            ("{\"a\":1,}", JsonErrorKind::Syntax),
            ("[1] 2", JsonErrorKind::Syntax),
            ("\"a\nb\"", JsonErrorKind::Syntax),
            ("nul", JsonErrorKind::Syntax),
            ("", JsonErrorKind::Syntax),
            ("\u{feff}{}", JsonErrorKind::Syntax),
            (r#""\x41""#, JsonErrorKind::Syntax),
            ("// no\n1", JsonErrorKind::Syntax),
        ] {
            assert_eq!(refused(text), kind, "{text}");
        }
    }

    #[test]
    fn a_duplicate_is_found_in_a_large_object() {
        let members: Vec<_> = (0..100).chain([50]).map(|i| format!("\"n{i}\":{i}")).collect();
        assert_eq!(refused(&format!("{{{}}}", members.join(","))), JsonErrorKind::DuplicateName);
        assert_eq!(
            refused(&format!("{{{},\"n3\":1}}", members[..100].join(","))),
            JsonErrorKind::DuplicateName
        );
        assert!(Json::parse(&format!("{{{}}}", members[..100].join(","))).is_ok());
    }

    #[test]
    fn limits_are_errors_with_their_place() {
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        assert!(Json::parse(&deep(32)).is_ok());
        let error = Json::parse(&deep(33)).unwrap_err();
        assert_eq!((error.kind, error.offset), (JsonErrorKind::TooDeep, 32));
        assert_eq!(refused(&"[".repeat(1 << 20)), JsonErrorKind::TooDeep);
        assert_eq!(refused(&" ".repeat((1 << 20) + 1)), JsonErrorKind::TooLarge);
        assert_eq!(
            Json::parse_bytes(b"\"\xff\"", Limits::default()).unwrap_err().kind,
            JsonErrorKind::NotUtf8
        );
    }

    #[test]
    fn a_number_has_few_signs() {
        let zeros = |n: usize| "0".repeat(n);
        for text in [
            format!("1.{}", zeros(398)),
            format!("1{}e-394", zeros(394)),
            format!("-0.{}1e+0390", zeros(390)),
            "0e9999".into(),
            "-0.0E-9999".into(),
        ] {
            assert!(Json::parse(&text).is_ok(), "{text}");
        }
        for text in [
            format!("1.{}", zeros(399)),
            format!("1{}e-4998", zeros(5000)),
            format!("100.{}", zeros(10_000)),
            format!("1e{}2", zeros(5000)),
            "0e99999999999".into(),
            "-0.000e-99999999999".into(),
            "0e10000".into(),
            "1E+00001".into(),
        ] {
            assert_eq!(refused(&text), JsonErrorKind::NumberRange, "{text}");
        }
    }

    #[test]
    fn an_error_knows_its_line_and_column() {
        let text = "{\n  \"å\": nope\n}";
        let error = Json::parse(text).unwrap_err();
        assert_eq!(error.line_column(text.as_bytes()), (2, 8));
    }
}
