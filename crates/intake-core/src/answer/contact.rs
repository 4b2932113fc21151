//! How a person may be reached: what is typed, part by part, and the answer that it makes.
//!
//! What is typed is an object of the parts that have something in them: `method`, `phone`, `email`, `post`,
//! `leaveMessage`, `sayWho`, `when`. So a number is still there when somebody tried another way and comes back. The answer
//! has the one `value` that belongs to its `method`.

use super::{phone, text};
use crate::definition::{Kind, Method};
use crate::expr::Value;
use crate::json::Json;
use crate::problem::Problem;
use std::sync::Arc;

/// What an answer may say beside the method, in its order.
const TEXTS: [&str; 2] = ["sayWho", "when"];

/// The answer; `Ok(None)` while nothing is typed.
#[inline(never)]
pub(super) fn read(kind: &Kind, typed: &Json) -> Result<Option<Json>, Problem> {
    let said = |name: &str| {
        let text = typed.get(name).and_then(Json::as_str).map(|typed| text::read(&typed.into()));
        text.filter(|text| !text.is_empty())
    };
    let Some(name) = said("method") else {
        let is_empty = typed.as_object().is_none_or(<[_]>::is_empty);
        // Where is said, and not how.
        return if is_empty { Ok(None) } else { Err(Problem::Required) };
    };
    let method = method_of(kind, &name).ok_or(Problem::UnknownChoice)?;
    let mut members = vec![("method".into(), Json::text(&name))];
    if let Some(field) = method.field() {
        let value = said(field).unwrap_or_default();
        let value = match method {
            Method::Phone | Method::Text => phone::read(&value),
            Method::Email => text::address(&value),
            _ => String::from(&*value),
        };
        members.push(("value".into(), Json::String(value)));
        if let (Method::Phone, Some(may)) = (method, typed.get("leaveMessage")) {
            members.push(("leaveMessage".into(), may.clone()));
        }
        for name in TEXTS {
            members.extend(said(name).map(|text| (name.into(), Json::text(&text))));
        }
    }
    Ok(Some(Json::Object(members)))
}

/// What would be typed for an answer in a submission.
#[inline(never)]
pub(super) fn typed(kind: &Kind, json: &Json) -> Result<Json, Problem> {
    let name = json.get("method").and_then(Json::as_str).ok_or(Problem::WrongType)?;
    let method = method_of(kind, name).ok_or(Problem::UnknownChoice)?;
    let mut members = Vec::new();
    for (name, value) in json.as_object().unwrap_or_default() {
        let field = match (name.as_str(), value) {
            ("method", _) => Some("method"),
            ("value", Json::String(_)) => method.field(),
            ("leaveMessage", Json::Bool(_)) => (method == Method::Phone).then_some("leaveMessage"),
            (name, Json::String(_)) if method != Method::None => TEXTS.into_iter().find(|own| *own == name),
            _ => None,
        };
        members.push((field.ok_or(Problem::WrongType)?.into(), value.clone()));
    }
    Ok(Json::Object(members))
}

fn method_of(kind: &Kind, name: &str) -> Option<Method> {
    let Kind::Contact { methods } = kind else { return None };
    methods.iter().find(|method| method.name() == name).copied()
}

/// As expressions see it: with all members. Who did not say that a message may be left, did not allow it.
#[inline(never)]
pub(super) fn value(json: &Json) -> Value {
    let mut members = Vec::new();
    for name in ["method", "value", "sayWho", "when"] {
        let text = json.get(name).and_then(Json::as_str).unwrap_or_default();
        members.push((Value::String(name.into()), Value::String(text.into())));
    }
    let may = json.get("leaveMessage").and_then(Json::as_bool) == Some(true);
    members.push((Value::String("leaveMessage".into()), Value::Bool(may)));
    Value::Map(Arc::new(members))
}
