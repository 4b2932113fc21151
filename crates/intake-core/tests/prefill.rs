//! Answers from outside, taken into a form that somebody may already be in.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::definition::Absent;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session, Step};

const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test",
  "pages": [
    { "name": "one", "items": [
      { "name": "city", "type": "text", "label": "City", "maxLength": 5 },
      { "name": "alone", "type": "boolean", "label": "Alone?", "readOnly": true },
      { "name": "income", "type": "decimal", "label": "Income", "absent": ["asked-declined"] },
      { "name": "members", "type": "repeat", "label": "Members", "maxCount": 3, "items": [
        { "name": "nick", "type": "text", "label": "Name" }, { "name": "age", "type": "integer", "label": "Age" } ] } ] },
    { "name": "two", "relevant": "!alone", "items": [
      { "name": "help", "type": "choice", "label": "Help", "choices": [ { "name": "food", "label": "Food" }, { "name": "bed", "label": "Bed" } ] } ] } ]
}"#;

fn session() -> Session {
    let form = compile(&Json::parse(FORM).unwrap()).form.unwrap();
    Session::new(Arc::new(form), Date::parse("2026-11-22").unwrap())
}

fn prefill(session: &mut Session, answers: &str) -> Vec<(String, &'static str)> {
    let (_, problems) = session.prefill(&Json::parse(answers).unwrap());
    problems.into_iter().map(|(pointer, problem)| (pointer, problem.code())).collect()
}

#[test]
fn what_is_named_is_taken_and_the_rest_stays() {
    let mut session = session();
    let city = session.slot("city").unwrap();
    session.apply(Action::Answer { slot: city, typed: Typed::Text("Lund".into()) });
    assert!(
        prefill(&mut session, r#"{"alone":false,"income":12.5,"members":[{"nick":"A","age":3}]}"#).is_empty()
    );
    let expected = r#"{"city":"Lund","alone":false,"income":12.5,"members":[{"nick":"A","age":3}]}"#;
    assert_eq!(session.answers().to_string(), expected);
    // A repeat that is named is replaced: nothing of an earlier entry shines through.
    assert!(prefill(&mut session, r#"{"members":[{"nick":"B"},{"nick":"C"}]}"#).is_empty());
    let expected = r#"{"city":"Lund","alone":false,"income":12.5,"members":[{"nick":"B"},{"nick":"C"}]}"#;
    assert_eq!(session.answers().to_string(), expected);
}

#[test]
fn what_does_not_fit_is_reported_with_its_place_and_changes_nothing_else() {
    let mut session = session();
    let answers = r#"{"city":7,"town":"Lund","alone":"no","members":[{"age":"x","shoe":1},4],"help":"food"}"#;
    let problems = prefill(&mut session, answers);
    let expected = [
        ("/city", "wrong-type"),
        ("/town", "unknown-item"),
        ("/alone", "wrong-type"),
        ("/members/0/age", "wrong-type"),
        ("/members/0/shoe", "unknown-item"),
        ("/members/1", "wrong-type"),
    ];
    assert_eq!(problems, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    assert_eq!(prefill(&mut session, "[]"), [(String::new(), "wrong-type")]);
    // More entries than there may be: those that a person made stay.
    prefill(&mut session, r#"{"members":[{"nick":"A"}]}"#);
    assert_eq!(prefill(&mut session, r#"{"members":[{},{},{},{}]}"#), [("/members".to_owned(), "max-count")]);
    assert_eq!(session.answers().get("members").unwrap().to_string(), r#"[{"nick":"A"}]"#);
}

#[test]
fn what_breaks_a_rule_is_reported_and_stays_to_be_mended() {
    let mut session = session();
    let problems = prefill(&mut session, r#"{"city":"Stockholm","alone":false,"help":"money"}"#);
    assert_eq!(problems, [("/city".to_owned(), "max-length"), ("/help".to_owned(), "unknown-choice")]);
    assert_eq!(session.answers().get("city").unwrap().to_string(), r#""Stockholm""#);
    assert!(session.problems().is_empty(), "nothing is shown before the person was there");
}

#[test]
fn an_answer_to_a_question_that_is_not_asked_waits_for_it() {
    let mut session = session();
    assert!(prefill(&mut session, r#"{"help":"food"}"#).is_empty());
    assert!(session.answers().get("help").is_none());
    assert!(prefill(&mut session, r#"{"alone":false}"#).is_empty());
    assert_eq!(session.answers().get("help").unwrap().to_string(), r#""food""#);
}

#[test]
fn an_answer_takes_the_place_of_a_reason() {
    let mut session = session();
    let slot = session.slot("income").unwrap();
    session.apply(Action::Absent { slot, reason: Some(Absent::AskedDeclined) });
    prefill(&mut session, r#"{"income":1}"#);
    assert_eq!(session.answers().to_string(), r#"{"income":1}"#);
}

#[test]
fn a_number_is_kept_as_a_number() {
    let mut session = session();
    prefill(&mut session, r#"{"income":1.234}"#);
    let slot = session.slot("income").unwrap();
    assert!(*session.field(slot).typed == Typed::Number(Decimal::parse("1.234").unwrap()));
    assert_eq!(session.answers().get("income").unwrap().to_string(), "1.234");
}

#[test]
fn nobody_stands_on_a_page_that_is_gone_or_at_an_outcome_that_does_not_hold() {
    let mut session = session();
    prefill(&mut session, r#"{"alone":false}"#);
    session.apply(Action::GoTo(Step::Page(1)));
    assert_eq!(session.step(), Step::Page(1));
    let (changes, _) = session.prefill(&Json::parse(r#"{"alone":true}"#).unwrap());
    assert!(changes.step);
    assert_eq!(session.step(), Step::Page(0));
    session.apply(Action::GoTo(Step::Outcome));
    assert_eq!(session.step(), Step::Outcome);
    prefill(&mut session, r#"{"city":"Stockholm"}"#);
    assert_eq!(session.step(), Step::Page(0));
    assert_eq!(session.problems().len(), 1);
}
