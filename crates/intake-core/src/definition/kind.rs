//! Item types with their own properties (the specification's table of items).

use std::rc::Rc;

use super::choice::{Choice, Lists, read as read_choices};
use super::item::ItemId;
use super::reader::{Object, Reader};
use super::source::Source;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::diagnostic::{EXPLAIN, Place, explain};
use crate::json::Json;
use crate::scan::small;
use crate::text::Text;

/// An item's type, with what only that type has.
pub enum Kind {
    Text {
        min_length: Option<u32>,
        max_length: Option<u32>,
        pattern: Option<Source>,
    },
    Paragraph {
        min_length: Option<u32>,
        max_length: Option<u32>,
        pattern: Option<Source>,
    },
    Email,
    /// `region`: ISO 3166-1 code of the country whose national numbers are expected.
    Phone {
        region: Option<Rc<str>>,
    },
    Url,
    Integer {
        min: Option<Decimal>,
        max: Option<Decimal>,
    },
    Decimal {
        min: Option<Decimal>,
        max: Option<Decimal>,
        decimals: Option<u8>,
    },
    /// `currency`: ISO 4217. `decimals` is 2 unless given.
    Money {
        min: Option<Decimal>,
        max: Option<Decimal>,
        decimals: u8,
        currency: Rc<str>,
    },
    Date {
        min: Option<DateBound>,
        max: Option<DateBound>,
    },
    /// `YYYY-MM`; the bounds are written the same way, so that they compare as texts.
    Month {
        min: Option<Rc<str>>,
        max: Option<Rc<str>>,
    },
    /// `HH:MM`, 24 hours.
    Time {
        min: Option<Rc<str>>,
        max: Option<Rc<str>>,
    },
    Boolean,
    Choice {
        choices: Rc<[Choice]>,
        filter: Option<Source>,
    },
    Choices {
        choices: Rc<[Choice]>,
        filter: Option<Source>,
        min_selected: Option<u32>,
        max_selected: Option<u32>,
    },
    /// Whole numbers from `min` to `max`, at most 11 of them.
    Scale {
        min: i64,
        max: i64,
        min_label: Option<Text>,
        max_label: Option<Text>,
    },
    Address {
        parts: Vec<Part>,
        required: Vec<Part>,
    },
    /// `accept`: HTML accept tokens (`image/*`, `application/pdf`, `.pdf`).
    File {
        accept: Vec<Rc<str>>,
        max_files: u32,
        max_bytes: i64,
    },
    Signature,
    Consent {
        statement: Text,
    },
    Note {
        text: Text,
    },
    Group {
        items: Vec<ItemId>,
    },
    Repeat(Repeat),
}

/// What a repeat has of its own.
pub struct Repeat {
    /// The items that stand directly in each entry.
    pub items: Vec<ItemId>,
    pub min_count: u32,
    pub max_count: u32,
    /// What one entry is called.
    pub item_label: Option<Text>,
    pub add_label: Option<Text>,
}

/// The largest number of entries of a repeat.
pub const MAX_ENTRIES: u32 = 200;

/// A part of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Line1,
    Line2,
    City,
    Region,
    PostalCode,
    Country,
}

impl Part {
    /// In the order in which they are written.
    pub const ALL: [Self; 6] =
        [Self::Line1, Self::Line2, Self::City, Self::Region, Self::PostalCode, Self::Country];

    /// Its name in the answer.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line1 => "line1",
            Self::Line2 => "line2",
            Self::City => "city",
            Self::Region => "region",
            Self::PostalCode => "postalCode",
            Self::Country => "country",
        }
    }
}

/// The earliest or latest day: written out, or computed.
pub enum DateBound {
    Day(Date),
    Computed(Source),
}

/// The item types.
const TYPES: [&str; 22] = [
    "text",
    "paragraph",
    "email",
    "phone",
    "url",
    "integer",
    "decimal",
    "money",
    "date",
    "month",
    "time",
    "boolean",
    "choice",
    "choices",
    "scale",
    "address",
    "file",
    "signature",
    "consent",
    "note",
    "group",
    "repeat",
];

/// The properties that a type adds to those of every item; `None` for an unknown type.
pub(super) fn properties(kind: &str) -> Option<&'static [&'static str]> {
    if !EXPLAIN {
        return TYPES.contains(&kind).then_some(&[]);
    }
    Some(match kind {
        "text" | "paragraph" => &["minLength", "maxLength", "pattern"],
        "email" | "url" | "boolean" | "signature" => &[],
        "phone" => &["region"],
        "integer" | "date" | "month" | "time" => &["min", "max"],
        "decimal" => &["min", "max", "decimals"],
        "money" => &["min", "max", "decimals", "currency"],
        "choice" => &["choices", "choiceFilter", "other"],
        "choices" => &["choices", "choiceFilter", "other", "minSelected", "maxSelected"],
        "scale" => &["min", "max", "minLabel", "maxLabel"],
        "address" => &["parts", "requiredParts"],
        "file" => &["accept", "maxFiles", "maxBytes"],
        "consent" => &["statement"],
        "note" => &["text"],
        "group" => &["items"],
        "repeat" => &["items", "minCount", "maxCount", "itemLabel", "addLabel"],
        _ => return None,
    })
}

