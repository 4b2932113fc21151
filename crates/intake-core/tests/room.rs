//! The room of entries that are gone is given back, and who showed them is told.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;
mod support;

use std::collections::BTreeSet;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::json::Json;
use intake_core::session::{Action, Session, Slot};
use random::{Random, rounds, seed};
use support::form;

/// A repeat of 30 slots an entry, one with a repeat in it, and what counts them.
fn session() -> Session {
    let many: Vec<String> =
        (0..30).map(|i| format!(r#"{{"name":"q{i}","type":"text","label":"Q{i}","record":true}}"#)).collect();
    let text = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "variables": [{{"name": "people", "calculation": "size(wide) + size(homes)"}}],
          "pages": [{{"name": "p", "items": [
            {{"name": "wide", "type": "repeat", "label": "Wide", "items": [{}]}},
            {{"name": "homes", "type": "repeat", "label": "Homes", "items": [
              {{"name": "street", "type": "text", "label": "Street", "default": "Main", "record": true}},
              {{"name": "rooms", "type": "repeat", "label": "Rooms", "minCount": 1, "items": [
                {{"name": "size", "type": "integer", "label": "Size in {{street}}", "record": true}}]}}]}},
            {{"name": "full", "type": "boolean", "label": "{{people}} full", "relevant": "people > 1"}}]}}]}}"#,
        many.join(",")
    );
    Session::new(form(&text), Date::parse("2026-11-22").unwrap())
}

fn slot(session: &Session, name: &str) -> Slot {
    session.slot(name).unwrap()
}

fn add(session: &mut Session, slot: Slot) -> bool {
    let before = session.entries(slot).len();
    session.apply(Action::AddEntry { slot });
    session.entries(slot).len() == before + 1
}

