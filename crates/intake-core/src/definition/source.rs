//! Expressions as they are written, with their place.

use std::sync::Arc;

/// The text of an expression.
#[derive(Clone)]
pub struct Source {
    /// As the author wrote it, not yet compiled; for a `pattern` a regular expression.
    pub text: Arc<str>,
    /// JSON Pointer to it.
    pub pointer: String,
}

/// A fixed answer or an expression: `required`.
#[derive(Clone)]
pub enum Condition {
    /// The same whatever the answers are.
    Always(bool),
    /// An expression; while its value is unknown, it does not hold.
    When(Source),
}
