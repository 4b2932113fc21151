//! How a person may be reached: what is typed, what it means, what expressions see of it, and what is refused.

#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::check::check;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::export::{schema, types};
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use intake_core::text::Speech;

/// A form with one question; `more` are its properties.
fn source(more: &str) -> String {
    format!(
        r#"{{"formLanguage":1,"name":"test","version":"1","defaultLanguage":"en","languages":["en"],"title":"Test",
        "pages":[{{"name":"one","items":[
          {{"name":"reach","type":"contact","label":"How may we contact you?","record":true{more}}},
          {{"name":"rings","type":"note","label":"Rings","text":"We ring.","relevant":"reach.method == \"phone\" && !reach.leaveMessage"}} ]}}]}}"#
    )
}

fn form(more: &str) -> Arc<Form> {
    Arc::new(compile(&Json::parse(&source(more)).unwrap()).form.unwrap())
}

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

fn session(more: &str, typed: &str) -> Session {
    let mut session = Session::new(form(more), Date::parse("2026-11-28").unwrap());
    let slot = session.slot("reach").unwrap();
    session.apply(Action::Answer { slot, typed: Typed::Json(json(typed)) });
    session
}

/// The answer, or the code of its problem.
fn says(more: &str, typed: &str) -> String {
    let session = session(more, typed);
    let slot = session.slot("reach").unwrap();
    match session.problem(slot) {
        Some(problem) => problem.code().into(),
        None => session.answer_of(slot).map(|answer| answer.to_json().to_string()).unwrap_or_default(),
    }
}