pub(super) fn unknown_type(reader: &Reader<'_>, item: &Json, place: &Place<'_>) {
    let Some(name) = item.get("type").and_then(Json::as_str) else {
        return reader.expected(place, "an item with a \"type\"");
    };
    reader.diagnostics.error(
        "unknown-type",
        place.member("type").pointer(),
        explain!("There is no item type \"{name}\"."),
        match super::reader::closest(name, TYPES.into_iter()) {
            Some(near) => explain!("Did you mean \"{near}\"?"),
            None => explain!("The types are: {}.", TYPES.join(", ")),
        },
    );
}

/// Reads the type's own properties. A group's items are filled in by its caller.
pub(super) fn read(reader: &Reader<'_>, item: &Object<'_>, kind: &str, lists: &Lists) -> Kind {
    match kind {
        "text" | "paragraph" => {
            let (min_length, max_length) = (item.count("minLength"), item.count("maxLength"));
            let pattern = item.source("pattern");
            if kind == "text" {
                Kind::Text { min_length, max_length, pattern }
            } else {
                Kind::Paragraph { min_length, max_length, pattern }
            }
        }
        "email" => Kind::Email,
        "integer" | "decimal" | "money" => {
            let (min, max) = (item.number("min"), item.number("max"));
            if kind == "integer" {
                return Kind::Integer { min, max };
            }
            let decimals = item.count("decimals").map(|n| n.min(15) as u8);
            if kind == "decimal" {
                return Kind::Decimal { min, max, decimals };
            }
            Kind::Money { min, max, decimals: decimals.unwrap_or(2), currency: currency(reader, item) }
        }
        "date" => Kind::Date { min: date_bound(item, "min"), max: date_bound(item, "max") },
        "boolean" => Kind::Boolean,
        "month" => Kind::Month { min: month(reader, item, "min"), max: month(reader, item, "max") },
        "time" => Kind::Time { min: time(reader, item, "min"), max: time(reader, item, "max") },
        "phone" => Kind::Phone { region: region(reader, item) },
        "url" => Kind::Url,
        "choice" | "choices" => {
            let (choices, filter) = (read_choices(reader, item, lists), item.source("choiceFilter"));
            if kind == "choice" {
                return Kind::Choice { choices, filter };
            }
            let (min_selected, max_selected) = (item.count("minSelected"), item.count("maxSelected"));
            Kind::Choices { choices, filter, min_selected, max_selected }
        }
        "scale" => scale(reader, item),
        "address" => address(reader, item),
        "file" => Kind::File {
            accept: item.strings("accept"),
            max_files: item.count("maxFiles").unwrap_or(1),
            max_bytes: item.integer("maxBytes").unwrap_or(10 << 20),
        },
        "signature" => Kind::Signature,
        "consent" => Kind::Consent { statement: item.need_text("statement") },
        "group" => Kind::Group { items: Vec::new() },
        "repeat" => repeat(reader, item),
        _ => Kind::Note { text: item.need_text("text") },
    }
}

fn currency(reader: &Reader<'_>, item: &Object<'_>) -> Rc<str> {
    let code = item.need_string("currency").unwrap_or_default();
    if code.len() != 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        reader.expected(&item.place().member("currency"), "a currency code such as \"USD\" (ISO 4217)");
    }
    code
}

fn date_bound(item: &Object<'_>, name: &str) -> Option<DateBound> {
    let source = item.source(name)?;
    Some(Date::parse(&source.text).map_or(DateBound::Computed(source), DateBound::Day))
}

/// A bound that is written like the answer.
fn month(reader: &Reader<'_>, item: &Object<'_>, name: &str) -> Option<Rc<str>> {
    let text = item.string(name)?;
    if !is_month(&text) {
        reader.expected(&item.place().member(name), "a month such as \"2026-11\"");
    }
    Some(text)
}

fn time(reader: &Reader<'_>, item: &Object<'_>, name: &str) -> Option<Rc<str>> {
    let text = item.string(name)?;
    if !is_time(&text) {
        reader.expected(&item.place().member(name), "a time such as \"14:30\"");
    }
    Some(text)
}

/// `YYYY-MM`.
pub fn is_month(text: &str) -> bool {
    text.len() == 7 && Date::parse(&[text, "-01"].concat()).is_some()
}

