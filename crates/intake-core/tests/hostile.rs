//! Nothing in a definition or in answers, however hostile, may crash or hang the engine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and measures time"
)]

#[path = "support/random.rs"]
mod random;
mod support;

use std::rc::Rc;
use std::time::{Duration, Instant};

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::{Action, Session, Step};
use random::{Random, household, rounds, seed};
use support::{FORMS, MEMBERS};

/// Bounded time: in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// Does everything with a definition that one can.
fn drive(bytes: &[u8], random: &mut Random) {
    let started = Instant::now();
    let Ok(json) = Json::parse_bytes(bytes, Default::default()) else { return };
    if let Some(form) = compile(&json).form.map(Rc::new) {
        let mut session = Session::new(form.clone(), today());
        let answers = household(&form, &mut session, random, 5);
        take(&form, &answers);
        session.validate();
        session.apply(Action::Continue);
        session.apply(Action::GoTo(Step::Outcome));
    }
    let took = started.elapsed();
    assert!(took < LONGEST, "{took:?}: {:.2000}", String::from_utf8_lossy(bytes));
}

fn take(form: &Rc<Form>, answers: &Json) {
    let mut session = Session::new(form.clone(), today());
    session.load(answers, answers);
    session.validate();
    session.outcome().to_json(form);
    session.answers();
}

fn mutated_bytes(text: &str, random: &mut Random) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + random.below(3) {
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => bytes.splice(at..at + 1, [random.next() as u8]).for_each(drop),
            1 => bytes.splice(at..(at + random.below(20)).min(bytes.len()), []).for_each(drop),
            2 => {
                let from = random.below(bytes.len());
                let piece = bytes.get(from..(from + 30).min(bytes.len())).unwrap().to_vec();
                bytes.splice(at..at, piece).for_each(drop);
            }
            _ => {
                let digit = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|i| i + at);
                digit.into_iter().for_each(|i| bytes.splice(i..i, *b"99").for_each(drop));
            }
        }
    }
    bytes
}

/// Every value of a document, deepest last.
fn places<'a>(json: &'a Json, out: &mut Vec<&'a Json>) {
    out.push(json);
    json.as_array().unwrap_or_default().iter().for_each(|json| places(json, out));
    json.as_object().unwrap_or_default().iter().for_each(|(_, json)| places(json, out));
}

fn place_mut<'a>(json: &'a mut Json, left: &mut usize) -> Option<&'a mut Json> {
    if *left == 0 {
        return Some(json);
    }
    *left -= 1;
    match json {
        Json::Array(items) => items.iter_mut().find_map(|json| place_mut(json, left)),
        Json::Object(members) => members.iter_mut().find_map(|(_, json)| place_mut(json, left)),
        _ => None,
    }
}

/// Swaps, doubles or replaces a value.
fn mutate(json: &mut Json, random: &mut Random) {
    let mut all = Vec::new();
    places(json, &mut all);
    let (count, other) = (all.len(), (*random.pick(&all).unwrap()).clone());
    let odd =
        ["0", "-1", "9007199254740991", "1e300", "null", "true", "\"\"", "\"today\"", "[]", "{}", "200"];
    let odd = Json::parse(random.pick(&odd).unwrap()).unwrap();
    let kind = random.below(4);
    let Some(place) = place_mut(json, &mut random.below(count)) else { return };
    match (place, kind) {
        (Json::Array(items), 0) => items.extend(items.clone()),
        (Json::Array(items), 1) => items.reverse(),
        (Json::Object(members), 0) => drop(members.pop()),
        (Json::Object(members), 1) => members.reverse(),
        (place, 2) => *place = other,
        (place, _) => *place = odd,
    }
}

#[test]
fn mutated_definitions_do_no_harm() {
    let seed = seed(21);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for (_, text) in FORMS.iter().copied().chain([("", MEMBERS), ("", MEMBERS), ("", MEMBERS)]) {
        let whole = Json::parse(text).unwrap();
        for _ in 0..rounds(12) {
            drive(&mutated_bytes(text, &mut random), &mut random);
            let mut json = whole.clone();
            mutate(&mut json, &mut random);
            drive(json.to_string().as_bytes(), &mut random);
        }
    }
}

#[test]
fn mutated_answers_do_no_harm() {
    let seed = seed(22);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for (_, text) in FORMS.iter().copied().chain([("", MEMBERS)]) {
        let form = support::form(text);
        let mut session = Session::new(form.clone(), today());
        for _ in 0..rounds(40) {
            let mut answers = household(&form, &mut session, &mut random, 5);
            (0..1 + random.below(4)).for_each(|_| mutate(&mut answers, &mut random));
            take(&form, &answers);
            for (item, (_, json)) in form.items.iter().zip(answers.as_object().unwrap_or_default()) {
                let slot = session.slot(&item.name);
                if let Some((slot, typed)) = slot.zip(Typed::from_json(&item.kind, json).ok()) {
                    session.apply(Action::Answer { slot, typed });
                    session.apply(Action::Continue);
                }
            }
        }
    }
}

