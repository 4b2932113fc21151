//! The tree that the checker builds and the evaluator walks: names resolved, types known.

use std::sync::Arc;

use super::function::Function;
use super::operator::{Comparison, Operator};
use super::pattern::Pattern;
use super::scope::Ref;
use super::syntax::Span;
use super::value::{EvalError, Type, Value};

#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) ty: Type,
    pub(crate) span: Span,
}

impl Node {
    /// The type, as far as the checker of this build looks at types.
    pub(crate) fn ty(&self) -> &Type {
        if TYPED { &self.ty } else { &Type::Dyn }
    }
}

/// Whether expressions are typed before they are used. The widget leaves that to those who
/// publish a form, `intake check` and the receiver: a form that they let through means the
/// same there, and types are a fifth of the engine's bytes.
pub(crate) const TYPED: bool = cfg!(feature = "explain");

#[derive(Debug)]
pub(crate) enum Kind {
    Literal(Value),
    /// An item or variable, also when written `answers.x`.
    Name(Ref),
    /// A macro's variable: its place in the stack of them, outermost first.
    Local(u32),
    Today,
    /// `has(answers.x)`.
    HasAnswer(Ref),
    List(Vec<Node>),
    /// Keys and values take turns.
    Map(Vec<Node>),
    Member(Box<Node>, Arc<str>),
    /// `has(target.name)`.
    HasMember(Box<Node>, Arc<str>),
    Index(Box<Node>, Box<Node>),
    Not(Box<Node>),
    Negate(Box<Node>),
    /// Two or more operands of `&&`.
    And(Vec<Node>),
    /// Two or more operands of `||`.
    Or(Vec<Node>),
    Compare(Comparison, Box<[Node; 2]>),
    /// The first operand, then each operator with the operand on its right: a left fold.
    Arithmetic(Box<Node>, Vec<(Operator, Node)>),
    /// Condition, then, else.
    Conditional(Box<[Node; 3]>),
    Call(Function, Vec<Node>),
    /// `text.matches("literal")`.
    Matches(Box<Node>, Pattern),
    Macro(Box<Macro>),
    /// What could not be checked: an error when it is evaluated.
    Fail(EvalError),
}

#[derive(Debug)]
pub(crate) struct Macro {
    pub(crate) fold: Fold,
    /// The list, or the map by its keys, that it goes over.
    pub(crate) range: Node,
    /// The first condition of a `map` with three arguments.
    pub(crate) condition: Option<Node>,
    /// Evaluated once an element, which is the innermost [`Kind::Local`].
    pub(crate) step: Node,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fold {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}
