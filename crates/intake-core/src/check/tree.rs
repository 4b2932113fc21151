//! Walking the trees of expressions.

use crate::expr::node::{Kind, Node};
use crate::expr::{Env, Ref, Unknowns, Value};
use crate::form::{CHOICE, Form, SELF, TABLES};

/// The nodes directly in a node.
pub(super) fn children(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::List(nodes) | Kind::Map(nodes) | Kind::And(nodes) | Kind::Or(nodes) | Kind::Call(_, nodes) => {
            nodes.iter().collect()
        }
        Kind::Member(inner, _)
        | Kind::HasMember(inner, _)
        | Kind::Not(inner)
        | Kind::Negate(inner)
        | Kind::Matches(inner, _) => vec![inner],
        Kind::Index(left, right) => vec![left, right],
        Kind::Compare(_, nodes) => nodes.iter().collect(),
        Kind::Arithmetic(first, rest) => {
            std::iter::once(&**first).chain(rest.iter().map(|(_, node)| node)).collect()
        }
        Kind::Conditional(nodes) => nodes.iter().collect(),
        Kind::Macro(fold) => {
            [Some(&fold.range), fold.condition.as_ref(), Some(&fold.step)].into_iter().flatten().collect()
        }
        Kind::Literal(_)
        | Kind::Name(_)
        | Kind::Local(_)
        | Kind::Today
        | Kind::HasAnswer(_)
        | Kind::Fail(_) => Vec::new(),
    }
}

/// Calls `found` for a node and every node in it.
pub(super) fn walk<'n>(node: &'n Node, found: &mut dyn FnMut(&'n Node)) {
    found(node);
    children(node).into_iter().for_each(|child| walk(child, found));
}

/// Whether a node has the same value under all answers.
pub(super) fn is_constant(node: &Node) -> bool {
    let own = match &node.kind {
        Kind::Name(name) => *name == TABLES,
        Kind::Local(_) | Kind::Today | Kind::HasAnswer(_) | Kind::Macro(_) | Kind::Fail(_) => false,
        Kind::Call(function, _) => *function != crate::expr::function::Function::Age,
        _ => true,
    };
    own && children(node).into_iter().all(is_constant)
}

/// Whether a constraint is about `self` alone and always has a value.
pub(super) fn is_simple(node: &Node) -> bool {
    match &node.kind {
        Kind::Name(name) => *name == SELF,
        Kind::Literal(_) => true,
        Kind::And(_) | Kind::Or(_) | Kind::Not(_) | Kind::Compare(..) | Kind::Negate(_) | Kind::List(_) => {
            children(node).into_iter().all(is_simple)
        }
        _ => false,
    }
}

/// A form that nobody has answered yet, with its tables.
pub(super) struct Unanswered<'a> {
    pub form: &'a Form,
    pub choice: Option<Value>,
}

impl Env for Unanswered<'_> {
    fn get(&self, name: Ref) -> Value {
        let value = match name {
            TABLES => self.form.code.tables.clone(),
            CHOICE => self.choice.clone(),
            _ => None,
        };
        value.unwrap_or_else(|| Value::Unknown(Unknowns::default()))
    }

    fn has(&self, _: Ref) -> Value {
        Value::Unknown(Unknowns::default())
    }

    fn today(&self) -> i64 {
        0
    }
}