fn wrapped(items: &str) -> String {
    format!(
        r#"{{"formLanguage":1,"name":"h","version":"1","defaultLanguage":"en","languages":["en"],"title":"T",
        "pages":[{{"name":"p","items":[{items}]}}]}}"#
    )
}

fn codes(text: &str) -> Vec<&'static str> {
    let started = Instant::now();
    let compiled = compile(&Json::parse(text).unwrap());
    if let Some(form) = compiled.form {
        let mut session = Session::new(Rc::new(form), today());
        session.validate();
        session.reset();
    }
    assert!(started.elapsed() < LONGEST, "{:?}: {text:.300}", started.elapsed());
    compiled.diagnostics.iter().map(|d| d.code).collect()
}

#[cfg(feature = "explain")]
#[test]
fn repeats_inside_repeats_do_not_multiply() {
    let nested = |count: u32, deep: usize| {
        let mut items = r#"{"name":"q","type":"text","label":"Q"}"#.to_owned();
        for i in 0..deep {
            items = format!(
                r#"{{"name":"r{i}","type":"repeat","label":"R","minCount":{count},"items":[{items}]}}"#
            );
        }
        wrapped(&items)
    };
    assert!(codes(&nested(200, 1)).is_empty());
    assert!(codes(&nested(30, 2)).is_empty());
    for (count, deep) in [(200, 2), (200, 3), (200, 9), (2, 12), (30, 4)] {
        assert!(codes(&nested(count, deep)).contains(&"too-many-entries"), "{count}, {deep}");
    }
}

#[test]
fn entries_in_answers_do_not_multiply() {
    let mut items = r#"{"name":"q","type":"text","label":"Q"}"#.to_owned();
    for (i, count) in [90, 1, 0, 0].iter().enumerate() {
        items =
            format!(r#"{{"name":"r{i}","type":"repeat","label":"R","minCount":{count},"items":[{items}]}}"#);
    }
    let form = support::form(&wrapped(&items));
    let inner = format!(r#"{{"r2":[{}]}}"#, vec!["{}"; 200].join(","));
    let answers = format!(r#"{{"r3":[{}]}}"#, vec![inner.as_str(); 200].join(","));
    let started = Instant::now();
    let mut session = Session::new(form, today());
    let problems = session.load(&Json::parse(&answers).unwrap(), &Json::Object(Vec::new()));
    assert!(problems.iter().any(|(_, problem)| problem.code() == "max-count"));
    assert!(started.elapsed() < LONGEST, "{:?}", started.elapsed());
}

#[test]
fn large_definitions_are_read_in_time() {
    let list = |count: usize| {
        let choices: Vec<_> = (0..count).map(|i| format!(r#"{{"name":"c{i}","label":"C"}}"#)).collect();
        wrapped(&format!(r#"{{"name":"q","type":"choice","label":"Q","choices":[{}]}}"#, choices.join(",")))
    };
    assert!(codes(&list(1000)).is_empty());
    assert!(codes(&list(20_000)).contains(&"choice-count"));
    let many = |of: &dyn Fn(usize) -> String, count: usize| {
        wrapped(&(0..count).map(of).collect::<Vec<_>>().join(","))
    };
    codes(&many(
        &|i| format!(r#"{{"name":"q{i}","type":"boolean","label":"Q","relevant":"q{}"}}"#, i.max(1) - 1),
        9000,
    ));
    codes(&many(
        &|i| format!(r#"{{"name":"g{i}","type":"repeat","label":"Q","minCount":200,"items":[]}}"#),
        10_000,
    ));
    codes(&many(
        &|i| format!(r#"{{"name":"q{i}","type":"text","label":"Q","pattern":"(a{{1,50}}){{1,50}}"}}"#),
        5000,
    ));
    codes(&many(&|_| r#"{"name":"q","type":"text","label":"Q"}"#.to_owned(), 20_000));
}

/// What the fuzz targets started from, and whatever they found.
#[test]
fn the_corpus_of_the_fuzz_targets_does_no_harm() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let files = |name: &str| -> Vec<Vec<u8>> {
        let entries = std::fs::read_dir(folder.join(name)).unwrap();
        entries.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect()
    };
    let (definitions, answers) = (files("definition"), files("answers"));
    assert!(definitions.len() >= 5 && answers.len() >= 2);
    definitions.iter().for_each(|bytes| drive(bytes, &mut Random(1)));
    let form = support::form(MEMBERS);
    for bytes in answers {
        Json::parse_bytes(&bytes, Default::default()).iter().for_each(|json| take(&form, json));
    }
}
