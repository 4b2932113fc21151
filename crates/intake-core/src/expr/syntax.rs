//! The tree that the parser builds: what was written, before names and types are known.

use std::ops::Range;
use std::sync::Arc;

use super::operator::{Comparison, Operator};
use super::value::Value;

/// Bytes of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Span {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// From the start of this to the end of the other.
    pub(crate) fn to(self, other: Self) -> Self {
        Self { start: self.start, end: other.end }
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The source that this is about.
    pub(crate) fn text(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or("")
    }
}

#[derive(Debug)]
pub(crate) struct Syntax {
    pub(crate) kind: Box<SyntaxKind>,
    /// With the parentheses around it.
    pub(crate) span: Span,
    /// How many levels the tree has; the parser bounds it, so that recursion is bounded.
    pub(crate) height: u32,
}

#[derive(Debug)]
pub(crate) enum SyntaxKind {
    Literal(Value),
    Name(Arc<str>),
    List(Vec<Syntax>),
    /// Keys and values take turns.
    Map(Vec<Syntax>),
    /// `target.name`, with the place of the name.
    Select(Syntax, Arc<str>, Span),
    Index(Syntax, Syntax),
    /// `name(…)` or `target.name(…)`, with the place of the name.
    Call(Option<Syntax>, Arc<str>, Span, Vec<Syntax>),
    Not(Syntax),
    Negate(Syntax),
    /// Two or more operands of `&&`.
    And(Vec<Syntax>),
    /// Two or more operands of `||`.
    Or(Vec<Syntax>),
    Compare(Comparison, [Syntax; 2]),
    /// A chain of one precedence, such as `a + b - c`: flat, so that it may be long.
    Arithmetic(Syntax, Vec<(Operator, Syntax)>),
    Conditional([Syntax; 3]),
}
