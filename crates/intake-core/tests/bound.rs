//! Bounds that nothing fits between, and defaults that nobody could answer.
#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use intake_core::form::compile;
use intake_core::json::Json;

/// What is found in a form with one item: codes and the properties that they are about.
fn found(item: &str) -> Vec<String> {
    let text = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "pages": [{{"name": "p", "items": [{{"name": "a", "label": "A", {item}}}]}}]}}"#
    );
    let found = compile(&Json::parse(&text).unwrap_or_else(|_| panic!("{item}"))).diagnostics;
    found.iter().map(|d| format!("{} {}", d.code, d.pointer.rsplit('/').next().unwrap())).collect()
}

#[test]
fn bounds_let_something_through() {
    for (item, property) in [
        (r#""type": "text", "minLength": 5, "maxLength": 4"#, "maxLength"),
        (r#""type": "paragraph", "maxLength": 0"#, "maxLength"),
        (r#""type": "integer", "min": 5, "max": 4"#, "max"),
        (r#""type": "decimal", "min": 0.5, "max": 0.4"#, "max"),
        (r#""type": "money", "currency": "SEK", "min": 5, "max": 4"#, "max"),
        (r#""type": "date", "min": "2026-01-02", "max": "2026-01-01""#, "max"),
        (r#""type": "month", "min": "2026-02", "max": "2026-01""#, "max"),
        (r#""type": "time", "min": "17:00", "max": "08:00""#, "max"),
        (r#""type": "file", "maxFiles": 0"#, "maxFiles"),
        (r#""type": "file", "maxBytes": 0"#, "maxBytes"),
        (r#""type": "repeat", "maxCount": 0, "items": []"#, "maxCount"),
        (r#""type": "choices", "choices": [{"name": "b", "label": "B"}], "minSelected": 2"#, "minSelected"),
        (r#""type": "choices", "choices": [{"name": "b", "label": "B"}], "maxSelected": 0"#, "maxSelected"),
    ] {
        assert_eq!(found(item), [format!("wrong-type {property}")], "{item}");
    }
    for item in [
        r#""type": "text", "minLength": 4, "maxLength": 4"#,
        r#""type": "integer", "min": 4, "max": 4"#,
        r#""type": "date", "min": "2026-01-01", "max": "2026-01-01""#,
        r#""type": "choices", "choices": [{"name": "b", "label": "B"}], "other": true, "minSelected": 2, "maxSelected": 2"#,
    ] {
        assert_eq!(found(item), [] as [&str; 0], "{item}");
    }
}

#[test]
fn a_default_is_an_answer_that_a_person_could_give() {
    for item in [
        r#""type": "integer", "min": 5, "default": 4"#,
        r#""type": "text", "maxLength": 2, "default": "abc""#,
        r#""type": "email", "default": "nobody""#,
        r#""type": "scale", "default": 6"#,
        r#""type": "choice", "choices": [{"name": "b", "label": "B"}], "default": "c""#,
        r#""type": "choices", "choices": [{"name": "b", "label": "B"}, {"name": "c", "label": "C", "exclusive": true}], "default": ["b", "c"]"#,
    ] {
        assert_eq!(found(item), ["wrong-type default"], "{item}");
    }
    // What expressions see without it need not be one.
    assert_eq!(found(r#""type": "integer", "min": 5, "otherwise": 0"#), [] as [&str; 0]);
}
