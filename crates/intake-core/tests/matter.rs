//! `askOnlyWhatMatters`: a question that is left out changes nothing, whatever it is answered.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/random.rs"]
mod random;
mod support;

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::definition::Item;
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::outcome::Outcome;
use intake_core::session::{Action, Session, Slot};
use random::{Random, answer, rounds, seed};
use support::{FORMS, MEMBERS, form};

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// The form, with the setting as it is said here.
fn with_setting(text: &str, on: bool) -> Arc<Form> {
    let Json::Object(mut members) = Json::parse(text).unwrap() else { panic!() };
    members.retain(|(name, _)| name != "settings");
    members.push(("settings".into(), Json::object([("askOnlyWhatMatters", Json::Bool(on))])));
    form(&Json::Object(members).to_string())
}

/// A question with the same answers in both sessions, asked in one and left out in the other.
struct Pair {
    short: Session,
    long: Session,
}

impl Pair {
    fn answer(&mut self, slot: Slot, json: &Json) {
        for session in [&mut self.short, &mut self.long] {
            let kind = &session.item(slot).unwrap().kind;
            if let Ok(typed) = Typed::from_json(kind, json) {
                session.apply(Action::Answer { slot, typed });
            }
        }
    }

    fn add_entry(&mut self, slot: Slot) {
        for session in [&mut self.short, &mut self.long] {
            session.apply(Action::AddEntry { slot });
        }
    }

    /// What is relevant, but not asked.
    fn skipped(&self) -> Vec<Slot> {
        let asked = self.short.asked();
        let mut skipped = self.long.asked();
        skipped.retain(|slot| !asked.contains(slot));
        skipped
    }
}

/// What must not change: statuses, referrals, estimates, documents; as far as it is settled.
fn settled(outcome: &Outcome) -> String {
    let program = |p: &intake_core::outcome::ProgramOutcome| {
        format!("{}={} {:?} {:?}", p.program, p.status.code(), p.estimate, p.documents)
    };
    let programs: Vec<_> = outcome.programs.iter().map(program).collect();
    format!("{programs:?} {:?}", outcome.referrals)
}

/// Values to try for a question: all its choices, or several.
fn tries(item: &Item, random: &mut Random) -> Vec<Json> {
    let names = || item.kind.choices().iter().map(|choice| Json::string(&*choice.name));
    match item.kind.name() {
        "boolean" => vec![Json::Bool(true), Json::Bool(false)],
        "choice" => names().collect(),
        "choices" => names().map(|name| Json::Array(vec![name])).collect(),
        _ => (0..4).filter_map(|_| answer(item, random)).collect(),
    }
}

fn skipping_is_safe(name: &str, text: &str, random: &mut Random, rounds: usize) {
    let (short, long) = (with_setting(text, true), with_setting(text, false));
    for round in 0..rounds {
        let session = |form: &Arc<Form>| Session::new(form.clone(), today());
        let mut pair = Pair { short: session(&short), long: session(&long) };
        let stop = random.below(short.items.len() + 1);
        for item in short.items.iter().take(stop) {
            let Some(slot) = pair.short.slot(&item.name) else { continue };
            let mut slots = vec![slot];
            if item.kind.name() == "repeat" {
                for entry in 0..random.below(3) {
                    pair.add_entry(slot);
                    slots.extend(pair.short.entries(slot)[entry].clone());
                }
            }
            for slot in slots {
                let open = pair.short.field(slot).relevant && !random.one_in(4);
                if let Some(json) = answer(pair.short.item(slot).unwrap(), random).filter(|_| open) {
                    pair.answer(slot, &json);
                }
            }
        }
        let before = settled(&pair.short.outcome());
        assert_eq!(before, settled(&pair.long.outcome()));
        for slot in pair.skipped() {
            let item = pair.long.item(slot).unwrap().name.clone();
            for json in tries(pair.long.item(slot).unwrap(), random) {
                let kept = pair.long.answers();
                let kind = &pair.long.item(slot).unwrap().kind;
                let Ok(typed) = Typed::from_json(kind, &json) else { continue };
                pair.long.apply(Action::Answer { slot, typed });
                let after = settled(&pair.long.outcome());
                assert_eq!(before, after, "{name}, round {round}: {item} = {json} was skipped after {kept}");
            }
            pair.long.apply(Action::Answer { slot, typed: Typed::Empty });
        }
    }
}

