//! Reading members of objects with their places: the one way in which a definition's
//! parts are taken from the tree.

use std::sync::Arc;

use super::kind::property::types_with;
use super::naming::NameRule;
use super::source::Source;
use super::synonym::property_advice;
use crate::decimal::Decimal;
use crate::diagnostic::{Diagnostics, EXPLAIN, Place, Sentence, explain, sentence};
use crate::json::Json;
use crate::text::Text;

/// What reading needs everywhere: where diagnostics go, and the form's languages.
pub(super) struct Reader<'a> {
    pub diagnostics: &'a Diagnostics,
    /// The whole definition: a name that is proposed is one that it does not have.
    #[cfg(feature = "explain")]
    json: &'a Json,
    pub languages: Vec<Arc<str>>,
    /// All names of the definition, once they are asked for.
    #[cfg(feature = "explain")]
    names: std::cell::OnceCell<std::collections::BTreeSet<String>>,
}

/// An object whose unknown members have been reported.
pub(super) struct Object<'a> {
    reader: &'a Reader<'a>,
    json: &'a Json,
    place: Place<'a>,
}

impl<'a> Reader<'a> {
    #[cfg_attr(not(feature = "explain"), expect(unused_variables, reason = "only what explains reads it"))]
    pub fn new(diagnostics: &'a Diagnostics, json: &'a Json, languages: Vec<Arc<str>>) -> Self {
        Self {
            diagnostics,
            languages,
            #[cfg(feature = "explain")]
            json,
            #[cfg(feature = "explain")]
            names: Default::default(),
        }
    }

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
                            sentence(|| property_help(name, known)),
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

    #[cfg(feature = "explain")]
    fn explain_name(&self, name: &str, rule: NameRule) -> (Sentence, Sentence) {
        let taken = self.names.get_or_init(|| {
            let mut names = Default::default();
            super::naming::advice::taken_names(self.json, &mut names);
            names
        });
        super::naming::advice::explain_name(name, rule, taken)
    }

    #[cfg(not(feature = "explain"))]
    fn explain_name(&self, _: &str, _: NameRule) -> (Sentence, Sentence) {
        Default::default()
    }

    /// A language tag (BCP 47).
    pub fn tag(&self, json: &Json, place: &Place<'_>) -> Option<Arc<str>> {
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

    pub fn string(&self, name: &str) -> Option<Arc<str>> {
        let value = self.get(name)?;
        if value.as_str().is_none() {
            self.fail(name, "a string");
        }
        value.as_str().map(Into::into)
    }

    pub fn need_string(&self, name: &str) -> Option<Arc<str>> {
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

    pub fn language(&self, name: &str) -> Option<Arc<str>> {
        self.need(name);
        let value = self.get(name)?;
        self.reader.tag(value, &self.place.member(name))
    }

    /// A name such as `food-bank`.
    pub fn slug(&self, name: &str) -> Option<Arc<str>> {
        self.name_of(name, NameRule::Slug)
    }

    /// A name that expressions can read.
    pub fn identifier(&self, name: &str) -> Option<Arc<str>> {
        self.name_of(name, NameRule::Identifier)
    }

    /// A name of a part that no expression reads: both kinds of name will do.
    pub fn part_name(&self, name: &str) -> Option<Arc<str>> {
        self.name_of(name, NameRule::Part)
    }

    /// The name of a choice.
    pub fn choice_name(&self, name: &str) -> Option<Arc<str>> {
        self.name_of(name, NameRule::Choice)
    }

    /// With `explain`, a name that is not right is reported and used, so that what reads it
    /// is not reported too.
    fn name_of(&self, name: &str, rule: NameRule) -> Option<Arc<str>> {
        let text = self.need_string(name)?;
        let right = rule.fits(&text);
        if !right {
            let (message, help) = self.reader.explain_name(&text, rule);
            self.reader.diagnostics.error("bad-name", self.place.member(name).pointer(), message, help);
        }
        (right || EXPLAIN).then_some(text)
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
    pub fn strings(&self, name: &str) -> Vec<Arc<str>> {
        let mut strings = Vec::new();
        self.each(name, &mut |json, place| match json.as_str() {
            Some(text) => strings.push(text.into()),
            None => self.reader.expected(place, "a string"),
        });
        strings
    }

    /// An address of a page elsewhere: https only.
    pub fn https(&self, name: &str) -> Option<Arc<str>> {
        let url = self.string(name)?;
        let safe = url.starts_with("https://");
        if !safe {
            self.fail(name, "an address that starts with https://");
        }
        safe.then_some(url)
    }
}

/// What to do about a property that does not stand among these.
fn property_help(name: &str, known: &[&str]) -> String {
    // An item's property that goes with other types.
    let of_item = known.contains(&"type") && known.contains(&"relevant");
    // What a choice has are no items, as in other languages.
    let choices = name == "items" && known.contains(&"choices");
    let types = if of_item && !choices { types_with(name) } else { Vec::new() };
    match types.len() {
        0 => {}
        1..=8 => return format!("\"{name}\" goes with {}.", types.join(", ")),
        _ => return format!("\"{name}\" goes with questions that it means something for; delete it here."),
    }
    property_advice(name, known).unwrap_or_else(|| match closest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("The properties here are: {}.", known.join(", ")),
    })
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
    let Reader { diagnostics, languages, .. } = reader;
    match json {
        Json::String(text) => {
            markup(diagnostics, text, place);
            Some(Text::new(vec![("".into(), text.as_str().into())]))
        }
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
                    Some(text) => {
                        markup(diagnostics, text, &at);
                        versions.push((tag.as_str().into(), text.into()));
                    }
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

/// Reports what looks like markup and will be shown as it is written.
fn markup(diagnostics: &Diagnostics, text: &str, place: &Place<'_>) {
    if EXPLAIN && let Some((message, help)) = super::markup::advice(text) {
        diagnostics.warning("unknown-markup", place.pointer(), sentence(|| message), sentence(|| help));
    }
}

/// The candidate that is at most a third of its letters away, for "did you mean".
pub(crate) fn closest<'n>(name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if !EXPLAIN {
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
