//! How types go together.

use crate::expr::node::{Node, TYPED};
use crate::expr::value::{Type, Value};

pub(crate) fn of_literal(value: &Value) -> Type {
    match value {
        _ if !TYPED => Type::Dyn,
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Bool,
        Value::Int(_) => Type::Int,
        Value::Uint(_) => Type::Uint,
        Value::Double(_) => Type::Double,
        Value::String(_) => Type::String,
        Value::Bytes(_) => Type::Bytes,
        _ => Type::Dyn,
    }
}

pub(crate) fn number(ty: &Type) -> bool {
    matches!(ty, Type::Int | Type::Uint | Type::Double)
}

pub(crate) fn text(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Choice(_))
}

/// Whether a value of one type may stand where the other is expected.
pub(crate) fn fits(found: &Type, expected: &Type) -> bool {
    match (found, expected) {
        _ if !TYPED => true,
        (Type::Dyn, _) | (_, Type::Dyn) => true,
        (found, expected) if text(found) && text(expected) => true,
        (Type::List(a), Type::List(b)) => fits(a, b),
        (Type::Map(a, b), Type::Map(c, d)) => fits(a, c) && fits(b, d),
        (Type::Object(_) | Type::Map(..), Type::Object(_) | Type::Map(..)) => true,
        (found, expected) => found == expected,
    }
}

/// Whether `==` between the types can be true.
pub(crate) fn comparable(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (a, b) if number(a) && number(b) => true,
        (Type::List(a), Type::List(b)) => comparable(a, b),
        (Type::Map(a, b), Type::Map(c, d)) => comparable(a, c) && comparable(b, d),
        (a, b) => fits(a, b),
    }
}

/// Whether the types have an order between them.
pub(crate) fn ordered(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::Dyn, other) | (other, Type::Dyn) => {
            !matches!(other, Type::Null | Type::List(_) | Type::Map(..) | Type::Object(_) | Type::Type)
        }
        (a, b) if number(a) && number(b) => true,
        (a, b) if text(a) && text(b) => true,
        (a, b) => a == b && matches!(a, Type::Bool | Type::Bytes | Type::Timestamp | Type::Duration),
    }
}

/// The type of a list of these nodes, from the first on by steps; `Dyn` where they differ.
pub(crate) fn join_all(nodes: &[Node], first: usize, step: usize) -> Type {
    let mut all = if TYPED { None } else { return Type::Dyn };
    for node in nodes.iter().skip(first).step_by(step) {
        all = match all {
            None => Some(node.ty().clone()),
            Some(all) => Some(join(&all, node.ty()).unwrap_or(Type::Dyn)),
        };
    }
    all.unwrap_or(Type::Dyn)
}

/// The type that both are, if there is one.
pub(crate) fn join(a: &Type, b: &Type) -> Option<Type> {
    match (a, b) {
        _ if !TYPED => Some(Type::Dyn),
        _ if a == b => Some(a.clone()),
        (Type::Dyn, _) | (_, Type::Dyn) => Some(Type::Dyn),
        _ if text(a) && text(b) => Some(Type::String),
        (Type::List(a), Type::List(b)) => Some(Type::list(join(a, b)?)),
        (Type::Map(a, b), Type::Map(c, d)) => Some(Type::map(join(a, c)?, join(b, d)?)),
        (Type::Map(..) | Type::Object(_), Type::Map(..) | Type::Object(_)) => {
            Some(Type::map(Type::String, Type::Dyn))
        }
        _ => None,
    }
}
