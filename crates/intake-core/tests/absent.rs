//! Reasons in place of a repeat's entries.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::Absent;
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::session::{Action, Session, Slot, Step};
use support::form;

const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test",
  "pages": [
    { "name": "one", "items": [
      { "name": "adults", "type": "integer", "label": "Adults", "required": true },
      { "name": "children", "type": "repeat", "label": "Children", "minCount": 1, "maxCount": 2,
        "absent": ["asked-declined", "asked-unknown"], "items": [
        { "name": "age", "type": "integer", "label": "Age", "required": true },
        { "name": "school", "type": "boolean", "label": "School", "relevant": "age > 5", "required": true },
        { "name": "papers", "type": "group", "items": [
          { "name": "pass", "type": "file", "label": "Pass", "required": true } ] },
        { "name": "jobs", "type": "repeat", "label": "Jobs", "minCount": 1, "items": [
          { "name": "pay", "type": "decimal", "label": "Pay", "required": true } ] } ] } ] },
    { "name": "two", "items": [ { "name": "rooms", "type": "integer", "label": "Rooms", "relevant": "size(children) > 1" } ] } ],
  "programs": [ { "name": "aid", "label": "Aid", "criteria": [
      { "name": "few", "label": "Few", "test": "size(children) < 3" },
      { "name": "told", "label": "Told", "test": "!has(answers.children) || adults > 0" } ] } ]
}"#;

fn session() -> Session {
    Session::new(form(FORM), Date::parse("2026-11-22").unwrap())
}

fn types(session: &mut Session, slot: Slot, text: &str) {
    session.apply(Action::Answer { slot, typed: Typed::Text(text.into()) });
}

fn excuses(session: &mut Session, reason: Option<Absent>) {
    let slot = session.slot("children").unwrap();
    session.apply(Action::Absent { slot, reason });
}

fn status(session: &Session) -> String {
    let outcome = session.outcome().to_json(session.form());
    outcome.pointer("/programs/0/status").unwrap().as_str().unwrap().into()
}

fn validated(session: &Session) -> Vec<String> {
    session
        .validate()
        .iter()
        .map(|(slot, problem)| [&session.path(*slot), " ", problem.code()].concat())
        .collect()
}

#[test]
fn a_reason_stands_for_all_entries_and_they_come_back_as_they_were() {
    let mut session = session();
    let (adults, children) = (session.slot("adults").unwrap(), session.slot("children").unwrap());
    types(&mut session, adults, "2");
    let age = session.entries(children)[0][0];
    types(&mut session, age, "7");
    let filled = session.answers();
    assert_eq!(
        validated(&session),
        ["/children/0/school required", "/children/0/pass required", "/children/0/jobs/0/pay required"]
    );
    assert_eq!(status(&session), "eligible");

    session.apply(Action::Absent { slot: children, reason: Some(Absent::AskedDeclined) });
    assert_eq!(validated(&session), [] as [&str; 0]);
    assert!(session.entries(children).is_empty());
    assert!(!session.field(age).relevant);
    assert_eq!(session.answers().to_string(), r#"{"adults":2}"#);
    assert_eq!(session.absent().to_string(), r#"{"children":"asked-declined"}"#);
    // Nobody said that there are none.
    assert_eq!(status(&session), "undetermined");
    let waits = session.outcome().programs[0].criteria[0].waits.clone();
    assert_eq!(waits, [children]);
    session.apply(Action::Continue);
    assert_eq!(session.step(), Step::Review);

    session.apply(Action::GoTo(Step::Page(0)));
    excuses(&mut session, None);
    assert_eq!(session.answers(), filled);
    assert_eq!(session.answer_of(age).unwrap().to_json().to_string(), "7");
    session.apply(Action::Continue);
    assert_eq!(session.problems().len(), 3);
}

#[test]
fn adding_takes_the_reason_back_and_shows_what_was_there() {
    let mut session = session();
    let children = session.slot("children").unwrap();
    session.apply(Action::AddEntry { slot: children });
    assert!(!session.can_add(children));
    excuses(&mut session, Some(Absent::AskedUnknown));
    assert!(session.can_add(children), "a way back");
    session.apply(Action::AddEntry { slot: children });
    assert_eq!(session.entries(children).len(), 2);
    assert_eq!(session.absent().to_string(), r#"{"children":[{"jobs":[{}]},{"jobs":[{}]}]}"#);
    // Without entries there is nothing to show, so one is added.
    session.apply(Action::RemoveEntry { slot: children, index: 0 });
    session.apply(Action::RemoveEntry { slot: children, index: 0 });
    excuses(&mut session, Some(Absent::AskedUnknown));
    session.apply(Action::AddEntry { slot: children });
    assert_eq!(session.entries(children).len(), 1);
}

#[test]
fn a_reason_that_the_form_does_not_offer_is_not_taken() {
    let mut session = session();
    excuses(&mut session, Some(Absent::TempUnknown));
    assert_eq!(session.entries(session.slot("children").unwrap()).len(), 1);
}

#[test]
fn a_page_is_shown_as_long_as_it_asks_something() {
    let text = FORM.replace(
        r#""items": [
      { "name": "adults", "type": "integer", "label": "Adults", "required": true },"#,
        r#""items": ["#,
    );
    let text = text.replace(" || adults > 0", "");
    let mut session = Session::new(form(&text), Date::parse("2026-11-22").unwrap());
    for round in 0..3 {
        excuses(&mut session, Some(Absent::AskedUnknown));
        assert_eq!(session.shown_pages().collect::<Vec<_>>(), [0], "round {round}");
        excuses(&mut session, None);
        let children = session.slot("children").unwrap();
        session.apply(Action::AddEntry { slot: children });
        assert_eq!(session.shown_pages().collect::<Vec<_>>(), [0, 1], "round {round}");
        session.apply(Action::RemoveEntry { slot: children, index: 1 });
    }
}

#[test]
fn what_was_sent_is_read_again() {
    let load = |answers: &str, absent: &str| {
        let mut session = session();
        let found = session.load(&Json::parse(answers).unwrap(), &Json::parse(absent).unwrap());
        let own = found.iter().map(|(pointer, problem)| [pointer, " ", problem.code()].concat());
        own.chain(validated(&session)).collect::<Vec<_>>()
    };
    assert_eq!(load(r#"{"adults":1}"#, r#"{"children":"asked-declined"}"#), [] as [&str; 0]);
    assert_eq!(
        load(r#"{"adults":1}"#, r#"{"children":"temp-unknown"}"#)[0],
        "/absent/children absent-reason"
    );
    assert_eq!(
        load(r#"{"adults":1,"children":[{"age":3}]}"#, r#"{"children":"asked-declined"}"#),
        ["/absent/children absent-reason", "/answers/children/0/age not-relevant",]
    );
}

#[test]
fn a_reason_beside_an_answer_is_a_mistake() {
    let text = r#"{ "formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
      "pages": [ { "name": "p", "items": [
        { "name": "income", "type": "integer", "label": "Income", "default": 3, "absent": ["asked-unknown"], "record": true } ] } ] }"#;
    let load = |answers: &str| {
        let mut session = Session::new(form(text), Date::parse("2026-11-22").unwrap());
        session.load(&Json::parse(answers).unwrap(), &Json::parse(r#"{"income":"asked-unknown"}"#).unwrap())
    };
    assert_eq!(load("{}"), []);
    assert_eq!(load(r#"{"income":3}"#), [("/absent/income".to_owned(), Problem::AbsentReason)]);
}
