//! The schema of one answer, by its item's type.
//!
//! It is about answers as the engine writes them: nothing empty, each choice once.

use crate::decimal::Decimal;
use crate::definition::{Item, Kind, Method, Part};
use crate::json::Json;

/// A day, a month and a time with a year of four digits.
const DATE: &str = "^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
const MONTH: &str = "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$";
const TIME: &str = "^([01][0-9]|2[0-3]):[0-5][0-9]$";
const PHONE: &str = "^([+] *)?[0-9(][0-9 ./()-]*( ext[.] [0-9]{1,7})?$";
const URL: &str = "^[Hh][Tt][Tt][Pp][Ss]?://[^ /?#]";
const DIGEST: &str = "^sha-256:[A-Za-z0-9_-]{43}$";

/// The schema of the answer to a question; nothing is an answer to anything else.
pub(super) fn value(item: &Item) -> Json {
    let number = |kind: &str, min: Option<Decimal>, max: Option<Decimal>| {
        typed(kind, [("minimum", min.map(Json::Number)), ("maximum", max.map(Json::Number))])
    };
    match &item.kind {
        Kind::Text { min_length, max_length, pattern }
        | Kind::Paragraph { min_length, max_length, pattern } => {
            let shared = pattern.as_ref().map(|source| &*source.text).filter(|text| is_shared(text));
            let whole = shared.map(|text| Json::String(format!("^(?:{text})$")));
            let least = min_length.unwrap_or(1).max(1);
            let lengths = [("minLength", count(least)), ("maxLength", max_length.and_then(count))];
            typed("string", lengths.into_iter().chain([("pattern", whole)]))
        }
        Kind::Integer { min, max, .. } => number("integer", *min, *max),
        Kind::Scale { min, max, .. } => number("integer", Decimal::from_i64(*min), Decimal::from_i64(*max)),
        Kind::Decimal { min, max, .. } | Kind::Money { min, max, .. } => number("number", *min, *max),
        Kind::Date { .. } => {
            typed("string", [("format", Some(Json::string("date"))), ("pattern", Some(Json::string(DATE)))])
        }
        Kind::Month { .. } => pattern(MONTH),
        Kind::Time { .. } => pattern(TIME),
        Kind::Email => pattern(&email()),
        Kind::Phone { .. } => pattern(PHONE),
        Kind::Url => pattern(URL),
        Kind::Boolean => typed("boolean", []),
        Kind::Choice { .. } => one_of(item.kind.choices().iter().map(|choice| &*choice.name)),
        Kind::Choices { min_selected, max_selected, .. } => choices(item, *min_selected, *max_selected),
        Kind::Address { parts, required } => {
            let part = |part: &Part| (part.name(), typed("string", [("minLength", count(1))]));
            let names: Vec<&str> = required.iter().map(|part| part.name()).collect();
            members(parts.iter().map(part), &names).and("minProperties", count(1).unwrap_or(Json::Null))
        }
        Kind::Contact { methods } => {
            Json::object([("anyOf", Json::Array(methods.iter().map(|method| contact(*method)).collect()))])
        }
        Kind::File { max_files, max_bytes, .. } => {
            let text = || typed("string", [("minLength", count(1))]);
            let size = number("integer", Some(Decimal::ZERO), Decimal::from_i64(*max_bytes));
            let file =
                [("fileName", text()), ("mediaType", text()), ("size", size), ("digest", pattern(DIGEST))];
            let file = members(file, &["fileName", "mediaType", "size", "digest"]);
            typed("array", [("items", Some(file)), ("minItems", count(1)), ("maxItems", count(*max_files))])
        }
        Kind::Signature => {
            let name = typed("string", [("minLength", count(1))]);
            let typed_name = members([("typedName", name)], &["typedName"]);
            let strokes = typed("array", [("minItems", count(1))]);
            let drawn = members([("strokes", strokes), ("digest", pattern(DIGEST))], &["strokes", "digest"]);
            Json::object([("anyOf", Json::Array(vec![typed_name, drawn]))])
        }
        Kind::Consent { .. } => {
            let given = Json::object([("const", Json::Bool(true))]);
            members([("given", given), ("textDigest", pattern(DIGEST))], &["given", "textDigest"])
        }
        Kind::Note { .. } | Kind::Group { .. } | Kind::Repeat(_) => Json::Bool(false),
    }
}

