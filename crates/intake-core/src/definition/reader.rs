//! Reading members of objects with their places: the one way in which a definition's
//! parts are taken from the tree.

use std::rc::Rc;

use super::source::Source;
use crate::decimal::Decimal;
use crate::diagnostic::{Diagnostics, EXPLAIN, Place, explain};
use crate::json::Json;
use crate::text::Text;

/// What reading needs everywhere: where diagnostics go, and the form's languages.
pub(super) struct Reader<'a> {
    pub diagnostics: &'a Diagnostics,
    pub languages: Vec<Rc<str>>,
}

/// An object whose unknown members have been reported.
pub(super) struct Object<'a> {
    reader: &'a Reader<'a>,
    json: &'a Json,
    place: Place<'a>,
}

impl<'a> Reader<'a> {
    /// The object here; any other value, and any member that is not among `known`, is an
    /// error. `$schema`, and members that start with `x-`, are the author's own.
    #[inline(never)]
    pub fn object<'o>(&'o self, json: &'o Json, place: &'o Place<'o>, known: &[&str]) -> Object<'o> {
        match json.as_object() {
            None => self.expected(place, "an object"),
            Some(members) => {
                for (name, _) in members.iter().take_while(|_| EXPLAIN) {
                    if !known.contains(&name.as_str()) && name != "$schema" && !name.starts_with("x-") {
                        self.diagnostics.error(
                            "unknown-property",
                            place.member(name).pointer(),
                            explain!("There is no property \"{name}\" here."),
                            match closest(name, known.iter().copied()) {
                                Some(near) => explain!("Did you mean \"{near}\"?"),
                                None => explain!("The properties here are: {}.", known.join(", ")),
                            },
                        );
                    }
                }
            }
        }
        Object { reader: self, json, place: *place }
    }

    pub fn expected(&self, place: &Place<'_>, what: &str) {
        expected(self.diagnostics, place, what);
    }

    /// A language tag (BCP 47).
    pub fn tag(&self, json: &Json, place: &Place<'_>) -> Option<Rc<str>> {
        let tag = json.as_str().filter(|t| {
            (2..=35).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        if tag.is_none() {
            self.expected(place, "a language tag such as \"en\" or \"pt-BR\"");
        }
        tag.map(Into::into)
    }
}

impl<'a> Object<'a> {
    pub fn place(&self) -> &Place<'a> {
        &self.place
    }

    pub fn get(&self, name: &str) -> Option<&'a Json> {
        self.json.get(name)
    }

    fn fail(&self, name: &str, what: &str) {
        expected(self.reader.diagnostics, &self.place.member(name), what);
    }

    /// Reports a member that must be there and is not.
    pub fn need(&self, name: &str) {
        if self.get(name).is_none() && self.json.as_object().is_some() {
            self.reader.diagnostics.error(
                "missing-property",
                self.place.pointer(),
                explain!("The property \"{name}\" is missing."),
                explain!("Add \"{name}\"."),
            );
        }
    }

    pub fn string(&self, name: &str) -> Option<Rc<str>> {
        let value = self.get(name)?;
        if value.as_str().is_none() {
            self.fail(name, "a string");
        }
        value.as_str().map(Into::into)
    }

    pub fn need_string(&self, name: &str) -> Option<Rc<str>> {
        self.need(name);
        self.string(name)
    }

    pub fn boolean(&self, name: &str) -> Option<bool> {
        let value = self.get(name)?;
        if value.as_bool().is_none() {
            self.fail(name, "true or false");
        }
        value.as_bool()
    }

    pub fn number(&self, name: &str) -> Option<Decimal> {
        let value = self.get(name)?;
        if value.as_number().is_none() {
            self.fail(name, "a number");
        }
        value.as_number()
    }

    pub fn integer(&self, name: &str) -> Option<i64> {
        let value = self.get(name)?;
        let integer = value.as_number().and_then(Decimal::to_i64);
        if integer.is_none() {
            self.fail(name, "a whole number");
        }
        integer
    }

    /// A count: a whole number from 0.
    pub fn count(&self, name: &str) -> Option<u32> {
        let count = u32::try_from(self.integer(name)?).ok();
        if count.is_none() {
            self.fail(name, "a whole number, 0 or more");
        }
        count
    }

    pub fn text(&self, name: &str) -> Option<Text> {
        text(self.reader, self.get(name)?, &self.place.member(name))
    }

    pub fn need_text(&self, name: &str) -> Text {
        self.need(name);
        self.text(name).unwrap_or_default()
    }

    pub fn language(&self, name: &str) -> Option<Rc<str>> {
        self.need(name);
        let value = self.get(name)?;
        self.reader.tag(value, &self.place.member(name))
    }

