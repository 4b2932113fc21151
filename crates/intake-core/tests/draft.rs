//! Drafts: what was written is taken up again as it stood, and what the form has no room for is named.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::Absent;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::{Action, Session, Slot};
use std::sync::Arc;

const ITEMS: &str = r#"
  { "name": "called", "type": "text", "label": "Name", "record": true },
  { "name": "secret", "type": "text", "label": "Secret", "record": true, "sensitive": true },
  { "name": "rent", "type": "money", "currency": "EUR", "label": "Rent", "record": true, "absent": ["asked-unknown"] },
  { "name": "born", "type": "date", "label": "Born", "record": true },
  { "name": "since", "type": "month", "label": "Since", "record": true },
  { "name": "pet", "type": "boolean", "label": "Pet?", "record": true },
  { "name": "breed", "type": "text", "label": "Breed", "relevant": "pet", "record": true },
  { "name": "way", "type": "choice", "label": "Way", "choices": [{"name": "a", "label": "A"}, {"name": "b", "label": "B"}], "default": "a", "record": true },
  { "name": "children", "type": "repeat", "label": "Children", "maxCount": 4, "record": true, "items": [
    { "name": "age", "type": "integer", "label": "Age" },
    { "name": "pin", "type": "text", "label": "PIN", "sensitive": true },
    { "name": "toys", "type": "repeat", "label": "Toys", "maxCount": 3, "items": [{ "name": "toy", "type": "text", "label": "Toy" }] } ] }"#;

fn form(items: &str) -> Arc<Form> {
    let text = format!(
        r#"{{"formLanguage":1,"name":"draft","version":"1","defaultLanguage":"en","languages":["en"],"title":"Draft",
        "pages":[{{"name":"one","title":"One","items":[{items}]}}]}}"#
    );
    let compiled = compile(&Json::parse(&text).unwrap());
    Arc::new(compiled.form.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics)))
}

fn session(items: &str) -> Session {
    Session::new(form(items), Date::new(2026, 11, 28).unwrap())
}

fn slot(session: &Session, path: &str) -> Slot {
    session.slots().into_iter().find(|slot| session.path(*slot) == path).unwrap()
}

fn type_in(session: &mut Session, path: &str, typed: Typed) {
    let slot = slot(session, path);
    session.apply(Action::Answer { slot, typed });
}

fn written() -> Session {
    let mut session = session(ITEMS);
    type_in(&mut session, "/called", Typed::Text("Zoë “Z” O’Neill".into()));
    type_in(&mut session, "/secret", Typed::Text("hidden".into()));
    type_in(&mut session, "/rent", Typed::Text("12 or so".into()));
    type_in(&mut session, "/born", Typed::Date { year: "".into(), month: "5".into(), day: "31".into() });
    type_in(&mut session, "/since", Typed::Month { year: "2019".into(), month: "".into() });
    type_in(&mut session, "/pet", Typed::Boolean(true));
    type_in(&mut session, "/breed", Typed::Text("Poodle".into()));
    type_in(&mut session, "/pet", Typed::Boolean(false));
    type_in(&mut session, "/way", Typed::Empty);
    let children = slot(&session, "/children");
    session.apply(Action::AddEntry { slot: children });
    session.apply(Action::AddEntry { slot: children });
    type_in(&mut session, "/children/1/age", Typed::Text("7".into()));
    type_in(&mut session, "/children/1/pin", Typed::Text("1234".into()));
    let toys = slot(&session, "/children/1/toys");
    session.apply(Action::AddEntry { slot: toys });
    type_in(&mut session, "/children/1/toys/0/toy", Typed::Text("Bear".into()));
    session
}

