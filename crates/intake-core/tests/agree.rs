//! What the widget writes the receiver takes: whatever is typed, in whichever digits and signs, goes
//! from the person's session through canonical JSON into the receiver's judgement, and comes out
//! the same.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/occasion.rs"]
mod occasion;
#[path = "support/random.rs"]
mod random;
mod support;
#[path = "support/typing.rs"]
mod typing;

use std::rc::Rc;
use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::canonical;
use intake_core::date::Date;
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use intake_core::submission::{Submission, attach, attachments, build, judge};
use occasion::OCCASION;
use random::{Random, rounds, seed};
use support::form;
use typing::{EVERY_TYPE, FORMATS, fill};

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// The body as it is signed, read again as the receiver reads it, and what that says.
fn problems(session: &Session, form: &Arc<Form>) -> Vec<String> {
    let body = attach(build(session, &OCCASION), session, &|_| true);
    let canonical = canonical::to_string(&body);
    let read = Json::parse(&canonical).unwrap_or_else(|error| panic!("{error:?}: {canonical}"));
    assert_eq!(canonical::to_string(&read), canonical);
    let submission = Submission::read(&read).unwrap_or_else(|found| panic!("{:?}", found[0].pointer));
    let judgement = judge(form, &submission);
    let mut problems: Vec<String> =
        judgement.problems.iter().map(|(pointer, problem)| format!("{pointer} {}", problem.code())).collect();
    if !judgement.outcome_agrees {
        problems.push("the outcome differs".into());
    }
    assert_eq!(submission.attachments.len(), attachments(session).len());
    problems
}

#[test]
fn whatever_is_typed_in_any_language_is_taken_as_it_was_signed() {
    let seed = seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    let form = form(EVERY_TYPE);
    let mut agreed = 0;
    for _ in 0..rounds(1500) {
        let (language, format) = FORMATS[random.below(FORMATS.len())];
        let mut session = Session::new(form.clone(), today());
        session.set_locale(Rc::new(format));
        let typed = fill(&mut session, format, &mut random);
        let own: Vec<String> = session
            .validate()
            .iter()
            .map(|(slot, problem)| format!("/answers{} {}", session.path(*slot), problem.code()))
            .collect();
        if own.is_empty() {
            agreed += 1;
            assert_eq!(
                problems(&session, &form),
                [] as [&str; 0],
                "{language}: {typed:?} as {}",
                session.answers()
            );
        }
    }
    assert!(agreed > 300, "{agreed}");
}

fn one(kind: &str) -> Arc<Form> {
    form(&format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "pages": [{{"name": "p", "items": [{{"name": "q", "label": "Q", "record": true, {kind}}}]}}]}}"#
    ))
}

#[test]
fn numbers_of_every_size_are_taken() {
    let form = one(r#""type": "decimal""#);
    let zeros = |n: usize| "0".repeat(n);
    for (text, said) in [
        ("0.0000001".to_owned(), "1e-7"),
        ("-0,0000001".to_owned(), "-1e-7"),
        ("0.00000012345".to_owned(), "1.2345e-7"),
        (format!("0.{}1", zeros(14)), "1e-15"),
        (format!("0.{}123456789012345", zeros(200)), "1.23456789012345e-201"),
        (format!("1{}", zeros(21)), "1e+21"),
        (format!("-15{}", zeros(299)), "-1.5e+300"),
        (format!("1{}", zeros(20)), "100000000000000000000"),
        ("٠٫٠٠٠٠٠٠١".to_owned(), "1e-7"),
        ("\u{2212}0.000001".to_owned(), "-0.000001"),
    ] {
        let mut session = Session::new(form.clone(), today());
        let slot = session.slot("q").unwrap();
        session.apply(Action::Answer { slot, typed: Typed::Text(text.as_str().into()) });
        let limit = session.problem(slot).map(|problem| problem.code());
        // More decimals than an item takes unless it says so are said to the person.
        if limit == Some("decimals") {
            continue;
        }
        assert_eq!(limit, None, "{text}");
        assert_eq!(session.answers().to_string(), format!(r#"{{"q":{said}}}"#));
        assert_eq!(problems(&session, &form), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_prefilled_number_stands_in_its_field_without_an_exponent() {
    let form = one(r#""type": "decimal""#);
    let mut session = Session::new(form.clone(), today());
    session.set_locale(Rc::new(FORMATS[1].1));
    assert_eq!(session.prefill(&Json::parse(r#"{"q": 1.5e-7}"#).unwrap()).1, []);
    let slot = session.slot("q").unwrap();
    let stands = |session: &Session| match session.field(slot).typed {
        Typed::Number(number) => number.to_typed(),
        _ => panic!("a number is kept as a number"),
    };
    assert_eq!(stands(&session), "0.00000015");
    assert_eq!(problems(&session, &form), [] as [&str; 0]);
    assert_eq!(session.prefill(&Json::parse(r#"{"q": 1e21}"#).unwrap()).1, []);
    assert_eq!(stands(&session), "1000000000000000000000");
    assert_eq!(problems(&session, &form), [] as [&str; 0]);
}

#[test]
fn a_default_that_was_taken_away_does_not_come_back() {
    let text = r#"{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
      "pages": [{"name": "p", "items": [
        {"name": "adults", "type": "integer", "label": "Adults", "default": 1},
        {"name": "rooms", "type": "repeat", "label": "Rooms", "minCount": 1, "items": [
          {"name": "beds", "type": "integer", "label": "Beds", "default": 2}]}]}],
      "programs": [{"name": "aid", "label": "Aid", "criteria": [
        {"name": "one", "label": "One", "test": "adults > 0"},
        {"name": "beds", "label": "Beds", "test": "rooms.exists(r, r.beds > 1)"}]}]}"#;
    let form = form(text);
    let mut session = Session::new(form.clone(), today());
    assert_eq!(problems(&session, &form), [] as [&str; 0]);
    let adults = session.slot("adults").unwrap();
    let beds = session.entries(session.slot("rooms").unwrap())[0][0];
    for slot in [adults, beds] {
        session.apply(Action::Answer { slot, typed: Typed::Empty });
    }
    assert_eq!(session.answers().to_string(), r#"{"rooms":[{}]}"#);
    assert_eq!(problems(&session, &form), [] as [&str; 0]);
}