    /// A name such as `food-bank`: `[a-z][a-z0-9-]*`.
    pub fn slug(&self, name: &str) -> Option<Rc<str>> {
        self.name_of(name, "a name like \"food-bank\": small letters, digits and hyphens", |b| b == b'-')
    }

    /// A CEL identifier: `[a-z][a-z0-9_]*`.
    pub fn identifier(&self, name: &str) -> Option<Rc<str>> {
        self.name_of(name, "a name like \"household_size\": small letters, digits and underscores", |b| {
            b == b'_'
        })
    }

    /// A name of a part that no expression reads: both kinds of name will do.
    pub fn part_name(&self, name: &str) -> Option<Rc<str>> {
        self.name_of(name, "a name: small letters, digits, hyphens and underscores", |b| {
            matches!(b, b'-' | b'_')
        })
    }

    fn name_of(&self, name: &str, what: &str, more: fn(u8) -> bool) -> Option<Rc<str>> {
        let text = self.need_string(name)?;
        let right = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.len() <= 64
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || more(b));
        if !right {
            self.fail(name, what);
        }
        right.then_some(text)
    }

    /// An expression.
    pub fn source(&self, name: &str) -> Option<Source> {
        Some(Source { text: self.string(name)?, pointer: self.place.member(name).pointer() })
    }

    pub fn need_source(&self, name: &str) -> Source {
        self.need(name);
        self.source(name).unwrap_or_else(|| Source { text: "".into(), pointer: self.place.pointer() })
    }

    /// Reads the entries of an array member, each with its place, in a single walk.
    pub fn each(&self, name: &str, read: &mut dyn FnMut(&'a Json, &Place<'_>)) {
        match self.get(name) {
            Some(Json::Array(entries)) => {
                let array = self.place.member(name);
                for (index, entry) in entries.iter().enumerate() {
                    read(entry, &array.index(index));
                }
            }
            Some(_) => self.fail(name, "a list"),
            None => {}
        }
    }

    /// Reads the entries of an array member that holds objects.
    pub fn each_object(&self, name: &str, known: &[&str], read: &mut dyn FnMut(&Object<'_>)) {
        self.each(name, &mut |json, place| read(&self.reader.object(json, place, known)));
    }

    /// The strings of an array member.
    pub fn strings(&self, name: &str) -> Vec<Rc<str>> {
        let mut strings = Vec::new();
        self.each(name, &mut |json, place| match json.as_str() {
            Some(text) => strings.push(text.into()),
            None => self.reader.expected(place, "a string"),
        });
        strings
    }

    /// An address of a page elsewhere: https only.
    pub fn https(&self, name: &str) -> Option<Rc<str>> {
        let url = self.string(name)?;
        let safe = url.starts_with("https://");
        if !safe {
            self.fail(name, "an address that starts with https://");
        }
        safe.then_some(url)
    }
}

fn expected(diagnostics: &Diagnostics, place: &Place<'_>, what: &str) {
    diagnostics.error(
        "wrong-type",
        place.pointer(),
        explain!("This must be {what}."),
        explain!("Write {what} here."),
    );
}

/// A string, or a string per language.
fn text(reader: &Reader<'_>, json: &Json, place: &Place<'_>) -> Option<Text> {
    let Reader { diagnostics, languages } = reader;
    match json {
        Json::String(text) => Some(Text::new(vec![("".into(), text.as_str().into())])),
        Json::Object(members) => {
            let mut versions = Vec::new();
            for (tag, value) in members {
                let at = place.member(tag);
                if EXPLAIN && !languages.iter().any(|known| **known == **tag) {
                    diagnostics.error(
                        "unknown-language",
                        at.pointer(),
                        explain!("\"{tag}\" is not one of the form's languages."),
                        explain!("Add \"{tag}\" to \"languages\", or remove this text."),
                    );
                }
                match value.as_str() {
                    Some(text) => versions.push((tag.as_str().into(), text.into())),
                    None => expected(diagnostics, &at, "a string"),
                }
            }
            for language in languages.iter().take_while(|_| EXPLAIN) {
                if !members.iter().any(|(tag, _)| **tag == **language) {
                    diagnostics.warning(
                        "missing-translation",
                        place.pointer(),
                        explain!("This text is missing in \"{language}\"."),
                        explain!("Add \"{language}\"; until then people read another language here."),
                    );
                }
            }
            Some(Text::new(versions))
        }
        _ => {
            expected(diagnostics, place, "a text: a string, or an object with a string for each language");
            None
        }
    }
}

/// The candidate that is at most a third of its letters away, for "did you mean".
pub(crate) fn closest<'n>(name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if !cfg!(feature = "explain") {
        return None;
    }
    candidates
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(b.chars()) {
            let next = (*cell + 1).min(left + 1).min(diagonal + usize::from(x != y));
            diagonal = *cell;
            *cell = next;
            left = next;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}
