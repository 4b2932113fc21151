//! The two sides of a comparison, for telling a person what was held against what.

use super::eval::eval;
use super::expression::Expr;
use super::node::{Kind, Node};
use super::operator::Comparison;
use super::scope::Env;
use super::value::Value;

impl Expr {
    /// Where the whole expression is one comparison: which, and its sides.
    pub(crate) fn sides(&self) -> Option<(Comparison, &[Node; 2])> {
        let Kind::Compare(comparison, sides) = &self.root().kind else { return None };
        Some((*comparison, sides))
    }
}

impl Node {
    /// The value of a part of an expression.
    pub(crate) fn value(&self, env: &dyn Env) -> Option<Value> {
        eval(self, env).ok()
    }
}
