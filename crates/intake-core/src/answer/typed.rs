//! What a person typed or selected.

use std::sync::Arc;

use super::{contact, shape};
use crate::date::Date;
use crate::decimal::Decimal;
use crate::definition::{Kind, Part, is_month, is_time};
use crate::json::Json;
use crate::problem::Problem;

/// Exactly what a person typed or selected. It is kept whatever it means.
#[derive(Clone, PartialEq, Default)]
pub enum Typed {
    /// Nothing, or no longer anything.
    #[default]
    Empty,
    /// Text, paragraph, e-mail; numbers as typed; what finds no choice of a list.
    Text(Arc<str>),
    /// A number that nobody typed: of a submission, a default, the page around.
    Number(Decimal),
    /// Three fields, each as typed; one of them may hold a whole date.
    Date {
        /// Empty while nothing is typed.
        year: Arc<str>,
        /// A number or a name, or empty.
        month: Arc<str>,
        /// Empty while nothing is typed.
        day: Arc<str>,
    },
    /// Two fields, each as typed; one of them may hold a whole month.
    Month {
        /// Empty while nothing is typed.
        year: Arc<str>,
        /// A number or a name, or empty.
        month: Arc<str>,
    },
    /// Yes is true.
    Boolean(bool),
    /// The name of the choice.
    Choice(Arc<str>),
    /// The names of the choices, in any order.
    Choices(Vec<Arc<str>>),
    /// Each part as typed, in any order; it may be empty.
    Address(Vec<(Part, Arc<str>)>),
    /// What a control puts together itself: files, a signature, a consent, the parts of a contact.
    Json(Json),
}

impl Typed {
    /// What would be typed for an answer in a submission; an error where the JSON has
    /// another type than the item.
    pub fn from_json(kind: &Kind, json: &Json) -> Result<Self, Problem> {
        match (kind, json) {
            (
                Kind::Text { .. } | Kind::Paragraph { .. } | Kind::Email | Kind::Phone { .. } | Kind::Url,
                json,
            ) => text(json).map(Self::Text),
            (Kind::Time { .. }, json) => {
                let text = text(json)?;
                if is_time(&text) { Ok(Self::Text(text)) } else { Err(Problem::NotATime) }
            }
            (Kind::Month { .. }, json) => {
                let text = text(json)?;
                if !is_month(&text) {
                    return Err(Problem::NotAMonth);
                }
                let part = |from, to| piece(&text, from, to);
                Ok(Self::Month { year: part(0, 4), month: part(5, 7) })
            }
            (
                Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. } | Kind::Scale { .. },
                Json::Number(number),
            ) => Ok(Self::Number(*number)),
            (Kind::Address { parts, .. }, json) => shape::read_address(parts, json).map(Self::Address),
            (Kind::Contact { .. }, json) => contact::typed(kind, json).map(Self::Json),
            (Kind::File { .. } | Kind::Signature | Kind::Consent { .. }, json) => {
                if shape::fits(kind, json) {
                    Ok(Self::Json(json.clone()))
                } else {
                    Err(Problem::WrongType)
                }
            }
            (Kind::Date { .. }, json) => {
                let text = text(json)?;
                if Date::parse(&text).is_none() {
                    return Err(Problem::NotADate);
                }
                let part = |from, to| piece(&text, from, to);
                Ok(Self::Date { year: part(0, 4), month: part(5, 7), day: part(8, 10) })
            }
            (Kind::Boolean, Json::Bool(value)) => Ok(Self::Boolean(*value)),
            (Kind::Choice { .. }, json) => text(json).map(Self::Choice),
            (Kind::Choices { .. }, Json::Array(names)) => {
                let mut chosen = Vec::with_capacity(names.len());
                for name in names {
                    chosen.push(text(name)?);
                }
                Ok(Self::Choices(chosen))
            }
            _ => Err(Problem::WrongType),
        }
    }
}

#[inline(never)]
fn text(json: &Json) -> Result<Arc<str>, Problem> {
    match json {
        Json::String(text) => Ok(text.as_str().into()),
        _ => Err(Problem::WrongType),
    }
}

#[inline(never)]
fn piece(text: &str, from: usize, to: usize) -> Arc<str> {
    text.get(from..to).unwrap_or_default().into()
}
