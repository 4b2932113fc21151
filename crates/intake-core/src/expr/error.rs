//! A mistake in the text of an expression.

use std::ops::Range;

use crate::diagnostic::Sentence;

/// What is wrong in an expression's text.
#[derive(Clone, PartialEq, Debug)]
pub struct ExprError {
    /// A stable code, such as `type-mismatch`, `unknown-name`, `syntax`.
    pub code: &'static str,
    /// Bytes of the source that it is about.
    pub span: Range<usize>,
    /// What is wrong, one sentence. Empty without the feature `explain`.
    pub message: Sentence,
    /// What to do, one sentence. Empty without the feature `explain`.
    pub help: Sentence,
}
