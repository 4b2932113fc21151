//! The JSON of `intake-envelope`, and what an author is told whose file is none.

#[cfg(feature = "explain")]
pub mod repair;

pub use intake_envelope::json::{Json, JsonError, JsonErrorKind, Limits, push_step, write_string};
