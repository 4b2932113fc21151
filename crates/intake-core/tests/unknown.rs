//! What is unknown, in whole forms: what is settled stays so whatever the missing answers are,
//! and an answer that is not waited for settles nothing.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;
mod support;

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::outcome::Met;
use intake_core::session::{Action, Session, Slot};
use random::{Random, answer, household, rounds, seed};
use support::{FORMS, MEMBERS, form};

/// The form, asking everything: a question that is left out is no missing answer.
fn whole(text: &str) -> Arc<Form> {
    let Json::Object(mut members) = Json::parse(text).unwrap() else { panic!() };
    members.retain(|(name, _)| name != "settings");
    form(&Json::Object(members).to_string())
}

/// Each criterion of each program: what is known, and what it waits for.
fn criteria(session: &Session) -> Vec<(Option<bool>, Vec<u32>)> {
    let one = |status: Met| match status {
        Met::Met => Some(true),
        Met::Unmet => Some(false),
        Met::Undetermined => None,
    };
    let programs = session.outcome().programs.into_iter();
    programs
        .flat_map(|p| p.criteria)
        .map(|c| (one(c.status), c.waits.iter().map(|s| s.0).collect()))
        .collect()
}

/// Every question without an answer, hidden ones too, also in the entries that there are.
fn open(session: &Session, form: &Form) -> Vec<Slot> {
    let own: Vec<Slot> = form.items.iter().filter_map(|item| session.slot(&item.name)).collect();
    let inner = own.iter().flat_map(|slot| session.entries(*slot)).flatten();
    let mut all: Vec<Slot> = own.iter().copied().chain(inner).collect();
    let is_open = |slot: &Slot| matches!(session.field(*slot).typed, Typed::Empty);
    all.retain(|slot| session.item(*slot).is_some_and(|item| item.kind.is_question()) && is_open(slot));
    all
}

fn give(session: &mut Session, slot: Slot, random: &mut Random) -> bool {
    let item = session.item(slot).unwrap();
    let Some(typed) = answer(item, random).and_then(|json| Typed::from_json(&item.kind, &json).ok()) else {
        return false;
    };
    session.apply(Action::Answer { slot, typed });
    true
}

/// How many criteria were settled, and how many answers were not waited for.
fn unknowns_are_exact(name: &str, form: &Arc<Form>, random: &mut Random, rounds: usize) -> (usize, usize) {
    let (mut settled, mut idle) = (0, 0);
    let mut session = Session::new(form.clone(), Date::parse("2026-11-22").unwrap());
    for round in 0..rounds {
        household(form, &mut session, random, 2);
        let before = criteria(&session);
        let place = format!("{name}, round {round}, {}", session.answers());
        // One answer, then it is taken back.
        for slot in open(&session, form) {
            if !give(&mut session, slot, random) {
                continue;
            }
            let after = criteria(&session);
            for (i, ((known, waits), after)) in before.iter().zip(&after).enumerate() {
                if known.is_none() && !waits.contains(&slot.0) {
                    let item = &session.item(slot).unwrap().name;
                    assert_eq!((known, waits), (&after.0, &after.1), "{place}: {item}, criterion {i}");
                    idle += 1;
                }
            }
            session.apply(Action::Answer { slot, typed: Typed::Empty });
            assert!(criteria(&session) == before, "{place}: an answer taken back leaves a trace");
        }
        // All of them: what was known is still.
        for slot in open(&session, form) {
            give(&mut session, slot, random);
        }
        for (i, ((known, _), after)) in before.iter().zip(criteria(&session)).enumerate() {
            assert!(known.is_none() || *known == after.0, "{place}: criterion {i}, {}", session.answers());
            settled += usize::from(known.is_some());
        }
    }
    (settled, idle)
}

#[test]
fn what_is_known_stays_and_only_what_is_waited_for_settles() {
    let seed = seed(41);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for (name, text) in FORMS.iter().copied().chain([("members", MEMBERS)]) {
        let (settled, idle) = unknowns_are_exact(name, &whole(text), &mut random, rounds(60));
        println!("{name}: {settled} criteria settled early, {idle} answers that nothing waited for");
        assert!(settled > 0 && idle > 0, "{name}: {settled}, {idle}");
    }
}
