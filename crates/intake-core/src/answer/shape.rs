//! Answers with members of their own: addresses, files, signatures, consents; and times.

use std::sync::Arc;

use super::contact;
use super::number::digits;
use super::text::in_plain_characters;
use crate::character::trim;
use crate::definition::{Kind, Part};
use crate::expr::{Value, value_of_answer};
use crate::json::Json;
use crate::problem::Problem;

/// A time as typed: `14:30`, `14.30`, `1430`, `14h30`, `9`, `2:30 p. m.`, `kl. 9`. The
/// answer is `HH:MM`.
#[inline(never)]
pub(super) fn read_time(text: &str) -> Result<Arc<str>, Problem> {
    let mut lower = in_plain_characters(text).to_ascii_lowercase();
    lower.retain(|c| !c.is_whitespace());
    let mut clock = lower.trim_end_matches('.');
    let mut half = None;
    for (name, letter) in
        [("am", 'a'), ("pm", 'p'), ("a.m", 'a'), ("p.m", 'p'), ("\u{635}", 'a'), ("\u{645}", 'p')]
    {
        if let Some(before) = clock.strip_suffix(name) {
            (half, clock) = (Some(letter), before);
        }
    }
    let clock = clock.strip_prefix("kl").unwrap_or(clock).trim_start_matches('.');
    let clock = clock.strip_suffix('h').unwrap_or(clock);
    let (hour, minute) = match clock.bytes().position(|b| matches!(b, b':' | b'.' | b'h')) {
        Some(at) => (clock.get(..at).unwrap_or_default(), clock.get(at + 1..).unwrap_or_default()),
        None if clock.len() == 4 => clock.split_at_checked(2).unwrap_or((clock, "00")),
        None => (clock, "00"),
    };
    let (Some(mut hour), Some(minute)) = (digits(hour), digits(minute).filter(|_| minute.len() == 2)) else {
        return Err(Problem::NotATime);
    };
    if let Some(half) = half {
        if !(1..=12).contains(&hour) {
            return Err(Problem::NotATime);
        }
        hour = hour % 12 + if half == 'p' { 12 } else { 0 };
    }
    if hour > 23 || minute > 59 {
        return Err(Problem::NotATime);
    }
    let mut written = String::with_capacity(5);
    for digit in [hour / 10, hour % 10, 10, minute / 10, minute % 10] {
        // The colon comes after the nine.
        written.push(char::from(b'0' + digit as u8));
    }
    Ok(written.into())
}

/// An address as an answer: the parts that were filled in, in their order.
#[inline(never)]
pub(super) fn address(parts: &[(Part, Arc<str>)]) -> Option<Json> {
    let mut members = Vec::new();
    for part in Part::ALL {
        let Some((_, text)) = parts.iter().find(|(own, _)| *own == part) else { continue };
        let text = super::text::read(text);
        if !text.is_empty() {
            members.push((part.name().into(), Json::text(&text)));
        }
    }
    if members.is_empty() { None } else { Some(Json::Object(members)) }
}

#[inline(never)]
pub(super) fn read_address(asked: &[Part], json: &Json) -> Result<Vec<(Part, Arc<str>)>, Problem> {
    let Json::Object(members) = json else { return Err(Problem::WrongType) };
    let mut parts = Vec::with_capacity(members.len());
    for (name, value) in members {
        let part = asked.iter().find(|part| part.name() == name);
        let (Some(part), Json::String(text)) = (part, value) else { return Err(Problem::WrongType) };
        parts.push((*part, text.as_str().into()));
    }
    Ok(parts)
}

/// What there is in it: an empty list of files, a consent not given and a name of blanks are none.
#[inline(never)]
pub(super) fn given(json: &Json) -> Option<Json> {
    if let Some(name) = json.get("typedName").and_then(Json::as_str) {
        let name = trim(name);
        return (!name.is_empty()).then(|| Json::object([("typedName", Json::string(name))]));
    }
    let given = match json {
        Json::Array(files) => !files.is_empty(),
        _ => json.get("given").is_none_or(|given| given.as_bool() == Some(true)),
    };
    given.then(|| json.clone())
}

