//! Text to tokens. What is written in place of a token is reported and taken as that token.

use super::mistake::{Mistakes, quoted};
use super::scanner::Scanner;
use super::string;
use super::token::{Kind, Token};
use super::unseen::{is_unseen, name_of};

/// All tokens, an `End` behind them.
pub(super) fn tokens(text: &str, mistakes: &mut Mistakes) -> Vec<Token> {
    let mut lexer = Scanner { text, at: 0, mistakes, open: Vec::new() };
    // A byte-order mark says that the file is Unicode, and nothing else.
    lexer.at = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut tokens = Vec::new();
    let (mut seen, mut line, mut indent, mut last_line) = (0, 0, 0, None);
    loop {
        lexer.skip_blank();
        let start = lexer.at;
        // Where the line of this token starts: breaks inside texts count as well.
        if let Some(at) = text.get(seen..start).and_then(|between| between.rfind('\n')) {
            line = seen + at + 1;
        }
        seen = start;
        let leads = last_line != Some(line);
        if leads {
            indent = text.get(line..start).unwrap_or_default().chars().count();
            last_line = Some(line);
        }
        let kind = lexer.next();
        // Who makes so many mistakes mends the first of them first.
        let kind = if lexer.mistakes.are_many() { Kind::End } else { kind };
        let end = kind == Kind::End;
        tokens.push(Token { kind, range: start..lexer.at, leads, indent });
        if end {
            return tokens;
        }
    }
}

impl Scanner<'_> {
    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r']);
            self.at += rest.len() - trimmed.len();
            if !self.skip_comment() && !self.skip_unseen() {
                return;
            }
        }
    }

    /// Comments of JavaScript, Python, YAML and HTML.
    fn skip_comment(&mut self) -> bool {
        let rest = self.rest();
        let until = |end: &str| rest.find(end).map_or(rest.len(), |at| at + end.len());
        let length = match rest {
            _ if rest.starts_with("//") || rest.starts_with('#') => until("\n"),
            _ if rest.starts_with("/*") => until("*/"),
            _ if rest.starts_with("<!--") => until("-->"),
            _ => return false,
        };
        let length = rest.get(..length).unwrap_or(rest).trim_end().len();
        let range = self.at..self.at + length;
        self.mistakes.push(
            range.clone(),
            "A JSON file has no comments.",
            "Delete it, or keep it in a member whose name starts with x-, such as \"x-note\": \"…\".",
        );
        self.at = range.end;
        true
    }

    /// Spaces and marks that look like nothing, or like a space.
    fn skip_unseen(&mut self) -> bool {
        let rest = self.rest();
        let Some(first) = rest.chars().next().filter(|c| is_unseen(*c)) else { return false };
        let length = rest.len() - rest.trim_start_matches(is_unseen).len();
        let range = self.at..self.at + length;
        self.mistakes.push(
            range.clone(),
            format!("A character that is not seen stands here: {}.", name_of(first)),
            "Delete it, or write a plain space.",
        );
        self.at = range.end;
        true
    }

    fn next(&mut self) -> Kind {
        let start = self.at;
        let Some(first) = self.rest().chars().next() else { return Kind::End };
        let length = first.len_utf8();
        match first {
            '{' | '[' => {
                self.at += length;
                self.open.push(first as u8);
                Kind::Open(first as u8)
            }
            '}' | ']' => {
                self.at += length;
                self.open.pop();
                Kind::Close(first as u8)
            }
            ',' => {
                self.at += length;
                Kind::Comma
            }
            ':' => {
                self.at += if self.rest().starts_with(":=") { 2 } else { 1 };
                if self.at > start + 1 {
                    self.instead(start, ":");
                }
                Kind::Colon
            }
            '=' | '：' => {
                self.at += if self.rest().starts_with("=>") { 2 } else { length };
                self.instead(start, ":");
                Kind::Colon
            }
            // A comma of Arabic or Chinese, or what other languages write between entries.
            ';' | '،' | '؛' | '，' | '、' | '；' => {
                self.at += length;
                self.instead(start, ",");
                Kind::Comma
            }
            '"' | '\'' | '`' => string::read(self),
            _ if string::is_curly(first) => string::read(self),
            '(' | ')' => {
                self.at += length;
                self.mistakes.push_unclear(
                    start..self.at,
                    "JSON has no round brackets.",
                    "Write [ … ] around a list, and { … } around members with names.",
                );
                if first == '(' { Kind::Open(b'[') } else { Kind::Close(b']') }
            }
            _ => {
                self.word();
                // The quote at its end says that the one at its start was forgotten.
                if self.rest().starts_with('"') && string::ends_value(self.text, self.at + 1) {
                    string::unopened(self, start)
                } else {
                    Kind::Word
                }
            }
        }
    }

    /// What was written, and what to write instead.
    fn instead(&mut self, start: usize, instead: &str) {
        let written = self.text.get(start..self.at).unwrap_or_default();
        let between =
            if instead == ":" { "between a name and its value" } else { "between one entry and the next" };
        self.mistakes.push(
            start..self.at,
            format!("`{}` does not stand {between}.", quoted(written)),
            format!("Write {instead} in its place."),
        );
    }

    /// Up to what ends a word; an address keeps its `://`.
    fn word(&mut self) {
        let rest = self.rest();
        let stops = |c: char| {
            c.is_whitespace()
                || is_unseen(c)
                || matches!(c, ',' | ':' | ';' | '{' | '}' | '[' | ']' | '"' | '=' | '(' | ')' | '،' | '，')
                || (string::is_curly(c) && c != '’')
        };
        let mut length = rest.find(stops).unwrap_or(rest.len());
        if let Some(address) = rest.get(length..).filter(|rest| rest.starts_with("://")) {
            let ends = |c: char| c.is_whitespace() || matches!(c, ',' | '}' | ']' | '"');
            length += address.find(ends).unwrap_or(address.len());
        }
        self.at += length.max(rest.chars().next().map_or(0, char::len_utf8));
    }
}
