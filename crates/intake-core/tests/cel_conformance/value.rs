//! `google.api.expr.v1alpha1.Value` and `Type`, as this engine's.

use std::sync::Arc;

use intake_core::expr::{Type, Value};

use crate::textproto::{Field, Message};

pub(crate) fn value(message: &Message) -> Value {
    let (name, field) = message.first().expect("a value has a field");
    let text = || message.text(name);
    match (name.as_str(), field) {
        ("null_value", _) => Value::Null,
        ("bool_value", _) => Value::Bool(text() == "true"),
        ("int64_value", _) => Value::Int(text().parse().unwrap()),
        ("uint64_value", _) => Value::Uint(text().parse().unwrap()),
        ("double_value", _) => Value::Double(text().parse::<f64>().unwrap().into()),
        ("string_value", _) => Value::String(text().into()),
        ("bytes_value", _) => Value::Bytes(message.bytes(name).unwrap().into()),
        ("type_value", _) => Value::Type(text().into()),
        ("list_value", Field::Message(list)) => Value::List(list.messages("values").map(value).collect()),
        ("map_value", Field::Message(map)) => {
            let part = |entry: &Message, name: &str| value(entry.message(name).unwrap());
            let entries = map.messages("entries").map(|entry| (part(entry, "key"), part(entry, "value")));
            Value::Map(Arc::new(entries.collect()))
        }
        ("object_value", Field::Message(any)) => match any.first() {
            Some((name, Field::Message(time))) => {
                let number = |name: &str| time.text(name).parse::<i64>().unwrap_or(0);
                if name.contains("Timestamp") {
                    Value::Timestamp(number("seconds"), number("nanos") as u32)
                } else {
                    assert!(name.contains("Duration"), "{name}");
                    Value::Duration(number("seconds"), number("nanos") as i32)
                }
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

/// Same type and value, to the bit, except that maps have no order.
pub(crate) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Double(a), Value::Double(b)) => {
            let (a, b) = (a.to_f64(), b.to_f64());
            a == b || (a.is_nan() && b.is_nan())
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            let has = |(key, value): &(Value, Value)| b.iter().any(|(k, v)| same(key, k) && same(value, v));
            a.len() == b.len() && a.iter().all(has)
        }
        (a, b) => format!("{a:?}") == format!("{b:?}"),
    }
}

pub(crate) fn ty(message: &Message) -> Type {
    let (name, field) = message.first().expect("a type has a field");
    match (name.as_str(), field) {
        ("primitive", _) => match message.text(name).as_str() {
            "BOOL" => Type::Bool,
            "INT64" => Type::Int,
            "UINT64" => Type::Uint,
            "DOUBLE" => Type::Double,
            "STRING" => Type::String,
            "BYTES" => Type::Bytes,
            other => panic!("{other}"),
        },
        ("well_known", _) => match message.text(name).as_str() {
            "TIMESTAMP" => Type::Timestamp,
            "DURATION" => Type::Duration,
            _ => Type::Dyn,
        },
        ("list_type", Field::Message(list)) => Type::list(list.message("elem_type").map_or(Type::Dyn, ty)),
        ("map_type", Field::Message(map)) => Type::map(
            map.message("key_type").map_or(Type::Dyn, ty),
            map.message("value_type").map_or(Type::Dyn, ty),
        ),
        ("null", _) => Type::Null,
        _ => Type::Dyn,
    }
}
