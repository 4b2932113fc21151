//! What `intake check` prints: every bad example of the core, in every format.
//!
//! `INTAKE_BLESS=1` writes the texts into `tests/check`, for review.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that fails panics")]

use clap::Parser;
use intake_core::diagnostic::CODES;
use intake_core::json::Json;
use intake_receiver::command::run;
use intake_receiver::config::Cli;
use std::path::{Path, PathBuf};

/// Whether all was well, and what was printed, with examples named by their files alone.
fn check(words: &[&str], examples: &[String]) -> (bool, String) {
    let folder = examples_folder();
    let paths: Vec<String> = examples.iter().map(|name| folder.join(name).display().to_string()).collect();
    let words = ["intake", "check", "--color", "never"].into_iter().chain(words.iter().copied());
    let cli = Cli::try_parse_from(words.chain(paths.iter().map(String::as_str)))
        .unwrap_or_else(|error| panic!("{error}"));
    let mut out = Vec::new();
    let good = run(cli.command, &mut out).unwrap_or_else(|error| panic!("{error}"));
    let out = String::from_utf8(out).unwrap();
    (good, out.replace(&format!("{}/", folder.display()), ""))
}

fn examples_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../intake-core/tests/check")
}

/// The bad examples that are files as they stand.
fn bad() -> Vec<String> {
    let name = |code: &intake_core::diagnostic::Code| format!("{}.bad.json", code.name);
    let whole = |name: &String| {
        let bytes = std::fs::read(examples_folder().join(name)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        !text.contains("x-copies") && !text.contains('\u{FFFD}')
    };
    CODES.iter().map(name).filter(whole).collect()
}

fn snapshot(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check").join(name);
    if std::env::var("INTAKE_BLESS").is_ok() {
        std::fs::write(&path, actual).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    let line = written.lines().zip(actual.lines()).find(|(written, actual)| written != actual);
    assert!(written == actual, "{}: {line:#?}", path.display());
}

#[test]
fn a_person_reads_every_diagnostic() {
    let texts: Vec<String> = bad().into_iter().map(|name| check(&[], &[name]).1).collect();
    snapshot("human.txt", &texts.join("\n"));
}

#[test]
fn a_program_reads_every_diagnostic() {
    let (good, out) = check(&["--format", "json"], &bad());
    assert!(!good);
    assert!(!Json::parse(&out).unwrap().as_array().unwrap().is_empty());
    snapshot("all.json", &out);
}

#[test]
fn an_editor_reads_every_diagnostic() {
    let (good, out) = check(&["--format", "sarif"], &bad());
    assert!(!good);
    let log = Json::parse(&out).unwrap();
    let rules = log.pointer("/runs/0/tool/driver/rules").unwrap().as_array().unwrap();
    for result in log.pointer("/runs/0/results").unwrap().as_array().unwrap() {
        let index = result.get("ruleIndex").unwrap().as_number().unwrap().to_i64().unwrap();
        let rule = rules.get(usize::try_from(index).unwrap()).unwrap();
        assert_eq!(rule.get("id"), result.get("ruleId"));
        let region = result.pointer("/locations/0/physicalLocation/region").unwrap();
        let number = |name: &str| region.get(name).unwrap().as_number().unwrap().to_i64().unwrap();
        assert!((number("startLine"), number("startColumn")) <= (number("endLine"), number("endColumn")));
    }
    snapshot("all.sarif", &out);
}

#[test]
fn a_warning_fails_the_check_only_when_warnings_are_denied() {
    let example = ["unneeded-question.bad.json".to_owned()];
    assert!(check(&[], &example).0);
    assert!(!check(&["--deny-warnings"], &example).0);
    assert!(check(&["--deny-warnings"], &["unneeded-question.good.json".to_owned()]).0);
}

#[test]
fn colour_is_there_when_asked_for() {
    let (_, out) = check(&[], &["syntax.bad.json".to_owned()]);
    assert!(!out.contains('\u{1b}'), "{out}");
    let path = examples_folder().join("syntax.bad.json").display().to_string();
    let cli = Cli::try_parse_from(["intake", "check", "--color", "always", &path]).unwrap();
    let mut out = Vec::new();
    assert!(!run(cli.command, &mut out).unwrap());
    assert!(out.contains(&0x1b));
}

#[test]
fn an_expression_behind_escapes_has_its_column() {
    let folder = std::env::temp_dir().join(format!("intake-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("escape form.json");
    let text = std::fs::read_to_string(examples_folder().join("unknown-choice.bad.json")).unwrap();
    // `need` is written with an escape, and stands behind an emoji of two escapes.
    let text = text.replace(r#"need == \"foot\""#, r#"\"\ud83c\udf4e\" != \u006eeed || need == \"foot\""#);
    std::fs::write(&file, &text).unwrap();
    let path = file.display().to_string();
    let cli = Cli::try_parse_from(["intake", "check", "--format", "sarif", &path]).unwrap();
    let mut out = Vec::new();
    assert!(!run(cli.command, &mut out).unwrap());
    std::fs::remove_dir_all(&folder).unwrap();
    let log = Json::parse_bytes(&out, Default::default()).unwrap();
    let results = log.pointer("/runs/0/results").unwrap().as_array().unwrap();
    let uri = results[0].pointer("/locations/0/physicalLocation/artifactLocation/uri").unwrap();
    assert!(uri.as_str().unwrap().ends_with("/escape%20form.json"));
    let line = text.lines().find(|line| line.contains("foot")).unwrap();
    let written: Vec<String> = results
        .iter()
        .map(|result| {
            let region = result.pointer("/locations/0/physicalLocation/region").unwrap();
            let number = |name: &str| region.get(name).unwrap().as_number().unwrap().to_i64().unwrap();
            let (start, end) = (number("startColumn") as usize - 1, number("endColumn") as usize - 1);
            line.chars().skip(start).take(end - start).collect()
        })
        .collect();
    assert_eq!(written, [r#"\"\ud83c\udf4e\""#, r#"\"foot\""#]);
}
