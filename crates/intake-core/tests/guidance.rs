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

/// What stands first of a form whose programs and places are all urgent: a program's places are the letters after its
/// name, and a place without a program stands alone.
fn rows(programs: &[&str], places: &str, alone: &str) -> Vec<String> {
    let program = |own: &&str| {
        let (name, places) = own.split_once(' ').unwrap_or((own, ""));
        let places: Vec<String> = places.chars().map(|place| format!("\"{place}\"")).collect();
        format!(
            r#"{{"name": "{name}", "label": "{name}", "urgent": "bed", "criteria": [{{"name": "c", "label": "C", "test": "bed"}}], "referrals": [{}]}}"#,
            places.join(",")
        )
    };
    let place = |name: char| {
        let urgent = if alone.contains(name) { r#""urgent": "bed", "relevant": "bed","# } else { "" };
        format!(r#"{{"name": "{name}", {urgent} "reason": "R", "service": {{"name": "{name}"}}}}"#)
    };
    let programs: Vec<String> = programs.iter().map(program).collect();
    let places: Vec<String> = places.chars().map(place).collect();
    let text = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
        "pages": [{{"name": "p", "items": [{{"name": "bed", "type": "boolean", "label": "Bed?"}}]}}],
        "programs": [{}], "referrals": [{}]}}"#,
        programs.join(","),
        places.join(",")
    );
    let form = Arc::new(compile(&Json::parse(&text).unwrap()).form.unwrap());
    let mut session = Session::new(form.clone(), Date::parse("2026-11-28").unwrap());
    session.prefill(&Json::parse(r#"{"bed": true}"#).unwrap());
    let found = Guidance::of(&session, &session.outcome());
    let name = |row: &intake_core::guidance::First| {
        let program = row.program.map_or("", |program| &*form.programs[program].name);
        let place = row.place.map_or("", |place| &*form.referrals[place].name);
        format!("{program} {place}").trim().to_owned()
    };
    found.first.iter().map(name).collect()
}

#[test]
fn each_need_stands_first_once_before_any_has_a_second_place() {
    // A bed has three places, and a meal comes after them all.
    assert_eq!(rows(&["bed abc"], "abcm", "m"), ["bed a", "m", "bed b"]);
    assert_eq!(rows(&["bed abc", "food m"], "abcm", ""), ["bed a", "food m", "bed b"]);
    assert_eq!(rows(&["bed abc", "food m", "money o"], "abcmo", ""), ["bed a", "food m", "money o"]);
    // One that has no place of its own, and one that shares its only one.
    assert_eq!(rows(&["bed abc", "advice"], "abc", ""), ["bed a", "advice", "bed b"]);
    assert_eq!(rows(&["bed ab", "food a"], "ab", ""), ["bed a", "food a", "bed b"]);
    // What stands there already is not said again.
    assert_eq!(rows(&["bed ab", "food b"], "ab", ""), ["bed a", "food b"]);
    assert_eq!(rows(&["bed ab"], "ab", "ab"), ["bed a", "bed b"]);
    assert_eq!(rows(&["bed abcd"], "abcd", ""), ["bed a", "bed b", "bed c"]);
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
