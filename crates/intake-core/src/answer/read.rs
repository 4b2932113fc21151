//! Understanding what was typed, by the item's type.

use super::locale::{Locale, NumberFormat};
use super::typed::Typed;
use super::value::Answer;
use super::{contact, date, number, phone, shape, text};
use crate::character::trim;
use crate::definition::{Choice, Kind};
use crate::json::Json;
use crate::problem::Problem;

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
            (Kind::Contact { .. }, Typed::Json(json)) => Ok(contact::read(kind, json)?.map(Self::Json)),
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
