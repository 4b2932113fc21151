//! Repeats: entries with scopes of their own, and what reads across them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::Absent;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session, Slot};
use random::{Random, seed};

const FORM: &str = r#"{
  "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test",
  "variables": [
    { "name": "minors", "calculation": "size(members.filter(m, m.age < 18))" },
    { "name": "total", "calculation": "members.map(m, m.pay).sum()" } ],
  "pages": [
    { "name": "one", "items": [
      { "name": "city", "type": "text", "label": "City" },
      { "name": "members", "type": "repeat", "label": "Members", "minCount": 1, "maxCount": 3, "itemLabel": "{nick}", "absent": ["asked-declined"], "items": [
        { "name": "nick", "type": "text", "label": "Name", "required": true },
        { "name": "age", "type": "integer", "label": "Age of {nick} in {city}", "required": true, "constraint": "self < 120 && size(members) < 3" },
        { "name": "pay", "type": "money", "currency": "SEK", "label": "Pay", "relevant": "age >= 18", "otherwise": 0, "required": "city == 'Lund'", "absent": ["asked-unknown"] },
        { "name": "jobs", "type": "repeat", "label": "Jobs", "relevant": "pay > 0.0", "items": [
          { "name": "employer", "type": "text", "label": "Employer", "required": "age > 20" } ] } ] },
      { "name": "rooms", "type": "integer", "label": "Rooms", "relevant": "minors > 0" } ] } ],
  "programs": [ { "name": "aid", "label": "Aid", "criteria": [
      { "name": "pay", "label": "Pay", "test": "total < 1000.0" },
      { "name": "minor", "label": "Minor", "test": "members.exists(m, m.age < 18)" } ] } ]
}"#;

struct Person(Session);

impl Person {
    fn new() -> Self {
        let compiled = compile(&Json::parse(FORM).unwrap());
        let findings: Vec<_> =
            compiled.diagnostics.iter().map(|d| (d.code, &d.pointer, &d.message)).collect();
        let form = Arc::new(compiled.form.unwrap_or_else(|| panic!("{findings:?}")));
        Self(Session::new(form, Date::parse("2026-11-22").unwrap()))
    }

    /// `members.0.age` is the slot of `age` in the first entry.
    fn slot(&self, path: &str) -> Slot {
        let mut parts = path.split('.');
        let mut slot = self.0.slot(parts.next().unwrap()).unwrap();
        while let (Some(index), Some(name)) = (parts.next(), parts.next()) {
            let entry = self.0.entries(slot)[index.parse::<usize>().unwrap()].clone();
            slot = *entry.iter().find(|slot| &*self.0.item(**slot).unwrap().name == name).unwrap();
        }
        slot
    }

    fn types(&mut self, path: &str, text: &str) -> Vec<String> {
        let slot = self.slot(path);
        let changes = self.0.apply(Action::Answer { slot, typed: Typed::Text(text.into()) });
        changes.slots.iter().map(|slot| self.0.path(*slot)).collect()
    }

    fn adds(&mut self, path: &str) {
        let slot = self.slot(path);
        self.0.apply(Action::AddEntry { slot });
    }

    fn outcome(&self) -> String {
        self.0
            .outcome()
            .to_json(self.0.form())
            .pointer("/programs/0/status")
            .unwrap()
            .as_str()
            .unwrap()
            .into()
    }
}

#[test]
fn entries_start_at_the_minimum_and_stop_at_the_maximum() {
    let mut person = Person::new();
    let slot = person.slot("members");
    assert_eq!(person.0.entries(slot).len(), 1);
    for _ in 0..5 {
        person.adds("members");
    }
    assert_eq!(person.0.entries(slot).len(), 3);
    assert!(!person.0.can_add(slot));
    for _ in 0..3 {
        person.0.apply(Action::RemoveEntry { slot, index: 0 });
    }
    assert_eq!(person.0.problem(slot).map(|p| p.code()), Some("min-count"));
}