/// Whether an answer has the members of its kind, and no others.
#[inline(never)]
pub(super) fn fits(kind: &Kind, json: &Json) -> bool {
    match kind {
        Kind::File { .. } => json.as_array().is_some_and(|files| files.iter().all(is_file)),
        Kind::Consent { .. } => {
            only(json, &["given", "textDigest"])
                && json.get("given").and_then(Json::as_bool) == Some(true)
                && json.get("textDigest").is_some_and(is_digest)
        }
        Kind::Signature if json.get("typedName").is_some() => {
            only(json, &["typedName"])
                && json.get("typedName").and_then(Json::as_str).is_some_and(|name| !name.is_empty())
        }
        Kind::Signature => {
            only(json, &["strokes", "digest"])
                && json.get("strokes").and_then(Json::as_array).is_some_and(|strokes| !strokes.is_empty())
                && json.get("digest").is_some_and(is_digest)
        }
        _ => false,
    }
}

fn is_file(file: &Json) -> bool {
    let text = |name: &str| file.get(name).and_then(Json::as_str).is_some_and(|text| !text.is_empty());
    only(file, &["fileName", "mediaType", "size", "digest"])
        && text("fileName")
        && text("mediaType")
        && size(file) >= 0
        && file.get("digest").is_some_and(is_digest)
}

/// A file's size in bytes; −1 where it is not one.
pub fn size(file: &Json) -> i64 {
    file.get("size").and_then(Json::as_number).and_then(|n| n.to_i64()).unwrap_or(-1)
}

/// `sha-256:` and 32 bytes as base64url.
fn is_digest(json: &Json) -> bool {
    let letters = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let digest = json.as_str().and_then(|text| text.strip_prefix("sha-256:"));
    digest.is_some_and(|digest| digest.len() == 43 && digest.bytes().all(letters))
}

fn only(json: &Json, names: &[&str]) -> bool {
    json.as_object().is_some_and(|members| members.iter().all(|(name, _)| names.contains(&name.as_str())))
}

/// As expressions see it. An address has all its parts, the empty ones as empty texts.
pub(super) fn value(kind: &Kind, json: &Json) -> Value {
    if let Kind::Address { parts, .. } = kind {
        let mut members = Vec::with_capacity(parts.len());
        for part in parts {
            let text = json.get(part.name()).and_then(Json::as_str).unwrap_or_default();
            members.push((Value::String(part.name().into()), Value::String(text.into())));
        }
        return Value::Map(Arc::new(members));
    }
    if let Kind::Contact { .. } = kind {
        return contact::value(json);
    }
    value_of_answer(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_the_same_however_it_is_written() {
        for (text, time) in [
            ("14:30", "14:30"),
            ("14.30", "14:30"),
            ("1430", "14:30"),
            ("2:30 pm", "14:30"),
            ("2.30PM", "14:30"),
            ("9", "09:00"),
            ("12 am", "00:00"),
            ("12pm", "12:00"),
            (" 7:05 a.m. ", "07:05"),
            ("0:00", "00:00"),
            ("2:30 p. m.", "14:30"),
            ("14h30", "14:30"),
            ("14 h", "14:00"),
            ("kl. 14.30", "14:30"),
            ("\u{661}\u{664}:\u{663}\u{660}", "14:30"),
            ("\u{662}:\u{663}\u{660} \u{645}", "14:30"),
        ] {
            assert_eq!(read_time(text).as_deref(), Ok(time), "{text}");
        }
        for text in ["24:00", "12:60", "13 pm", "0 am", "noon", "1:2", "", "12:345", "-1"] {
            assert_eq!(read_time(text), Err(Problem::NotATime), "{text}");
        }
    }
}
