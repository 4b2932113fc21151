//! Answers in texts: everywhere where a text can stand.
#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use intake_core::text::Speech;
use support::form;

/// Each text that a definition can have says "@": it is replaced one at a time.
const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "@", "description": "@",
  "choiceLists": { "towns": [ { "name": "lund", "label": "@", "hint": "@" } ] },
  "pages": [ { "name": "one", "title": "@", "description": "@", "items": [
    { "name": "called", "type": "text", "label": "@", "hint": "@", "purpose": "@", "pattern": "[a-z]+", "constraintMessage": "@", "record": true },
    { "name": "town", "type": "choice", "label": "Town", "choices": "towns", "record": true },
    { "name": "mood", "type": "scale", "label": "Mood", "minLabel": "@", "maxLabel": "@", "record": true },
    { "name": "agree", "type": "consent", "label": "Agree", "statement": "@" },
    { "name": "tip", "type": "note", "text": "@", "label": "@" },
    { "name": "jobs", "type": "repeat", "label": "@", "itemLabel": "@", "addLabel": "@", "items": [
      { "name": "employer", "type": "text", "label": "@", "record": true },
      { "name": "kind", "type": "choice", "label": "Kind", "record": true, "choices": [ { "name": "own", "label": "At {employer}" } ] } ] } ] } ],
  "constraints": [ { "name": "rule", "constraint": "called != 'x'", "message": "@", "items": ["called"] } ],
  "programs": [ { "name": "aid", "label": "@", "summary": "@", "criteria": [ { "name": "one", "label": "@", "test": "called == 'a'" } ],
    "documents": [ { "label": "@" } ], "nextSteps": "@", "referrals": ["desk"] } ],
  "referrals": [ { "name": "desk", "reason": "@", "service": { "name": "@", "description": "@", "phones": [ { "number": "+1 555 0100", "description": "@" } ],
    "schedules": [ { "byday": "MO", "description": "@" } ], "required_documents": [ { "document": "@" } ], "application_process": "@", "fees_description": "@" } } ],
  "settings": { "submitLabel": "@" }
}"#;

/// The form with `text` in the place of the `n`th "@", and how many there are.
fn with(n: usize, text: &str) -> (String, usize) {
    let parts: Vec<&str> = FORM.split('@').collect();
    let mut out = String::from(parts[0]);
    for (i, part) in parts[1..].iter().enumerate() {
        out.push_str(if i == n { text } else { "Words" });
        out.push_str(part);
    }
    (out, parts.len() - 1)
}

#[test]
fn a_name_that_there_is_not_is_found_in_every_text() {
    let count = with(0, "").1;
    assert_eq!(count, 34);
    for n in 0..count {
        let (text, _) = with(n, "Hello {called}");
        form(&text);
        let (text, _) = with(n, "Hello {nobody}");
        let found = compile(&Json::parse(&text).unwrap()).diagnostics;
        let codes: Vec<_> = found.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["unknown-insert"], "text {n}");
    }
}

struct Plain;

impl Speech for Plain {
    fn language(&self) -> &str {
        "en"
    }
    fn number(&self, value: Decimal) -> String {
        value.to_string()
    }
    fn money(&self, value: Decimal, _: &str, _: Option<u8>) -> String {
        value.to_string()
    }
    fn date(&self, value: Date) -> String {
        value.to_string()
    }
    fn list(&self, items: &[String]) -> String {
        items.join(", ")
    }
    fn boolean(&self, value: bool) -> String {
        value.to_string()
    }
}

#[test]
fn a_choice_in_an_entry_says_the_entrys_own_answer() {
    let mut session = Session::new(form(&with(0, "Words").0), Date::parse("2026-11-22").unwrap());
    let slot = session.slot("jobs").unwrap();
    for name in ["Mill", "Farm"] {
        session.apply(Action::AddEntry { slot });
        let entry = session.entries(slot).pop().unwrap();
        session.apply(Action::Answer { slot: entry[0], typed: Typed::Text(name.into()) });
        session.apply(Action::Answer { slot: entry[1], typed: Typed::Choice("own".into()) });
    }
    let said: Vec<_> =
        session.entries(slot).iter().map(|entry| session.answer_text(entry[1], &Plain).unwrap()).collect();
    assert_eq!(said, ["At Mill", "At Farm"]);
}
