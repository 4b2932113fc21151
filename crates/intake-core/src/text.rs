//! Texts of a definition: a string per language, Markdown-lite, with answers inserted.
//!
//! A text is data. It becomes [`Block`]s, never HTML.

mod markdown;

pub use markdown::{Block, Inline, inserts, parse};

use std::sync::Arc;

use crate::date::Date;
use crate::decimal::Decimal;
use crate::language::nearest;

/// A text in one or more languages.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Text {
    /// Language tag (BCP 47) and source; an empty tag means the form's default language.
    versions: Vec<(Arc<str>, Arc<str>)>,
}

impl Text {
    /// A text of versions: language tag (BCP 47; empty for the form's default language) and source.
    pub fn new(versions: Vec<(Arc<str>, Arc<str>)>) -> Self {
        Self { versions }
    }

    /// The source in the best language there is: the one asked for, or the [`nearest`] to it, the
    /// default language, the first. Returns the language it is really in, and the source.
    pub fn get(&self, language: &str, default: &Arc<str>) -> (Arc<str>, &str) {
        let find = |tag: &str| self.versions.iter().find(|(own, _)| **own == *tag);
        let near = || {
            let place = nearest(language, &mut self.versions.iter().map(|(own, _)| &**own))?;
            self.versions.get(place)
        };
        let found = find(language).or_else(near).or_else(|| find(default)).or(self.versions.first());
        match found {
            Some((tag, source)) if tag.is_empty() => (default.clone(), source),
            Some((tag, source)) => (tag.clone(), source),
            None => (default.clone(), ""),
        }
    }

    /// Each version: language tag and source.
    pub fn versions(&self) -> &[(Arc<str>, Arc<str>)] {
        &self.versions
    }
}

/// Something that a person wrote, as it can be shown among other words: without what is not seen and what turns a
/// line round (UAX #9, explicit formatting). Line breaks stay, and the marks that Arabic and Hebrew are written with.
pub fn shown(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !turns(*c) && (!c.is_control() || matches!(c, '\n' | '\t'))).collect()
}

/// The same of a name, as of a file: one line, and no mark of direction.
pub fn shown_name(name: &str) -> String {
    let marks =
        |c: char| matches!(c, '\n' | '\t' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}');
    let mut name = shown(name);
    name.retain(|c| !marks(c));
    name
}

/// A text as it is said to a person.
pub struct Said {
    /// The language that it is really in, for the `lang` attribute (WCAG 3.1.2).
    pub lang: Arc<str>,
    /// In their order, with what is inserted.
    pub blocks: Vec<Block>,
}

/// How the person's language writes values; in the browser this is `Intl`.
pub trait Speech {
    /// The language asked for, as a BCP 47 tag.
    fn language(&self) -> &str;
    /// A number, its digits grouped as the language does.
    fn number(&self, value: Decimal) -> String;

    /// A number whose digits are never grouped: a year, the number of a paper.
    fn ungrouped(&self, value: Decimal) -> String {
        value.to_string()
    }

    /// An amount in an ISO 4217 currency, a whole one without decimals; or with so many
    /// decimals, where two stand for as many as the currency has.
    fn money(&self, value: Decimal, currency: &str, decimals: Option<u8>) -> String;
    /// A day with its month and year.
    fn date(&self, value: Date) -> String;
    /// "a, b and c".
    fn list(&self, items: &[String]) -> String;
    /// "Yes" or "No".
    fn boolean(&self, value: bool) -> String;

    /// A month of a year, by its first day.
    fn month(&self, first: Date) -> String {
        let mut text = first.to_string();
        text.truncate(7);
        text
    }

    /// A time of day, from `HH:MM`.
    fn time(&self, time: &str) -> String {
        time.into()
    }

    /// What the ways to reach a person are called, and what is said of them: words of the catalogue, by their keys.
    fn word(&self, key: &str) -> String {
        key.into()
    }

    /// The name of a day of the week, 1 Monday to 7 Sunday.
    fn weekday(&self, day: u8) -> String {
        day.to_string()
    }

    /// The choice that `"other": true` adds.
    fn other(&self) -> String {
        "Other".into()
    }
}
