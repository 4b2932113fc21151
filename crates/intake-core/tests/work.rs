//! One budget for a whole submission: whatever the answers, the work ends, with a refusal that has a
//! code. Asserted are counts of steps, never time.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/occasion.rs"]
mod occasion;
mod support;

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::session::{Action, Session, Step, WORK};
use intake_core::submission::{Submission, build, judge};
use occasion::OCCASION;
use support::form;

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn wrapped(items: &str) -> Arc<Form> {
    form(&format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "pages": [{{"name": "p", "items": [{items}]}}]}}"#
    ))
}

fn json(text: &str) -> Json {
    Json::parse(text).unwrap()
}

/// The codes that the judgement of a body with these answers has, at most three, and the steps
/// that a session took for them.
fn judged(form: &Arc<Form>, answers: &Json) -> (Vec<&'static str>, usize) {
    let Json::Object(mut members) = build(&Session::new(form.clone(), today()), &OCCASION) else { panic!() };
    members.iter_mut().filter(|(name, _)| name == "answers").for_each(|(_, own)| *own = answers.clone());
    let submission = Submission::read(&Json::Object(members)).unwrap_or_else(|_| panic!());
    let judgement = judge(form, &submission);
    let mut session = Session::blank(form.clone(), today());
    session.load(answers, &json("{}"));
    (judgement.problems.iter().take(3).map(|(_, problem)| problem.code()).collect(), session.work())
}

/// Two repeats in each other, whose inner entries look at all the others.
const NESTED: &str = r#"{"name": "homes", "type": "repeat", "label": "Homes", "items": [
    {"name": "people", "type": "repeat", "label": "People", "items": [
      {"name": "age", "type": "integer", "label": "Age", "record": true, "constraint":
        "homes.all(h, h.people.exists_one(p, p.age == self) || h.people.all(p, p.age + self > 0))"}]}]}"#;

