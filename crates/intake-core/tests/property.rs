//! Which property may stand at which type of item: the schema for editors says what the checker says.
#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use intake_core::form::compile;
use intake_core::json::Json;

const SCHEMA: &str = include_str!("../../../schemas/form-definition.schema.json");

/// The properties of a definition in the schema, those that it refers to among them.
fn properties(schema: &Json, name: &str, found: &mut BTreeSet<String>) {
    let own = schema.pointer(&format!("/$defs/{name}")).unwrap();
    if let Some(other) = own.get("$ref").and_then(Json::as_str) {
        properties(schema, other.rsplit('/').next().unwrap(), found);
    }
    found.extend(own.get("properties").unwrap().as_object().unwrap().iter().map(|(name, _)| name.clone()));
}

/// By type of item.
fn table() -> BTreeMap<String, BTreeSet<String>> {
    let schema = Json::parse(SCHEMA).unwrap();
    let mut table = BTreeMap::new();
    for (name, _) in schema.get("$defs").unwrap().as_object().unwrap() {
        if let Some(kind) = name.strip_suffix("Item") {
            properties(&schema, name, table.entry(kind.to_owned()).or_default());
        }
    }
    table
}

/// Whether the checker knows a property at a type.
fn is_known(kind: &str, property: &str) -> bool {
    let text = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "pages": [{{"name": "p", "items": [{{"name": "a", "type": "{kind}", "{property}": null}}]}}]}}"#
    );
    let place = format!("/pages/0/items/0/{property}");
    let json = Json::parse(&text).unwrap();
    !compile(&json).diagnostics.iter().any(|d| d.code == "unknown-property" && d.pointer == place)
}

#[test]
fn the_schema_has_the_properties_of_each_type() {
    let table = table();
    let all: BTreeSet<&String> = table.values().flatten().collect();
    assert!(table.len() == 23 && all.len() > 30, "{table:?}");
    for (kind, own) in &table {
        for property in all.iter().filter(|property| !matches!(property.as_str(), "name" | "type")) {
            assert_eq!(is_known(kind, property), own.contains(*property), "{property} of {kind}");
        }
    }
}

#[test]
fn what_would_do_nothing_is_a_mistake() {
    for (kind, property) in [
        ("repeat", "required"),
        ("repeat", "constraint"),
        ("repeat", "default"),
        ("group", "required"),
        ("group", "readOnly"),
        ("note", "hint"),
        ("choices", "appearance"),
        ("scale", "autocomplete"),
        ("consent", "default"),
        ("file", "default"),
    ] {
        assert!(!is_known(kind, property), "{property} of {kind}");
    }
    for (kind, property) in
        [("repeat", "absent"), ("repeat", "readOnly"), ("group", "record"), ("note", "label")]
    {
        assert!(is_known(kind, property), "{property} of {kind}");
    }
}
