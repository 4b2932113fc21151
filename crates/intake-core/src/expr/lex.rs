//! Text to tokens, one at a time. What people often write for an operator is reported
//! and read as the operator, so that one look at the expression finds every mistake.

use std::sync::Arc;

use super::double::{parse_radix, parse_whole};
use super::explain::{ExprErrors, Problem};
use super::lex_string::{StringError, read_string};
use super::number::Number;
use super::syntax::Span;
use super::value::Value;
use crate::diagnostic::EXPLAIN;

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Not,
    Question,
    Colon,
    Dot,
    Comma,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
}

#[derive(Clone, Debug)]
pub(crate) enum Token {
    End,
    Literal(Value),
    /// An integer without its sign: only the parser knows whether a `-` before it is one.
    Int(u64),
    Name(Arc<str>),
    Mark(Mark),
    /// Already reported.
    Bad,
}

/// Signs of other languages that have no operator here.
const FOREIGN: [(&str, &str); 5] = [
    ("**", "Multiply: a * a."),
    ("^", "Multiply for a power: a * a."),
    (
        "??",
        "Give the item a \"default\" for when nothing is written, and an \"otherwise\" for when it is not asked.",
    ),
    ("?.", "Write a.b; of what is not answered, all is unknown."),
    ("..", "Write the item's bare name: inside a repeat it is this entry's."),
];

