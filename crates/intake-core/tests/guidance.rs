//! What stands first, which place stands in which program, and what a person takes along.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test"
)]

use std::sync::Arc;

use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::form::{Form, compile};
use intake_core::guidance::{Guidance, Place, rounded};
use intake_core::json::Json;
use intake_core::session::Session;

const FORM: &str = r#"{
  "formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
  "pages": [{ "name": "p", "items": [
    { "name": "bed", "type": "boolean", "label": "Bed?" }, { "name": "food", "type": "boolean", "label": "Food?" },
    { "name": "poor", "type": "boolean", "label": "Poor?" }] }],
  "programs": [
    { "name": "shelter", "label": "A bed", "urgent": "bed", "criteria": [{ "name": "bed", "label": "B", "test": "bed" }], "referrals": ["house"] },
    { "name": "parcel", "label": "A parcel", "criteria": [{ "name": "food", "label": "F", "test": "food" }], "referrals": ["pantry", "house"] },
    { "name": "money", "label": "Money", "criteria": [{ "name": "food", "label": "F", "test": "food" }, { "name": "poor", "label": "P", "test": "poor" }], "referrals": ["pantry", "office"] }],
  "referrals": [
    { "name": "meal", "urgent": "food", "relevant": "food", "reason": "Eat.", "service": { "name": "Meal" } },
    { "name": "house", "reason": "Sleep.", "service": { "name": "House" } },
    { "name": "pantry", "reason": "Take.", "service": { "name": "Pantry" } },
    { "name": "office", "reason": "Ask.", "service": { "name": "Office" } },
    { "name": "street", "relevant": "bed", "urgent": "bed", "reason": "Call.", "service": { "name": "Street" } },
    { "name": "van", "relevant": "bed", "urgent": "bed", "reason": "Wait.", "service": { "name": "Van" } }]
}"#;

fn guidance(answers: &str) -> (Arc<Form>, Guidance) {
    let form = Arc::new(compile(&Json::parse(FORM).unwrap()).form.unwrap());
    let mut session = Session::new(form.clone(), Date::parse("2026-11-28").unwrap());
    session.prefill(&Json::parse(answers).unwrap());
    let guidance = Guidance::of(&session, &session.outcome());
    (form, guidance)
}

fn first(guidance: &Guidance) -> Vec<(Option<usize>, Option<usize>)> {
    guidance.first.iter().map(|row| (row.program, row.place)).collect()
}

#[test]
fn at_most_three_rows_stand_first_in_the_order_of_the_places() {
    let (_, found) = guidance(r#"{"bed": true, "food": true}"#);
    assert_eq!(first(&found), [(None, Some(0)), (Some(0), Some(1)), (None, Some(4))]);
    let (_, found) = guidance(r#"{"bed": false, "food": true}"#);
    assert_eq!(first(&found), [(None, Some(0))]);
    let (_, found) = guidance("{}");
    assert_eq!(first(&found), []);
}

#[test]
fn each_place_stands_in_its_programs_and_only_once_at_length() {
    let (_, found) = guidance(r#"{"bed": true, "food": true}"#);
    let place = |referral, again| Place { referral, again };
    let places: Vec<_> = found.eligible.iter().map(|card| (card.program, card.places.clone())).collect();
    assert_eq!(places, [(0, vec![place(1, false)]), (1, vec![place(2, false), place(1, true)])]);
    // What nobody knows yet has the office that can find out.
    let open: Vec<_> = found.undetermined.iter().map(|card| (card.program, card.places.clone())).collect();
    assert_eq!(open, [(2, vec![place(2, true), place(3, false)])]);
    assert_eq!(found.questions.len(), 1);
    assert_eq!(found.places, [0, 4, 5]);
    assert_eq!((found.title, found.ask.len()), ("outcome", 0));
}

#[test]
fn the_heading_says_what_was_found() {
    for (answers, title, ask) in [
        (r#"{"bed": false, "food": false, "poor": false}"#, "outcome-none", vec![1, 2, 3]),
        ("{}", "outcome-open", vec![]),
        (r#"{"bed": false, "food": true}"#, "outcome", vec![]),
    ] {
        let (_, found) = guidance(answers);
        assert_eq!((found.title, &found.ask), (title, &ask), "{answers}");
    }
}

#[test]
fn amounts_are_said_as_people_say_them() {
    for (amount, said) in [
        ("0", None),
        ("0.4", None),
        ("7.6", Some("8")),
        ("23", Some("25")),
        ("292", Some("290")),
        ("294.99", Some("290")),
        ("975", Some("980")),
        ("1237.5", Some("1250")),
        ("12345", Some("12500")),
        ("187000", Some("185000")),
    ] {
        let said = said.map(|said| Decimal::parse(said).unwrap());
        assert_eq!(rounded(Decimal::parse(amount).unwrap()), said, "{amount}");
    }
}
