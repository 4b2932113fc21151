//! What an answer means, and how submissions and expressions see it.

use std::sync::Arc;

use super::shape;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::definition::Kind;
use crate::expr::Value;
use crate::json::Json;

/// What an answer means, by its item's type.
#[derive(Clone, PartialEq)]
pub enum Answer {
    /// Text, paragraph, e-mail, phone, URL; a month as `YYYY-MM`, a time as `HH:MM`.
    Text(Arc<str>),
    /// Integer or scale: no decimals.
    Integer(Decimal),
    /// Decimal, or money in whole units of the currency.
    Decimal(Decimal),
    /// A day, without a time or a zone.
    Date(Date),
    /// Yes is true.
    Boolean(bool),
    /// The name of the choice.
    Choice(Arc<str>),
    /// In the order of the list, each once.
    Choices(Arc<[Arc<str>]>),
    /// An object or array: address, contact, file, signature, consent.
    Json(Json),
}

impl Answer {
    /// An answer as a submission holds it.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) | Self::Choice(text) => Json::text(text),
            Self::Integer(number) | Self::Decimal(number) => Json::Number(*number),
            Self::Date(date) => Json::String(date.to_string()),
            Self::Boolean(value) => Json::Bool(*value),
            Self::Choices(names) => {
                let mut items = Vec::with_capacity(names.len());
                for name in &**names {
                    items.push(Json::text(name));
                }
                Json::Array(items)
            }
            Self::Json(json) => json.clone(),
        }
    }

    /// The value that expressions see.
    pub fn to_value(&self, kind: &Kind) -> Value {
        match self {
            Self::Text(text) | Self::Choice(text) => Value::String(text.clone()),
            Self::Integer(number) => Value::Int(number.to_i64().unwrap_or(0)),
            Self::Decimal(number) => Value::Double((*number).into()),
            Self::Date(date) => Value::Timestamp(date.to_days() * 86_400, 0),
            Self::Boolean(value) => Value::Bool(*value),
            Self::Choices(names) => {
                let mut items = Vec::with_capacity(names.len());
                for name in &**names {
                    items.push(Value::String(name.clone()));
                }
                Value::List(items.into())
            }
            Self::Json(json) => shape::value(kind, json),
        }
    }
}
