//! Tables: a form's constants, as values and as types.

use std::rc::Rc;

use crate::diagnostic::EXPLAIN;
use crate::expr::{Type, Value};
use crate::json::Json;

/// A constant as a value. A whole number is an int; in a list where any number has a
/// fraction, all are doubles.
pub(super) fn value_of(json: &Json) -> Value {
    value(json, false)
}

fn value(json: &Json, double: bool) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(*b),
        Json::Number(number) => match number.to_i64().filter(|_| !double) {
            Some(integer) => Value::Int(integer),
            None => Value::Double(number.to_f64()),
        },
        Json::String(text) => Value::String(text.as_str().into()),
        Json::Array(items) => {
            let double = has_fraction(items);
            Value::List(items.iter().map(|item| value(item, double)).collect())
        }
        Json::Object(members) => {
            let entry =
                |(name, json): &(String, Json)| (Value::String(name.as_str().into()), value(json, false));
            Value::Map(Rc::new(
                members.iter().filter(|(name, _)| !name.starts_with("x-")).map(entry).collect(),
            ))
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
    items.iter().filter_map(Json::as_number).any(|number| number.to_i64().is_none())
}