/// How a person may be reached in one way: no other answer says where.
fn contact(method: Method) -> Json {
    let text = || typed("string", [("minLength", count(1))]);
    let mut own = vec![("method", Json::object([("const", Json::string(method.name()))]))];
    let value = match method {
        Method::Phone | Method::Text => pattern(PHONE),
        Method::Email => pattern(&email()),
        Method::Post => text(),
        Method::None => return members(own, &["method"]),
    };
    own.push(("value", value));
    if method == Method::Phone {
        own.push(("leaveMessage", typed("boolean", [])));
    }
    own.extend([("sayWho", text()), ("when", text())]);
    members(own, &["method", "value"])
}

/// The grammar of the HTML standard, with letters of every script in the domain, and without dots that
/// begin, end or follow one another before the `@`.
fn email() -> String {
    let atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    let letter = "A-Za-z0-9\u{80}-\u{10ffff}";
    let label = format!("[{letter}]([{letter}-]{{0,61}}[{letter}])?");
    format!("^{atom}([.]{atom})*@{label}([.]{label})*$")
}

fn choices(item: &Item, min: Option<u32>, max: Option<u32>) -> Json {
    let choices = item.kind.choices();
    let alone: Vec<&str> = choices.iter().filter(|choice| choice.exclusive).map(|c| &*c.name).collect();
    let least = min.unwrap_or(1).max(1);
    let list = typed(
        "array",
        [
            ("items", Some(one_of(choices.iter().map(|choice| &*choice.name)))),
            ("uniqueItems", Some(Json::Bool(true))),
            ("minItems", count(if alone.is_empty() { least } else { 1 })),
            ("maxItems", max.and_then(count)),
        ],
    );
    if alone.is_empty() {
        return list;
    }
    let items = |word: &str, limit: u32| Json::object(count(limit).map(|limit| (word, limit)));
    list.and("if", Json::object([("contains", one_of(alone))]))
        .and("then", items("maxItems", 1))
        .and("else", items("minItems", least))
}

/// Whether a pattern means the same in JSON Schema (ECMA-262 with the flag `u`).
fn is_shared(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match c {
            '\\' if next.is_some_and(|c| "dD.\\/()[]{}*+?|^$".contains(c)) => drop(chars.next()),
            '\\' => return false,
            '[' if !in_class => in_class = true,
            '[' => return false,
            ']' if in_class => in_class = false,
            // A bracket that stands for itself; and flags, which only we have.
            ']' => return false,
            '(' if next == Some('?') && !in_class => {
                chars.next();
                if chars.next() != Some(':') {
                    return false;
                }
            }
            '{' if !in_class && !next.is_some_and(|c| c.is_ascii_digit()) => return false,
            _ => {}
        }
    }
    !in_class
}

pub(super) fn count(limit: u32) -> Option<Json> {
    Decimal::from_i64(i64::from(limit)).map(Json::Number)
}

fn pattern(pattern: &str) -> Json {
    typed("string", [("pattern", Some(Json::string(pattern)))])
}

fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Json {
    Json::object([("enum", Json::Array(names.into_iter().map(Json::string).collect()))])
}

/// An object with these members and no others.
fn members<'a>(properties: impl IntoIterator<Item = (&'a str, Json)>, required: &[&str]) -> Json {
    let required: Vec<Json> = required.iter().map(|name| Json::string(*name)).collect();
    typed(
        "object",
        [
            ("properties", Some(Json::object(properties))),
            ("additionalProperties", Some(Json::Bool(false))),
            ("required", (!required.is_empty()).then_some(Json::Array(required))),
        ],
    )
}

pub(super) fn typed<'a>(kind: &str, more: impl IntoIterator<Item = (&'a str, Option<Json>)>) -> Json {
    let more = more.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Json::object([("type", Json::string(kind))].into_iter().chain(more))
}

#[cfg(test)]
mod tests {
    use super::is_shared;

    #[test]
    fn a_pattern_is_exported_where_it_means_the_same() {
        for pattern in ["", "[A-Z]{2}\\d+", "(?:a|b)*", "^\\+?[0-9 ().-]+$", "å"] {
            assert!(is_shared(pattern), "{pattern}");
        }
        for pattern in ["(?i)a", "\\s", "\\w", "\\x41", "[[]", "]", "{", "a{,2}", "\\", "[\\-]"] {
            assert!(!is_shared(pattern), "{pattern}");
        }
    }
}
