//! Values and types as the examples write them.

use intake_core::expr::{Type, Value};

use crate::form::Form;

pub(crate) fn value(value: &Value, form: &Form) -> String {
    let show = |v: &Value| self::value(v, form);
    match value {
        Value::Null => "null".into(),
        Value::Bool(bool) => bool.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Uint(uint) => format!("{uint}u"),
        Value::Double(number) => format!("{:?}", number.to_f64()),
        Value::String(text) => format!("{text:?}"),
        Value::Bytes(bytes) => format!("b{bytes:?}"),
        Value::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{}: {}", show(key), show(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Timestamp(seconds, nanos) => format!("timestamp {seconds}.{nanos:09}"),
        Value::Duration(seconds, nanos) => format!("duration {seconds} s, {nanos} ns"),
        Value::Type(name) => format!("type {name}"),
        Value::Unknown(slots) => {
            let names: Vec<&str> = slots.0.iter().map(|&slot| form.slot(slot)).collect();
            format!("unknown: {}", names.join(", "))
        }
    }
}

pub(crate) fn ty(ty: &Type) -> String {
    match ty {
        Type::Choice(names) => format!("choice({})", names.join(", ")),
        Type::List(element) => format!("list({})", self::ty(element)),
        Type::Map(key, value) => format!("map({}, {})", self::ty(key), self::ty(value)),
        Type::Object(members) => {
            let members = members.iter().map(|(name, ty)| format!("{name}: {}", self::ty(ty)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        plain => format!("{plain:?}").to_lowercase(),
    }
}
