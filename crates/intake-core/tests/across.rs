//! Rules between questions: where they are told, and that none goes unheard.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::Absent;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use support::form;

const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test",
  "pages": [
    { "name": "one", "items": [
      { "name": "adults", "type": "integer", "label": "Adults", "absent": ["asked-unknown"], "record": true },
      { "name": "renting", "type": "boolean", "label": "Renting", "record": true },
      { "name": "flat", "type": "group", "items": [
        { "name": "rooms", "type": "integer", "label": "Rooms", "relevant": "renting", "otherwise": 1, "record": true } ] },
      { "name": "children", "type": "repeat", "label": "Children", "maxCount": 3, "absent": ["asked-declined"], "items": [
        { "name": "age", "type": "integer", "label": "Age", "record": true } ] },
      { "name": "hint", "type": "note", "text": "Read." } ] } ],
  "constraints": [
    { "name": "an_adult", "constraint": "adults > 0 || children.all(c, c.age > 15)", "message": "Who looks after them?", "items": ["adults", "children"] },
    { "name": "room", "constraint": "adults <= rooms * 4", "message": "Too many.", "items": ["adults", "rooms"] } ]
}"#;

struct Person(Session);

impl Person {
    fn new() -> Self {
        Self(Session::new(form(FORM), Date::parse("2026-11-22").unwrap()))
    }

    fn types(&mut self, name: &str, text: &str) -> Vec<String> {
        let slot = self.0.slot(name).unwrap();
        let typed = match text {
            "yes" | "no" => Typed::Boolean(text == "yes"),
            _ => Typed::Text(text.into()),
        };
        let changes = self.0.apply(Action::Answer { slot, typed });
        changes.slots.iter().map(|slot| self.0.path(*slot)).collect()
    }

    fn broken(&self) -> Vec<String> {
        self.0
            .validate()
            .iter()
            .map(|(slot, problem)| format!("{} {}", self.0.path(*slot), problem.code()))
            .collect()
    }
}

#[test]
fn a_rule_about_a_list_is_told_at_the_list() {
    let mut person = Person::new();
    person.types("adults", "0");
    assert_eq!(person.broken(), [] as [&str; 0], "no children: it holds");
    let slot = person.0.slot("children").unwrap();
    person.0.apply(Action::AddEntry { slot });
    assert_eq!(person.broken(), [] as [&str; 0], "unknown holds");
    let age = person.0.entries(slot)[0][0];
    let changes = person.0.apply(Action::Answer { slot: age, typed: Typed::Text("4".into()) });
    assert!(changes.slots.contains(&slot));
    assert_eq!(person.broken(), ["/children constraint"]);
    person.types("adults", "1");
    assert_eq!(person.broken(), [] as [&str; 0]);
}

#[test]
fn a_rule_is_told_at_the_last_that_has_an_answer() {
    let mut person = Person::new();
    person.types("renting", "yes");
    person.types("adults", "9");
    person.types("rooms", "2");
    assert_eq!(person.broken(), ["/rooms constraint"]);
    // Without it, `rooms` counts as 1: the rule is still broken, and nobody can mend it there.
    let drawn = person.types("renting", "no");
    assert_eq!(person.broken(), ["/adults constraint"]);
    assert!(drawn.contains(&"/adults".into()), "{drawn:?}");
    person.types("adults", "4");
    assert_eq!(person.broken(), [] as [&str; 0]);
    let slot = person.0.slot("adults").unwrap();
    person.types("adults", "9");
    person.0.apply(Action::Absent { slot, reason: Some(Absent::AskedUnknown) });
    assert_eq!(person.broken(), [] as [&str; 0]);
}

#[test]
fn a_rule_is_about_what_has_an_answer() {
    for name in ["flat", "hint"] {
        let text = FORM.replace(r#"["adults", "rooms"]"#, &format!(r#"["adults", "{name}"]"#));
        let found = compile(&Json::parse(&text).unwrap()).diagnostics;
        let found: Vec<_> = found.iter().map(|d| (d.code, d.pointer.as_str())).collect();
        assert_eq!(found, [("wrong-type", "/constraints/1/items/1")], "{name}");
    }
}