#[test]
fn what_is_skipped_changes_nothing() {
    let seed = seed(11);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for (name, text) in FORMS.iter().copied().chain([("members", MEMBERS)]) {
        skipping_is_safe(name, text, &mut random, rounds(60));
    }
}

/// A form of a few questions whose rules are made up.
fn made_up(random: &mut Random) -> String {
    let expression = |random: &mut Random, below: usize| {
        let atom = |random: &mut Random| match random.below(below.max(1)) {
            n if below == 0 || n % 3 == 0 => format!("b{}", n / 3 * 3),
            n if n % 3 == 1 => format!("n{n} > {}", random.below(3)),
            n => format!("c{n} == \"{}\"", ["x", "y"][random.below(2)]),
        };
        let (a, b, c) = (atom(random), atom(random), atom(random));
        match random.below(6) {
            0 => a,
            1 => format!("{a} && {b}"),
            2 => format!("{a} || {b}"),
            3 => format!("!({a}) || ({b} && {c})"),
            4 => format!("({a}) ? ({b}) : ({c})"),
            _ => format!("({a}) == ({b})"),
        }
    };
    let mut items = Vec::new();
    for i in 0..9 {
        let kind = ["boolean", "integer", "choice"][i % 3];
        let mut item = format!(r#"{{"name":"{}{i}","type":"{kind}","label":"Q{i}""#, ["b", "n", "c"][i % 3]);
        if i % 3 == 2 {
            item +=
                r#","choices":[{"name":"x","label":"X"},{"name":"y","label":"Y"},{"name":"z","label":"Z"}]"#;
        }
        if i > 2 && random.one_in(2) {
            item += &format!(r#","relevant":{}"#, Json::string(expression(random, i)));
        }
        if random.one_in(2) {
            item += &format!(r#","otherwise":{}"#, ["false", "0", "\"z\""][i % 3]);
        }
        items.push(item + "}");
    }
    let mut criterion = |n: usize| {
        let test = Json::string(expression(random, 9));
        format!(r#"{{"name":"t{n}","label":"T{n}","test":{test}}}"#)
    };
    let criteria = [criterion(0), criterion(1), criterion(2)];
    let condition = Json::string(expression(random, 9));
    let document = Json::string(expression(random, 9));
    format!(
        r#"{{"formLanguage":1,"name":"made-up","version":"1","defaultLanguage":"en","languages":["en"],"title":"T",
        "variables":[{{"name":"amount","calculation":"n1 > 1 ? double(n4) : 10.0"}}],
        "pages":[{{"name":"p","items":[{}]}}],
        "programs":[{{"name":"one","label":"One","criteria":[{},{}],"estimate":"amount","currency":"USD",
          "documents":[{{"label":"D","relevant":{document}}}]}},{{"name":"two","label":"Two","criteria":[{}],"referrals":["r"]}}],
        "referrals":[{{"name":"r","reason":"R","service":{{"name":"S"}}}},{{"name":"s","reason":"S","relevant":{condition},"service":{{"name":"S"}}}}]}}"#,
        items.join(","),
        criteria[0],
        criteria[1],
        criteria[2]
    )
}

#[test]
fn what_is_skipped_in_made_up_forms_changes_nothing() {
    let seed = seed(12);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for round in 0..rounds(60) {
        let text = made_up(&mut random);
        skipping_is_safe(&format!("form {round}: {text}"), &text, &mut random, 6);
    }
}

/// Not a judgement: how much shorter the way is.
#[cfg(feature = "explain")]
#[test]
fn how_many_questions_scenarios_skip() {
    for (name, text) in FORMS {
        let (short, long) = (with_setting(text, true), with_setting(text, false));
        let mut counts: Vec<(usize, usize)> = Vec::new();
        for scenario in &long.scenarios {
            let session = |form: &Arc<Form>| Session::new(form.clone(), scenario.today);
            let mut pair = Pair { short: session(&short), long: session(&long) };
            let mut skipped = 0;
            for item in &long.items {
                let Some(slot) = pair.long.slot(&item.name).filter(|_| item.kind.is_question()) else {
                    continue;
                };
                if !pair.short.field(slot).relevant {
                    skipped += usize::from(scenario.answers.get(&item.name).is_some());
                } else if let Some(json) = scenario.answers.get(&item.name) {
                    pair.answer(slot, json);
                }
            }
            counts.push((skipped, scenario.answers.as_object().unwrap().len()));
        }
        counts.sort_unstable();
        let (skipped, of) = counts[counts.len() / 2];
        println!("{name}: the median scenario skips {skipped} of its {of} answers; {counts:?}");
    }
}

/// The slots that are shown, in document order, and the pages.
fn shown(session: &Session) -> (Vec<Slot>, Vec<usize>) {
    let mut slots = session.slots();
    slots.retain(|slot| session.field(*slot).relevant);
    (slots, session.shown_pages().collect())
}

/// After each change, what is shown is what a computation of the whole form finds; and whatever
/// came or went is among the changes.
fn changes_agree(name: &str, form: &Arc<Form>, random: &mut Random, steps: usize) {
    let mut session = Session::new(form.clone(), today());
    for _ in 0..steps {
        let slots = session.slots();
        let Some(slot) = random.pick(&slots).copied() else { return };
        let before = shown(&session).0;
        let item = session.item(slot).unwrap();
        let (reasons, repeat) = (item.absent.clone(), item.kind.name() == "repeat");
        let count = session.entries(slot).len();
        let action = match random.below(6) {
            0 if repeat => Action::RemoveEntry { slot, index: random.below(count) },
            _ if repeat && !random.one_in(4) => Action::AddEntry { slot },
            1 => Action::Absent { slot, reason: random.pick(&reasons).copied() },
            2 => Action::Answer { slot, typed: Typed::Empty },
            _ => match answer(item, random).and_then(|json| Typed::from_json(&item.kind, &json).ok()) {
                Some(typed) => Action::Answer { slot, typed },
                None => continue,
            },
        };
        let changes = session.apply(action);
        let after = shown(&session);
        for slot in session.slots() {
            let changed = before.contains(&slot) != after.0.contains(&slot);
            assert!(!changed || changes.slots.contains(&slot), "{name}: {} is not told", session.path(slot));
        }
        session.prefill(&Json::Object(Vec::new()));
        assert_eq!(after, shown(&session), "{name}: after {}", session.answers());
    }
}

#[test]
fn what_follows_a_change_is_what_the_whole_form_gives() {
    let seed = seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for (name, text) in FORMS.iter().copied().chain([("members", MEMBERS)]) {
        for on in [true, false] {
            changes_agree(name, &with_setting(text, on), &mut random, rounds(80));
        }
    }
    for _ in 0..rounds(60) {
        let text = made_up(&mut random);
        changes_agree(&text, &with_setting(&text, true), &mut random, 40);
    }
}

/// Questions of which a program needs a few each.
fn large(questions: usize) -> Arc<Form> {
    let item = |i: usize| format!(r#"{{"name":"q{i}","type":"boolean","label":"Q{i}"}}"#);
    let pages = |page: usize| {
        let items: Vec<String> = (page * 20..page * 20 + 20).map(item).collect();
        format!(r#"{{"name":"p{page}","items":[{}]}}"#, items.join(","))
    };
    let program = |i: usize| {
        let criterion = |k: usize| format!(r#"{{"name":"c{k}","label":"C","test":"q{}"}}"#, i * 10 + k);
        let criteria: Vec<String> = (0..10).map(criterion).collect();
        format!(r#"{{"name":"g{i}","label":"G{i}","criteria":[{}]}}"#, criteria.join(","))
    };
    let all = |count: usize, of: &dyn Fn(usize) -> String| (0..count).map(of).collect::<Vec<_>>().join(",");
    form(&format!(
        r#"{{"formLanguage":1,"name":"large","version":"1","defaultLanguage":"en","languages":["en"],"title":"T",
        "settings":{{"askOnlyWhatMatters":true}},"pages":[{}],"programs":[{}]}}"#,
        all(questions / 20, &pages),
        all(questions / 10, &program)
    ))
}

#[test]
fn a_change_costs_what_it_changes_whatever_the_size_of_the_form() {
    let steps = [1_000, 5_000].map(|questions| {
        let mut session = Session::new(large(questions), today());
        let slot = session.slot("q3").unwrap();
        [false, true].map(|answer| {
            // An unmet criterion settles its program: its other questions go, and come back.
            let changes = session.apply(Action::Answer { slot, typed: Typed::Boolean(answer) });
            assert_eq!(changes.slots.len(), 10, "{:?}", changes.slots);
            session.work()
        })
    });
    assert_eq!(steps[0], steps[1]);
    assert!(steps[0].iter().all(|steps| *steps < 100), "{steps:?}");
}
