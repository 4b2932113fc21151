//! What objects and lists have in common: entries with commas between them, up to a bracket.

use std::ops::Range;

use super::bracket::Verdict;
use super::cursor::{Parser, TooDeep};
use super::token::Kind;

/// What was read last in an object or a list.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Last {
    Nothing,
    Entry,
    /// The number of the comma's token.
    Comma(usize),
}

/// What became of the token where an entry may stand.
pub(super) enum Read {
    Entry,
    /// It has no place there, and was reported.
    Skipped,
    /// The object or list should have ended before it.
    Ended,
}

impl Parser<'_> {
    /// Reads entries until the object or list ends; `read` gets what is no comma and no bracket
    /// that closes.
    pub(super) fn entries(
        &mut self,
        read: &mut dyn FnMut(&mut Self, Last) -> Result<Read, TooDeep>,
    ) -> Result<(), TooDeep> {
        let mut last = Last::Nothing;
        loop {
            let goes_on = match self.kind() {
                Kind::End | Kind::Close(_) => {
                    if self.end(last) {
                        return Ok(());
                    }
                    true
                }
                Kind::Comma => self.comma(&mut last),
                _ => match read(self, last)? {
                    Read::Entry => {
                        last = Last::Entry;
                        true
                    }
                    Read::Skipped => true,
                    Read::Ended => false,
                },
            };
            if !goes_on {
                self.unclosed();
                return Ok(());
            }
        }
    }

    /// A comma before an entry that is not the first.
    pub(super) fn separate(&mut self, last: Last) {
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

    fn unclosed(&mut self) {
        self.report_unclosed();
        let before = self.before();
        self.close(before);
    }
}
