//! JSON Schema 2020-12 of a submission's `answers`.

use super::condition::holds;
use super::value::{count, typed, value};
use crate::definition::{Condition, Item, ItemId, Kind, Repeat};
use crate::form::Form;
use crate::json::Json;

/// The schema. It refuses unknown members, wrong types, values out of bounds, unknown
/// choices, missing answers, and answers to what is not asked where relevance can be said;
/// constraints, filters, bounds of dates, decimals, and patterns that only we understand it
/// leaves to the engine.
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

/// An object with the answers to these items.
fn object(form: &Form, items: &[ItemId]) -> Json {
    let (mut properties, mut required, mut rules) = (Vec::new(), Vec::new(), Vec::new());
    members(form, items, &mut |id, item| {
        properties.push((item.name.to_string(), answer(form, item)));
        let name = || Json::Array(vec![Json::string(&*item.name)]);
        // A reason may stand in place of the answer.
        let must = matches!(item.required, Condition::Always(true))
            && item.kind.is_question()
            && item.absent.is_empty()
            && !item.read_only
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

fn answer(form: &Form, item: &Item) -> Json {
    match &item.kind {
        Kind::Repeat(repeat) => entries(form, repeat),
        _ => value(item),
    }
}

fn entries(form: &Form, repeat: &Repeat) -> Json {
    typed(
        "array",
        [
            ("items", Some(object(form, &repeat.items))),
            ("minItems", count(repeat.min_count)),
            ("maxItems", count(repeat.max_count)),
        ],
    )
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
