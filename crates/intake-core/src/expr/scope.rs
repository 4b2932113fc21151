//! What an expression is compiled against, and what it is evaluated against.

use std::sync::Arc;

use super::budget::STEPS;
use super::value::{Type, Value};

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
    fn names(&self) -> Vec<Arc<str>>;
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
        STEPS
    }
    /// So many steps were taken.
    fn spend(&self, _steps: usize) {}
}
