//! Screening says what a session of its own says, household by household.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;
mod support;

use std::sync::Arc;

use intake_core::date::Date;
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::screen::Screener;
use intake_core::session::Session;
use random::{Random, household, rounds, seed};
use support::{FORMS, MEMBERS, form};

fn agree(form: &Arc<Form>, screener: &mut Screener, answers: &Json) {
    let nothing = Json::Object(Vec::new());
    let mut session = Session::new(form.clone(), screener_day());
    session.load(answers, &nothing);
    let own = session.outcome();
    assert_eq!(screener.take(answers, &nothing, &|_| false), Ok(()), "{answers}");
    let statuses: Vec<_> = screener.statuses().collect();
    let expected: Vec<_> = own.programs.iter().map(|program| program.status).collect();
    assert_eq!(statuses, expected, "{answers}");
    assert_eq!(screener.referrals(&statuses), own.referrals, "{answers}");
}

fn screener_day() -> Date {
    Date::parse("2026-11-22").unwrap()
}

#[test]
fn screening_agrees_with_a_session() {
    let seed = seed(7);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for text in FORMS.iter().map(|(_, text)| *text).chain([MEMBERS]) {
        let form = form(text);
        let mut screener = Screener::new(form.clone(), screener_day());
        let mut session = Session::new(form.clone(), screener_day());
        for _ in 0..rounds(150) {
            let answers = household(&form, &mut session, &mut random, 8);
            agree(&form, &mut screener, &answers);
        }
        for scenario in &form.scenarios {
            let mut screener = Screener::new(form.clone(), scenario.today);
            screener.take(&scenario.answers, &scenario.absent, &|_| false).unwrap();
            let statuses: Vec<_> = screener.statuses().collect();
            for (name, expected) in &scenario.expect.programs {
                let at = form.programs.iter().position(|program| program.name == *name).unwrap();
                assert_eq!(statuses[at].code(), &**expected, "{}: {name}", scenario.name);
            }
        }
    }
}

#[test]
fn what_cannot_be_screened_is_refused_without_its_answer() {
    let form = form(MEMBERS);
    let mut screener = Screener::new(form, screener_day());
    let nothing = Json::Object(Vec::new());
    for (line, code, item) in [
        (r#"{"nobody":1}"#, "unknown-item", None),
        (r#"{"income":"much"}"#, "wrong-type", Some("income")),
        (r#"{"income":-1}"#, "min", Some("income")),
        (r#"{"needs":["food","gold"]}"#, "unknown-choice", Some("needs")),
        (r#"{"members":[{"age":300}]}"#, "max", Some("age")),
        (r#"{"members":[{"agee":3}]}"#, "unknown-item", Some("members")),
    ] {
        let refusal = screener.take(&Json::parse(line).unwrap(), &nothing, &|_| false).unwrap_err();
        assert_eq!((refusal.problem.code(), refusal.item.as_deref()), (code, item), "{line}");
    }
    assert_eq!(screener.take(&Json::parse(r#"{"nobody":1}"#).unwrap(), &nothing, &|_| true), Ok(()));
}
