//! What authors are told who know other form builders: files of `tests/advice`, one check
//! function.
//!
//! A case is a line `place: JSON`, put into a form at that place, and indented below it each
//! diagnostic: its code and pointer, the sentence, the advice. `INTAKE_BLESS=1` writes what is
//! told into the files, for review.
#![cfg(feature = "explain")]
#![allow(clippy::disallowed_methods, reason = "a test reads files and its environment")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use std::sync::Arc;

use intake_core::check::check;
use intake_core::form::compile;
use intake_core::json::Json;

/// A form with one of everything, to which a case adds.
const FORM: &str = r#"{"formLanguage": 1, "name": "example", "version": "1", "defaultLanguage": "en", "languages": ["en"],
  "title": "Example", "pages": [{"name": "you", "title": "You", "items": [
    {"name": "adults", "type": "integer", "label": "How many adults?", "required": true, "record": true},
    {"name": "county", "type": "choice", "label": "Which county?", "required": true, "record": true, "choices": [
      {"name": "north", "label": "North"}, {"name": "south-east", "label": "South-East"}]},
    {"name": "needs", "type": "choices", "label": "What do you need?", "required": true, "record": true, "choices": [
      {"name": "food", "label": "Food"}, {"name": "rent", "label": "Rent"}]},
    {"name": "income", "type": "money", "currency": "EUR", "label": "What do you earn?", "required": true, "record": true},
    {"name": "born", "type": "date", "label": "When were you born?", "required": true, "record": true}]}],
  "programs": [{"name": "help", "label": "Help", "criteria": [{"name": "own", "label": "A rule", "test": "adults > 1"}]}],
  "referrals": [{"name": "pantry", "reason": "Food.", "relevant": "adults > 1", "service": {"name": "Pantry"}}]}"#;

#[test]
fn every_author_is_told_what_the_files_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/advice");
    let bless = std::env::var("INTAKE_BLESS").is_ok();
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut wrong, mut cases) = (Vec::new(), 0);
    for path in paths {
        let written = std::fs::read_to_string(&path).unwrap();
        let mut actual = String::new();
        for line in written.lines().filter(|line| !line.starts_with(' ')) {
            actual.push_str(line);
            actual.push('\n');
            if let Some((place, json)) = line.split_once(": ").filter(|_| !line.starts_with("//")) {
                cases += 1;
                for told in told(place, json) {
                    actual.push_str(&format!("    {told}\n"));
                }
            }
        }
        if bless {
            std::fs::write(&path, actual).unwrap();
        } else if actual != written {
            let line = written.lines().zip(actual.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: {line:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 150, "only {cases} cases");
}

fn told(place: &str, written: &str) -> Vec<String> {
    let json = Json::parse(written).unwrap_or_else(|_| panic!("{written}"));
    let mut form = Json::parse(FORM).unwrap();
    let pointer = match place {
        "item" => "/pages/0/items/-",
        "page" => "/pages/-",
        "program" => "/programs/-",
        "referral" => "/referrals/-",
        "variable" => "/variables/-",
        "constraint" => "/constraints/-",
        "form" => "",
        other => panic!("{other}"),
    };
    add(&mut form, pointer, json);
    let compiled = compile(&form);
    let mut found = compiled.diagnostics;
    found.extend(compiled.form.map(Arc::new).iter().flat_map(|form| check(form)));
    let mut lines = Vec::new();
    for one in found {
        assert!(one.message.ends_with('.'), "a sentence: {}", one.message);
        assert!(one.help.ends_with(['.', '?']), "a sentence: {}", one.help);
        lines.push(format!("! {} at {}", one.code, one.pointer));
        lines.push(format!("  {} {}", one.message, one.help));
    }
    lines
}

/// Appends to the list at a pointer, or adds an object's members to the whole.
fn add(form: &mut Json, pointer: &str, json: Json) {
    let Json::Object(members) = form else { panic!("no object") };
    let Some(rest) = pointer.strip_prefix('/') else {
        let Json::Object(own) = json else { panic!("no object") };
        members.retain(|(name, _)| own.iter().all(|(own, _)| own != name));
        return members.extend(own);
    };
    let (name, rest) = rest.split_once('/').unwrap();
    if members.iter().all(|(own, _)| own != name) {
        members.push((name.to_owned(), Json::Array(Vec::new())));
    }
    let (_, value) = members.iter_mut().find(|(own, _)| own == name).unwrap();
    let Json::Array(entries) = value else { panic!("no list") };
    match rest.split_once('/') {
        None => entries.push(json),
        Some((at, rest)) => add(&mut entries[at.parse::<usize>().unwrap()], &format!("/{rest}"), json),
    }
}