fn homes(homes: usize, people: usize) -> Json {
    let people = (0..people).map(|age| format!(r#"{{"age":{age}}}"#)).collect::<Vec<_>>().join(",");
    json(&format!(r#"{{"homes":[{}]}}"#, vec![format!(r#"{{"people":[{people}]}}"#); homes].join(",")))
}

#[test]
fn entries_that_look_at_all_entries_end_in_a_refusal() {
    let form = wrapped(NESTED);
    let (problems, work) = judged(&form, &homes(2, 4));
    assert_eq!(problems, [] as [&str; 0]);
    assert!(work < 20_000, "{work}");
    let (problems, work) = judged(&form, &homes(30, 80));
    assert_eq!(problems, ["too-much-work"]);
    assert_eq!(work, WORK);
}

#[test]
fn a_filter_that_looks_at_a_repeat_takes_its_value_once() {
    let choices: Vec<String> = (0..1000).map(|i| format!(r#"{{"name":"c{i}","label":"C{i}"}}"#)).collect();
    let form = wrapped(&format!(
        r#"{{"name":"people","type":"repeat","label":"People","items":[{{"name":"n","type":"text","label":"N"}}]}},
        {{"name":"pick","type":"choice","label":"Pick","record":true,"choices":[{}],"choiceFilter":"size(people) > 3 || choice != 'c1'"}}"#,
        choices.join(",")
    ));
    let answers = json(&format!(r#"{{"people":[{}],"pick":"c1"}}"#, vec![r#"{"n":"a"}"#; 200].join(",")));
    let (problems, work) = judged(&form, &answers);
    assert_eq!(problems, [] as [&str; 0]);
    // A few steps for each choice, and not the 200 entries for each.
    assert!(work < 20_000, "{work}");
}

#[test]
fn a_pattern_that_goes_many_ways_ends_in_a_refusal() {
    let pattern = format!(
        r#"{{"name":"q","type":"paragraph","label":"Q","record":true,"pattern":"{}"}}"#,
        "a*".repeat(300)
    );
    let form = wrapped(&pattern);
    let (problems, work) = judged(&form, &Json::object([("q", Json::string("a".repeat(1000)))]));
    assert_eq!(problems, [] as [&str; 0]);
    assert!(work < 200_000, "{work}");
    let (problems, work) = judged(&form, &Json::object([("q", Json::string("a".repeat(1 << 20)))]));
    assert_eq!((problems, work), (vec!["too-much-work"], WORK));
}

#[test]
fn many_names_of_many_choices_end_in_a_refusal() {
    let choices: Vec<String> = (0..9000).map(|i| format!(r#"{{"name":"c{i}","label":"C"}}"#)).collect();
    let form = form(&format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
          "choiceLists": {{"all": [{}]}},
          "pages": [{{"name": "p", "items": [{{"name":"q","type":"choices","label":"Q","record":true,"choices":"all"}}]}}]}}"#,
        choices.join(",")
    ));
    let names = |count: usize| Json::object([("q", Json::Array(vec![Json::string("c8999"); count]))]);
    assert_eq!(judged(&form, &names(1)).0, [] as [&str; 0]);
    assert_eq!(judged(&form, &names(100_000)).0, ["too-much-work"]);
}

#[test]
fn a_list_of_problems_is_made_in_one_go() {
    let form = wrapped(
        r#"{"name":"a","type":"repeat","label":"A","items":[{"name":"b","type":"repeat","label":"B","items":[
          {"name":"c","type":"integer","label":"C","required":true,"record":true}]}]}"#,
    );
    let entry = format!(r#"{{"b":[{}]}}"#, vec!["{}"; 200].join(","));
    let answers = json(&format!(r#"{{"a":[{}]}}"#, vec![entry; 200].join(",")));
    let (problems, work) = judged(&form, &answers);
    assert_eq!(problems, ["required"; 3]);
    assert!(work < WORK / 2, "{work}");
}

/// A person at that form.
fn person() -> Session {
    let mut session = Session::new(wrapped(NESTED), today());
    assert_eq!(session.prefill(&homes(1, 1)).1, []);
    session
}

#[test]
fn a_person_is_told_what_is_too_much_and_nothing_is_lost() {
    let mut session = person();
    let homes_slot = session.slot("homes").unwrap();
    let (_, problems) = session.prefill(&homes(30, 80));
    assert!(session.is_spent() && problems.len() < 100_000);
    assert_eq!(session.problem(homes_slot).map(|p| p.code()), Some("too-much-work"));
    assert_eq!(
        session.problems().first().map(|(slot, p)| (*slot, p.code())),
        Some((homes_slot, "too-much-work"))
    );
    assert_eq!(session.answers().get("homes").unwrap().as_array().unwrap().len(), 30, "all of it is kept");
    let changes = session.apply(Action::Continue);
    assert!(changes.refused && session.step() == Step::Page(0));
    // What is taken away again is work no more.
    while session.entries(homes_slot).len() > 1 {
        session.apply(Action::RemoveEntry { slot: homes_slot, index: 0 });
    }
    assert_eq!(session.problem(homes_slot), None);
    assert!(session.work() < WORK);
    let people = session.entries(homes_slot)[0][0];
    while session.entries(people).len() > 1 {
        session.apply(Action::RemoveEntry { slot: people, index: 1 });
    }
    session.apply(Action::Continue);
    assert_eq!(session.step(), Step::Review);
}

#[test]
fn nobody_sends_what_a_receiver_would_refuse_for_its_work() {
    // Each entry alone is little work, all of them together are not.
    let form = wrapped(
        r#"{"name":"lines","type":"repeat","label":"Lines","items":[
          {"name":"line","type":"text","label":"Line","record":true,"pattern":"(a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*)*"}]}"#,
    );
    let mut session = Session::new(form.clone(), today());
    let lines = session.slot("lines").unwrap();
    let mut most = 0;
    for _ in 0..40 {
        session.apply(Action::AddEntry { slot: lines });
        let slot = session.entries(lines).pop().unwrap()[0];
        session.apply(Action::Answer { slot, typed: Typed::Text("a".repeat(30_000).into()) });
        most = most.max(session.work());
        assert!(!session.is_spent());
    }
    assert!(most < WORK / 4, "{most}");
    assert_eq!(judged(&form, &session.answers()).0, ["too-much-work"]);
    session.apply(Action::Continue);
    assert_eq!(session.step(), Step::Review);
    let changes = session.apply(Action::Continue);
    assert!(changes.refused && session.step() == Step::Page(0), "it is said before anything is signed");
    assert_eq!(session.problem(lines).map(|p| p.code()), Some("too-much-work"));
    while session.entries(lines).len() > 4 {
        session.apply(Action::RemoveEntry { slot: lines, index: 0 });
    }
    assert_eq!(judged(&form, &session.answers()).0, [] as [&str; 0]);
    session.apply(Action::GoTo(Step::Outcome));
    assert_eq!(session.step(), Step::Outcome);
}
