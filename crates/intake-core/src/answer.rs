//! Answers: what was typed, and what it means.

mod amount;
mod date;
mod locale;
mod number;
mod phone;
mod shape;
mod text;

pub use date::DatePart;
pub(crate) use date::spread;
pub use locale::{DateFormat, Locale, NumberFormat};
pub use shape::size as file_size;
pub(crate) use text::in_plain_characters;
pub use text::length;

use std::rc::Rc;

use crate::character::trim;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::definition::{Choice, Kind, Part, is_month, is_time};
use crate::expr::Value;
use crate::json::Json;
use crate::problem::Problem;

/// Exactly what a person typed or selected. It is kept whatever it means.
#[derive(Clone, PartialEq, Default)]
pub enum Typed {
    #[default]
    Empty,
    /// Text, paragraph, e-mail; numbers as typed; what finds no choice of a list.
    Text(Rc<str>),
    /// A number that nobody typed: of a submission, a default, the page around.
    Number(Decimal),
    Date {
        year: Rc<str>,
        month: Rc<str>,
        day: Rc<str>,
    },
    Month {
        year: Rc<str>,
        month: Rc<str>,
    },
    Boolean(bool),
    Choice(Rc<str>),
    Choices(Vec<Rc<str>>),
    Address(Vec<(Part, Rc<str>)>),
    /// What a control puts together itself: files, a signature, a consent.
    Json(Json),
}

/// What an answer means, by its item's type.
#[derive(Clone, PartialEq)]
pub enum Answer {
    Text(Rc<str>),
    Integer(Decimal),
    Decimal(Decimal),
    Date(Date),
    Boolean(bool),
    Choice(Rc<str>),
    /// In the order of the list, each once.
    Choices(Rc<[Rc<str>]>),
    /// An object or array: address, file, signature, consent.
    Json(Json),
}

impl Answer {
    /// What was typed, understood; `Ok(None)` for nothing typed.
    pub fn read(kind: &Kind, typed: &Typed, locale: &dyn Locale) -> Result<Option<Self>, Problem> {
        match (kind, typed) {
            (_, Typed::Empty) => Ok(None),
            (_, Typed::Text(text)) if trim(text).is_empty() => Ok(None),
            (Kind::Text { .. } | Kind::Paragraph { .. }, Typed::Text(text)) => {
                Ok(Some(Self::Text(text::read(text))))
            }
            (Kind::Email, Typed::Text(text)) => Ok(Some(Self::Text(text::address(text).into()))),
            (Kind::Phone { .. }, Typed::Text(text)) => Ok(Some(Self::Text(phone::read(text).into()))),
            (Kind::Url, Typed::Text(text)) => Ok(Some(Self::Text(text::url(text).into()))),
            (Kind::Time { .. }, Typed::Text(text)) => {
                shape::read_time(text).map(|time| Some(Self::Text(time)))
            }
            (Kind::Month { .. }, Typed::Month { year, month }) => date::read_month([year, month], locale),
            (Kind::Address { .. }, Typed::Address(parts)) => Ok(shape::address(parts).map(Self::Json)),
            (Kind::File { .. } | Kind::Signature | Kind::Consent { .. }, Typed::Json(json)) => {
                Ok(shape::given(json).map(Self::Json))
            }
            (
                Kind::Scale { .. } | Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Money { .. },
                Typed::Text(_) | Typed::Number(_),
            ) => {
                let number = match typed {
                    Typed::Text(text) => number::read(kind, text, locale)?,
                    Typed::Number(number) => *number,
                    _ => return Err(Problem::WrongType),
                };
                if matches!(kind, Kind::Decimal { .. } | Kind::Money { .. }) {
                    Ok(Some(Self::Decimal(number)))
                } else if number.to_i64().is_some() {
                    Ok(Some(Self::Integer(number)))
                } else {
                    Err(Problem::NotAnInteger)
                }
            }
            (Kind::Date { .. }, Typed::Date { year, month, day }) => {
                date::read_date([year, month, day], locale)
            }
            (Kind::Boolean, Typed::Boolean(value)) => Ok(Some(Self::Boolean(*value))),
            (Kind::Choice { choices, .. }, Typed::Choice(name)) => one_of(choices, name),
            (Kind::Choices { choices, .. }, Typed::Choices(names)) => {
                some_of(choices, names.len(), &|i| Some(&**names.get(i)?))
            }
            // What was typed to find a choice, and found none.
            (Kind::Choice { .. }, Typed::Text(_)) => Err(Problem::UnknownChoice),
            _ => Err(Problem::WrongType),
        }
    }

    /// An answer from a submission: what [`Answer::read`] gives for what would be typed. A number
    /// is taken as it is: no language has a say in it.
    pub fn from_json(kind: &Kind, json: &Json) -> Result<Option<Self>, Problem> {
        match (kind, json) {
            (Kind::Boolean, Json::Bool(value)) => Ok(Some(Self::Boolean(*value))),
            (Kind::Integer { .. } | Kind::Scale { .. }, Json::Number(number)) => {
                number.to_i64().map(|_| Some(Self::Integer(*number))).ok_or(Problem::NotAnInteger)
            }
            (Kind::Decimal { .. } | Kind::Money { .. }, Json::Number(number)) => {
                Ok(Some(Self::Decimal(*number)))
            }
            (Kind::Choice { choices, .. }, Json::String(name)) => one_of(choices, name),
            (Kind::Choices { choices, .. }, Json::Array(names))
                if names.iter().all(|name| name.as_str().is_some()) =>
            {
                some_of(choices, names.len(), &|i| names.get(i)?.as_str())
            }
            _ => Self::read(kind, &Typed::from_json(kind, json)?, &NumberFormat::default()),
        }
    }

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

/// The choice of a name.
#[inline(never)]
fn one_of(choices: &[Choice], name: &str) -> Result<Option<Answer>, Problem> {
    for choice in choices {
        if *choice.name == *name {
            return Ok(Some(Answer::Choice(choice.name.clone())));
        }
    }
    Err(Problem::UnknownChoice)
}

/// The choices of so many names, in their order in the list; nothing for no names.
#[inline(never)]
fn some_of<'a>(
    choices: &[Choice],
    count: usize,
    name: &dyn Fn(usize) -> Option<&'a str>,
) -> Result<Option<Answer>, Problem> {
    let mut chosen = Vec::new();
    for choice in choices {
        if (0..count).any(|i| name(i) == Some(&choice.name)) {
            chosen.push(choice.name.clone());
        }
    }
    for i in 0..count {
        if !chosen.iter().any(|chosen| name(i) == Some(chosen)) {
            return Err(Problem::UnknownChoice);
        }
    }
    Ok(if chosen.is_empty() { None } else { Some(Answer::Choices(chosen.into())) })
}

#[inline(never)]
fn text(json: &Json) -> Result<Rc<str>, Problem> {
    match json {
        Json::String(text) => Ok(text.as_str().into()),
        _ => Err(Problem::WrongType),
    }
}

#[inline(never)]
fn piece(text: &str, from: usize, to: usize) -> Rc<str> {
    text.get(from..to).unwrap_or_default().into()
}
