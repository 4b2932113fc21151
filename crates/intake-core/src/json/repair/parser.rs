//! Tokens to a text that is JSON.

use super::cursor::{Open, Parser, TooDeep};
use super::mended::Mended;
use super::mistake::{Mistakes, line_of};
use super::token::{Kind, Token};
use crate::json::{JsonErrorKind, Limits};

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
    pub(super) fn value(&mut self) -> Result<(), TooDeep> {
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
