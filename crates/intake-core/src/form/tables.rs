//! Tables: a form's constants, as types.

use crate::diagnostic::EXPLAIN;
use crate::expr::{Type, has_fraction};
use crate::json::Json;

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
