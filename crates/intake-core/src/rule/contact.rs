//! Whether a person can be reached in the way that they chose.

use super::email::is_email;
use super::phone::is_phone;
use crate::definition::Part;
use crate::json::Json;
use crate::problem::Problem;

/// A postal address has room for its lines; a name and a time are a few words.
const MOST: [(&str, usize); 3] = [("value", 500), ("sayWho", 200), ("when", 200)];

pub(super) fn check(json: &Json) -> Option<Problem> {
    let text = |name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default();
    let value = text("value");
    match text("method") {
        "phone" | "text" if !is_phone(value) => return Some(Problem::Phone),
        "email" if !is_email(value) => return Some(Problem::Email),
        "post" if value.is_empty() => return Some(Problem::AddressIncomplete { parts: vec![Part::Line1] }),
        _ => {}
    }
    let long = MOST.into_iter().find(|(name, most)| text(name).chars().count() > *most);
    long.map(|(_, most)| Problem::MaxLength { limit: most as u32 })
}
