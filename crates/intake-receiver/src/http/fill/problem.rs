//! A person's mistake in words, by the widget's rules (`src/text/problem.rs`) and from its catalogue.

use super::localizer::Localizer;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::definition::{Item, Kind, Part};
use intake_core::problem::{Limit, Problem};
use intake_core::rule::ending;
use intake_core::text::Speech;
use std::sync::Arc;

impl Localizer {
    /// What to do about a problem, as an error message. `said` is the form author's own
    /// message for this item, which goes first where there is one.
    pub(super) fn problem(&self, problem: &Problem, item: &Item, said: Option<String>) -> String {
        let words = self;
        match problem {
            Problem::Pattern | Problem::Constraint { .. } if said.is_some() => said.unwrap_or_default(),
            Problem::Required => words.say(required(&item.kind)).into(),
            Problem::NotANumber if matches!(item.kind, Kind::Integer { .. }) => {
                words.say("not-an-integer").into()
            }
            Problem::NotANumber => words.fill("not-a-number", &[("example", &self.whole(1250))]),
            Problem::Ambiguous { readings: [one, other] } => {
                words.fill("ambiguous", &[("one", &self.reading(one)), ("other", &self.reading(other))])
            }
            Problem::NotAnInteger | Problem::Decimals { limit: 0 } => words.say("not-an-integer").into(),
            Problem::TooManyDigits => words.say("too-many-digits").into(),
            Problem::Decimals { limit } => self.count("decimals", (*limit).into(), ""),
            Problem::Min { limit } => self.limit(["min", "min-date", "min-time"], limit, item),
            Problem::Max { limit } => self.limit(["max", "max-date", "max-time"], limit, item),
            Problem::MinLength { limit } => self.count("min-length", *limit, ""),
            Problem::MaxLength { limit } => self.count("max-length", *limit, ""),
            Problem::Pattern => words.say("pattern").into(),
            Problem::Email => words.say("email-format").into(),
            Problem::DateIncomplete { day, month, year } => {
                let parts = [(day, "a-day"), (month, "a-month"), (year, "a-year")];
                let missing = parts.into_iter().filter(|(missing, _)| **missing);
                let missing: Vec<String> = missing.map(|(_, key)| words.say(key).to_owned()).collect();
                words.fill("date-incomplete", &[("parts", &self.list(&missing))])
            }
            Problem::NoSuchDay => words.say("no-such-day").into(),
            Problem::NotADate => words.fill("not-a-date", &[("example", &self.date_example(true))]),
            Problem::ShortYear => words.say("short-year").into(),
            Problem::NotAMonth => words.fill("not-a-month", &[("example", &self.date_example(false))]),
            Problem::NotATime => words.fill("not-a-time", &[("example", &Speech::time(self, "14:30"))]),
            Problem::Phone => words.fill("phone-format", &[("example", phone_example(&item.kind))]),
            Problem::Url => words.say("url-format").into(),
            Problem::AddressIncomplete { parts } => {
                let part = |part: &Part| words.say(&["a-", part.name()].concat()).to_string();
                let parts: Vec<String> = parts.iter().map(part).collect();
                words.fill("address-incomplete", &[("parts", &self.list(&parts))])
            }
            Problem::UnknownChoice => words.say("unknown-choice").into(),
            Problem::FilteredChoice => words.say("filtered-choice").into(),
            Problem::MinSelected { limit } => self.count("min-selected", *limit, ""),
            Problem::MaxSelected { limit } => self.count("max-selected", *limit, ""),
            Problem::MaxFiles { limit } => self.count("max-files", *limit, ""),
            Problem::MaxBytes { limit } => words.fill("max-bytes", &[("limit", &self.bytes(*limit))]),
            Problem::FileType => words.fill("file-type", &[("types", &self.file_types(&item.kind))]),
            Problem::EmptyFile => words.say("empty-file").into(),
            Problem::MinCount { limit } => self.count("min-count", *limit, ""),
            Problem::MaxCount { limit } => self.count("max-count", *limit, ""),
            Problem::Exclusive => words.say("exclusive").into(),
            Problem::TooMuchWork => words.say("too-much-work").into(),
            _ => words.say("constraint").into(),
        }
    }

    /// What a file question takes: pictures, PDF.
    fn file_types(&self, kind: &Kind) -> String {
        let Kind::File { accept, .. } = kind else { return String::new() };
        let name = |token: &Arc<str>| match &**token {
            "image/*" => self.say("pictures").to_string(),
            token => {
                let name = ending(token).or_else(|| token.rsplit(['/', '.']).next());
                name.unwrap_or_default().to_ascii_uppercase()
            }
        };
        let mut names: Vec<String> = accept.iter().map(name).collect();
        names.dedup();
        self.list(&names)
    }

    /// One of the things that were meant, so written that it can mean nothing else: three decimals would
    /// be a group again.
    fn reading(&self, reading: &Limit) -> String {
        match reading {
            Limit::Number(number) if number.decimals() == 3 => {
                self.ungrouped(*number) + &self.ungrouped(Decimal::ZERO)
            }
            Limit::Number(number) => self.ungrouped(*number),
            Limit::Date(date) => self.date(*date),
            Limit::Text(text) => text.to_string(),
        }
    }

    fn limit(&self, keys: [&str; 3], limit: &Limit, item: &Item) -> String {
        let [number, date, time] = keys;
        let (key, limit) = match (limit, &item.kind) {
            (Limit::Number(limit), Kind::Money { currency, .. }) => {
                (number, self.money(*limit, currency, None))
            }
            (Limit::Number(limit), Kind::Integer { grouping: false, .. }) => (number, self.ungrouped(*limit)),
            (Limit::Number(limit), _) => (number, self.number(*limit)),
            (Limit::Date(limit), _) => (date, self.date(*limit)),
            (Limit::Text(limit), Kind::Time { .. }) => (time, Speech::time(self, limit)),
            (Limit::Text(limit), _) => {
                let first = Date::parse(&[limit, "-01"].concat());
                (time, first.map(|first| self.month(first)).unwrap_or_default())
            }
        };
        self.fill(key, &[("limit", &limit)])
    }
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
