//! The fixed rules on one answer.

mod contact;
mod email;
mod file;
mod media_type;
mod phone;
mod url;

pub use crate::problem::{Limit, Problem};
pub use email::is_email;
pub use media_type::{HEAD, ending, media_type};
pub use phone::is_phone;
pub use url::is_url;

use crate::answer::Answer;
use crate::decimal::Decimal;
use crate::definition::Kind;

/// The first fixed rule that an answer breaks. Patterns, computed bounds and constraints
/// are the session's: they need the form around the answer.
pub fn check(kind: &Kind, answer: &Answer) -> Option<Problem> {
    match (kind, answer) {
        (
            Kind::Text { min_length, max_length, .. } | Kind::Paragraph { min_length, max_length, .. },
            Answer::Text(text),
        ) => length(text.chars().count(), *min_length, *max_length),
        (Kind::Email, Answer::Text(text)) => (!is_email(text)).then_some(Problem::Email),
        (Kind::Phone { .. }, Answer::Text(text)) => (!is_phone(text)).then_some(Problem::Phone),
        (Kind::Url, Answer::Text(text)) => (!is_url(text)).then_some(Problem::Url),
        (Kind::Month { min, max } | Kind::Time { min, max }, Answer::Text(text)) => {
            let low = min.as_ref().filter(|limit| text < *limit);
            let high = max.as_ref().filter(|limit| text > *limit);
            outside(low.map(|limit| Limit::Text(limit.clone())), high.map(|limit| Limit::Text(limit.clone())))
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
            let count = names.len() as u32;
            match (*min_selected, *max_selected) {
                (Some(limit), _) if count < limit => Some(Problem::MinSelected { limit }),
                (_, Some(limit)) if count > limit => Some(Problem::MaxSelected { limit }),
                _ => None,
            }
        }
        _ => None,
    }
}

fn length(count: usize, min: Option<u32>, max: Option<u32>) -> Option<Problem> {
    match (min, max) {
        (Some(limit), _) if count < limit as usize => Some(Problem::MinLength { limit }),
        (_, Some(limit)) if count > limit as usize => Some(Problem::MaxLength { limit }),
        _ => None,
    }
}

#[inline(never)]
fn range(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> Option<Problem> {
    let low = min.filter(|limit| number < *limit);
    let high = max.filter(|limit| number > *limit);
    outside(low.map(Limit::Number), high.map(Limit::Number))
}

/// Below the least or above the most.
#[inline(never)]
pub(crate) fn outside(low: Option<Limit>, high: Option<Limit>) -> Option<Problem> {
    match (low, high) {
        (Some(limit), _) => Some(Problem::Min { limit }),
        (None, Some(limit)) => Some(Problem::Max { limit }),
        (None, None) => None,
    }
}

fn places(number: Decimal, limit: u8) -> Option<Problem> {
    if number.decimals() > u16::from(limit) { Some(Problem::Decimals { limit }) } else { None }
}
