//! The text of a pattern to a tree.

use super::error::PatternError;
use crate::character::is_word;
use crate::scan::is_longer;

/// The longest pattern, in characters.
const MAX_LENGTH: usize = 4096;
/// How many groups may stand within each other.
const MAX_GROUPS: u32 = 64;
const MAX_REPEAT: u32 = 1000;

#[derive(Debug)]
pub(super) enum Piece {
    /// One character in (or, if negated, not in) the set.
    Set(Set),
    Assert(Assertion),
    Sequence(Vec<Piece>),
    Either(Vec<Piece>),
    /// So often, or for ever.
    Repeat(Box<Piece>, u32, Option<u32>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Assertion {
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    Word,
    NotWord,
}

/// Characters, as ranges with both ends.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Set {
    pub(super) ranges: Vec<(char, char)>,
    /// Beyond ASCII, also letters of every script; and what is none of them.
    pub(super) words: bool,
    pub(super) others: bool,
    pub(super) negated: bool,
}

impl Set {
    pub(super) fn contains(&self, c: char) -> bool {
        let listed = self.ranges.iter().any(|&(low, high)| low <= c && c <= high);
        let beyond = (self.words || self.others) && !c.is_ascii();
        let within = listed || beyond && if is_word(c) { self.words } else { self.others };
        within != self.negated
    }

    fn one(c: char) -> Self {
        Self { ranges: vec![(c, c)], ..Self::default() }
    }

    /// Adds all of another set, one that names no letters beyond ASCII by ranges.
    fn add(&mut self, other: Self) {
        if !other.negated {
            self.ranges.extend(other.ranges);
            self.words |= other.words;
            self.others |= other.others;
        } else if other.words {
            self.ranges.extend(complement(other.ranges, '\x7f'));
            self.others = true;
        } else {
            self.ranges.extend(complement(other.ranges, char::MAX));
        }
    }

    /// Adds the other case of the ASCII letters.
    fn fold(mut self, ignore_case: bool) -> Self {
        if ignore_case {
            for index in 0..self.ranges.len() {
                let Some(&(low, high)) = self.ranges.get(index) else { break };
                for (from, to) in [('a', 'z'), ('A', 'Z')] {
                    let (low, high) = (low.max(from), high.min(to));
                    if low <= high {
                        let other = |c: char| char::from(c as u8 ^ 0x20);
                        self.ranges.push((other(low), other(high)));
                    }
                }
            }
        }
        self
    }
}

/// `\d`, `\w`, `\s`.
const DIGIT: &[(char, char)] = &[('0', '9')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
/// Without `\v`, as in RE2.
const SPACE: &[(char, char)] = &[('\t', '\n'), ('\x0c', '\r'), (' ', ' ')];
/// `White_Space` of Unicode.
const SPACES: &[(char, char)] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{85}', '\u{85}'),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
];

/// `scripts`: whether `\w` and `\s` go beyond ASCII.
pub(super) fn parse(source: &str, scripts: bool) -> Result<Piece, PatternError> {
    if is_longer(source, MAX_LENGTH) {
        return Err(PatternError::TooLong);
    }
    let mut parser = Parser { rest: source, flags: Flags::default(), depth: 0, scripts };
    let piece = parser.alternatives()?;
    if parser.rest.is_empty() { Ok(piece) } else { Err(PatternError::UnexpectedClose) }
}

#[derive(Clone, Copy, Default)]
struct Flags {
    ignore_case: bool,
    dot_all: bool,
    lines: bool,
}

struct Parser<'a> {
    rest: &'a str,
    flags: Flags,
    depth: u32,
    scripts: bool,
}