/// `HH:MM`, 00:00 to 23:59.
pub fn is_time(text: &str) -> bool {
    let two = |from: usize, below: u32| {
        text.get(from..from + 2).and_then(small).is_some_and(|number| number < below)
    };
    text.len() == 5 && text.as_bytes().get(2) == Some(&b':') && two(0, 24) && two(3, 60)
}

fn region(reader: &Reader<'_>, item: &Object<'_>) -> Option<Rc<str>> {
    let region = item.string("region")?;
    if region.len() != 2 || !region.bytes().all(|b| b.is_ascii_uppercase()) {
        reader.expected(&item.place().member("region"), "a country code such as \"SE\" (ISO 3166-1)");
    }
    Some(region)
}

fn scale(reader: &Reader<'_>, item: &Object<'_>) -> Kind {
    let (min, max) = (item.integer("min").unwrap_or(1), item.integer("max").unwrap_or(5));
    if max <= min || max - min > 10 {
        reader.expected(item.place(), "a scale with 2 to 11 steps: set \"min\" and \"max\"");
    }
    Kind::Scale { min, max, min_label: item.text("minLabel"), max_label: item.text("maxLabel") }
}

fn address(reader: &Reader<'_>, item: &Object<'_>) -> Kind {
    let read = |name: &str, default: &[Part]| {
        if item.get(name).is_none() {
            return default.to_vec();
        }
        let mut parts = Vec::new();
        for (i, word) in item.strings(name).iter().enumerate() {
            match Part::ALL.into_iter().find(|part| part.name() == &**word) {
                Some(part) => parts.push(part),
                None => reader.expected(
                    &item.place().member(name).index(i),
                    "one of \"line1\", \"line2\", \"city\", \"region\", \"postalCode\", \"country\"",
                ),
            }
        }
        parts
    };
    let parts = read("parts", &[Part::Line1, Part::Line2, Part::City, Part::PostalCode]);
    let required: Vec<Part> = read("requiredParts", &[Part::Line1, Part::City, Part::PostalCode]);
    let shown = item.get("requiredParts").is_some();
    if shown && required.iter().any(|part| !parts.contains(part)) {
        reader.expected(&item.place().member("requiredParts"), "parts that are among \"parts\"");
    }
    let required = required.into_iter().filter(|part| parts.contains(part)).collect();
    Kind::Address { parts, required }
}

fn repeat(reader: &Reader<'_>, item: &Object<'_>) -> Kind {
    let (min_count, max_count) =
        (item.count("minCount").unwrap_or(0), item.count("maxCount").unwrap_or(MAX_ENTRIES));
    if min_count > max_count || max_count > MAX_ENTRIES {
        reader.expected(item.place(), "a \"minCount\" up to \"maxCount\", and at most 200 entries");
    }
    Kind::Repeat(Repeat {
        items: Vec::new(),
        min_count: min_count.min(MAX_ENTRIES),
        max_count: max_count.min(MAX_ENTRIES),
        item_label: item.text("itemLabel"),
        add_label: item.text("addLabel"),
    })
}

impl Kind {
    /// The word for it in a definition.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Paragraph { .. } => "paragraph",
            Self::Email => "email",
            Self::Phone { .. } => "phone",
            Self::Url => "url",
            Self::Integer { .. } => "integer",
            Self::Decimal { .. } => "decimal",
            Self::Money { .. } => "money",
            Self::Date { .. } => "date",
            Self::Month { .. } => "month",
            Self::Time { .. } => "time",
            Self::Boolean => "boolean",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::Scale { .. } => "scale",
            Self::Address { .. } => "address",
            Self::File { .. } => "file",
            Self::Signature => "signature",
            Self::Consent { .. } => "consent",
            Self::Note { .. } => "note",
            Self::Group { .. } => "group",
            Self::Repeat(_) => "repeat",
        }
    }

    /// The choices of a `choice` or `choices` item, else none.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice { choices, .. } | Self::Choices { choices, .. } => choices,
            _ => &[],
        }
    }

    /// The filter of a `choice` or `choices` item.
    pub fn filter(&self) -> Option<&Source> {
        match self {
            Self::Choice { filter, .. } | Self::Choices { filter, .. } => filter.as_ref(),
            _ => None,
        }
    }

    /// The items that stand directly in a group or repeat, else none.
    pub fn items(&self) -> &[ItemId] {
        match self {
            Self::Group { items } | Self::Repeat(Repeat { items, .. }) => items,
            _ => &[],
        }
    }

    /// Whether a person types or selects something for it: not a note, group or repeat.
    pub fn is_question(&self) -> bool {
        !matches!(self, Self::Note { .. } | Self::Group { .. } | Self::Repeat(_))
    }
}
