//! Objects: names, colons and values.

use super::cursor::{Parser, TooDeep, write_pieces};
use super::entries::Read;
use super::members::Members;
use super::mended::Mended;
use super::mistake::{line_of, quoted};
use super::token::Kind;
use crate::json::{Json, JsonErrorKind, write_string};

impl Parser<'_> {
    pub(super) fn object(&mut self) -> Result<(), TooDeep> {
        let mut members = Members::default();
        self.entries(&mut |parser, last| {
            match parser.kind() {
                Kind::Open(_) if parser.should_have_ended(parser.at) => return Ok(Read::Ended),
                Kind::Colon | Kind::Open(_) => {
                    parser.separate(last);
                    parser.nameless(&mut members)?;
                }
                _ => {
                    parser.separate(last);
                    parser.member(&mut members)?;
                }
            }
            Ok(Read::Entry)
        })
    }

    /// A value without a name.
    fn nameless(&mut self, members: &mut Members) -> Result<(), TooDeep> {
        let range = self.range();
        self.at += usize::from(*self.kind() == Kind::Colon);
        self.mistakes.push_unclear(
            range.clone(),
            "A name is missing here.",
            "In { … } each value has a name and a colon before it: \"name\": value.",
        );
        self.out.write(&members.free("x-"), range.clone());
        self.out.write(":", range);
        self.member_value("")
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
}
