//! The day that a session counts from moves with the person's clock.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::json::Json;
use intake_core::outcome::Status;
use intake_core::session::{Action, Session, Slot, Step};
use support::form;

const FORM: &str = r#"{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
  "pages": [
    {"name": "one", "items": [
      {"name": "wanted", "type": "date", "label": "Wanted", "min": "today", "record": true},
      {"name": "born", "type": "date", "label": "Born", "max": "today", "required": true},
      {"name": "children", "type": "repeat", "label": "Children", "items": [
        {"name": "birthday", "type": "date", "label": "Birthday", "record": true},
        {"name": "school", "type": "text", "label": "School", "relevant": "age(birthday) >= 6", "record": true}]}]},
    {"name": "two", "relevant": "age(born) < 18", "items": [
      {"name": "parent", "type": "text", "label": "Parent", "record": true}]}],
  "programs": [{"name": "adult", "label": "Adult", "criteria": [{"name": "a", "label": "18", "test": "age(born) >= 18"}]}]}"#;

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn types(session: &mut Session, slot: Slot, date: &str) {
    let parts: Vec<Arc<str>> = date.split('-').map(Into::into).collect();
    let [year, month, day] = [parts[0].clone(), parts[1].clone(), parts[2].clone()];
    session.apply(Action::Answer { slot, typed: Typed::Date { year, month, day } });
}

/// Born 18 years before the next day.
fn opened_yesterday() -> Session {
    let mut session = Session::new(form(FORM), day("2026-11-27"));
    let (wanted, born) = (session.slot("wanted").unwrap(), session.slot("born").unwrap());
    types(&mut session, wanted, "2026-11-27");
    types(&mut session, born, "2008-11-28");
    session
}

#[test]
fn what_depends_on_the_day_is_computed_again() {
    let mut session = opened_yesterday();
    let (wanted, children) = (session.slot("wanted").unwrap(), session.slot("children").unwrap());
    session.apply(Action::AddEntry { slot: children });
    let entry = session.entries(children)[0].clone();
    types(&mut session, entry[0], "2020-11-28");
    assert_eq!(session.outcome().programs[0].status, Status::Ineligible);
    assert_eq!(session.problem(wanted), None);
    assert_eq!(session.shown_pages().count(), 2);
    assert!(!session.field(entry[1]).relevant);

    let changes = session.apply(Action::Today(day("2026-11-28")));
    assert!(changes.slots.contains(&wanted) && changes.slots.contains(&entry[1]));
    assert!(changes.progress && changes.outcome);
    assert_eq!(session.outcome().programs[0].status, Status::Eligible);
    assert_eq!(session.problem(wanted).map(|p| p.code()), Some("min"));
    assert_eq!(session.shown_pages().count(), 1);
    assert!(session.field(entry[1]).relevant, "in entries, too");
    assert_eq!(session.today(), day("2026-11-28"));
    assert!(session.apply(Action::Today(day("2026-11-28"))).slots.is_empty(), "the same day is no news");
}

#[test]
fn nobody_stands_at_an_outcome_or_a_page_of_yesterday() {
    let mut session = opened_yesterday();
    session.apply(Action::GoTo(Step::Outcome));
    assert_eq!(session.step(), Step::Outcome);
    let changes = session.apply(Action::Today(day("2026-11-28")));
    assert!(changes.refused);
    assert_eq!(session.step(), Step::Page(0));
    assert_eq!(session.problems().len(), 1, "the day that is over is shown as a mistake");

    let mut session = opened_yesterday();
    session.apply(Action::GoTo(Step::Page(1)));
    session.apply(Action::Today(day("2026-11-28")));
    assert_eq!(session.step(), Step::Page(0), "that page is not asked any more");
}

#[test]
fn the_same_answers_on_the_same_day_give_the_same_whenever_the_page_was_opened() {
    let mut moved = opened_yesterday();
    moved.apply(Action::Today(day("2027-03-01")));
    let mut fresh = Session::new(form(FORM), day("2027-03-01"));
    fresh.load(&moved.answers(), &Json::Object(Vec::new()));
    assert!(fresh.outcome() == moved.outcome());
    assert_eq!(fresh.validate(), moved.validate());
}