impl Parser<'_> {
    #[inline(never)]
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    #[inline(never)]
    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or("");
        Some(c)
    }

    #[inline(never)]
    fn accept(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Up to the end or the `)` of the group, in which flags end too.
    fn alternatives(&mut self) -> Result<Piece, PatternError> {
        self.depth += 1;
        // The pattern around them is none of them.
        if self.depth > MAX_GROUPS + 1 {
            return Err(PatternError::TooDeep);
        }
        let flags = self.flags;
        let mut ways = Vec::new();
        let mut pieces = Vec::new();
        loop {
            match self.peek() {
                None | Some(')') => break,
                Some('|') => {
                    self.next();
                    ways.push(Piece::Sequence(std::mem::take(&mut pieces)));
                }
                Some(_) => {
                    let piece = self.atom()?;
                    let piece = self.repeated(piece)?;
                    pieces.extend(piece);
                }
            }
        }
        self.depth -= 1;
        self.flags = flags;
        ways.push(Piece::Sequence(pieces));
        Ok(Piece::Either(ways))
    }

    /// One thing that can be repeated; `None` for flags, which are nothing themselves.
    fn atom(&mut self) -> Result<Option<Piece>, PatternError> {
        let Some(c) = self.next() else { return Ok(None) };
        Ok(Some(match c {
            '.' => Piece::Set(Set {
                ranges: if self.flags.dot_all { Vec::new() } else { vec![('\n', '\n')] },
                negated: true,
                ..Set::default()
            }),
            '^' if self.flags.lines => Piece::Assert(Assertion::LineStart),
            '^' => Piece::Assert(Assertion::TextStart),
            '$' if self.flags.lines => Piece::Assert(Assertion::LineEnd),
            '$' => Piece::Assert(Assertion::TextEnd),
            '(' => return self.group(),
            '[' => Piece::Set(self.class()?),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err(PatternError::NothingToRepeat),
            '{' => return Err(PatternError::BadRepetition),
            c => Piece::Set(Set::one(c).fold(self.flags.ignore_case)),
        }))
    }

    fn repeated(&mut self, piece: Option<Piece>) -> Result<Option<Piece>, PatternError> {
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.next();
                let least = self.number()?;
                let most = match () {
                    () if !self.accept(",") => Some(least),
                    () if self.peek() == Some('}') => None,
                    () => Some(self.number()?),
                };
                if self.peek() != Some('}') || most.is_some_and(|most| most < least) {
                    return Err(PatternError::BadRepetition);
                }
                (least, most)
            }
            _ => return Ok(piece),
        };
        self.next();
        // Greedy or lazy only changes which match is found first.
        self.accept("?");
        if matches!(self.peek(), Some('*' | '+' | '?' | '{')) {
            return Err(PatternError::BadRepetition);
        }
        let piece = piece.ok_or(PatternError::NothingToRepeat)?;
        Ok(Some(Piece::Repeat(Box::new(piece), least, most)))
    }

    fn number(&mut self) -> Result<u32, PatternError> {
        let mut value = 0;
        let before = self.rest.len();
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.next();
            value = value * 10 + digit;
            if value > MAX_REPEAT {
                return Err(PatternError::RepetitionTooLarge);
            }
        }
        if self.rest.len() == before { Err(PatternError::BadRepetition) } else { Ok(value) }
    }

    /// After `(`.
    fn group(&mut self) -> Result<Option<Piece>, PatternError> {
        let before = self.flags;
        if self.accept("?") {
            if ["=", "!", "<=", "<!"].iter().any(|look| self.rest.starts_with(look)) {
                return Err(PatternError::LookAround);
            }
            if self.accept("P<") || self.accept("<") {
                while self.next().ok_or(PatternError::UnclosedGroup)? != '>' {}
            } else if self.set_flags()? {
                return Ok(None);
            }
        }
        let piece = self.alternatives()?;
        self.flags = before;
        if self.accept(")") { Ok(Some(piece)) } else { Err(PatternError::UnclosedGroup) }
    }

    /// After `(?`: flags, up to `)` (true: for the rest of this group) or `:`.
    fn set_flags(&mut self) -> Result<bool, PatternError> {
        let mut on = true;
        loop {
            match self.next() {
                Some('i') => self.flags.ignore_case = on,
                Some('s') => self.flags.dot_all = on,
                Some('m') => self.flags.lines = on,
                Some('-') if on => on = false,
                Some(':') => return Ok(false),
                Some(')') => return Ok(true),
                Some(_) => return Err(PatternError::BadFlag),
                None => return Err(PatternError::UnclosedGroup),
            }
        }
    }

    /// After `\`, outside a class.
    fn escape(&mut self) -> Result<Piece, PatternError> {
        let assertion = match self.peek() {
            Some('b') => Assertion::Word,
            Some('B') => Assertion::NotWord,
            Some('A') => Assertion::TextStart,
            Some('z') => Assertion::TextEnd,
            _ => return Ok(Piece::Set(self.escaped()?.fold(self.flags.ignore_case))),
        };
        self.next();
        Ok(Piece::Assert(assertion))
    }

    /// A class such as `\d`, or one character.
    fn escaped(&mut self) -> Result<Set, PatternError> {
        let c = self.next().ok_or(PatternError::BadEscape)?;
        let kind = c.to_ascii_lowercase();
        let ranges = match kind {
            'd' => DIGIT,
            'w' => WORD,
            's' if self.scripts => SPACES,
            's' => SPACE,
            _ => return self.character(c).map(Set::one),
        };
        let words = self.scripts && kind == 'w';
        Ok(Set { ranges: ranges.to_vec(), words, others: false, negated: c.is_ascii_uppercase() })
    }

    fn character(&mut self, c: char) -> Result<char, PatternError> {
        match c {
            't' => Ok('\t'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            'f' => Ok('\x0c'),
            'v' => Ok('\x0b'),
            'a' => Ok('\x07'),
            'x' => self.code(),
            '1'..='9' => Err(PatternError::BackReference),
            'p' | 'P' => Err(PatternError::NamedClass),
            c if c.is_ascii_punctuation() => Ok(c),
            _ => Err(PatternError::BadEscape),
        }
    }

    /// After `\x`: two digits, or any number in braces.
    fn code(&mut self) -> Result<char, PatternError> {
        let (digits, skip) = match self.rest.strip_prefix('{') {
            Some(rest) => {
                let end = rest.bytes().position(|b| b == b'}').ok_or(PatternError::BadEscape)?;
                (rest.get(..end), end + 2)
            }
            None => (self.rest.get(..2), 2),
        };
        let digits = digits.filter(|d| d.len() <= 6 && !d.is_empty()).ok_or(PatternError::BadEscape)?;
        let mut code = 0;
        for digit in digits.chars() {
            code = code * 16 + digit.to_digit(16).ok_or(PatternError::BadEscape)?;
        }
        self.rest = self.rest.get(skip..).unwrap_or("");
        char::from_u32(code).ok_or(PatternError::BadEscape)
    }

    /// After `[`.
    fn class(&mut self) -> Result<Set, PatternError> {
        let mut set = Set { negated: self.accept("^"), ..Set::default() };
        let mut first = true;
        loop {
            let c = self.next().ok_or(PatternError::UnclosedClass)?;
            if c == ']' && !first {
                break;
            }
            first = false;
            if c == '[' && self.rest.starts_with(':') {
                return Err(PatternError::NamedClass);
            }
            let low = if c == '\\' {
                let inner = self.escaped()?;
                match inner.ranges.first() {
                    Some(&(low, high)) if low == high && inner.ranges.len() == 1 => low,
                    _ => {
                        set.add(inner);
                        if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                            return Err(PatternError::BadRange);
                        }
                        continue;
                    }
                }
            } else {
                c
            };
            if !self.rest.starts_with('-') || self.rest.starts_with("-]") {
                set.ranges.push((low, low));
                continue;
            }
            self.next();
            let high = match self.next().ok_or(PatternError::UnclosedClass)? {
                '\\' => match self.escaped()?.ranges.as_slice() {
                    &[(low, high)] if low == high => low,
                    _ => return Err(PatternError::BadRange),
                },
                high => high,
            };
            if high < low {
                return Err(PatternError::BadRange);
            }
            set.ranges.push((low, high));
        }
        Ok(set.fold(self.flags.ignore_case))
    }
}

/// What up to `last` is not in the ranges, which are ascending and end before it.
fn complement(ranges: Vec<(char, char)>, last: char) -> Vec<(char, char)> {
    let mut gaps = Vec::with_capacity(ranges.len() + 1);
    let mut from = '\0';
    for (low, high) in ranges {
        if let Some(before) = char::from_u32((low as u32).wrapping_sub(1)).filter(|&before| before >= from) {
            gaps.push((from, before));
        }
        from = char::from_u32(high as u32 + 1).unwrap_or(char::MAX);
    }
    gaps.push((from, last));
    gaps
}
