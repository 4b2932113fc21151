//! Expressions: a subset of CEL (google/cel-spec) in which *unknown* is a value.
//!
//! `Expr::compile` lexes, parses and types an expression against a [`Scope`];
//! `Expr::eval` computes it against an [`Env`]. Neither reads a clock or loops for ever.

mod check;
mod constant;
mod double;
pub(crate) mod eval;
mod explain;
mod lex;
mod lex_string;
pub(crate) mod library;
mod natural;
pub(crate) mod node;
mod number;
mod parse;
mod pattern;
#[cfg(test)]
mod random;
mod ratio;
mod sides;
pub(crate) mod syntax;
#[cfg(test)]
mod tests;
pub mod value;

pub(crate) use constant::{has_fraction, value_of, value_of_answer};
pub use explain::advice;
#[cfg(feature = "explain")]
pub(crate) use explain::is_formula;
pub(crate) use node::Comparison;
pub use number::Number;
pub use pattern::{Pattern, PatternError};
pub use value::{EvalError, Type, Unknowns, Value};

use crate::diagnostic::Sentence;
use std::ops::Range;
use std::rc::Rc;

use check::Checker;
use node::Node;

/// Every function and macro by its name, for those who document or complete them.
#[cfg(feature = "explain")]
pub fn function_names() -> impl Iterator<Item = &'static str> {
    library::SIGNATURES.iter().map(|row| row.name).chain(library::MACROS)
}

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
    /// How many steps an evaluation may take here.
    fn steps(&self) -> usize {
        eval::STEPS
    }
    /// So many steps were taken.
    fn spend(&self, _steps: usize) {}
}

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

/// A compiled expression.
#[derive(Debug)]
pub struct Expr {
    root: Node,
    reads: Box<[Ref]>,
    reads_today: bool,
}

impl Expr {
    /// Reads and types an expression that must give `expected` (a `Dyn` is let through).
    /// All mistakes are collected.
    pub fn compile(source: &str, scope: &dyn Scope, expected: Option<&Type>) -> Result<Self, Vec<ExprError>> {
        let (tree, errors) = parse::parse(source);
        let Some(tree) = tree else { return Err(in_order(errors.0)) };
        let (expr, errors) = Self::check(source, tree, errors, scope, expected);
        if errors.is_empty() { Ok(expr) } else { Err(in_order(errors)) }
    }

    /// As `compile`, but what does not check is an error when it is evaluated: what CEL's
    /// conformance tests call `disable_check`.
    #[doc(hidden)]
    pub fn compile_unchecked(source: &str, scope: &dyn Scope) -> Result<Self, Vec<ExprError>> {
        match parse::parse(source) {
            (Some(tree), errors) if errors.0.is_empty() => {
                Ok(Self::check(source, tree, errors, scope, None).0)
            }
            (_, errors) => Err(errors.0),
        }
    }

    fn check(
        source: &str,
        tree: syntax::Syntax,
        errors: explain::ExprErrors,
        scope: &dyn Scope,
        expected: Option<&Type>,
    ) -> (Self, Vec<ExprError>) {
        let mut checker = Checker::new(source, scope, errors);
        let root = checker.root(tree, expected);
        let Checker { reads, reads_today, errors, .. } = checker;
        (Self { root, reads: reads.into(), reads_today }, errors.0)
    }

    /// The value; `Ok(Value::Unknown(..))` while answers that it needs are missing.
    pub fn eval(&self, env: &dyn Env) -> Result<Value, EvalError> {
        eval::eval(&self.root, env)
    }

    pub fn ty(&self) -> &Type {
        &self.root.ty
    }

    /// Every name that it may read, ascending, once.
    pub fn reads(&self) -> &[Ref] {
        &self.reads
    }

    /// Whether it uses `today` or `age`.
    pub fn reads_today(&self) -> bool {
        self.reads_today
    }

    /// The tree, for analysis.
    pub(crate) fn root(&self) -> &Node {
        &self.root
    }
}

/// Mistakes as they stand in the text.
fn in_order(mut errors: Vec<ExprError>) -> Vec<ExprError> {
    if cfg!(feature = "explain") {
        errors.sort_by_key(|error| error.span.start);
    }
    errors
}
