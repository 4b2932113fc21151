//! What is typed and what it means, for the types of the later issues; how it is said.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::definition::Part;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::problem::Problem;
use intake_core::session::{Action, Session, Slot};
use intake_core::text::Speech;

const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test",
  "pages": [ { "name": "one", "items": [
    { "name": "page", "type": "url", "label": "Page" },
    { "name": "phone", "type": "phone", "label": "Phone" },
    { "name": "moved", "type": "month", "label": "Moved" },
    { "name": "call", "type": "time", "label": "Call" },
    { "name": "home", "type": "address", "label": "Home" },
    { "name": "county", "type": "choice", "label": "County", "choices": [
      { "name": "n", "label": "North" }, { "name": "s", "label": "South" } ] },
    { "name": "town", "type": "choice", "label": "Town", "choiceFilter": "choice.startsWith(county)", "other": true, "choices": [
      { "name": "n1", "label": "Northbridge" }, { "name": "s1", "label": "Southfield" } ] } ] } ]
}"#;

struct English;

impl Speech for English {
    fn language(&self) -> &str {
        "en"
    }
    fn number(&self, value: Decimal) -> String {
        value.to_string()
    }
    fn money(&self, value: Decimal, currency: &str, _: Option<u8>) -> String {
        format!("{value} {currency}")
    }
    fn date(&self, value: Date) -> String {
        value.to_string()
    }
    fn month(&self, first: Date) -> String {
        format!("month {} of {}", first.month(), first.year())
    }
    fn time(&self, time: &str) -> String {
        format!("at {time}")
    }
    fn list(&self, items: &[String]) -> String {
        items.join(", ")
    }
    fn boolean(&self, value: bool) -> String {
        value.to_string()
    }
    fn other(&self) -> String {
        "Something else".into()
    }
}

struct Person(Session);

impl Person {
    fn new() -> Self {
        let form = compile(&Json::parse(FORM).unwrap()).form.unwrap();
        Self(Session::new(Arc::new(form), Date::parse("2026-11-22").unwrap()))
    }

    fn slot(&self, name: &str) -> Slot {
        self.0.slot(name).unwrap()
    }

    fn gives(&mut self, name: &str, typed: Typed) -> String {
        let slot = self.slot(name);
        self.0.apply(Action::Answer { slot, typed });
        match self.0.problem(slot) {
            Some(problem) => problem.code().into(),
            None => self.0.answer_text(slot, &English).unwrap_or_default(),
        }
    }

    fn types(&mut self, name: &str, text: &str) -> String {
        self.gives(name, Typed::Text(text.into()))
    }
}

#[test]
fn a_web_address_needs_no_scheme() {
    let mut person = Person::new();
    assert_eq!(person.types("page", "www.example.org/a"), "https://www.example.org/a");
    assert_eq!(person.types("page", " http://example.org "), "http://example.org");
    for wrong in ["a page", "example", "javascript:alert(1)", "mailto:a@example.org", "a b.example"] {
        assert_eq!(person.types("page", wrong), "url", "{wrong}");
    }
}

#[test]
fn a_telephone_number_is_national_or_international() {
    let mut person = Person::new();
    for right in ["070-174 06 05", "+46 70 174 06 05", "(202) 555-0142"] {
        assert_eq!(person.types("phone", right), right);
    }
    assert_eq!(person.types("phone", "call me"), "phone");
}

#[test]
fn months_and_times_are_said_in_the_readers_way() {
    let mut person = Person::new();
    let month = |year: &str, month: &str| Typed::Month { year: year.into(), month: month.into() };
    assert_eq!(person.gives("moved", month("2021", "03")), "month 3 of 2021");
    assert_eq!(person.gives("moved", month("2021", "13")), "not-a-month");
    assert_eq!(person.gives("moved", month("2021", "")), "date-incomplete");
    assert_eq!(person.types("call", "2.30 pm"), "at 14:30");
    assert_eq!(person.types("call", "soon"), "not-a-time");
}

#[test]
fn an_address_tells_which_parts_are_missing() {
    let mut person = Person::new();
    assert_eq!(
        person.gives("home", Typed::Address(vec![(Part::City, "Northbridge".into())])),
        "address-incomplete"
    );
    let problem = person.0.problem(person.slot("home"));
    assert_eq!(problem, Some(Problem::AddressIncomplete { parts: vec![Part::Line1, Part::PostalCode] }));
}

#[test]
fn a_choice_that_is_ruled_out_is_told_at_once_and_fits_again() {
    let mut person = Person::new();
    let choice = |name: &str| Typed::Choice(name.into());
    person.gives("county", choice("n"));
    assert_eq!(person.gives("town", choice("n1")), "Northbridge");
    let town = person.slot("town");
    assert!(person.0.field(town).problem.is_none());
    person.gives("county", choice("s"));
    assert_eq!(person.0.field(town).problem, Some(Problem::FilteredChoice), "nobody left the field");
    person.gives("county", choice("n"));
    assert_eq!(person.0.field(town).problem, None);
    assert_eq!(person.gives("town", Typed::Text("Nor".into())), "unknown-choice", "typed to find one");
}

#[test]
fn other_is_called_as_the_reader_calls_it_and_its_text_after_the_question() {
    let mut person = Person::new();
    person.gives("county", Typed::Empty);
    assert_eq!(person.gives("town", Typed::Choice("other".into())), "Something else");
    let text = person.slot("town_other");
    assert!(person.0.field(text).relevant && person.0.field(text).required);
    assert_eq!(person.0.say_label_plain(text, &English), "Something else: Town");
    assert_eq!(person.0.say_label_plain(person.slot("town"), &English), "Town");
}

#[test]
fn a_named_list_may_be_long() {
    let form = |count: usize| {
        let choices: Vec<String> =
            (0..count).map(|i| format!(r#"{{ "name": "c{i}", "label": "C {i}" }}"#)).collect();
        let text = format!(
            r#"{{ "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"],
              "title": "Test", "choiceLists": {{ "all": [{}] }}, "pages": [ {{ "name": "one", "items": [
              {{ "name": "place", "type": "choice", "label": "Place", "choices": "all" }} ] }} ] }}"#,
            choices.join(",")
        );
        compile(&Json::parse(&text).unwrap()).form.is_some()
    };
    assert!(form(10_000));
    assert!(!form(10_001));
}
