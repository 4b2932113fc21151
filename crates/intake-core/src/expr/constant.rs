//! JSON as values: the constants of a form's tables, and answers that are objects or arrays.

use std::sync::Arc;

use super::value::Value;
use crate::json::Json;

/// A constant as a value. A whole number is an int; in a list of a table where any number
/// has a fraction, all are doubles, and members that start with `x-` are the author's own.
pub(crate) fn value_of(json: &Json) -> Value {
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
            None => Value::Double((*number).into()),
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
            Value::Map(Arc::new(values))
        }
    }
}

/// Whether a list holds a number that is not whole.
pub(crate) fn has_fraction(items: &[Json]) -> bool {
    items.iter().any(|item| matches!(item, Json::Number(number) if number.to_i64().is_none()))
}