fn answers(count: usize) -> Json {
    let wide = vec![r#"{"q0":"a"}"#; count].join(",");
    let homes = vec![r#"{"street":"b","rooms":[{"size":1},{"size":2}]}"#; count].join(",");
    Json::parse(&format!(r#"{{"wide":[{wide}],"homes":[{homes}]}}"#)).unwrap()
}

#[test]
fn thousands_of_prefills_leave_room_for_one_entry_more() {
    let mut session = session();
    for round in 0..3_000 {
        let (_, problems) = session.prefill(&answers(1 + round % 3));
        assert_eq!(problems, [], "prefill {round}");
    }
    let wide = slot(&session, "wide");
    assert!(add(&mut session, wide), "an entry is added after them all");
    let rooms = session.entries(slot(&session, "homes"))[0][1];
    assert!(add(&mut session, rooms), "and one in an entry");
    assert_eq!(session.answers().get("wide").unwrap().as_array().unwrap().len(), 4);
}

#[test]
fn thousands_of_entries_come_and_go() {
    let mut session = session();
    let (wide, homes) = (slot(&session, "wide"), slot(&session, "homes"));
    let mut seen = BTreeSet::new();
    for round in 0..10_000 {
        let repeat = if round % 2 == 0 { wide } else { homes };
        assert!(add(&mut session, repeat), "round {round}");
        let first = session.entries(repeat)[0][0];
        assert!(seen.insert(first), "round {round}: the slot of an entry that is gone is used again");
        session.apply(Action::RemoveEntry { slot: repeat, index: 0 });
        assert!(session.item(first).is_none() && !session.field(first).relevant);
        assert_eq!(session.entry_of(first), None);
    }
    session.reset();
    assert!(add(&mut session, wide));
    assert!(seen.insert(session.entries(wide)[0][0]), "nor after all was forgotten");
}

/// All the slots of a repeat's entries.
fn inside(session: &Session, repeat: Slot) -> Vec<Slot> {
    (0..session.entries(repeat).len()).flat_map(|index| session.entry_slots(repeat, index)).collect()
}

#[test]
fn who_shows_an_entry_that_goes_is_told() {
    let mut session = session();
    let (wide, homes) = (slot(&session, "wide"), slot(&session, "homes"));
    session.prefill(&answers(2));
    let gone = session.entry_slots(homes, 0);
    assert_eq!(gone.len(), 4, "street, rooms, and the size of two");
    let changes = session.apply(Action::RemoveEntry { slot: homes, index: 0 });
    for slot in gone {
        assert!(changes.slots.contains(&slot), "{slot:?} of {:?}", changes.slots);
    }
    let before = [inside(&session, wide), inside(&session, homes)].concat();
    assert!(before.len() > 60);
    let (changes, _) = session.prefill(&answers(1));
    for slot in before {
        assert!(changes.slots.contains(&slot), "{slot:?} of {:?}", changes.slots);
    }
}

#[test]
fn what_one_repeat_gives_back_another_can_have() {
    // 200 entries of 201 slots are nearly all the room that there is.
    let text = r#"{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
      "pages": [{"name": "p", "items": [
        {"name": "outer", "type": "repeat", "label": "Outer", "items": [
          {"name": "inner", "type": "repeat", "label": "Inner", "items": [
            {"name": "x", "type": "text", "label": "X", "record": true}, {"name": "y", "type": "text", "label": "Y", "record": true}]}]},
        {"name": "other", "type": "repeat", "label": "Other", "items": [
          {"name": "inside", "type": "repeat", "label": "Inside", "items": [
            {"name": "z", "type": "text", "label": "Z", "record": true}]}]}]}]}"#;
    let full = |outer: &str, inner: &str, of: usize| {
        let entry = format!(r#"{{"{inner}":[{}]}}"#, vec!["{}"; 200].join(","));
        Json::parse(&format!(r#"{{"{outer}":[{}]}}"#, vec![entry; of].join(","))).unwrap()
    };
    let mut session = Session::new(form(text), Date::parse("2026-11-22").unwrap());
    for round in 0..4 {
        assert_eq!(session.prefill(&full("outer", "inner", 120)).1, [], "round {round}");
        assert_eq!(session.prefill(&full("outer", "inner", 0)).1, [], "round {round}");
        assert_eq!(session.prefill(&full("other", "inside", 200)).1, [], "round {round}");
        assert_eq!(session.prefill(&full("other", "inside", 0)).1, [], "round {round}");
    }
    let (_, problems) = session.prefill(&full("outer", "inner", 200));
    assert!(problems.iter().any(|(_, problem)| problem.code() == "max-count"), "there is an end to it");
}

#[test]
fn answers_and_computations_are_those_of_a_new_session_whatever_came_before() {
    let seed = seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    let mut old = session();
    for _ in 0..rounds(1500) {
        let repeat = slot(&old, ["wide", "homes"][random.below(2)]);
        let count = old.entries(repeat).len();
        match random.below(7) {
            0 | 1 => drop(old.apply(Action::AddEntry { slot: repeat })),
            2 | 3 => drop(old.apply(Action::RemoveEntry { slot: repeat, index: random.below(count) })),
            4 => drop(old.prefill(&answers(random.below(4)))),
            5 => {
                for slot in inside(&old, repeat) {
                    if random.one_in(3) && old.item(slot).unwrap().kind.is_question() {
                        old.apply(Action::Answer { slot, typed: Typed::Text("7".into()) });
                    }
                }
            }
            _ => {
                if random.one_in(10) {
                    old.reset();
                }
                if let Some(rooms) = old.entries(slot(&old, "homes")).first().map(|home| home[1]) {
                    old.apply(Action::AddEntry { slot: rooms });
                }
            }
        }
        let mut new = session();
        assert_eq!(new.load(&old.answers(), &old.absent()), []);
        assert_eq!(new.answers(), old.answers());
        let full = slot(&old, "full");
        assert_eq!(new.field(full).relevant, old.field(full).relevant);
        assert_eq!(new.asked().len(), old.asked().len());
    }
}
