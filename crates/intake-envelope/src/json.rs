//! The JSON tree that everything is read from and written to, and a strict reader.
//!
//! The reader takes I-JSON (RFC 7493) and refuses what two readers could understand
//! differently: duplicate names, lone surrogates, U+0000, numbers that lose digits.

mod read;
#[cfg(feature = "serde")]
mod serde;
mod value;

pub use read::{JsonError, JsonErrorKind, Limits};
pub use value::{Json, push_step, write_string};
