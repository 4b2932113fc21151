//! Tables: a form's constants, as values and as types.

use std::rc::Rc;

use crate::diagnostic::EXPLAIN;
use crate::expr::{Type, Value};
use crate::json::Json;

/// A constant as a value. A whole number is an int; in a list of a table where any number
/// has a fraction, all are doubles, and members that start with `x-` are the author's own.
pub(super) fn value_of(json: &Json) -> Value {
    value(json, false, true)
}

/// An answer as a value.
pub(crate) fn value_of_answer(json: &Json) -> Value {
    value(json, false, false)
}

fn value(json: &Json, double: bool, table: bool) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(number) => match number.to_i64().filter(|_| !double) {
            Some(integer) => Value::Int(integer),
            None => Value::Double(number.to_f64()),
        },
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => {
            let double = table && has_fraction(items);
            let mut values = Vec::with_capacity(items.len());
            for item in items {
                values.push(value(item, double, table));
            }
            Value::List(values.into())
        }
        Json::Object(members) => {
            let mut values = Vec::with_capacity(members.len());
            for (name, json) in members {
                if !table || !name.starts_with("x-") {
                    values.push((Value::String(name.as_str().into()), value(json, false, table)));
                }
            }
            Value::Map(Rc::new(values))
        }
    }
}

pub(super) fn type_of(json: &Json) -> Type {
    match json {
        _ if !EXPLAIN => Type::Dyn,
        Json::Null => Type::Null,
        Json::Bool(_) => Type::Bool,
        Json::Number(number) if number.to_i64().is_some() => Type::Int,
        Json::Number(_) => Type::Double,
        Json::String(_) => Type::String,
        Json::Array(items) => {
            let one = |item: &Json| if has_fraction(items) { double_type(item) } else { type_of(item) };
            let mut types = items.iter().map(one);
            let first = types.next().unwrap_or(Type::Dyn);
            Type::list(if types.all(|ty| ty == first) { first } else { Type::Dyn })
        }
        Json::Object(members) => Type::object(
            members
                .iter()
                .filter(|(name, _)| !name.starts_with("x-"))
                .map(|(name, json)| (name.as_str().into(), type_of(json)))
                .collect(),
        ),
    }
}

fn double_type(json: &Json) -> Type {
    if json.as_number().is_some() { Type::Double } else { type_of(json) }
}

fn has_fraction(items: &[Json]) -> bool {
    items.iter().any(|item| matches!(item, Json::Number(number) if number.to_i64().is_none()))
}
