//! Reading an item's type with its own properties.

use std::sync::Arc;

use super::property::TYPES;
use super::{DateBound, Kind, MAX_ENTRIES, Method, Part, Repeat, is_month, is_time};
use crate::date::Date;
use crate::definition::choice::{Lists, read as read_choices};
use crate::definition::reader::{Object, Reader, closest};
use crate::definition::synonym::{no_type, type_advice};
use crate::diagnostic::{Place, explain, sentence};
use crate::json::Json;

pub(in crate::definition) fn unknown_type(reader: &Reader<'_>, item: &Json, place: &Place<'_>) {
    let Some(name) = item.get("type").and_then(Json::as_str) else {
        return reader.expected(place, "an item with a \"type\"");
    };
    reader.diagnostics.error(
        "unknown-type",
        place.member("type").pointer(),
        explain!("There is no item type \"{name}\"."),
        sentence(|| type_help(name)),
    );
}

/// What to write in place of a type that there is not.
fn type_help(name: &str) -> String {
    let advice = type_advice(name, &TYPES).or_else(|| no_type(name).map(str::to_owned));
    advice.unwrap_or_else(|| match closest(name, TYPES.into_iter()) {
        Some(near) => format!("Did you mean \"{near}\"?"),
        None => format!("The types are: {}.", TYPES.join(", ")),
    })
}

/// Reads the type's own properties. A group's items are filled in by its caller.
pub(in crate::definition) fn read(reader: &Reader<'_>, item: &Object<'_>, kind: &str, lists: &Lists) -> Kind {
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
                return Kind::Integer { min, max, grouping: item.boolean("grouping").unwrap_or(true) };
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
        "contact" => Kind::Contact { methods: methods(reader, item) },
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

fn currency(reader: &Reader<'_>, item: &Object<'_>) -> Arc<str> {
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
fn month(reader: &Reader<'_>, item: &Object<'_>, name: &str) -> Option<Arc<str>> {
    let text = item.string(name)?;
    if !is_month(&text) {
        reader.expected(&item.place().member(name), "a month such as \"2026-11\"");
    }
    Some(text)
}

fn time(reader: &Reader<'_>, item: &Object<'_>, name: &str) -> Option<Arc<str>> {
    let text = item.string(name)?;
    if !is_time(&text) {
        reader.expected(&item.place().member(name), "a time such as \"14:30\"");
    }
    Some(text)
}

fn region(reader: &Reader<'_>, item: &Object<'_>) -> Option<Arc<str>> {
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

/// The ways to reach a person: all of them unless the form says which, each once.
fn methods(reader: &Reader<'_>, item: &Object<'_>) -> Vec<Method> {
    if item.get("methods").is_none() {
        return Method::ALL.to_vec();
    }
    let place = item.place().member("methods");
    let mut methods = Vec::new();
    for (i, word) in item.strings("methods").iter().enumerate() {
        match Method::ALL.into_iter().find(|method| method.name() == &**word) {
            Some(method) if methods.contains(&method) => reader.expected(&place.index(i), "each way once"),
            Some(method) => methods.push(method),
            None => {
                reader.expected(&place.index(i), "one of \"phone\", \"text\", \"email\", \"post\", \"none\"")
            }
        }
    }
    if methods.iter().all(|method| method.field().is_none()) {
        reader.expected(&place, "at least one way to reach a person, such as \"phone\"");
    }
    methods
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