pub(crate) struct Lexer<'a> {
    source: &'a str,
    at: usize,
    pub(crate) errors: ExprErrors,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self { source, at: 0, errors: ExprErrors::default() }
    }

    pub(crate) fn next(&mut self) -> (Token, Span) {
        self.skip_blank();
        let start = self.at;
        let token = match self.byte(0) {
            _ if start >= self.source.len() => Token::End,
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            b'"' | b'\'' => self.string(0),
            b'r' | b'R' | b'b' | b'B' => match (self.byte(1), self.byte(2)) {
                (b'"' | b'\'', _) => self.string(1),
                (b'r' | b'R' | b'b' | b'B', b'"' | b'\'') => self.string(2),
                _ => self.name(),
            },
            b'_' | b'a'..=b'z' | b'A'..=b'Z' => self.name(),
            _ => self.mark(),
        };
        (token, Span::new(start, self.at))
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.source.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_blank(&mut self) {
        loop {
            match self.byte(0) {
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' => self.at += 1,
                b'/' if self.byte(1) == b'/' => {
                    while self.at < self.source.len() && self.byte(0) != b'\n' {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    #[inline(never)]
    fn skip_while(&mut self, class: fn(u8) -> bool) {
        while class(self.byte(0)) {
            self.at += 1;
        }
    }

    fn name(&mut self) -> Token {
        let start = self.at;
        self.skip_while(|b| b == b'_' || b.is_ascii_alphanumeric());
        if EXPLAIN && let Some(length) = self.source.get(start..).and_then(super::explain::hyphenated) {
            self.at = start + length;
        }
        match self.source.get(start..self.at).unwrap_or("") {
            "true" => Token::Literal(Value::Bool(true)),
            "false" => Token::Literal(Value::Bool(false)),
            "null" => Token::Literal(Value::Null),
            name => Token::Name(name.into()),
        }
    }

    fn number(&mut self) -> Token {
        let start = self.at;
        let hex = self.byte(0) == b'0' && matches!(self.byte(1), b'x' | b'X');
        let mut double = false;
        if hex {
            self.at += 2;
            self.skip_while(|b| b.is_ascii_hexdigit());
        } else {
            self.skip_while(|b| b.is_ascii_digit());
            if self.byte(0) == b'.' && self.byte(1).is_ascii_digit() {
                double = true;
                self.at += 1;
                self.skip_while(|b| b.is_ascii_digit());
            }
            if matches!(self.byte(0), b'e' | b'E') {
                let sign = usize::from(matches!(self.byte(1), b'+' | b'-'));
                if self.byte(1 + sign).is_ascii_digit() {
                    double = true;
                    self.at += 1 + sign;
                    self.skip_while(|b| b.is_ascii_digit());
                }
            }
        }
        let digits = self.source.get(start..self.at).unwrap_or("");
        let unsigned = !double && matches!(self.byte(0), b'u' | b'U');
        self.at += usize::from(unsigned);
        if self.byte(0) == b'_' || self.byte(0).is_ascii_alphanumeric() {
            self.skip_while(|b| b == b'_' || b.is_ascii_alphanumeric());
            return self.bad(start, Problem::BadNumber);
        }
        if double {
            return match Number::parse(digits) {
                Some(value) if value.is_finite() => Token::Literal(Value::Double(value)),
                _ => self.bad(start, Problem::NumberTooLarge),
            };
        }
        let whole = match digits.get(2..).filter(|_| hex) {
            Some(digits) => parse_radix(digits, 16),
            None => parse_whole(digits),
        };
        match whole {
            None if hex && digits.len() == 2 => self.bad(start, Problem::BadNumber),
            None => self.bad(start, Problem::NumberTooLarge),
            Some(value) if unsigned => Token::Literal(Value::Uint(value)),
            Some(value) => Token::Int(value),
        }
    }

    fn string(&mut self, prefix: usize) -> Token {
        let start = self.at;
        let letters = self.source.get(start..start + prefix).unwrap_or("");
        let has = |letter: u8| letters.bytes().any(|b| b | 0x20 == letter);
        let (raw, bytes) = (has(b'r'), has(b'b'));
        if prefix == 2 && !(raw && bytes) {
            self.at += prefix;
            return self.bad(start, Problem::Unexpected(letters));
        }
        let (read, length) = read_string(self.source.get(start + prefix..).unwrap_or(""), raw, bytes);
        self.at += prefix + length;
        match read {
            Ok(value) => Token::Literal(value),
            Err(StringError::Unclosed) => self.bad(start, Problem::UnclosedString),
            Err(StringError::Escape(place)) => {
                let place = start + prefix + place;
                let escape = self.source.get(place..).unwrap_or("").chars().take(2);
                let length: usize = escape.map(char::len_utf8).sum();
                self.errors.push(Problem::BadEscape, Span::new(place, place + length));
                Token::Literal(Value::String("".into()))
            }
        }
    }

    fn mark(&mut self) -> Token {
        use Mark::*;
        if EXPLAIN {
            if let Some(token) = self.reference() {
                return token;
            }
            let rest = self.source.get(self.at..).unwrap_or("");
            let signs = [("!==", NotEqual, "!="), ("=>", GreaterOrEqual, ">="), ("=<", LessOrEqual, "<=")];
            if let Some((sign, mark, instead)) = signs.into_iter().find(|(sign, ..)| rest.starts_with(*sign))
            {
                return self.instead(sign.len(), mark, instead);
            }
            if let Some((sign, help)) = FOREIGN.into_iter().find(|(sign, _)| {
                // In `a ?.5 : 1` a number begins, in `a ?.b : 1` a name.
                let apart = self.source.get(..self.at).is_some_and(|before| before.ends_with(' '));
                rest.strip_prefix(*sign).is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_digit()))
                    && !(*sign == "?." && apart)
            }) {
                let start = self.at;
                self.at += sign.len();
                return self.bad(start, Problem::Foreign { written: sign, help });
            }
            if self.source.get(self.at..).is_some_and(|rest| rest.starts_with("===")) {
                return self.instead(3, Equal, "==");
            }
            if (self.byte(0), self.byte(1)) == (b'<', b'>') {
                return self.instead(2, NotEqual, "!=");
            }
        }
        let two = match (self.byte(0), self.byte(1)) {
            (b'=', b'=') => Some(Equal),
            (b'!', b'=') => Some(NotEqual),
            (b'<', b'=') => Some(LessOrEqual),
            (b'>', b'=') => Some(GreaterOrEqual),
            (b'&', b'&') => Some(And),
            (b'|', b'|') => Some(Or),
            _ => None,
        };
        if let Some(mark) = two {
            self.at += 2;
            return Token::Mark(mark);
        }
        let start = self.at;
        let Some(first) = self.source.get(start..).and_then(|rest| rest.chars().next()) else {
            return Token::End;
        };
        self.at += first.len_utf8();
        let one = match first {
            '<' => Less,
            '>' => Greater,
            '+' => Plus,
            '-' => Minus,
            '*' => Star,
            '/' => Slash,
            '%' => Percent,
            '!' => Not,
            '?' => Question,
            ':' => Colon,
            '.' => Dot,
            ',' => Comma,
            '(' => Open,
            ')' => Close,
            '[' => OpenBracket,
            ']' => CloseBracket,
            '{' => OpenBrace,
            '}' => CloseBrace,
            _ if !EXPLAIN => return self.bad(start, Problem::Unexpected("")),
            '=' => return self.instead(0, Equal, "=="),
            '&' if self.joins(start) => return self.instead(0, Plus, "+"),
            '&' => return self.instead(0, And, "&&"),
            '|' => return self.instead(0, Or, "||"),
            '≤' => return self.instead(0, LessOrEqual, "<="),
            '≥' => return self.instead(0, GreaterOrEqual, ">="),
            '≠' => return self.instead(0, NotEqual, "!="),
            '−' | '–' => return self.instead(0, Minus, "-"),
            '×' => return self.instead(0, Star, "*"),
            '÷' => return self.instead(0, Slash, "/"),
            '“' | '”' | '„' | '‘' | '’' => return self.curly(start),
            _ => {
                let written = self.source.get(start..self.at).unwrap_or("");
                return self.bad(start, Problem::Unexpected(written));
            }
        };
        Token::Mark(one)
    }

    /// `${name}`, `#{name}`, `{{name}}` or `$name`: reported, and read as the name.
    fn reference(&mut self) -> Option<Token> {
        let rest = self.source.get(self.at..)?;
        let (open, close) = [("${", "}"), ("#{", "}"), ("{{", "}}"), ("$", "")]
            .into_iter()
            .find(|(open, _)| rest.starts_with(*open))?;
        let inner = rest.get(open.len()..)?;
        let name = match close {
            "" => inner
                .get(..inner.find(|c: char| c != '_' && !c.is_ascii_alphanumeric()).unwrap_or(inner.len()))?,
            close => inner.get(..inner.find(close)?)?,
        };
        let length = open.len() + name.len() + close.len();
        let name = name.trim();
        if !name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
            || name.contains(|c: char| c != '_' && !c.is_ascii_alphanumeric())
        {
            return None;
        }
        let start = self.at;
        self.at += length;
        let written = rest.get(..length)?;
        self.errors.push(Problem::Reference { written, name }, Span::new(start, self.at));
        Some(Token::Name(name.into()))
    }

    /// Whether a lone `&` joins texts, as in a spreadsheet: one stands beside it.
    fn joins(&self, at: usize) -> bool {
        let is_quote = |c: char| c == '"' || c == '\'';
        let before = self.source.get(..at).unwrap_or("").trim_end();
        let after = self.source.get(self.at..).unwrap_or("").trim_start();
        before.ends_with(is_quote) || after.starts_with(is_quote)
    }

    /// Reports what was written, and reads it as what was meant.
    fn instead(&mut self, length: usize, mark: Mark, instead: &'static str) -> Token {
        let start = if length > 0 { self.at } else { self.at.saturating_sub(1) };
        let start = (0..=start).rev().find(|&at| self.source.is_char_boundary(at)).unwrap_or(0);
        self.at += length;
        let span = Span::new(start, self.at);
        self.errors.push(Problem::WriteInstead { written: span.text(self.source), instead }, span);
        Token::Mark(mark)
    }

    /// A text in the quotes of a word processor.
    fn curly(&mut self, start: usize) -> Token {
        let rest = self.source.get(self.at..).unwrap_or("");
        let end = rest.find(['“', '”', '‘', '’', '"', '\'']).unwrap_or(rest.len());
        let text = rest.get(..end).unwrap_or("");
        let quote = rest.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        self.at += end + quote;
        self.errors.push(Problem::CurlyQuotes(text), Span::new(start, self.at));
        Token::Literal(Value::String(text.into()))
    }

    fn bad(&mut self, start: usize, problem: Problem<'_>) -> Token {
        self.errors.push(problem, Span::new(start, self.at));
        Token::Bad
    }
}