#[test]
fn what_is_typed_becomes_an_answer_with_what_belongs_to_its_method() {
    for (typed, answer) in [
        (r#"{"method":"none","phone":"202-555-0142","sayWho":"Anna"}"#, r#"{"method":"none"}"#),
        (
            r#"{"method":"phone","phone":" tel: (+1) 202-555-0142 ","leaveMessage":false,"sayWho":" Anna ","when":"\u00a0"}"#,
            r#"{"method":"phone","value":"+1 202-555-0142","leaveMessage":false,"sayWho":"Anna"}"#,
        ),
        // What was typed for another way stays typed, and is no part of the answer.
        (
            r#"{"method":"text","phone":"٠٢٠٢٥٥٥٠١٤٢","leaveMessage":true,"email":"a@example.org"}"#,
            r#"{"method":"text","value":"0202555 0142"}"#,
        ),
        (
            r#"{"method":"email","phone":"1","email":" robin@example.org ","when":"after 3"}"#,
            r#"{"method":"email","value":"robin@example.org","when":"after 3"}"#,
        ),
        (
            r#"{"method":"post","post":"Robin Sand\n5 Lantern Street"}"#,
            r#"{"method":"post","value":"Robin Sand\n5 Lantern Street"}"#,
        ),
        ("{}", ""),
    ] {
        assert_eq!(says("", typed).replace(' ', ""), answer.replace(' ', ""), "{typed}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    let long = "x".repeat(201);
    for (typed, problem) in [
        (r#"{"method":"phone"}"#, "phone"),
        (r#"{"method":"text","phone":"ring me"}"#, "phone"),
        (r#"{"method":"email","email":"robin@"}"#, "email"),
        (r#"{"method":"post","post":"  "}"#, "address-incomplete"),
        (r#"{"phone":"202-555-0142"}"#, "required"),
        (r#"{"method":"pigeon"}"#, "unknown-choice"),
        (&format!(r#"{{"method":"email","email":"a@example.org","when":"{long}"}}"#), "max-length"),
    ] {
        assert_eq!(says("", typed), problem, "{typed}");
    }
    assert_eq!(
        says(r#","methods":["phone","none"]"#, r#"{"method":"text","phone":"202-555-0142"}"#),
        "unknown-choice"
    );
    let empty = Session::new(form(r#","required":true"#), Date::parse("2026-11-28").unwrap());
    assert_eq!(empty.problem(empty.slot("reach").unwrap()).unwrap().code(), "required");
}

#[test]
fn expressions_see_every_member() {
    let rings = |typed: &str| {
        let session = session("", typed);
        session.field(session.slot("rings").unwrap()).relevant
    };
    assert!(rings(r#"{"method":"phone","phone":"202-555-0142"}"#), "nobody said that a message may be left");
    assert!(!rings(r#"{"method":"phone","phone":"202-555-0142","leaveMessage":true}"#));
    assert!(!rings(r#"{"method":"none"}"#));
    // The checker knows the ways and the members.
    for (condition, code) in [
        ("reach.method == \\\"pigeon\\\"", "unknown-choice"),
        ("reach.number == \\\"1\\\"", "no-such-member"),
        ("reach.leaveMessage == \\\"yes\\\"", "type-mismatch"),
    ] {
        let text = source("").replace(r#"reach.method == \"phone\" && !reach.leaveMessage"#, condition);
        let compiled = compile(&Json::parse(&text).unwrap());
        assert!(
            compiled.diagnostics.iter().any(|found| found.code == code),
            "{condition}: {:?}",
            compiled.diagnostics
        );
    }
}

#[test]
fn a_submission_is_taken_as_it_was_sent_and_nothing_else() {
    let form = form(r#","methods":["phone","email","none"]"#);
    let take = |text: &str| {
        let mut session = Session::new(form.clone(), Date::parse("2026-11-28").unwrap());
        let slot = session.slot("reach").unwrap();
        let item = session.item(slot).unwrap();
        let typed = Typed::from_json(&item.kind, &json(text)).map_err(|problem| problem.code())?;
        session.apply(Action::Answer { slot, typed });
        match session.problem(slot) {
            Some(problem) => Err(problem.code()),
            None => Ok(session.answer_of(slot).unwrap().to_json().to_string()),
        }
    };
    for text in [
        r#"{"method":"none"}"#,
        r#"{"method":"phone","value":"202-555-0142","leaveMessage":true,"sayWho":"Anna","when":"after 3"}"#,
        r#"{"method":"email","value":"robin@example.org"}"#,
    ] {
        assert_eq!(take(text).as_deref(), Ok(text));
    }
    for (text, code) in [
        (r#"{}"#, "wrong-type"),
        (r#""phone""#, "wrong-type"),
        (r#"{"method":1}"#, "wrong-type"),
        (r#"{"method":"none","value":"202-555-0142"}"#, "wrong-type"),
        (r#"{"method":"email","value":"a@example.org","leaveMessage":true}"#, "wrong-type"),
        (r#"{"method":"phone","value":"202-555-0142","leaveMessage":"yes"}"#, "wrong-type"),
        (r#"{"method":"phone","value":"202-555-0142","fax":"1"}"#, "wrong-type"),
        (r#"{"method":"text","value":"202-555-0142"}"#, "unknown-choice"),
        (r#"{"method":"phone"}"#, "phone"),
    ] {
        assert_eq!(take(text), Err(code), "{text}");
    }
}

#[test]
fn the_exports_have_one_shape_for_each_way() {
    let form = form(r#","methods":["phone","none"]"#);
    assert!(types(&form).contains(
        r#"reach?: { method: "phone"; value: string; leaveMessage?: boolean; sayWho?: string; when?: string } | { method: "none" };"#
    ), "{}", types(&form));
    let schema = schema(&form).to_string().parse().unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let fits = |reach: &str| validator.is_valid(&format!(r#"{{"reach":{reach}}}"#).parse().unwrap());
    for good in [r#"{"method":"none"}"#, r#"{"method":"phone","value":"202-555-0142","leaveMessage":false}"#]
    {
        assert!(fits(good), "{good}");
    }
    for bad in [
        r#"{"method":"none","value":"1"}"#,
        r#"{"method":"phone"}"#,
        r#"{"method":"phone","value":"ring me"}"#,
        r#"{"method":"email","value":"a@example.org"}"#,
        r#"{"method":"phone","value":"202-555-0142","sayWho":""}"#,
    ] {
        assert!(!fits(bad), "{bad}");
    }
}

#[test]
fn ways_that_there_are_not_are_pointed_out() {
    let found = |more: &str| {
        let compiled = compile(&Json::parse(&source(more)).unwrap());
        let found: Vec<_> = compiled.diagnostics.iter().map(|found| found.pointer.clone()).collect();
        found
    };
    for good in ["", r#","methods":["post","phone"]"#, r#","methods":["none","phone"]"#] {
        let compiled = compile(&Json::parse(&source(good)).unwrap());
        let form = compiled.form.unwrap();
        assert!(check(&form).iter().all(|found| found.code == "unneeded-question"), "{good}");
        assert_eq!(found(good), Vec::<String>::new(), "{good}");
    }
    for (bad, pointer) in [
        (r#","methods":["fax","phone"]"#, "/pages/0/items/0/methods/0"),
        (r#","methods":["phone","phone"]"#, "/pages/0/items/0/methods/1"),
        (r#","methods":["none"]"#, "/pages/0/items/0/methods"),
        (r#","methods":[]"#, "/pages/0/items/0/methods"),
        (r#","methods":"phone""#, "/pages/0/items/0/methods"),
    ] {
        assert!(found(bad).iter().any(|own| own == pointer), "{bad}: {:?}", found(bad));
    }
}

struct English;

impl Speech for English {
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
        items.join("; ")
    }
    fn boolean(&self, value: bool) -> String {
        value.to_string()
    }
    fn word(&self, key: &str) -> String {
        match key {
            "contact-phone" => "مكالمة".into(),
            "say-name" => "Use {name}".into(),
            "reach-when" => "Time {when}".into(),
            key => key.into(),
        }
    }
}

#[test]
fn it_is_said_with_what_whoever_rings_has_to_keep_to() {
    let said = |typed: &str| {
        let session = session("", typed);
        session.answer_text(session.slot("reach").unwrap(), &English).unwrap()
    };
    assert_eq!(said(r#"{"method":"none"}"#), "contact-none");
    assert_eq!(
        said(r#"{"method":"phone","phone":"202-555-0142"}"#),
        "مكالمة: \u{2068}202-555-0142\u{2069}; message-no; say-nothing"
    );
    assert_eq!(
        said(
            r#"{"method":"phone","phone":"202-555-0142","leaveMessage":true,"sayWho":"آنا","when":"after 3"}"#
        ),
        "مكالمة: \u{2068}202-555-0142\u{2069}; message-yes; Use \u{2068}آنا\u{2069}; Time after 3"
    );
}