#[test]
fn an_answer_changes_its_own_entry_and_what_reads_the_list() {
    let mut person = Person::new();
    person.adds("members");
    let changed = person.types("members.1.nick", "Bo");
    assert_eq!(
        changed,
        ["/members", "/members/1/nick", "/members/1/age"],
        "only its own entry's label inserts it"
    );
    let changed = person.types("members.1.age", "40");
    assert!(
        changed.contains(&"/members/1/pay".to_owned())
            && !changed.iter().any(|path| path.starts_with("/members/0"))
    );
    assert!(person.0.field(person.slot("members.1.pay")).relevant);
    assert!(!person.0.field(person.slot("members.0.pay")).relevant);
    let changed = person.types("city", "Lund");
    assert!(
        changed.contains(&"/members/0/age".to_owned()) && changed.contains(&"/members/1/pay".to_owned()),
        "{changed:?}"
    );
}

#[test]
fn a_list_with_missing_answers_is_unknown_only_where_it_matters() {
    let mut person = Person::new();
    person.adds("members");
    person.types("members.0.age", "10");
    assert_eq!(person.outcome(), "undetermined", "the second member's pay may be asked yet");
    assert!(!person.0.field(person.slot("rooms")).relevant, "how many minors is not known yet");
    person.types("members.1.age", "40");
    assert!(person.0.field(person.slot("rooms")).relevant);
    person.types("members.1.pay", "1200");
    assert_eq!(person.outcome(), "ineligible");
    person.types("members.1.pay", "900,50");
    assert_eq!(person.outcome(), "eligible");
    let slot = person.slot("members");
    person.0.apply(Action::RemoveEntry { slot, index: 0 });
    assert_eq!(person.outcome(), "ineligible", "no minor is left");
    assert_eq!(person.0.answers().to_string(), r#"{"members":[{"age":40,"pay":900.5}]}"#);
}

#[test]
fn an_entry_knows_its_place_and_shows_what_is_missing_in_it() {
    let mut person = Person::new();
    person.adds("members");
    let (members, nick) = (person.slot("members"), person.slot("members.1.nick"));
    assert_eq!(person.0.entry_of(nick), Some((members, 1)));
    assert_eq!(person.0.entry_of(members), None);
    assert_eq!(person.0.entry_slots(members, 1).len(), 4, "three questions and the inner repeat");
    assert!(person.0.field(nick).problem.is_none());
    let changes = person.0.apply(Action::TryEntry { slot: members, index: 1 });
    assert!(changes.slots.contains(&nick) && person.0.field(nick).problem.is_some());
    assert!(person.0.field(person.slot("members.0.nick")).problem.is_none());
    person.0.apply(Action::RemoveEntry { slot: members, index: 0 });
    assert_eq!(person.0.entry_of(nick), Some((members, 0)));
}

#[test]
fn repeats_nest() {
    let mut person = Person::new();
    person.types("members.0.age", "30");
    person.types("members.0.pay", "10");
    person.adds("members.0.jobs");
    person.adds("members.0.jobs");
    assert_eq!(
        person.0.problem(person.slot("members.0.jobs.1.employer")).map(|p| p.code()),
        Some("required")
    );
    person.types("members.0.jobs.0.employer", "A");
    person.types("members.0.jobs.1.employer", "B");
    let expected = r#"{"members":[{"age":30,"pay":10,"jobs":[{"employer":"A"},{"employer":"B"}]}]}"#;
    assert_eq!(person.0.answers().to_string(), expected);
    person.types("members.0.age", "19");
    assert_eq!(person.0.problem(person.slot("members.0.jobs.1.employer")), None);
    person.types("members.0.pay", "0");
    assert_eq!(
        person.0.answers().to_string(),
        r#"{"members":[{"age":19,"pay":0}]}"#,
        "the hidden repeat is not sent"
    );
    let mut other = Person::new();
    assert!(other.0.load(&Json::parse(expected).unwrap(), &Json::parse("{}").unwrap()).is_empty());
    assert_eq!(other.0.answers().to_string(), expected);
}

#[test]
fn loading_says_where_in_which_entry() {
    let mut person = Person::new();
    let answers = r#"{"members":[{"age":30,"pay":"x"},{"age":3,"pay":5},{"nobody":1}]}"#;
    let absent = r#"{"members":[{},{"age":"asked-unknown"},{}]}"#;
    let problems = person.0.load(&Json::parse(answers).unwrap(), &Json::parse(absent).unwrap());
    let codes: Vec<_> =
        problems.iter().map(|(pointer, problem)| format!("{pointer} {}", problem.code())).collect();
    assert_eq!(
        codes,
        [
            "/answers/members/0/pay wrong-type",
            "/answers/members/2/nobody unknown-item",
            "/absent/members/1/age absent-reason",
            "/answers/members/1/pay not-relevant"
        ]
    );
}

#[test]
fn an_expression_outside_sees_the_list_and_not_its_items() {
    let text = FORM.replace("\"minors > 0\"", "\"age > 0\"");
    let compiled = compile(&Json::parse(&text).unwrap());
    let codes: Vec<_> = compiled.diagnostics.iter().map(|d| (d.code, d.pointer.as_str())).collect();
    assert_eq!(codes, [("unknown-name", "/pages/0/items/2/relevant")]);
}

#[test]
fn incremental_and_whole_computation_agree_in_entries() {
    let seed = seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    let mut next = |n: u64| random.below(n as usize) as u64;
    let mut person = Person::new();
    for _ in 0..2000 {
        let members = person.slot("members");
        let count = person.0.entries(members).len() as u64;
        let entry = if count == 0 { 0 } else { next(count) };
        match next(9) {
            0 => person.adds("members"),
            1 => drop(person.0.apply(Action::RemoveEntry { slot: members, index: entry as usize })),
            2 if count > 0 => drop(person.types(&format!("members.{entry}.age"), &next(60).to_string())),
            3 if count > 0 => drop(person.types(&format!("members.{entry}.pay"), &next(2).to_string())),
            4 if count > 0 => person.adds(&format!("members.{entry}.jobs")),
            5 | 6 => {
                let reason = Some(Absent::AskedDeclined).filter(|_| next(2) == 0);
                drop(person.0.apply(Action::Absent { slot: members, reason }));
            }
            7 => drop(person.types("city", ["Lund", "Ystad", ""][next(3) as usize])),
            _ if count > 0 => drop(person.types(&format!("members.{entry}.age"), "")),
            _ => {}
        }
        let mut whole = Person::new();
        let slot = whole.slot("members");
        whole.0.apply(Action::RemoveEntry { slot, index: 0 });
        whole.0.load(&person.0.answers(), &person.0.absent());
        assert_eq!(whole.0.answers(), person.0.answers());
        let json = |session: &Session| session.outcome().to_json(session.form()).to_string();
        assert_eq!(json(&whole.0), json(&person.0), "{}", person.0.answers());
        let codes =
            |s: &Session| s.validate().iter().map(|(slot, p)| (s.path(*slot), p.code())).collect::<Vec<_>>();
        assert_eq!(codes(&whole.0), codes(&person.0), "{}", person.0.answers());
        assert_eq!(whole.0.shown_pages().count(), person.0.shown_pages().count());
    }
}

#[test]
fn an_entry_is_not_done_with_before_the_person_was_asked() {
    let text = r#"{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
      "pages": [{"name": "p", "items": [{"name": "people", "type": "repeat", "label": "People", "minCount": 1, "items": [
        {"name": "who", "type": "text", "label": "Who", "record": true},
        {"name": "land", "type": "text", "label": "Land", "default": "se", "record": true}]}]}]}"#;
    let form = Arc::new(compile(&Json::parse(text).unwrap()).form.unwrap());
    let mut session = Session::new(form, Date::parse("2026-11-22").unwrap());
    let people = session.slot("people").unwrap();
    assert!(!session.is_filled(people, 0), "a default is nobody's answer");
    session.prefill(&Json::parse(r#"{"people": [{"land": "no"}]}"#).unwrap());
    assert!(!session.is_filled(people, 0), "nor is what was filled in");
    session.prefill(&Json::parse(r#"{"people": [{"land": "no", "who": "Bo"}]}"#).unwrap());
    assert!(session.is_filled(people, 0), "there is nothing left to ask");
    session.prefill(&Json::parse(r#"{"people": [{"land": "no"}]}"#).unwrap());
    let land = session.entries(people)[0][1];
    session.apply(Action::Answer { slot: land, typed: Typed::Text("fi".into()) });
    assert!(session.is_filled(people, 0), "who answers something has seen the rest");
}
