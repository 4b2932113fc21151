//! Whether a finding keeps a form from being used.

/// How bad a finding is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// The form is refused.
    Error,
    /// The form works; its author should look again.
    Warning,
}
