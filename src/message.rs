//! The widget's own words in the person's language, and a person's mistake in words.
//!
//! A catalogue is a flat JSON file, fetched by the loader: one for each visit.

use crate::speech::Voice;
use intake_core::definition::{Item, Kind};
use intake_core::json::Json;
use intake_core::problem::{Limit, Problem};
use intake_core::text::Speech;

/// The words of one language.
pub struct Catalogue(Json);

impl Catalogue {
    /// Reads a fetched catalogue.
    pub fn read(text: &str) -> Self {
        Self(Json::parse(text).unwrap_or(Json::Null))
    }

    /// The words for a key.
    pub fn say(&self, key: &str) -> &str {
        self.0.get(key).and_then(Json::as_str).unwrap_or_default()
    }

    /// The words for a key, its `{places}` filled.
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        fill(self.say(key), places)
    }

    /// The form of a counted phrase for a plural category of CLDR, `{n}` not yet filled.
    fn counted(&self, key: &str, category: &str) -> &str {
        let forms = self.0.get(key);
        let form = forms.and_then(|forms| forms.get(category).or_else(|| forms.get("other")));
        form.and_then(Json::as_str).unwrap_or_default()
    }
}

impl Voice {
    /// A counted phrase, in the plural form that the language has for `n`.
    pub fn count(&self, key: &str, n: u32) -> String {
        self.count_one(key, n, "")
    }

    /// The same for a phrase that names the thing where it is only one.
    pub fn count_one(&self, key: &str, n: u32, label: &str) -> String {
        let phrase = self.words().counted(key, &self.plural(n));
        fill(phrase, &[("n", &self.whole(n)), ("label", label)])
    }

    /// What to do about a problem, as an error message. `said` is the form author's own
    /// message for this item, which goes first where there is one.
    pub fn problem(&self, problem: &Problem, item: &Item, said: Option<String>) -> String {
        let words = self.words();
        match problem {
            Problem::Pattern | Problem::Constraint { .. } if said.is_some() => said.unwrap_or_default(),
            Problem::Required => words.say(required(&item.kind)).into(),
            Problem::NotANumber if matches!(item.kind, Kind::Integer { .. }) => {
                words.say("not-an-integer").into()
            }
            Problem::NotANumber => words.fill("not-a-number", &[("example", &self.whole(1250))]),
            Problem::NotAnInteger | Problem::Decimals { limit: 0 } => words.say("not-an-integer").into(),
            Problem::TooManyDigits => words.say("too-many-digits").into(),
            Problem::Decimals { limit } => self.count("decimals", (*limit).into()),
            Problem::Min { limit } => self.limit("min", "min-date", limit, item),
            Problem::Max { limit } => self.limit("max", "max-date", limit, item),
            Problem::MinLength { limit } => self.count("min-length", *limit),
            Problem::MaxLength { limit } => self.count("max-length", *limit),
            Problem::Pattern => words.say("pattern").into(),
            Problem::Email => words.say("email-format").into(),
            Problem::DateIncomplete { day, month, year } => {
                let parts = [(day, "a-day"), (month, "a-month"), (year, "a-year")];
                let missing = parts.into_iter().filter(|(missing, _)| **missing);
                let missing: Vec<String> = missing.map(|(_, key)| words.say(key).to_string()).collect();
                words.fill("date-incomplete", &[("parts", &self.list(&missing))])
            }
            Problem::NoSuchDay => words.say("no-such-day").into(),
            Problem::NotADate => words.fill("not-a-date", &[("example", &self.date_example())]),
            Problem::UnknownChoice => words.say("unknown-choice").into(),
            Problem::MinSelected { limit } => self.count("min-selected", *limit),
            Problem::MaxSelected { limit } => self.count("max-selected", *limit),
            Problem::Exclusive => words.say("exclusive").into(),
            _ => words.say("constraint").into(),
        }
    }

    fn limit(&self, number: &str, date: &str, limit: &Limit, item: &Item) -> String {
        let (key, limit) = match (limit, &item.kind) {
            (Limit::Number(limit), Kind::Money { currency, .. }) => (number, self.money(*limit, currency)),
            (Limit::Number(limit), _) => (number, self.number(*limit)),
            (Limit::Date(limit), _) => (date, self.date(*limit)),
            (Limit::Text(limit), _) => (number, limit.to_string()),
        };
        self.words().fill(key, &[("limit", &limit)])
    }
}

fn required(kind: &Kind) -> &'static str {
    match kind {
        Kind::Email => "required-email",
        Kind::Integer { .. } | Kind::Decimal { .. } => "required-number",
        Kind::Money { .. } => "required-money",
        Kind::Date { .. } => "required-date",
        Kind::Boolean => "required-boolean",
        Kind::Choice { .. } => "required-choice",
        Kind::Choices { .. } => "required-choices",
        _ => "required-text",
    }
}

fn fill(phrase: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        if let Some((_, value)) = places.iter().find(|(place, _)| *place == name) {
            out.push_str(value);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_where_the_language_wants_them() {
        assert_eq!(fill("Page {page} of {pages}", &[("page", "2"), ("pages", "5")]), "Page 2 of 5");
        assert_eq!(fill("{n} och {n}", &[("n", "3")]), "3 och 3");
        assert_eq!(fill("plain", &[]), "plain");
    }

    #[test]
    fn every_language_has_every_key_and_place() {
        let english = Json::parse(include_str!("lang/en.json")).unwrap();
        for (name, text) in [("sv", include_str!("lang/sv.json")), ("pl", include_str!("lang/pl.json"))] {
            let other = Json::parse(text).unwrap();
            for (key, words) in english.as_object().unwrap() {
                let translated = other.get(key).unwrap_or_else(|| panic!("{name} lacks {key}"));
                assert_eq!(words.as_str().is_some(), translated.as_str().is_some(), "{name}: {key}");
                let places = |text: &str| {
                    let mut found: Vec<_> = text
                        .split('{')
                        .skip(1)
                        .filter_map(|rest| Some(rest.split_once('}')?.0.to_string()))
                        .collect();
                    found.sort();
                    found
                };
                if let (Some(words), Some(translated)) = (words.as_str(), translated.as_str()) {
                    assert_eq!(places(words), places(translated), "{name}: {key}");
                }
            }
            assert_eq!(other.as_object().unwrap().len(), english.as_object().unwrap().len(), "{name}");
        }
    }
}
