//! Tokens to a text that is JSON.

use std::collections::BTreeMap;
use std::ops::Range;

use super::bracket::Verdict;
use super::lexer::{Kind, Token};
use super::mended::Mended;
use super::string::Piece;
use super::{Mistakes, line_of, quoted};
use crate::json::{Json, JsonErrorKind, Limits, write_string};

pub(super) struct Parser<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub at: usize,
    pub mistakes: &'a mut Mistakes,
    pub out: Mended,
    /// The brackets around, outermost first.
    pub open: Vec<Open>,
    /// Whether each bracket closes one of its own kind: then their places are not doubted.
    pub balanced: bool,
    /// How many more braces are closed than opened.
    pub lacking_braces: isize,
}

/// An open bracket.
pub(super) struct Open {
    pub byte: u8,
    /// The number of its token.
    pub token: usize,
    /// Whether it was forgotten, and reported.
    pub lacking: bool,
}

/// What was read last in an object or a list.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Nothing,
    Entry,
    /// The number of the comma's token.
    Comma(usize),
}

/// Arrays and objects lie too deep in each other to go on.
struct TooDeep;

/// The text that is meant; none where it cannot be read to its end.
pub(super) fn parse(text: &str, tokens: &[Token], mistakes: &mut Mistakes) -> Option<Mended> {
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        balanced: super::bracket::are_balanced(tokens),
        lacking_braces: super::bracket::excess(tokens, b'{'),
        out: Mended::default(),
        open: Vec::new(),
        mistakes,
    };
    if text.starts_with("{\\rtf") || text.starts_with("<!DOCTYPE") || text.starts_with("<html") {
        let what = if text.starts_with('<') { "a web page" } else { "a file of a word processor (RTF)" };
        parser.mistakes.all.clear();
        parser.mistakes.push_unclear(
            0..1,
            format!("This is not a JSON file but {what}."),
            "Save it as plain text (.json), with a text editor.",
        );
        return None;
    }
    if parser.kind() == &Kind::End {
        parser.mistakes.push_unclear(0..0, "The file is empty.", "Write a form, in { … }.");
        return None;
    }
    if parser.is_member(0) {
        parser.lacking_brace("A form stands in { … }.").ok()?;
    } else {
        parser.value().ok()?;
    }
    parser.finish();
    Some(parser.out)
}

