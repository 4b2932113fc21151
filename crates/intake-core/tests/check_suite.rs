//! Every diagnostic by example: in `tests/check` a form that has it and one that has not.
//!
//! In an example `"x-copies": n` stands for n items in its place, `#` being their numbers,
//! and U+FFFD for a byte that is not UTF-8.
#![cfg(feature = "explain")]
#![allow(clippy::disallowed_methods, reason = "a test reads files")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use intake_core::canonical;
use intake_core::check::check;
use intake_core::diagnostic::{CODES, Severity};
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::scenario;

#[test]
fn the_bad_example_has_its_diagnostic_and_no_other() {
    for code in &CODES {
        let found = codes(code.name, "bad");
        assert!(!found.is_empty(), "{}: nothing is found", code.name);
        for (name, severity) in found {
            assert_eq!((&*name, severity), (code.name, code.severity), "{}.bad.json", code.name);
        }
    }
}

#[test]
fn the_good_example_has_none() {
    for code in &CODES {
        assert_eq!(codes(code.name, "good"), [], "{}.good.json", code.name);
    }
}

#[test]
fn every_example_is_of_a_code_that_there_is() {
    for entry in std::fs::read_dir(folder("tests/check")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let code = name.strip_suffix(".bad.json").or(name.strip_suffix(".good.json")).unwrap();
        assert!(CODES.iter().any(|own| own.name == code), "{name}");
    }
}

#[test]
fn the_table_has_every_code_of_the_sources_in_order() {
    let table: Vec<&str> = CODES.iter().map(|code| code.name).collect();
    assert!(table.is_sorted(), "{table:?}");
    let mut written = BTreeSet::from(["failing-scenario".to_owned()]);
    let json = "../../intake-envelope/src/json";
    for module in ["definition", "form", "check", "expr/explain", json] {
        let mut files = rust_files(&folder("src").join(module));
        files.push(folder("src").join(format!("{module}.rs")));
        let leads: &[&str] = match module {
            one if one == "expr/explain" || one == json => &["=>", "=> {"],
            _ => &[".error(", ".warning(", "report("],
        };
        for file in files {
            let source = std::fs::read_to_string(file).unwrap();
            // Of the sentences' own file, the part that gives the codes.
            read_codes(source.split("fn words").next().unwrap(), leads, &mut written);
        }
    }
    let table: BTreeSet<String> = table.into_iter().map(Into::into).collect();
    assert_eq!(written, table);
}

#[test]
fn every_code_has_its_section_in_the_documentation() {
    let path = folder("../../docs/diagnostics.md");
    let page = std::fs::read_to_string(path).unwrap();
    let sections: Vec<&str> = page.split("\n## `").skip(1).collect();
    assert_eq!(sections.len(), CODES.len());
    for (section, code) in sections.iter().zip(&CODES) {
        assert!(section.starts_with(&format!("{}`\n", code.name)), "{} has no section", code.name);
        let severity = if code.severity == Severity::Error { "Error" } else { "Warning" };
        assert!(section.contains(&format!("\n{severity}. {}", code.summary)), "{}", code.name);
        for (word, kind) in [("Bad", "bad"), ("Good", "good")] {
            let (_, shown) = section.split_once(&format!("\n{word}:\n\n```json\n")).unwrap();
            let shown = packed(shown.split("\n```").next().unwrap());
            let path = folder("tests/check").join(format!("{}.{kind}.json", code.name));
            let whole = packed(&std::fs::read_to_string(path).unwrap());
            // What is shown shortened has an ellipsis.
            assert!(shown.contains('…') || whole.contains(&shown), "{}: {shown} is not there", code.name);
        }
    }
}

/// A part of a document, without spaces and the brackets around it.
fn packed(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = |open, close| text.strip_prefix(open)?.strip_suffix(close);
    inner('{', '}').or_else(|| inner('[', ']')).unwrap_or(&text).to_owned()
}

/// What a check of an example gives: codes and severities.
fn codes(code: &str, kind: &str) -> Vec<(String, Severity)> {
    let path = folder("tests/check").join(format!("{code}.{kind}.json"));
    let mut bytes = std::fs::read(&path).unwrap_or_else(|_| panic!("write {}", path.display()));
    if let Some((before, after)) = String::from_utf8_lossy(&bytes).split_once('\u{FFFD}') {
        bytes = [before.as_bytes(), &[0xFF], after.as_bytes()].concat();
    }
    if let Ok(json) = Json::parse_bytes(&bytes, Default::default()) {
        bytes = canonical::to_string(&with_copies(&json)).into_bytes();
    }
    let json = match Json::parse_bytes(&bytes, Default::default()) {
        Ok(json) => json,
        Err(error) => return vec![(error.kind.code().into(), Severity::Error)],
    };
    let compiled = compile(&json);
    let mut found = compiled.diagnostics;
    if let Some(form) = compiled.form.map(Arc::new) {
        found.extend(check(&form));
        for own in &form.scenarios {
            if !scenario::run(&form, own).is_empty() {
                return vec![("failing-scenario".into(), Severity::Error)];
            }
        }
    }
    for one in &found {
        assert!(one.message.ends_with('.'), "a sentence: {}", one.message);
        assert!(one.help.ends_with(['.', '?']), "a sentence: {}", one.help);
        assert!(json.pointer(&one.pointer).is_some(), "{code}.{kind}.json has no {}", one.pointer);
    }
    found.into_iter().map(|one| (one.code.to_owned(), one.severity)).collect()
}

/// The document with its copies written out.
fn with_copies(json: &Json) -> Json {
    match json {
        Json::Array(entries) => Json::Array(entries.iter().flat_map(copies).collect()),
        Json::Object(members) => {
            Json::Object(members.iter().map(|(name, value)| (name.clone(), with_copies(value))).collect())
        }
        other => other.clone(),
    }
}

fn copies(json: &Json) -> Vec<Json> {
    let Some(count) = json.get("x-copies").and_then(|n| n.as_number()?.to_i64()) else {
        return vec![with_copies(json)];
    };
    let text = canonical::to_string(json);
    (1..=count).map(|n| Json::parse(&text.replace('#', &n.to_string())).unwrap()).collect()
}

/// The words that look like codes, where a source gives a diagnostic its code.
fn read_codes(source: &str, leads: &[&str], found: &mut BTreeSet<String>) {
    for lead in leads {
        for (at, _) in source.match_indices(lead) {
            let rest = source[at + lead.len()..].trim_start();
            let Some((word, after)) = rest.strip_prefix('"').and_then(|rest| rest.split_once('"')) else {
                continue;
            };
            let arm = lead.starts_with("=>");
            let ends = if arm { after.starts_with([',', '\n']) } else { after.starts_with(',') };
            let is_code = word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            if ends && is_code && !word.is_empty() {
                found.insert(word.to_owned());
            }
        }
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}
