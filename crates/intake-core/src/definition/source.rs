//! Expressions as they are written, with their place.

use std::sync::Arc;

/// The text of an expression.
#[derive(Clone)]
pub struct Source {
    pub text: Arc<str>,
    /// JSON Pointer to it.
    pub pointer: String,
}

/// A fixed answer or an expression: `required`.
#[derive(Clone)]
pub enum Condition {
    Always(bool),
    When(Source),
}
