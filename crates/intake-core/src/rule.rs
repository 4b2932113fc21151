//! The fixed rules on one answer.

mod contact;
mod email;
mod file;
mod media_type;
mod phone;
mod range;
mod url;

pub use crate::problem::{Limit, Problem};
pub use email::is_email;
pub use media_type::{HEAD, ending, media_type};
pub use phone::is_phone;
pub(crate) use range::{above, below, outside};
pub use url::is_url;

use std::sync::Arc;

use crate::answer::Answer;
use crate::decimal::Decimal;
use crate::definition::Kind;
use range::Length;

/// The first fixed rule that an answer breaks. Patterns, computed bounds and constraints
/// are the session's: they need the form around the answer.
pub fn check(kind: &Kind, answer: &Answer) -> Option<Problem> {
    match (kind, answer) {
        (
            Kind::Text { min_length, max_length, .. } | Kind::Paragraph { min_length, max_length, .. },
            Answer::Text(text),
        ) => {
            let length = Length(text.chars().count());
            let short = length.below(*min_length).map(|limit| Problem::MinLength { limit });
            short.or_else(|| length.above(*max_length).map(|limit| Problem::MaxLength { limit }))
        }
        (Kind::Email, Answer::Text(text)) => (!is_email(text)).then_some(Problem::Email),
        (Kind::Phone { .. }, Answer::Text(text)) => (!is_phone(text)).then_some(Problem::Phone),
        (Kind::Url, Answer::Text(text)) => (!is_url(text)).then_some(Problem::Url),
        (Kind::Month { min, max } | Kind::Time { min, max }, Answer::Text(text)) => {
            let limit = |limit: &Arc<str>| Limit::Text(limit.clone());
            outside(below(text, min.as_ref()).map(limit), above(text, max.as_ref()).map(limit))
        }
        (Kind::Scale { min, max, .. }, Answer::Integer(number)) => {
            range(*number, Decimal::from_i64(*min), Decimal::from_i64(*max))
        }
        (Kind::Address { required, .. }, Answer::Json(json)) => {
            let mut parts = required.clone();
            parts.retain(|part| json.get(part.name()).is_none());
            if parts.is_empty() { None } else { Some(Problem::AddressIncomplete { parts }) }
        }
        (Kind::Contact { .. }, Answer::Json(json)) => contact::check(json),
        (Kind::File { accept, max_files, max_bytes }, Answer::Json(json)) => {
            file::check(accept, *max_files, *max_bytes, json)
        }
        (Kind::Integer { min, max, .. }, Answer::Integer(number)) => range(*number, *min, *max),
        (Kind::Decimal { min, max, decimals }, Answer::Decimal(number)) => {
            places(*number, decimals.unwrap_or(15)).or_else(|| range(*number, *min, *max))
        }
        (Kind::Money { min, max, decimals, .. }, Answer::Decimal(number)) => {
            places(*number, *decimals).or_else(|| range(*number, *min, *max))
        }
        (Kind::Choices { choices, min_selected, max_selected, .. }, Answer::Choices(names)) => {
            let exclusive = choices.iter().any(|c| c.exclusive && names.contains(&c.name));
            if exclusive {
                return (names.len() > 1).then_some(Problem::Exclusive);
            }
            let length = Length(names.len());
            let few = length.below(*min_selected).map(|limit| Problem::MinSelected { limit });
            few.or_else(|| length.above(*max_selected).map(|limit| Problem::MaxSelected { limit }))
        }
        _ => None,
    }
}

#[inline(never)]
fn range(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> Option<Problem> {
    let limit = |limit: &Decimal| Limit::Number(*limit);
    outside(below(&number, min.as_ref()).map(limit), above(&number, max.as_ref()).map(limit))
}

fn places(number: Decimal, limit: u8) -> Option<Problem> {
    if number.decimals() > u16::from(limit) { Some(Problem::Decimals { limit }) } else { None }
}
