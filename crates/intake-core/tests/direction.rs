//! An answer inserted into a sentence of the other direction keeps to itself (UAX #9).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use intake_core::text::{Speech, Text};

struct Plain(&'static str);

impl Speech for Plain {
    fn language(&self) -> &str {
        self.0
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

fn said(language: &'static str, name: &str) -> String {
    let form = r#"{ "formLanguage": 1, "name": "f", "version": "1", "defaultLanguage": "en",
      "languages": ["en", "ar"], "title": { "en": "F", "ar": "ن" },
      "pages": [ { "name": "one", "items": [
        { "name": "who", "type": "text", "label": { "en": "Name", "ar": "الاسم" } } ] } ] }"#;
    let form = Arc::new(compile(&Json::parse(form).unwrap()).form.unwrap());
    let mut session = Session::new(form, Date::new(2026, 11, 22).unwrap());
    let slot = session.slot("who").unwrap();
    session.apply(Action::Answer { slot, typed: Typed::Text(name.into()) });
    let text = Text::new(vec![("en".into(), "Welcome, {who}!".into()), ("ar".into(), "أهلًا {who}!".into())]);
    session.say_plain(&text, &Plain(language))
}

#[test]
fn an_inserted_answer_is_isolated_where_the_direction_changes() {
    assert_eq!(said("en", "ليلى"), "Welcome, \u{2068}ليلى\u{2069}!");
    assert_eq!(said("ar", "Sam (B)"), "أهلًا \u{2068}Sam (B)\u{2069}!");
    assert_eq!(said("ar", "5-3"), "أهلًا \u{2068}5-3\u{2069}!");
}

#[test]
fn an_inserted_answer_of_the_same_direction_is_left_alone() {
    assert_eq!(said("en", "Sam"), "Welcome, Sam!");
    assert_eq!(said("ar", "ليلى"), "أهلًا ليلى!");
}
