//! Lists.

use super::cursor::{Open, Parser, TooDeep};
use super::entries::{Last, Read};
use super::mistake::quoted;
use super::token::Kind;

impl Parser<'_> {
    pub(super) fn array(&mut self) -> Result<(), TooDeep> {
        self.entries(&mut |parser, last| {
            if *parser.kind() == Kind::Colon {
                let range = parser.range();
                parser.mistakes.push_unclear(
                    range,
                    "A colon has no place in a list.",
                    "Write names and values in { … }.",
                );
                parser.at += 1;
                return Ok(Read::Skipped);
            }
            let is_member = parser.is_member(parser.at);
            if is_member && last != Last::Nothing && parser.should_have_ended(parser.at) {
                return Ok(Read::Ended);
            }
            parser.separate(last);
            if is_member {
                parser.lacking_brace("Write each entry of this list in { … }.")?;
            } else {
                parser.value()?;
            }
            Ok(Read::Entry)
        })
    }

    /// An object without its opening brace.
    pub(super) fn lacking_brace(&mut self, help: &str) -> Result<(), TooDeep> {
        let range = self.range();
        let name = quoted(self.written(self.at).trim_matches('"'));
        self.mistakes.push_unclear(range.clone(), format!("A {{ is missing before \"{name}\"."), help);
        self.lacking_braces -= 1;
        self.open.push(Open { byte: b'{', token: self.at, lacking: true });
        self.out.write("{", range);
        self.object()
    }
}
