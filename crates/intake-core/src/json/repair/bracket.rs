//! Which bracket closes which, when one is missing or is of the other kind. The indentation
//! of the lines tells what their author meant.

use super::cursor::{Open, Parser};
use super::mistake::line_of;
use super::token::{Kind, Token};

/// What the end of an object or list is.
pub(super) enum Verdict {
    /// Its own bracket.
    Closes,
    /// A bracket of the other kind, written in place of its own.
    WrongBracket,
    /// Something that lies outside: its own bracket is missing.
    Unclosed,
    /// A bracket that closes nothing.
    Extra,
}

/// How many more brackets of a kind are closed than opened.
pub(super) fn excess(tokens: &[Token], open: u8) -> isize {
    let count = |wanted: &Kind| tokens.iter().filter(|token| token.kind == *wanted).count() as isize;
    count(&Kind::Close(if open == b'{' { b'}' } else { b']' })) - count(&Kind::Open(open))
}

/// Whether each bracket closes one of its own kind.
pub(super) fn are_balanced(tokens: &[Token]) -> bool {
    let mut open = Vec::new();
    for token in tokens {
        match token.kind {
            Kind::Open(byte) => open.push(byte),
            Kind::Close(byte) if open.pop() != Some(opener(byte)) => return false,
            _ => {}
        }
    }
    open.is_empty()
}

fn opener(close: u8) -> u8 {
    if close == b'}' { b'{' } else { b'[' }
}

impl Parser<'_> {
    /// What the token here is to the innermost bracket.
    pub(super) fn verdict(&self) -> Verdict {
        let Kind::Close(byte) = *self.kind() else { return Verdict::Unclosed };
        let Some((own, around)) = self.open.split_last() else { return Verdict::Closes };
        let wanted = opener(byte);
        let Some(here) = self.tokens.get(self.at) else { return Verdict::Unclosed };
        let indent = self.indent(own);
        let alone = here.leads && !self.is_on_line_of(own);
        let outer = around.iter().rposition(|open| open.byte == wanted);
        if own.byte == wanted {
            // Of two that it could close, it closes the one that starts as far in as itself.
            let meant =
                around.iter().rev().any(|open| open.byte == wanted && self.indent(open) == here.indent);
            let outside = !self.balanced && alone && here.indent < indent && meant;
            return if outside { Verdict::Unclosed } else { Verdict::Closes };
        }
        let own_is_next = matches!(self.kind_at(self.at + 1), Kind::Close(next) if opener(*next) == own.byte);
        if own_is_next && (outer.is_none() || excess(self.tokens, wanted) > 0) {
            return Verdict::Extra;
        }
        let Some(outer) = outer else { return Verdict::WrongBracket };
        let outer_indent = around.get(outer).map(|open| self.indent(open));
        if alone && outer_indent != Some(indent) {
            if here.indent == indent {
                return Verdict::WrongBracket;
            }
            if outer_indent == Some(here.indent) {
                return Verdict::Unclosed;
            }
        }
        let container = |depth: usize| depth.checked_sub(1).and_then(|at| self.open.get(at)).map(|o| o.byte);
        let (fits_outer, fits_own) = (self.goes_on(container(outer)), self.goes_on(container(around.len())));
        if fits_own && !fits_outer { Verdict::WrongBracket } else { Verdict::Unclosed }
    }

    /// Whether what follows the token here can follow it inside such a bracket.
    fn goes_on(&self, container: Option<u8>) -> bool {
        let next = self.at + 1;
        match (container, self.kind_at(next)) {
            (None, kind) => *kind == Kind::End,
            (Some(byte), Kind::Close(close)) => opener(*close) == byte,
            (Some(b'{'), Kind::Comma) => self.is_member(next + 1),
            (Some(_), Kind::Comma) => !self.is_member(next + 1),
            _ => false,
        }
    }

    /// Whether what starts at a token belongs to what is around the innermost bracket: an
    /// object in an object, a member in a list.
    pub(super) fn should_have_ended(&self, at: usize) -> bool {
        let Some((own, around)) = self.open.split_last() else { return false };
        match (own.byte, around.last().map(|open| open.byte)) {
            (b'{', Some(b'[')) => *self.kind_at(at) == Kind::Open(b'{'),
            // Unless its opening brace is what is missing.
            (b'[', Some(b'{')) => self.is_member(at) && self.lacking_braces <= 0,
            _ => false,
        }
    }

    /// How far the line of an open bracket is indented.
    fn indent(&self, open: &Open) -> usize {
        self.tokens.get(open.token).map_or(0, |token| token.indent)
    }

    /// Whether the token here is on the line of an open bracket.
    fn is_on_line_of(&self, open: &Open) -> bool {
        let between = self.tokens.get(open.token + 1..=self.at).unwrap_or_default();
        !between.iter().any(|token| token.leads)
    }

    pub(super) fn report_unclosed(&mut self) {
        let Some(open) = self.open.last().filter(|open| !open.lacking) else { return };
        let range = self.range_at(open.token);
        let (own, close) = if open.byte == b'{' { ('{', '}') } else { ('[', ']') };
        let mut here = self.at;
        // The comma before it belongs outside as well.
        here += usize::from(*self.kind_at(here) == Kind::Comma);
        let line = line_of(self.text, self.range_at(here).start);
        let help = match self.kind_at(here) {
            Kind::End => format!("Write {close} at the end of the file."),
            _ if line == line_of(self.text, range.start) => {
                format!("Write {close} behind the last entry that is in it.")
            }
            Kind::Close(other) => format!("Write {close} before the {} in line {line}.", char::from(*other)),
            _ => format!("Write {close} before what starts in line {line}."),
        };
        self.mistakes.push_unclear(range, format!("This {own} is never closed."), help);
    }

    /// A bracket that nothing opened.
    pub(super) fn report_extra(&mut self, close: u8) {
        let (range, close) = (self.range(), char::from(close));
        let open = char::from(opener(close as u8));
        self.mistakes.push_unclear(
            range,
            format!("This {close} closes nothing."),
            format!("Delete it, or write the {open} that it should close."),
        );
    }

    pub(super) fn report_wrong_bracket(&mut self) {
        let Some(open) = self.open.last() else { return };
        let line = line_of(self.text, self.range_at(open.token).start);
        let (own, close) = if open.byte == b'{' { ('{', '}') } else { ('[', ']') };
        let (range, written) = (self.range(), self.written(self.at).to_owned());
        self.mistakes.push_unclear(
            range,
            format!("This {written} stands where the {own} of line {line} should be closed."),
            format!("Write {close} in its place."),
        );
    }
}
