//! Expressions: a subset of CEL (google/cel-spec) in which *unknown* is a value.
//!
//! [`Expr::compile`] lexes, parses and types an expression against a [`Scope`];
//! [`Expr::eval`] computes it against an [`Env`]. Neither reads a clock or loops for ever.

pub(crate) mod budget;
mod check;
mod constant;
mod double;
mod error;
pub(crate) mod eval;
mod explain;
mod expression;
mod formula;
pub(crate) mod function;
mod lex;
mod lex_string;
mod library;
mod moment;
mod natural;
pub(crate) mod node;
mod number;
pub(crate) mod operator;
mod parse;
mod pattern;
#[cfg(test)]
mod random;
mod ratio;
mod scope;
mod sides;
mod syntax;
#[cfg(test)]
mod tests;
pub mod value;

pub(crate) use constant::{has_fraction, value_of, value_of_answer};
pub use error::ExprError;
pub use explain::advice;
pub use expression::Expr;
pub(crate) use formula::is_formula;
#[cfg(feature = "explain")]
pub use function::function_names;
pub use number::Number;
pub use pattern::{Pattern, PatternError};
pub use scope::{Env, Ref, Scope};
pub use value::{EvalError, Type, Unknowns, Value};