impl Parser<'_> {
    pub(super) fn kind_at(&self, at: usize) -> &Kind {
        self.tokens.get(at).map_or(&Kind::End, |token| &token.kind)
    }

    pub(super) fn kind(&self) -> &Kind {
        if self.mistakes.are_many() { &Kind::End } else { self.kind_at(self.at) }
    }

    pub(super) fn range_at(&self, at: usize) -> Range<usize> {
        let end = self.text.len();
        self.tokens.get(at).map_or(end..end, |token| token.range.clone())
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.range_at(self.at)
    }

    pub(super) fn written(&self, at: usize) -> &str {
        self.text.get(self.range_at(at)).unwrap_or_default()
    }

    /// The end of the token before this.
    fn before(&self) -> Range<usize> {
        let end = self.at.checked_sub(1).map_or(0, |at| self.range_at(at).end);
        end..end
    }

    /// Starts a new line where the file has one, so that places stay what they are.
    fn line(&mut self) {
        let token = self.tokens.get(self.at).filter(|token| token.leads && !self.out.text().is_empty());
        if let Some(start) = token.map(|token| token.range.start) {
            self.out.write("\n", start..start);
        }
    }

    /// Whether a name and a colon stand at a token.
    pub(super) fn is_member(&self, at: usize) -> bool {
        matches!(self.kind_at(at), Kind::String(_) | Kind::Word) && *self.kind_at(at + 1) == Kind::Colon
    }

    fn value(&mut self) -> Result<(), TooDeep> {
        self.line();
        let range = self.range();
        match self.kind() {
            Kind::Open(byte) => {
                let byte = *byte;
                if self.open.len() == Limits::default().depth {
                    self.mistakes.push_as(
                        JsonErrorKind::TooDeep,
                        range,
                        "Arrays and objects lie more than 32 levels deep in each other.",
                        "Put fewer of them inside each other.",
                    );
                    return Err(TooDeep);
                }
                self.open.push(Open { byte, token: self.at, lacking: false });
                self.out.write(if byte == b'{' { "{" } else { "[" }, range);
                self.at += 1;
                if byte == b'{' { self.object() } else { self.array() }
            }
            Kind::String(_) => {
                self.keep_string(self.at);
                self.at += 1;
                Ok(())
            }
            _ => {
                self.word();
                Ok(())
            }
        }
    }

    /// Writes the text at a token; false when there is none.
    fn keep_string(&mut self, at: usize) -> bool {
        let tokens = self.tokens;
        let Some(Token { kind: Kind::String(pieces), .. }) = tokens.get(at) else { return false };
        write_pieces(self.text, pieces, &mut self.out);
        true
    }

    /// A comma before an entry that is not the first.
    fn separate(&mut self, last: Last) {
        let range = self.before();
        match last {
            Last::Nothing => return,
            Last::Comma(_) => {}
            Last::Entry => self.mistakes.push(
                range.clone(),
                "A comma is missing here.",
                "Write a comma between one entry and the next.",
            ),
        }
        self.out.write(",", range);
    }

    /// A comma. False: it stands where the object or list should have ended.
    fn comma(&mut self, last: &mut Last) -> bool {
        if *last == Last::Entry {
            if self.should_have_ended(self.at + 1) {
                return false;
            }
            *last = Last::Comma(self.at);
        } else {
            let message = if *last == Last::Nothing {
                "No entry stands before this comma."
            } else {
                "Two commas follow each other."
            };
            let range = self.range();
            self.mistakes.push(range, message, "Delete this comma.");
        }
        self.at += 1;
        true
    }

    /// A bracket, or the end of the file. False: the object or list goes on behind it.
    fn end(&mut self, last: Last) -> bool {
        let range = self.range();
        match self.verdict() {
            Verdict::Closes => {}
            Verdict::WrongBracket => self.report_wrong_bracket(),
            Verdict::Unclosed => {
                self.unclosed();
                return true;
            }
            Verdict::Extra => {
                if let Kind::Close(byte) = *self.kind() {
                    self.report_extra(byte);
                }
                self.at += 1;
                return false;
            }
        }
        if let Last::Comma(comma) = last {
            let range = self.range_at(comma);
            self.mistakes.push(
                range,
                "A comma stands after the last entry.",
                "Delete this comma: no entry follows it.",
            );
        }
        self.line();
        self.at += 1;
        self.close(range);
        true
    }

    fn close(&mut self, range: Range<usize>) {
        if let Some(open) = self.open.pop() {
            self.out.write(if open.byte == b'{' { "}" } else { "]" }, range);
        }
    }

    fn object(&mut self) -> Result<(), TooDeep> {
        let mut last = Last::Nothing;
        let mut members = Members::default();
        loop {
            match self.kind() {
                Kind::End | Kind::Close(_) => {
                    if self.end(last) {
                        return Ok(());
                    }
                }
                Kind::Comma => {
                    if !self.comma(&mut last) {
                        self.unclosed();
                        return Ok(());
                    }
                }
                Kind::Open(_) if self.should_have_ended(self.at) => {
                    self.unclosed();
                    return Ok(());
                }
                Kind::Colon | Kind::Open(_) => {
                    self.separate(last);
                    let range = self.range();
                    self.at += usize::from(*self.kind() == Kind::Colon);
                    self.mistakes.push_unclear(
                        range.clone(),
                        "A name is missing here.",
                        "In { … } each value has a name and a colon before it: \"name\": value.",
                    );
                    self.out.write(&members.free("x-"), range.clone());
                    self.out.write(":", range);
                    self.member_value("")?;
                    last = Last::Entry;
                }
                Kind::String(_) | Kind::Word => {
                    self.separate(last);
                    self.member(&mut members)?;
                    last = Last::Entry;
                }
            }
        }
    }

    fn unclosed(&mut self) {
        self.report_unclosed();
        let before = self.before();
        self.close(before);
    }

    /// A name, its colon and its value.
    fn member(&mut self, members: &mut Members) -> Result<(), TooDeep> {
        self.line();
        let range = self.range();
        let name = self.name();
        let start = range.start..self.before().end;
        match members.first(&name, start.start) {
            Some(first) => {
                let line = line_of(self.text, first);
                self.mistakes.push_as(
                    JsonErrorKind::DuplicateName,
                    start.clone(),
                    format!("The member \"{}\" is already there, in line {line}.", quoted(&name)),
                    "Keep one of the two, or give one another name.",
                );
                self.out.write(&members.free(&format!("x-{name}")), start);
            }
            None if self.keep_string(self.at.saturating_sub(1)) => {}
            None => {
                let mut written = String::new();
                write_string(&name, &mut written);
                self.out.write(&written, start);
            }
        }
        let colon = self.range();
        match self.kind() {
            Kind::Colon => {
                self.at += 1;
                while *self.kind() == Kind::Colon {
                    let range = self.range();
                    self.mistakes.push(range, "Two colons follow each other.", "Delete one of them.");
                    self.at += 1;
                }
            }
            Kind::Comma | Kind::Close(_) | Kind::End => {
                if !std::mem::replace(&mut members.told, true) {
                    self.mistakes.push_unclear(
                        range,
                        format!("A colon and a value are missing after \"{}\".", quoted(&name)),
                        "Write \"name\": value in { … }; a list of values stands in [ … ].",
                    );
                }
                self.out.write(":null", colon);
                return Ok(());
            }
            _ => {
                let before = self.before();
                self.mistakes.push(
                    before,
                    format!("A colon is missing after \"{}\".", quoted(&name)),
                    "Write a colon between a name and its value.",
                );
            }
        }
        self.out.write(":", colon);
        self.member_value(&name)
    }

    fn member_value(&mut self, name: &str) -> Result<(), TooDeep> {
        if !matches!(self.kind(), Kind::Comma | Kind::Close(_) | Kind::End | Kind::Colon) {
            return self.value();
        }
        let before = self.before();
        self.mistakes.push_unclear(
            before.clone(),
            format!("The value of \"{}\" is missing.", quoted(name)),
            "Write a value after the colon, or delete the member.",
        );
        self.out.write("null", before);
        Ok(())
    }

    /// A name, with or without its quotes.
    fn name(&mut self) -> String {
        let range = self.range();
        if let Kind::String(pieces) = self.kind() {
            let mut own = Mended::default();
            write_pieces(self.text, pieces, &mut own);
            self.at += 1;
            return match Json::parse(own.text()) {
                Ok(Json::String(name)) => name,
                _ => String::new(),
            };
        }
        self.at += 1;
        // A name of several words, without its quotes.
        let mut ahead = self.at;
        while matches!(self.kind_at(ahead), Kind::Word) {
            ahead += 1;
        }
        if *self.kind_at(ahead) == Kind::Colon {
            self.at = ahead;
        }
        let range = range.start..self.before().end;
        let name = self.text.get(range.clone()).unwrap_or_default().to_owned();
        self.mistakes.push(range, "A name stands in double quotes.", format!("Write \"{}\".", quoted(&name)));
        name
    }

    fn array(&mut self) -> Result<(), TooDeep> {
        let mut last = Last::Nothing;
        loop {
            match self.kind() {
                Kind::End | Kind::Close(_) => {
                    if self.end(last) {
                        return Ok(());
                    }
                }
                Kind::Comma => {
                    if !self.comma(&mut last) {
                        self.unclosed();
                        return Ok(());
                    }
                }
                Kind::Colon => {
                    let range = self.range();
                    self.mistakes.push_unclear(
                        range,
                        "A colon has no place in a list.",
                        "Write names and values in { … }.",
                    );
                    self.at += 1;
                }
                _ if self.is_member(self.at) => {
                    if last != Last::Nothing && self.should_have_ended(self.at) {
                        self.unclosed();
                        return Ok(());
                    }
                    self.separate(last);
                    self.lacking_brace("Write each entry of this list in { … }.")?;
                    last = Last::Entry;
                }
                _ => {
                    self.separate(last);
                    self.value()?;
                    last = Last::Entry;
                }
            }
        }
    }

    /// An object without its opening brace.
    fn lacking_brace(&mut self, help: &str) -> Result<(), TooDeep> {
        let range = self.range();
        let name = quoted(self.written(self.at).trim_matches('"'));
        self.mistakes.push_unclear(range.clone(), format!("A {{ is missing before \"{name}\"."), help);
        self.lacking_braces -= 1;
        self.open.push(Open { byte: b'{', token: self.at, lacking: true });
        self.out.write("{", range);
        self.object()
    }

    /// What stands behind the end.
    fn finish(&mut self) {
        let range = self.range();
        match self.kind() {
            Kind::End => {}
            Kind::Close(byte) => {
                let byte = *byte;
                self.report_extra(byte);
            }
            _ => {
                let line = line_of(self.text, self.before().start);
                self.mistakes.push_unclear(
                    range,
                    format!("The form ends in line {line}, and something stands behind it."),
                    "Delete it, or check the brackets before it.",
                );
            }
        }
    }
}

/// The names of an object.
#[derive(Default)]
struct Members {
    /// Each with the byte where it stood first.
    names: BTreeMap<String, usize>,
    told: bool,
}

impl Members {
    /// Where the name stood first, if it did.
    fn first(&mut self, name: &str, at: usize) -> Option<usize> {
        if let Some(first) = self.names.get(name) {
            return Some(*first);
        }
        self.names.insert(name.to_owned(), at);
        None
    }

    /// A name that is not there yet, as JSON.
    fn free(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        while self.names.contains_key(&name) {
            name.push('x');
        }
        self.names.insert(name.clone(), 0);
        let mut written = String::new();
        write_string(&name, &mut written);
        written
    }
}

fn write_pieces(text: &str, pieces: &[Piece], out: &mut Mended) {
    for piece in pieces {
        match piece {
            Piece::Keep(range) => out.keep(text, range.clone()),
            Piece::Write(text, range) => out.write(text, range.clone()),
        }
    }
}
