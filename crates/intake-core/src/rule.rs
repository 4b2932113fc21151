//! The fixed rules on one answer.

mod email;
mod file;
mod phone;
mod url;

pub use crate::problem::{Limit, Problem};
pub use email::is_email;
pub use phone::is_phone;
pub use url::is_url;

use std::rc::Rc;

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
            let bound = |limit: &Rc<str>| Limit::Text(limit.clone());
            let low =
                min.as_ref().filter(|limit| text < *limit).map(|limit| Problem::Min { limit: bound(limit) });
            low.or_else(|| {
                max.as_ref().filter(|limit| text > *limit).map(|limit| Problem::Max { limit: bound(limit) })
            })
        }
        (Kind::Scale { min, max, .. }, Answer::Integer(number)) => {
            range(*number, Decimal::from_i64(*min), Decimal::from_i64(*max))
        }
        (Kind::Address { required, .. }, Answer::Json(json)) => {
            let parts: Vec<_> =
                required.iter().copied().filter(|part| json.get(part.name()).is_none()).collect();
            (!parts.is_empty()).then_some(Problem::AddressIncomplete { parts })
        }
        (Kind::File { accept, max_files, max_bytes }, Answer::Json(json)) => {
            file::check(accept, *max_files, *max_bytes, json)
        }
        (Kind::Integer { min, max }, Answer::Integer(number)) => range(*number, *min, *max),
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
            let few = min_selected.filter(|limit| count < *limit).map(|limit| Problem::MinSelected { limit });
            few.or_else(|| {
                max_selected.filter(|limit| count > *limit).map(|limit| Problem::MaxSelected { limit })
            })
        }
        _ => None,
    }
}

fn length(count: usize, min: Option<u32>, max: Option<u32>) -> Option<Problem> {
    let short = min.filter(|limit| count < *limit as usize).map(|limit| Problem::MinLength { limit });
    short.or_else(|| max.filter(|limit| count > *limit as usize).map(|limit| Problem::MaxLength { limit }))
}

fn range(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> Option<Problem> {
    let low = min.filter(|limit| number < *limit).map(|limit| Problem::Min { limit: Limit::Number(limit) });
    low.or_else(|| {
        max.filter(|limit| number > *limit).map(|limit| Problem::Max { limit: Limit::Number(limit) })
    })
}

fn places(number: Decimal, limit: u8) -> Option<Problem> {
    (number.decimals() > u16::from(limit)).then_some(Problem::Decimals { limit })
}
