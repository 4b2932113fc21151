//! Where a JSON Pointer points, in the text as its author sees it: line and column.

use std::ops::Range;

/// The bytes of the value that a pointer leads to, or of its closest parent. With `span`,
/// those bytes of the string there, counted in what the string means. Of a value over
/// several lines only its name, or its bracket: its author looks for the place, not for all
/// that is in it.
pub fn range(text: &str, pointer: &str, span: Option<&Range<usize>>) -> Range<usize> {
    let mut scanner = Scanner { text, at: 0 };
    let steps: Vec<String> =
        pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let start = scanner.find(&steps);
    if let Some(span) = span {
        let from = inside_string(text, start, span.start);
        return from..inside_string(text, start, span.end).max(from);
    }
    scanner.at = start;
    scanner.skip_value();
    let value = text.get(start..scanner.at).unwrap_or_default().trim_end();
    if !value.contains('\n') {
        return start..start + value.len();
    }
    scanner.at = start;
    let name = if steps.is_empty() { start } else { scanner.find(&["name".to_owned()]) };
    scanner.at = name;
    scanner.skip_value();
    if name == start { start..start + 1 } else { name..scanner.at }
}

/// Line and column of a byte, both from 1, the column in characters.
pub fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (line, column)
}

/// Walks a text that is known to be JSON.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// The offset of the value that the steps lead to.
    fn find(&mut self, steps: &[String]) -> usize {
        self.space();
        let start = self.at;
        let Some((step, rest)) = steps.split_first() else { return start };
        let is_object = self.peek() == b'{';
        if !is_object && self.peek() != b'[' {
            return start;
        }
        self.at += 1;
        let mut index = 0_usize;
        loop {
            self.space();
            if matches!(self.peek(), b'}' | b']' | 0) {
                return start;
            }
            let here = if is_object {
                let name = self.skip_string();
                self.space();
                self.at += 1;
                name == *step || name.contains('\\') && unescape(name) == *step
            } else {
                step.parse() == Ok(index)
            };
            if here {
                return self.find(rest);
            }
            self.skip_value();
            self.space();
            if self.peek() == b',' {
                self.at += 1;
            }
            index += 1;
        }
    }

    fn skip_value(&mut self) {
        let mut depth = 0_usize;
        self.space();
        loop {
            match self.peek() {
                b'"' => {
                    self.skip_string();
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b'}' | b']' if depth == 0 => return,
                0 => return,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// The string's text between its quotes, escapes and all.
    fn skip_string(&mut self) -> &'a str {
        let start = self.at + 1;
        self.at = start;
        while !matches!(self.peek(), b'"' | 0) {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        let end = self.at;
        self.at += 1;
        self.text.get(start..end).unwrap_or_default()
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
    }

    fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }
}

fn unescape(name: &str) -> String {
    use intake_core::json::Json;
    match Json::parse(&format!("\"{name}\"")) {
        Ok(Json::String(name)) => name,
        _ => name.to_owned(),
    }
}

/// The offset in the text of a byte inside the string value that starts at `start`.
fn inside_string(text: &str, start: usize, bytes: usize) -> usize {
    let Some(rest) = text.get(start..).and_then(|rest| rest.strip_prefix('"')) else { return start };
    let mut chars = rest.char_indices();
    let mut read = 0;
    while let Some((at, c)) = chars.next() {
        if read >= bytes || c == '"' {
            return start + 1 + at;
        }
        read += if c != '\\' {
            c.len_utf8()
        } else if let Some((_, 'u')) = chars.next() {
            let code = rest.get(at + 2..at + 6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
            chars.nth(3);
            // Each half of a pair stands for two of its character's four bytes.
            code.map_or(0, |code| char::from_u32(code).map_or(2, char::len_utf8))
        } else {
            1
        };
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"a\": [1, {\"x\": \"[}\"}],\n  \"å/b\": {\n    \"c\": \"q\\\"\\u00e5z\"\n  }\n}";

    fn start(text: &str, pointer: &str, span: Option<&Range<usize>>) -> (usize, usize) {
        line_column(text, range(text, pointer, span).start)
    }

    fn at<'t>(text: &'t str, pointer: &str, span: Option<&Range<usize>>) -> &'t str {
        &text[range(text, pointer, span)]
    }

    #[test]
    fn a_pointer_has_its_line_and_column() {
        for (pointer, place) in [
            ("", (1, 1)),
            ("/a", (2, 8)),
            ("/a/0", (2, 9)),
            ("/a/1", (2, 12)),
            ("/a/1/x", (2, 18)),
            ("/å~1b", (3, 10)),
            ("/å~1b/c", (4, 10)),
        ] {
            assert_eq!(start(TEXT, pointer, None), place, "{pointer}");
        }
    }

    #[test]
    fn a_pointer_to_nothing_has_the_place_of_its_parent() {
        assert_eq!(start(TEXT, "/a/7", None), (2, 8));
        assert_eq!(start(TEXT, "/å~1b/missing/deeper", None), (3, 10));
        assert_eq!(start(TEXT, "/a/0/x", None), (2, 9));
        assert_eq!(start("", "/a", None), (1, 1));
    }

    #[test]
    fn a_span_counts_what_the_string_means() {
        // The string is q"åz: z is its fifth byte.
        assert_eq!(start(TEXT, "/å~1b/c", Some(&(0..1))), (4, 11));
        assert_eq!(start(TEXT, "/å~1b/c", Some(&(4..5))), (4, 20));
        assert_eq!(start(TEXT, "/a", Some(&(4..5))), (2, 8));
    }

    #[test]
    fn a_value_has_its_end() {
        assert_eq!(at(TEXT, "/a", None), "[1, {\"x\": \"[}\"}]");
        assert_eq!(at(TEXT, "/a/0", None), "1");
        assert_eq!(at(TEXT, "/å~1b/c", None), "\"q\\\"\\u00e5z\"");
        assert_eq!(at(TEXT, "", None), "{");
        assert_eq!(at(TEXT, "/å~1b", None), "{");
        let named = "[{\n\"name\": \"a\" }]";
        assert_eq!(at(named, "/0", None), "\"a\"");
    }

    #[test]
    fn a_span_has_its_end_behind_the_escape() {
        assert_eq!(at(TEXT, "/å~1b/c", Some(&(1..2))), "\\\"");
        assert_eq!(at(TEXT, "/å~1b/c", Some(&(1..5))), "\\\"\\u00e5z");
        let pair = r#"["\ud83c\udf4e == need"]"#;
        assert_eq!(at(pair, "/0", Some(&(0..4))), r"\ud83c\udf4e");
        assert_eq!(at(pair, "/0", Some(&(8..12))), "need");
    }
}
