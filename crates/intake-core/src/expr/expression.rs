//! An expression from its text to its value.

use super::check::Checker;
use super::error::ExprError;
use super::eval::eval;
use super::explain::ExprErrors;
use super::node::Node;
use super::parse::parse;
use super::scope::{Env, Ref, Scope};
use super::syntax::Syntax;
use super::value::{EvalError, Type, Value};
use crate::diagnostic::EXPLAIN;

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
        let (tree, errors) = parse(source);
        let Some(tree) = tree else { return Err(in_order(errors.0)) };
        let (expr, errors) = Self::check(source, tree, errors, scope, expected);
        if errors.is_empty() { Ok(expr) } else { Err(in_order(errors)) }
    }

    /// As `compile`, but what does not check is an error when it is evaluated: what CEL's
    /// conformance tests call `disable_check`.
    #[doc(hidden)]
    pub fn compile_unchecked(source: &str, scope: &dyn Scope) -> Result<Self, Vec<ExprError>> {
        match parse(source) {
            (Some(tree), errors) if errors.0.is_empty() => {
                Ok(Self::check(source, tree, errors, scope, None).0)
            }
            (_, errors) => Err(errors.0),
        }
    }

    fn check(
        source: &str,
        tree: Syntax,
        errors: ExprErrors,
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
        eval(&self.root, env)
    }

    /// The type of its value; `Dyn` where only evaluation knows, and without the feature `explain`.
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
    if EXPLAIN {
        errors.sort_by_key(|error| error.span.start);
    }
    errors
}
