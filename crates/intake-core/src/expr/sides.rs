//! The two sides of a comparison, for telling a person what was held against what.

use super::node::{Comparison, Kind};
use super::{Env, Expr, Value, eval};

impl Expr {
    /// Where the whole expression is one comparison: which, and the values of its sides.
    pub(crate) fn sides(&self, env: &dyn Env) -> Option<(Comparison, Value, Value)> {
        let Kind::Compare(comparison, sides) = &self.root().kind else { return None };
        let [left, right] = &**sides;
        Some((*comparison, eval::eval(left, env).ok()?, eval::eval(right, env).ok()?))
    }
}
