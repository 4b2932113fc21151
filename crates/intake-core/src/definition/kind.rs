//! Item types with their own properties (the specification's table of items).

use std::rc::Rc;

use super::choice::{Choice, Lists, read as read_choices};
use super::item::ItemId;
use super::reader::{Object, Reader};
use super::source::Source;
use crate::date::Date;
use crate::decimal::Decimal;
use crate::diagnostic::{Place, explain};
use crate::json::Json;
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
    Boolean,
    Choice {
        choices: Rc<[Choice]>,
    },
    Choices {
        choices: Rc<[Choice]>,
        min_selected: Option<u32>,
        max_selected: Option<u32>,
    },
    Note {
        text: Text,
    },
    Group {
        items: Vec<ItemId>,
    },
}

/// The earliest or latest day: written out, or computed.
pub enum DateBound {
    Day(Date),
    Computed(Source),
}

/// The item types, for messages.
const TYPES: [&str; 12] = [
    "text",
    "paragraph",
    "email",
    "integer",
    "decimal",
    "money",
    "date",
    "boolean",
    "choice",
    "choices",
    "note",
    "group",
];

/// The properties that a type adds to those of every item; `None` for an unknown type.
pub(super) fn properties(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "text" | "paragraph" => &["minLength", "maxLength", "pattern"],
        "email" | "boolean" => &[],
        "integer" => &["min", "max"],
        "decimal" => &["min", "max", "decimals"],
        "money" => &["min", "max", "decimals", "currency"],
        "date" => &["min", "max"],
        "choice" => &["choices"],
        "choices" => &["choices", "minSelected", "maxSelected"],
        "note" => &["text"],
        "group" => &["items"],
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
    let (min_length, max_length) = (|| item.count("minLength"), || item.count("maxLength"));
    match kind {
        "text" => {
            Kind::Text { min_length: min_length(), max_length: max_length(), pattern: item.source("pattern") }
        }
        "paragraph" => Kind::Paragraph {
            min_length: min_length(),
            max_length: max_length(),
            pattern: item.source("pattern"),
        },
        "email" => Kind::Email,
        "integer" => Kind::Integer { min: item.number("min"), max: item.number("max") },
        "decimal" => {
            Kind::Decimal { min: item.number("min"), max: item.number("max"), decimals: decimals(item) }
        }
        "money" => Kind::Money {
            min: item.number("min"),
            max: item.number("max"),
            decimals: decimals(item).unwrap_or(2),
            currency: currency(reader, item),
        },
        "date" => Kind::Date { min: date_bound(item, "min"), max: date_bound(item, "max") },
        "boolean" => Kind::Boolean,
        "choice" => Kind::Choice { choices: read_choices(reader, item, lists) },
        "choices" => Kind::Choices {
            choices: read_choices(reader, item, lists),
            min_selected: item.count("minSelected"),
            max_selected: item.count("maxSelected"),
        },
        "group" => Kind::Group { items: Vec::new() },
        _ => Kind::Note { text: item.need_text("text") },
    }
}

fn decimals(item: &Object<'_>) -> Option<u8> {
    item.count("decimals").map(|n| n.min(15) as u8)
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

impl Kind {
    /// The word for it in a definition.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Paragraph { .. } => "paragraph",
            Self::Email => "email",
            Self::Integer { .. } => "integer",
            Self::Decimal { .. } => "decimal",
            Self::Money { .. } => "money",
            Self::Date { .. } => "date",
            Self::Boolean => "boolean",
            Self::Choice { .. } => "choice",
            Self::Choices { .. } => "choices",
            Self::Note { .. } => "note",
            Self::Group { .. } => "group",
        }
    }

    /// Whether a person gives an answer to it.
    pub fn has_answer(&self) -> bool {
        !matches!(self, Self::Note { .. } | Self::Group { .. })
    }

    /// The choices of a `choice` or `choices` item, else none.
    pub fn choices(&self) -> &[Choice] {
        match self {
            Self::Choice { choices } | Self::Choices { choices, .. } => choices,
            _ => &[],
        }
    }
}
