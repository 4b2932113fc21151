//! Patterns of `matches` and of items: a subset of RE2's syntax, matched in time
//! proportional to text times pattern by following all ways at once (Thompson 1968), so
//! that no pattern can hang a form. The same in the browser and everywhere else.
//!
//! Literals, `.`, classes, `\d \w \s \b` (ASCII), anchors, groups, `|`, `* + ? {m,n}` and
//! the flags `i`, `s`, `m`; whether a repetition is greedy makes no difference here.

mod compile;
mod run;
mod syntax;

use super::eval::Budget;
use super::value::EvalError;
use compile::Program;

/// A compiled pattern. It is found anywhere in a text: who wants the whole text writes
/// `^(…)$`.
#[derive(Debug)]
pub struct Pattern(Program);

/// Why a pattern cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PatternError {
    /// More than 4,096 bytes.
    TooLong,
    /// Groups within more than 64 groups.
    TooDeep,
    /// More than 4,096 instructions after repetitions are written out.
    TooLarge,
    UnclosedGroup,
    UnclosedClass,
    UnexpectedClose,
    NothingToRepeat,
    BadRepetition,
    /// `{m,n}` beyond 1,000.
    RepetitionTooLarge,
    BadRange,
    BadEscape,
    BackReference,
    /// `\p{…}` and `[[:…:]]`.
    NamedClass,
    LookAround,
    BadFlag,
}

impl Pattern {
    pub fn compile(source: &str) -> Result<Self, PatternError> {
        compile::compile(&syntax::parse(source)?).map(Self)
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
