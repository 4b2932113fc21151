//! What a group or repeat says for all that is in it, and what is in it for the group.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use support::form;

fn session(items: &str, settings: &str) -> Session {
    let text = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "pages": [{{"name": "p", "items": [{items}]}}], "settings": {{{settings}}}}}"#
    );
    Session::new(form(&text), Date::parse("2026-11-22").unwrap())
}

#[test]
fn a_group_without_anything_to_show_is_not_there() {
    let items = r#"
      {"name": "some", "type": "boolean", "label": "Some", "record": true},
      {"name": "outer", "type": "group", "label": "Outer", "items": [
        {"name": "inner", "type": "group", "label": "Inner", "items": [
          {"name": "more", "type": "text", "label": "More", "relevant": "some", "record": true}]}]}"#;
    let mut session = session(items, "");
    let slot = |session: &Session, name: &str| session.slot(name).unwrap();
    let shown = |session: &Session| {
        ["outer", "inner", "more"].map(|name| session.field(slot(session, name)).relevant)
    };
    assert_eq!(shown(&session), [false; 3]);
    let some = slot(&session, "some");
    for answer in [true, false, true] {
        let changes = session.apply(Action::Answer { slot: some, typed: Typed::Boolean(answer) });
        assert_eq!(shown(&session), [answer; 3]);
        for name in ["outer", "inner", "more"] {
            assert!(changes.slots.contains(&slot(&session, name)), "{name} is to be drawn again");
        }
    }
}

#[test]
fn what_nobody_can_change_is_not_asked_for() {
    let items = r#"
      {"name": "case_number", "type": "text", "label": "Case", "required": true, "readOnly": true, "record": true},
      {"name": "visits", "type": "repeat", "label": "Visits", "readOnly": true, "minCount": 1, "items": [
        {"name": "place", "type": "text", "label": "Place", "required": true, "record": true},
        {"name": "way", "type": "choice", "label": "Way", "other": true, "record": true, "choices": [{"name": "bus", "label": "Bus"}]}]}"#;
    let mut session = session(items, "");
    assert_eq!(session.validate(), []);
    session.prefill(&Json::parse(r#"{"visits": [{"place": "Lund", "way": "other"}]}"#).unwrap());
    let entry = session.entries(session.slot("visits").unwrap()).remove(0);
    assert!(entry.iter().all(|slot| session.item(*slot).unwrap().read_only));
    assert_eq!(session.validate(), []);
}

#[test]
fn a_record_is_one_with_all_that_is_in_it() {
    let items = r#"
      {"name": "about", "type": "group", "record": true, "items": [
        {"name": "called", "type": "text", "label": "Name"},
        {"name": "jobs", "type": "repeat", "label": "Jobs", "minCount": 1, "items": [
          {"name": "employer", "type": "text", "label": "Employer"}]}]},
      {"name": "spare", "type": "text", "label": "Spare"}"#;
    let session = session(items, r#""askOnlyWhatMatters": true"#);
    let asked: Vec<_> = session.asked().iter().map(|slot| session.path(*slot)).collect();
    assert_eq!(asked, ["/called", "/jobs", "/jobs/0/employer"]);
}
