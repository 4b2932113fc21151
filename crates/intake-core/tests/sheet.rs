//! What a person takes along: the sheet in two languages, and the text message.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test"
)]

#[path = "support/voice.rs"]
mod voice;

use std::sync::Arc;

use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::sheet::{Line, sheet, text_message};
use voice::Voice;

/// Somebody hungry, and where to go.
fn session(places: &[(&str, &str)]) -> Session {
    let place = |(name, schedules): &(&str, &str)| {
        format!(
            r#"{{"name": "{}", "relevant": "hungry", "reason": {{"en": "Eat.", "sv": "Ät."}}, "service": {{"name": "{name}",
            "phones": [{{"number": "+1 202-555-0104"}}], "addresses": [{{"address_1": "1 Lantern Street", "city": "Northbridge"}}],
            "required_documents": [{{"document": {{"en": "A bag", "sv": "En kasse"}}}}], "schedules": [{schedules}]}}}}"#,
            name.to_lowercase().replace(' ', "-")
        )
    };
    let places: Vec<String> = places.iter().map(place).collect();
    let text = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en", "sv"], "title": {{"en": "Food", "sv": "Mat"}},
        "pages": [{{"name": "p", "items": [{{"name": "hungry", "type": "boolean", "label": {{"en": "Hungry?", "sv": "Hungrig?"}}}},
            {{"name": "called", "type": "text", "label": {{"en": "Name", "sv": "Namn"}}, "autocomplete": "name"}}]}}],
        "referrals": [{}]}}"#,
        places.join(",")
    );
    let compiled = compile(&Json::parse(&text).unwrap());
    let faults: Vec<_> =
        compiled.diagnostics.iter().map(|found| (found.code, found.pointer.clone())).collect();
    let form = compiled.form.unwrap_or_else(|| panic!("{faults:?}"));
    let mut session = Session::new(Arc::new(form), Date::parse("2026-11-28").unwrap());
    session.prefill(&Json::parse(r#"{"hungry": true, "called": "Sam"}"#).unwrap());
    session
}

const WEEK: &str = r#"{"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "16:00", "description": {"en": "Closed on public holidays", "sv": "Stängt på helgdagar"}}"#;
const FIRST: &str = r#"{"byday": "-1SU", "opens_at": "12:00", "closes_at": "14:00"}"#;
const OVER: &str = r#"{"valid_to": "2026-11-27", "description": "Moved to the church"}"#;

fn line(own: &str, local: &str) -> Line {
    (own.into(), (!local.is_empty()).then(|| local.into()))
}

#[test]
fn the_sheet_says_where_when_and_what_to_bring_in_both_languages() {
    let session = session(&[("Pantry", &[WEEK, FIRST, OVER].join(","))]);
    let found = sheet(&session, &Voice::new("sv"), Some(&Voice::new("en")), Some("7K2M"));
    assert_eq!(
        (found.title.0.as_str(), found.form),
        ("Vart du kan gå, och vad du ska ta med", line("Mat", "Food"))
    );
    assert_eq!(found.name, "Sam");
    assert_eq!(found.date, line("28 november 2026", "November 28, 2026"));
    let [help, at, phones, hours, bring] = &found.rows[0];
    assert_eq!(*help, [line("Ät.", "Eat.")]);
    assert_eq!(*at, [line("Pantry", ""), line("1 Lantern Street", ""), line("Northbridge", "")]);
    assert_eq!(*phones, [line("+1 202-555-0104", "")]);
    assert_eq!(
        *hours,
        [
            line("måndag–fredag: 09:00 till 16:00", "Monday–Friday: 09:00 to 16:00"),
            line("Stängt på helgdagar", "Closed on public holidays"),
            line(
                "29 november 2026, 27 december 2026 och 31 januari 2027: 12:00 till 14:00",
                "November 29, 2026, December 27, 2026 and January 31, 2027: 12:00 to 14:00"
            ),
        ]
    );
    assert_eq!(*bring, [line("En kasse", "A bag")]);
    let answers = [("Hungrig?".to_owned(), "true".to_owned()), ("Namn".to_owned(), "Sam".to_owned())];
    assert_eq!(found.answers.1, answers);
    assert!(found.unsent.is_none() && found.reference.is_some());
}

#[test]
fn a_text_message_has_the_hours_where_there_is_room() {
    let english = Voice::new("en");
    let message = |places: &[(&str, &str)]| text_message(&session(places), &english, Some("7K2M")).unwrap();
    let at = "1 Lantern Street, Northbridge, +1 202-555-0104";
    assert_eq!(
        message(&[("Pantry", &[WEEK, OVER].join(",")), ("Van", "")]),
        format!(
            "Your reference number: 7K2M\nPantry, {at}. Monday–Friday: 09:00 to 16:00; Closed on public holidays\nVan, {at}"
        )
    );
    // All places come first; hours are whole or not there.
    let five = ["One", "Two", "Three", "Four", "Five"].map(|name| (name, WEEK));
    let message = message(&five);
    assert!(message.chars().count() <= 320 && message.lines().count() == 6, "{message}");
    assert!(!message.contains("Monday") || message.contains("16:00; Closed on public holidays"), "{message}");
    assert_eq!(text_message(&session(&[]), &english, None), None);
}
