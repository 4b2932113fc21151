//! JSON Schema 2020-12 of a submission's `answers`.

use super::condition::holds;
use crate::decimal::Decimal;
use crate::definition::{Condition, Item, ItemId, Kind};
use crate::form::Form;
use crate::json::Json;

/// The schema. It refuses unknown members, wrong types, values out of bounds, unknown
/// choices, missing answers, and answers to what is not asked where relevance can be said;
/// constraints and computed bounds it leaves to the engine.
pub fn schema(form: &Form) -> Json {
    let items: Vec<ItemId> = form.pages.iter().flat_map(|page| page.items.clone()).collect();
    let mut members = vec![
        ("$schema".to_owned(), Json::string("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), Json::String(format!("Answers to {} {}", form.name, form.version))),
    ];
    if let Json::Object(own) = object(form, &items) {
        members.extend(own);
    }
    Json::Object(members)
}

fn object(form: &Form, items: &[ItemId]) -> Json {
    let (mut properties, mut required, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    members(form, items, &mut |id, item| {
        properties.push((item.name.to_string(), value(form, item)));
        let name = || Json::Array(vec![Json::string(&*item.name)]);
        // A reason may stand in place of the answer.
        let must = matches!(item.required, Condition::Always(true))
            && item.kind.is_question()
            && item.absent.is_empty()
            && !form.settings.ask_only_what_matters;
        let Some(cell) = form.code.items.get(id.0 as usize).and_then(|code| code.relevance) else {
            required.extend(must.then(|| Json::string(&*item.name)));
            return;
        };
        let Some(condition) = holds(form, cell) else { return };
        let mut rule = vec![("if", condition)];
        rule.extend(must.then(|| ("then", Json::object([("required", name())]))));
        rule.push(("else", Json::object([("properties", Json::object([(&*item.name, Json::Bool(false))]))])));
        rules.push(Json::object(rule));
    });
    let mut schema = vec![
        ("type", Json::string("object")),
        ("properties", Json::Object(properties)),
        ("additionalProperties", Json::Bool(false)),
    ];
    schema.extend((!required.is_empty()).then_some(("required", Json::Array(required))));
    schema.extend((!rules.is_empty()).then_some(("allOf", Json::Array(rules))));
    Json::object(schema)
}

/// The items with a member of their own, groups taken apart.
pub(super) fn members(form: &Form, items: &[ItemId], found: &mut dyn FnMut(ItemId, &Item)) {
    for id in items {
        match form.item(*id) {
            Some(Item { kind: Kind::Group { items }, .. }) => members(form, items, found),
            Some(item) if !matches!(item.kind, Kind::Note { .. }) => found(*id, item),
            _ => {}
        }
    }
}

fn value(form: &Form, item: &Item) -> Json {
    let count = |limit: u32| Decimal::from_i64(i64::from(limit)).map(Json::Number);
    let names = || {
        let names = item.kind.choices().iter().map(|choice| Json::string(&*choice.name)).collect();
        Json::object([("enum", Json::Array(names))])
    };
    let number = |kind: &str, min: Option<Decimal>, max: Option<Decimal>| {
        typed(kind, [("minimum", min.map(Json::Number)), ("maximum", max.map(Json::Number))])
    };
    let pattern = |pattern: &str| typed("string", [("pattern", Some(Json::string(pattern)))]);
    match &item.kind {
        Kind::Text { min_length, max_length, .. } | Kind::Paragraph { min_length, max_length, .. } => typed(
            "string",
            [("minLength", min_length.and_then(count)), ("maxLength", max_length.and_then(count))],
        ),
        Kind::Integer { min, max } => number("integer", *min, *max),
        Kind::Scale { min, max, .. } => number("integer", Decimal::from_i64(*min), Decimal::from_i64(*max)),
        Kind::Decimal { min, max, .. } | Kind::Money { min, max, .. } => number("number", *min, *max),
        Kind::Date { .. } => pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        Kind::Month { .. } => pattern("^[0-9]{4}-[0-9]{2}$"),
        Kind::Time { .. } => pattern("^[0-9]{2}:[0-9]{2}$"),
        Kind::Boolean => typed("boolean", []),
        Kind::Choice { .. } => names(),
        Kind::Choices { max_selected, .. } => {
            typed("array", [("items", Some(names())), ("maxItems", max_selected.and_then(count))])
        }
        Kind::File { .. } => typed("array", [("items", Some(typed("object", [])))]),
        Kind::Repeat(repeat) => typed(
            "array",
            [("items", Some(object(form, &repeat.items))), ("maxItems", count(repeat.max_count))],
        ),
        Kind::Address { .. } | Kind::Signature | Kind::Consent { .. } => typed("object", []),
        _ => typed("string", []),
    }
}

fn typed<const N: usize>(kind: &str, more: [(&str, Option<Json>); N]) -> Json {
    let more = more.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Json::object([("type", Json::string(kind))].into_iter().chain(more))
}
