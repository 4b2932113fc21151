//! Where a JSON Pointer points, in the text as its author sees it: line and column.

use std::ops::Range;

/// Line and column, both from 1, the column in characters. With `span`, that many bytes
/// inside the string there. When the pointer leads nowhere, its closest parent.
pub fn line_column(text: &str, pointer: &str, span: Option<&Range<usize>>) -> (usize, usize) {
    let mut scanner = Scanner { text, at: 0 };
    let steps: Vec<String> =
        pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let mut offset = scanner.find(&steps);
    if let Some(span) = span {
        offset = inside_string(text, offset, span.start);
    }
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
                unescape(name) == *step
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
            assert_eq!(line_column(TEXT, pointer, None), place, "{pointer}");
        }
    }

    #[test]
    fn a_pointer_to_nothing_has_the_place_of_its_parent() {
        assert_eq!(line_column(TEXT, "/a/7", None), (2, 8));
        assert_eq!(line_column(TEXT, "/å~1b/missing/deeper", None), (3, 10));
        assert_eq!(line_column(TEXT, "/a/0/x", None), (2, 9));
        assert_eq!(line_column("", "/a", None), (1, 1));
    }

    #[test]
    fn a_span_counts_what_the_string_means() {
        // The string is q"åz: z is its fifth byte.
        assert_eq!(line_column(TEXT, "/å~1b/c", Some(&(0..1))), (4, 11));
        assert_eq!(line_column(TEXT, "/å~1b/c", Some(&(4..5))), (4, 20));
        assert_eq!(line_column(TEXT, "/a", Some(&(4..5))), (2, 8));
    }
}
