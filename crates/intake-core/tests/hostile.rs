//! Nothing in a definition or in answers, however hostile, may crash or hang the engine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and measures time"
)]

#[path = "support/drive.rs"]
mod drive;
#[path = "support/mutate.rs"]
mod mutate;
#[path = "expr_suite/form.rs"]
mod names;
#[path = "support/random.rs"]
mod random;
mod support;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use drive::today;
use intake_core::answer::Typed;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session};
use mutate::{Corpora, Input, bytes, mutate};
use random::{Random, household, rounds, seed};
use support::{FORMS, MEMBERS};

/// Bounded time: in a debug build on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// Does all that one can, and holds the time.
fn timed(input: &[u8], does: impl FnOnce()) {
    let started = Instant::now();
    does();
    let took = started.elapsed();
    assert!(took < LONGEST, "{took:?}: {:.2000}", String::from_utf8_lossy(input));
}

#[test]
fn mutated_definitions_do_no_harm() {
    let seed = seed(21);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    for (_, text) in FORMS.iter().copied().chain([("", MEMBERS), ("", MEMBERS), ("", MEMBERS)]) {
        let whole = Json::parse(text).unwrap();
        for _ in 0..rounds(12) {
            let changed = bytes(text.as_bytes(), &mut random);
            timed(&changed, || drive::definition(&changed, &mut random));
            let mut json = whole.clone();
            mutate(&mut json, &mut random);
            let changed = json.to_string().into_bytes();
            timed(&changed, || drive::definition(&changed, &mut random));
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
            drive::answers(answers.to_string().as_bytes(), &form);
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
        let mut session = Session::new(Arc::new(form), today());
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

#[test]
fn entries_that_bring_entries_do_not_multiply() {
    let mut items = r#"{"name":"q","type":"text","label":"Q"}"#.to_owned();
    for (i, count) in [200, 200, 0].iter().enumerate() {
        items =
            format!(r#"{{"name":"r{i}","type":"repeat","label":"R","minCount":{count},"items":[{items}]}}"#);
    }
    let text = wrapped(&items);
    timed(text.as_bytes(), || {
        let mut session = Session::new(support::form(&text), today());
        let slot = session.slot("r2").unwrap();
        // Each brings 200 times 200 entries, and there is an end to it: this is bounded memory.
        (0..5).for_each(|_| drop(session.apply(Action::AddEntry { slot })));
        let slots = session.slots().len();
        assert!((40_000..60_000).contains(&slots), "{slots}");
    });
}

fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What `cargo xtask fuzz` does a million times.
#[test]
fn mutated_inputs_of_all_corpora_do_no_harm() {
    let seed = seed(23);
    println!("INTAKE_SEED={seed}");
    let mut random = Random(seed);
    let corpora = Corpora::read(&root());
    assert!(
        corpora.definitions.len() >= 50 && corpora.expressions.len() >= 200 && corpora.answers.len() >= 2
    );
    let names = names::Form::new();
    let mut counts = [0; 3];
    for _ in 0..rounds(20_000) {
        let (kind, bytes) = match corpora.input(&mut random) {
            Input::Definition(bytes) => {
                timed(&bytes, || drive::definition(&bytes, &mut random));
                (0, bytes)
            }
            Input::Expression(bytes) => {
                timed(&bytes, || drive::expression(&bytes, &names));
                (1, bytes)
            }
            Input::Answers(form, bytes) => {
                timed(&bytes, || drive::answers(&bytes, &corpora.forms[form]));
                (2, bytes)
            }
        };
        counts[kind] += usize::from(!bytes.is_empty());
    }
    println!("definitions, expressions, answers: {counts:?}");
    assert!(counts.iter().all(|count| *count > 0));
}

/// What the fuzz targets started from, and whatever they found.
#[test]
fn the_corpus_of_the_fuzz_targets_does_no_harm() {
    let folder = root().join("crates/intake-core/fuzz");
    let mut targets = BTreeSet::new();
    for entry in std::fs::read_dir(folder.join("fuzz_targets")).unwrap() {
        let target = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        let mut count = 0;
        for entry in std::fs::read_dir(folder.join("corpus").join(&target)).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            timed(&bytes, || match target.as_str() {
                "definition" => drive::definition(&bytes, &mut Random(1)),
                "expression" => drive::expression(&bytes, &names::Form::new()),
                "answers" => drive::answers(&bytes, &support::form(MEMBERS)),
                other => panic!("no test replays the corpus of {other}"),
            });
            count += 1;
        }
        assert!(count >= 2, "{target} has no corpus");
        targets.insert(target);
    }
    assert_eq!(targets.len(), 3);
}
