//! A person's mistake in words: what to do about it.

use super::voice::Wording;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::definition::{Item, Kind, Part};
use crate::problem::{Limit, Problem};
use crate::rule::ending;
use crate::text::Text;
use std::sync::Arc;

/// What to do about a problem, as an error message. The form author's own message for the item goes first where there
/// is one; `plain` says it without markup.
pub fn problem(
    words: &impl Wording,
    problem: &Problem,
    item: &Item,
    plain: impl FnOnce(&Text) -> String,
) -> String {
    let own = match problem {
        Problem::Constraint { message: Some(message) } => Some(message),
        _ => item.constraint_message.as_ref(),
    };
    match problem {
        Problem::Pattern | Problem::Constraint { .. } if own.is_some() => own.map(plain).unwrap_or_default(),
        Problem::Required => words.say(required(&item.kind)).into(),
        Problem::NotANumber if matches!(item.kind, Kind::Integer { .. }) => {
            words.say("not-an-integer").into()
        }
        Problem::NotANumber => words.fill("not-a-number", &[("example", &words.whole(1250))]),
        Problem::Ambiguous { readings: [one, other] } => {
            words.fill("ambiguous", &[("one", &reading(words, one)), ("other", &reading(words, other))])
        }
        Problem::NotAnInteger | Problem::Decimals { limit: 0 } => words.say("not-an-integer").into(),
        Problem::TooManyDigits => words.say("too-many-digits").into(),
        Problem::Decimals { limit } => words.count("decimals", (*limit).into()),
        Problem::Min { limit } => limit_in_words(words, ["min", "min-date", "min-time"], limit, item),
        Problem::Max { limit } => limit_in_words(words, ["max", "max-date", "max-time"], limit, item),
        Problem::MinLength { limit } => words.count("min-length", *limit),
        Problem::MaxLength { limit } => words.count("max-length", *limit),
        Problem::Pattern => words.say("pattern").into(),
        Problem::Email => words.say("email-format").into(),
        Problem::DateIncomplete { day, month, year } => {
            let parts = [(day, "a-day"), (month, "a-month"), (year, "a-year")];
            let missing = parts.into_iter().filter(|(missing, _)| **missing);
            let missing: Vec<String> = missing.map(|(_, key)| words.say(key).to_string()).collect();
            words.fill("date-incomplete", &[("parts", &words.list(&missing))])
        }
        Problem::NoSuchDay => words.say("no-such-day").into(),
        Problem::NotADate => words.fill("not-a-date", &[("example", &words.date_example(true))]),
        Problem::ShortYear => words.say("short-year").into(),
        Problem::NotAMonth => words.fill("not-a-month", &[("example", &words.date_example(false))]),
        Problem::NotATime => words.fill("not-a-time", &[("example", &words.time("14:30"))]),
        Problem::Phone => words.fill("phone-format", &[("example", phone_example(&item.kind))]),
        Problem::Url => words.say("url-format").into(),
        Problem::AddressIncomplete { parts } => {
            let part = |part: &Part| words.say(&["a-", part.name()].concat()).to_string();
            let parts: Vec<String> = parts.iter().map(part).collect();
            words.fill("address-incomplete", &[("parts", &words.list(&parts))])
        }
        Problem::UnknownChoice => words.say("unknown-choice").into(),
        Problem::FilteredChoice => words.say("filtered-choice").into(),
        Problem::MinSelected { limit } => words.count("min-selected", *limit),
        Problem::MaxSelected { limit } => words.count("max-selected", *limit),
        Problem::MaxFiles { limit } => words.count("max-files", *limit),
        Problem::MaxBytes { limit } => words.fill("max-bytes", &[("limit", &words.bytes(*limit))]),
        Problem::FileType => words.fill("file-type", &[("types", &file_types(words, &item.kind))]),
        Problem::EmptyFile => words.say("empty-file").into(),
        Problem::MinCount { limit } => words.count("min-count", *limit),
        Problem::MaxCount { limit } => words.count("max-count", *limit),
        Problem::Exclusive => words.say("exclusive").into(),
        Problem::TooMuchWork => words.say("too-much-work").into(),
        _ => words.say("constraint").into(),
    }
}

/// What a file question takes: pictures, PDF.
fn file_types(words: &impl Wording, kind: &Kind) -> String {
    let Kind::File { accept, .. } = kind else { return String::new() };
    let name = |token: &Arc<str>| match &**token {
        "image/*" => words.say("pictures").to_string(),
        token => {
            let name = ending(token).or_else(|| token.rsplit(['/', '.']).next());
            name.unwrap_or_default().to_ascii_uppercase()
        }
    };
    let mut names: Vec<String> = accept.iter().map(name).collect();
    names.dedup();
    words.list(&names)
}

/// One of the things that were meant, so written that it can mean nothing else: three decimals would
/// be a group again.
fn reading(words: &impl Wording, reading: &Limit) -> String {
    match reading {
        Limit::Number(number) if number.decimals() == 3 => {
            words.ungrouped(*number) + &words.ungrouped(Decimal::ZERO)
        }
        Limit::Number(number) => words.ungrouped(*number),
        Limit::Date(date) => words.date(*date),
        Limit::Text(text) => text.to_string(),
    }
}

fn limit_in_words(words: &impl Wording, keys: [&str; 3], limit: &Limit, item: &Item) -> String {
    let [number, date, time] = keys;
    let (key, limit) = match (limit, &item.kind) {
        (Limit::Number(limit), Kind::Money { currency, .. }) => (number, words.money(*limit, currency, None)),
        (Limit::Number(limit), Kind::Integer { grouping: false, .. }) => (number, words.ungrouped(*limit)),
        (Limit::Number(limit), _) => (number, words.number(*limit)),
        (Limit::Date(limit), _) => (date, words.date(*limit)),
        (Limit::Text(limit), Kind::Time { .. }) => (time, words.time(limit)),
        (Limit::Text(limit), _) => {
            let first = Date::parse(&[limit, "-01"].concat());
            (time, first.map(|first| words.month(first)).unwrap_or_default())
        }
    };
    words.fill(key, &[("limit", &limit)])
}

/// A number of those that are kept free for examples.
fn phone_example(kind: &Kind) -> &'static str {
    match kind {
        Kind::Phone { region: Some(region) } => match &**region {
            "SE" => "070-174 06 05",
            "GB" => "01632 960 001",
            "US" => "202-555-0142",
            _ => "+1 202-555-0142",
        },
        _ => "+1 202-555-0142",
    }
}

fn required(kind: &Kind) -> &'static str {
    match kind {
        Kind::Email => "required-email",
        Kind::Phone { .. } => "required-phone",
        Kind::Url => "required-url",
        Kind::Month { .. } => "required-month",
        Kind::Time { .. } => "required-time",
        Kind::Address { .. } => "required-address",
        Kind::Contact { .. } => "required-contact",
        Kind::Consent { .. } => "required-consent",
        Kind::Integer { .. } | Kind::Decimal { .. } => "required-number",
        Kind::Money { .. } => "required-money",
        Kind::Date { .. } => "required-date",
        Kind::Boolean => "required-boolean",
        Kind::Choice { .. } | Kind::Scale { .. } => "required-choice",
        Kind::Choices { .. } => "required-choices",
        Kind::File { .. } => "required-file",
        Kind::Signature => "required-signature",
        _ => "required-text",
    }
}
