//! Patterns of `matches` and of items, in linear time.

use super::eval::Budget;
use super::value::EvalError;

/// A compiled pattern. It is found anywhere in a text: who wants the whole text writes
/// `^(…)$`.
#[derive(Clone, Debug)]
pub struct Pattern(regex_lite::Regex);

/// Why a pattern cannot be used: what to correct, in words.
pub type PatternError = &'static str;

impl Pattern {
    pub fn compile(source: &str) -> Result<Self, PatternError> {
        let builder = regex_lite::RegexBuilder::new(source).size_limit(1 << 18).build();
        builder.map(Self).map_err(|_| "it is not a regular expression")
    }

    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    pub(crate) fn is_match_within(&self, text: &str, budget: &mut Budget) -> Result<bool, EvalError> {
        budget.charge_bytes(text.len().saturating_mul(4))?;
        Ok(self.is_match(text))
    }
}
