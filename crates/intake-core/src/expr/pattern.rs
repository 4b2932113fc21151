//! Patterns of `matches` and of items: a subset of RE2's syntax, matched in time
//! proportional to text times pattern by following all ways at once (Thompson 1968), so
//! that no pattern can hang a form. The same in the browser and everywhere else.
//!
//! Literals, `.`, classes, `\d \w \s \b`, anchors, groups, `|`, `* + ? {m,n}` and the flags
//! `i` (A to Z), `s`, `m`; whether a repetition is greedy makes no difference here.
//!
//! `matches` is CEL's, whose specification says RE2: there `\d \w \s \b` are about ASCII, as in every
//! other CEL library. An item's `pattern` is about what people write: `\w` and `\b` are about letters of
//! every script, `\s` about white space of every kind. `\d` is 0 to 9, which the digits of other
//! scripts are read as.

mod compile;
mod error;
mod run;
mod syntax;

pub use error::PatternError;

use super::budget::Budget;
use super::value::EvalError;
use compile::Program;
use syntax::Assertion::{TextEnd, TextStart};
use syntax::Piece::{self, Assert};

/// A compiled pattern. It is found anywhere in a text: who wants the whole text writes
/// `^(…)$`.
#[derive(Debug)]
pub struct Pattern(Program);

impl Pattern {
    /// A pattern of `matches`.
    pub fn compile(source: &str) -> Result<Self, PatternError> {
        compile::compile(&syntax::parse(source, false)?, false).map(Self)
    }

    /// A pattern of an item, which matches the whole answer, as the HTML attribute of that name does.
    pub fn of_answer(source: &str) -> Result<Self, PatternError> {
        let whole = vec![Assert(TextStart), syntax::parse(source, true)?, Assert(TextEnd)];
        compile::compile(&Piece::Sequence(whole), true).map(Self)
    }

    /// Whether it is found anywhere in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.is_match_within(text, &mut Budget::new(usize::MAX)).unwrap_or(false)
    }

    /// The same, as far as the budget goes.
    pub(crate) fn is_match_within(&self, text: &str, budget: &mut Budget) -> Result<bool, EvalError> {
        run::is_match(&self.0, text, budget)
    }

    /// The length of its program.
    pub(crate) fn size(&self) -> usize {
        self.0.size()
    }
}

#[cfg(test)]
mod tests;
