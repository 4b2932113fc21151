//! Expressions: a subset of CEL (google/cel-spec) in which *unknown* is a value.
//!
//! `Expr::compile` lexes, parses and types an expression against a [`Scope`];
//! `Expr::eval` computes it against an [`Env`]. Neither reads a clock or loops for ever.

// mod lex; mod parse; mod check; mod eval; mod library; … one role a file
pub mod value;

pub use value::{EvalError, Type, Unknowns, Value};

use std::ops::Range;
use std::rc::Rc;

/// A name that the scope resolved; what the number means is the scope's own affair.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ref(pub u32);

/// The names that an expression may use, with their types.
pub trait Scope {
    /// A bare name. `answers` is not asked for: `answers.x` is resolved as `x` through
    /// [`Scope::answer`].
    fn resolve(&self, name: &str) -> Option<(Ref, Type)>;
    /// An item by name, for `answers.x` and `has(answers.x)`.
    fn answer(&self, name: &str) -> Option<(Ref, Type)>;
    /// The names in scope, for "did you mean".
    fn names(&self) -> Vec<Rc<str>>;
}

/// The values of the names while an expression is evaluated.
pub trait Env {
    /// The value of a name; [`Value::Unknown`] while it has no answer.
    fn get(&self, name: Ref) -> Value;
    /// `has(answers.x)`: true, false or unknown.
    fn has(&self, name: Ref) -> Value;
    /// Today, as the caller gave it: midnight UTC, in seconds since 1970.
    fn today(&self) -> i64;
}

/// What is wrong in an expression's text.
#[derive(Clone, PartialEq, Debug)]
pub struct ExprError {
    /// A stable code, such as `type-mismatch`, `unknown-name`, `syntax`.
    pub code: &'static str,
    /// Bytes of the source that it is about.
    pub span: Range<usize>,
    /// What is wrong, one sentence. Empty without the feature `explain`.
    pub message: String,
    /// What to do, one sentence. Empty without the feature `explain`.
    pub help: String,
}
