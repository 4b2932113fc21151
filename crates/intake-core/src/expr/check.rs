//! The checker: resolves names, types every part, and builds the tree to evaluate. It goes
//! on after a mistake: what could not be typed is `Dyn`, which fits everywhere.

mod call;
mod macros;
mod name;
mod operator;
pub(crate) mod types;

use std::sync::Arc;

use super::explain::{ExprErrors, Problem};
use super::node::{Kind, Node};
use super::scope::{Ref, Scope};
use super::syntax::{Span, Syntax, SyntaxKind};
use super::value::{EvalError, Type, Value};

pub(crate) struct Checker<'a> {
    source: &'a str,
    scope: &'a dyn Scope,
    pub(crate) errors: ExprErrors,
    /// The variables of the macros around, outermost first.
    locals: Vec<(Arc<str>, Type)>,
    pub(crate) reads: Vec<Ref>,
    pub(crate) reads_today: bool,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(source: &'a str, scope: &'a dyn Scope, errors: ExprErrors) -> Self {
        Self { source, scope, errors, locals: Vec::new(), reads: Vec::new(), reads_today: false }
    }

    /// A whole expression, which must give `expected`.
    pub(crate) fn root(&mut self, tree: Syntax, expected: Option<&Type>) -> Node {
        let node = self.node(tree);
        if let Some(expected) = expected
            && !types::fits(node.ty(), expected)
        {
            self.errors.push(Problem::WrongResult { expected, found: node.ty() }, node.span);
        }
        node
    }

    fn node(&mut self, tree: Syntax) -> Node {
        let span = tree.span;
        let (kind, ty) = match *tree.kind {
            SyntaxKind::Literal(value) => {
                let ty = types::of_literal(&value);
                (Kind::Literal(value), ty)
            }
            SyntaxKind::Name(name) => self.name(&name, span),
            SyntaxKind::List(items) => {
                let items = self.nodes(items);
                let element = types::join_all(&items, 0, 1);
                (Kind::List(items), Type::list(element))
            }
            SyntaxKind::Map(entries) => {
                let entries = self.nodes(entries);
                let keys = types::join_all(&entries, 0, 2);
                let values = types::join_all(&entries, 1, 2);
                (Kind::Map(entries), Type::map(keys, values))
            }
            SyntaxKind::Select(target, name, place) => self.select(target, name, place),
            SyntaxKind::Index(target, index) => self.index(target, index),
            SyntaxKind::Call(target, name, place, args) => self.call(target, &name, place, args, span),
            SyntaxKind::Not(operand) => {
                let operand = self.bool(operand, "What follows `!`");
                (Kind::Not(Box::new(operand)), Type::Bool)
            }
            SyntaxKind::Negate(operand) => self.negate(operand),
            SyntaxKind::And(operands) => (Kind::And(self.bools(operands, "Each side of `&&`")), Type::Bool),
            SyntaxKind::Or(operands) => (Kind::Or(self.bools(operands, "Each side of `||`")), Type::Bool),
            SyntaxKind::Compare(comparison, operands) => self.compare(comparison, operands, span),
            SyntaxKind::Arithmetic(first, rest) => self.arithmetic(first, rest),
            SyntaxKind::Conditional(parts) => self.conditional(parts),
        };
        Node { kind, ty, span }
    }

    fn nodes(&mut self, trees: Vec<Syntax>) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(trees.len());
        for tree in trees {
            nodes.push(self.node(tree));
        }
        nodes
    }

    fn bools(&mut self, trees: Vec<Syntax>, place: &'static str) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(trees.len());
        for tree in trees {
            nodes.push(self.bool(tree, place));
        }
        nodes
    }

    /// A part that must be true or false.
    fn bool(&mut self, tree: Syntax, place: &'static str) -> Node {
        let node = self.node(tree);
        if !matches!(node.ty(), Type::Bool | Type::Dyn) {
            let written = node.span.text(self.source);
            self.errors.push(Problem::NeedsBool { place, written, found: node.ty() }, node.span);
        }
        node
    }

    #[inline(always)]
    fn fail(&mut self, problem: Problem<'_>, span: Span) -> (Kind, Type) {
        self.errors.push(problem, span);
        (Kind::Fail(EvalError::NoOverload), Type::Dyn)
    }
}

/// The text of a literal.
fn literal(node: &Node) -> Option<&Arc<str>> {
    match &node.kind {
        Kind::Literal(Value::String(text)) => Some(text),
        _ => None,
    }
}