#[test]
fn all_that_was_written_stands_again_but_what_is_sensitive() {
    let session = written();
    let draft = session.draft();
    let text = draft.to_string();
    for secret in ["hidden", "1234"] {
        assert!(!text.contains(secret), "{text}");
    }
    let mut again = self::session(ITEMS);
    // What stood there meanwhile goes.
    let children = slot(&again, "/children");
    for _ in 0..3 {
        again.apply(Action::AddEntry { slot: children });
    }
    let (_, lost) = again.restore(&Json::parse(&text).unwrap());
    assert_eq!(lost, Vec::<String>::new());
    assert_eq!(again.draft().to_string(), text);
    let typed = |path: &str| again.field(slot(&again, path)).typed.clone();
    assert!(typed("/rent") == Typed::Text("12 or so".into()));
    assert!(typed("/born") == Typed::Date { year: "".into(), month: "5".into(), day: "31".into() });
    assert!(typed("/since") == Typed::Month { year: "2019".into(), month: "".into() });
    assert!(typed("/breed") == Typed::Text("Poodle".into()), "also while it is not asked");
    assert!(typed("/way") == Typed::Empty, "a default that was taken away stays away");
    assert!(typed("/secret") == Typed::Empty);
    assert_eq!(again.entries(children).len(), 2);
    assert_eq!(
        again.answers().to_string(),
        r#"{"called":"Zoë “Z” O’Neill","pet":false,"children":[{},{"age":7,"toys":[{"toy":"Bear"}]}]}"#
    );
}

#[test]
fn a_reason_stands_again_and_an_answer_takes_its_place() {
    let mut session = session(ITEMS);
    let rent = slot(&session, "/rent");
    session.apply(Action::Absent { slot: rent, reason: Some(Absent::AskedUnknown) });
    let draft = session.draft();
    let mut again = self::session(ITEMS);
    type_in(&mut again, "/rent", Typed::Text("5".into()));
    assert!(again.restore(&draft).1.is_empty());
    assert_eq!(again.absent().to_string(), r#"{"rent":"asked-unknown"}"#);
    let (_, lost) = again.restore(&Json::parse(r#"{"/rent":{"answer":12.5}}"#).unwrap());
    assert!(lost.is_empty());
    assert_eq!(again.absent().to_string(), "{}");
}

#[test]
fn a_form_that_changed_names_what_it_has_no_room_for() {
    let draft = written().draft();
    let mut again = session(
        r#"{ "name": "called", "type": "boolean", "label": "Name?", "record": true },
        { "name": "rent", "type": "text", "label": "Rent", "record": true },
        { "name": "born", "type": "month", "label": "Born", "record": true },
        { "name": "pet", "type": "boolean", "label": "Pet?", "record": true },
        { "name": "way", "type": "choice", "label": "Way", "choices": [{"name": "z", "label": "Z"}], "record": true },
        { "name": "children", "type": "repeat", "label": "Children", "maxCount": 1, "record": true, "items": [
          { "name": "age", "type": "integer", "label": "Age" }] },
        { "name": "toy", "type": "text", "label": "Toy", "record": true }"#,
    );
    let (_, lost) = again.restore(&draft);
    assert_eq!(
        lost,
        [
            "/called",
            "/born",
            "/since",
            "/breed",
            "/children/0/toys",
            "/children/1/age",
            "/children/1/toys",
            "/children/1/toys/0/toy"
        ]
    );
    assert_eq!(again.answers().to_string(), r#"{"rent":"12 or so","pet":false,"children":[{}]}"#);
    let (_, lost) = again.restore(&Json::parse(r#"{"/way":{"answer":"a"}}"#).unwrap());
    assert_eq!(lost, ["/way"]);
}

#[test]
fn nothing_that_somebody_wrote_into_a_draft_breaks_anything() {
    let mut session = written();
    let secret = session.draft().to_string();
    for text in [
        "null",
        "[]",
        "7",
        r#"{"":null,"/":{},"/called/0":{"answer":1},"called":{"answer":"x"},"/children/9/age":{"answer":1},"/children/x/age":{"answer":1}}"#,
        r#"{"/secret":{"answer":"x"},"/children":{"entries":-1}}"#,
        r#"{"/children":{"entries":1.5},"/born":{"typed":["1"]},"/rent":{"absent":"no"},"/pet":{"typed":"x"}}"#,
        r#"{"/called":{"entries":3},"/children":{"answer":[{}]},"/way":{"answer":["a"]},"/since":{"typed":[1,2]}}"#,
    ] {
        let (_, lost) = session.restore(&Json::parse(text).unwrap());
        assert!(!text.contains("answer") || !lost.is_empty(), "{text}");
        assert_eq!(session.draft().to_string(), secret, "{text}");
    }
}
