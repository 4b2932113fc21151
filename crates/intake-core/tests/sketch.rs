//! A first page that is drawn without rules is the one that is drawn with them, but for what appears.
#![allow(clippy::disallowed_methods, reason = "a test reads its data; the core does not")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use intake_core::canonical::to_string;
use intake_core::date::Date;
use intake_core::form::{Form, compile, sketch};
use intake_core::json::Json;
use intake_core::session::{Session, Slot, Step};

fn forms(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            forms(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

/// What is drawn of a slot before anything is answered.
fn drawn(session: &Session, slot: Slot) -> String {
    let (field, item) = (session.field(slot), session.item(slot).unwrap());
    let choices: Vec<&str> = session.choices(slot).iter().map(|choice| &*choice.name).collect();
    let answer = session.answer_of(slot).map(|answer| to_string(&answer.to_json()));
    let (required, absent) = (field.required, field.absent);
    format!("{} {} {required} {answer:?} {absent:?} {choices:?} {:?}", slot.0, item.name, item.label)
}

fn shown(session: &Session, slots: Vec<Slot>, found: &mut Vec<String>) {
    for slot in slots {
        if session.field(slot).relevant {
            found.push(drawn(session, slot));
        }
        shown(session, session.children(slot), found);
    }
}

/// The first page's items, and the progress that is said above them.
fn first_page(form: Form) -> (Vec<String>, (usize, usize)) {
    let session = Session::new(Arc::new(form), Date::parse("2026-11-29").unwrap());
    assert_eq!(session.step(), Step::Page(0));
    let mut found = Vec::new();
    shown(&session, session.page_slots(0), &mut found);
    (found, session.progress())
}

#[test]
fn a_sketch_shows_what_the_form_shows() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths = Vec::new();
    for folder in ["schemas", "tests/forms", "tests/browser", "tests/bench", "tests/engines"] {
        forms(&root.join(folder), &mut paths);
    }
    let (mut sketched, mut appear) = (Vec::new(), 0);
    for path in paths {
        let Ok(json) = Json::parse(&std::fs::read_to_string(&path).unwrap()) else { continue };
        let (Some(whole), Some(sketch)) = (compile(&json).form, sketch(&json).form) else { continue };
        let ((whole, of), (sketch, about)) = (first_page(whole), first_page(sketch));
        assert!(!sketch.is_empty(), "{}", path.display());
        let missing: Vec<&String> = sketch.iter().filter(|item| !whole.contains(item)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", path.display());
        assert_eq!(of, about, "{}", path.display());
        appear += whole.len() - sketch.len();
        sketched.push(path.file_name().unwrap().to_str().unwrap().to_owned());
    }
    println!("{} forms, {appear} items appear: {sketched:?}", sketched.len());
    for shipped in ["outreach-needs.json", "us-nutrition-screener.json", "housing-emergency.json"] {
        assert!(sketched.iter().any(|name| name == shipped), "{shipped} is drawn only with its rules");
    }
    assert!(sketched.len() > 30, "only {sketched:?}");
}

/// A form with a first page, and what stands beside the pages.
fn form(page: &str, beside: &str) -> Json {
    let text = format!(
        r#"{{ "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "Test"
        {beside}, "pages": [ {{ "name": "one" {page} }},
        {{ "name": "two", "items": [ {{ "name": "last", "type": "text", "label": "Of {{called}}", "relevant": "called == 'a'" }} ] }} ] }}"#
    );
    Json::parse(&text).unwrap_or_else(|error| panic!("{error:?}: {text}"))
}

fn items(items: &str) -> String {
    format!(r#", "items": [ {{ "name": "called", "type": "text", "label": "Name" }} {items} ]"#)
}

#[test]
fn rules_that_decide_what_is_seen_are_waited_for() {
    let age =
        |more: &str| items(&format!(r#", {{ "name": "age", "type": "integer", "label": "Age" {more} }}"#));
    for (page, beside) in [
        (age(r#", "hint": "You, {called}""#), ""),
        (age(r#", "purpose": { "en": "You, {called}" }"#), ""),
        (items(r#", { "name": "one", "type": "choice", "label": "One", "choiceFilter": "choice != 'a'", "choices": [ { "name": "a", "label": "A" }, { "name": "b", "label": "B" } ] }"#), ""),
        (items(r#", { "name": "some", "type": "choices", "label": "Some", "choices": [ { "name": "a", "label": "{called}" } ] }"#), ""),
        (items(r#", { "name": "tip", "type": "note", "text": "Hello {called}" }"#), ""),
        (items(r#", { "name": "tip", "type": "note", "text": "It is {year}" }"#), r#", "variables": [ { "name": "year", "calculation": "2026" } ]"#),
        (items(r#", { "name": "sure", "type": "scale", "label": "Sure", "minLabel": "Not, {called}" }"#), ""),
        (items(r#", { "name": "jobs", "type": "repeat", "label": "Jobs", "itemLabel": "{employer}", "items": [ { "name": "employer", "type": "text", "label": "Employer" } ] }"#), ""),
        ([r#", "relevant": "1 == 1""#, &age("")].concat(), ""),
        ([r#", "title": "Dear {called}""#, &age("")].concat(), ""),
        ([r#", "description": "Dear {called}""#, &age("")].concat(), ""),
        (age(""), r#", "description": "Dear {called}""#),
        (age(""), r#", "settings": { "askOnlyWhatMatters": true }"#),
        (r#", "items": [ { "name": "called", "type": "text", "label": "Name", "relevant": "1 == 1" } ]"#.to_owned(), ""),
        (r#", "items": [ { "name": "box", "type": "group", "items": [ { "name": "called", "type": "text", "label": "Name", "relevant": "1 == 1" } ] } ]"#.to_owned(), ""),
        (r#", "items": [ { "name": "box", "type": "group", "relevant": "1 == 1", "items": [ { "name": "called", "type": "text", "label": "Name" } ] } ]"#.to_owned(), ""),
    ] {
        let json = form(&page, beside);
        assert!(compile(&json).form.is_some(), "{page} {beside}: {:?}", compile(&json).diagnostics);
        let sketched = sketch(&json);
        assert!(sketched.form.is_none() && sketched.diagnostics.is_empty(), "{page} {beside}");
    }
}

#[test]
fn what_only_answers_need_is_not_waited_for() {
    let age =
        |more: &str| items(&format!(r#", {{ "name": "age", "type": "integer", "label": "Age" {more} }}"#));
    for (page, beside) in [
        (age(""), ""),
        (age(r#", "required": true, "constraint": "self < 130", "default": 3"#), ""),
        (age(r#", "relevant": "called == 'a'""#), ""),
        (age(r#", "relevant": "1 == 1""#), ""),
        (age(r#", "required": "called == 'a'""#), ""),
        (items(r#", { "name": "day", "type": "date", "label": "Day", "max": "today" }"#), ""),
        (
            items(r#", { "name": "day", "type": "date", "label": "Day", "min": "today - duration('24h')" }"#),
            "",
        ),
        (items(r#", { "name": "code", "type": "text", "label": "Code", "pattern": "[A-Z]{3}" }"#), ""),
        (items(r#", { "name": "day", "type": "date", "label": "Day", "max": "2026-11-29" }"#), ""),
        (
            items(
                r#", { "name": "one", "type": "choice", "label": "One", "other": true, "choices": [ { "name": "a", "label": "A" } ] }"#,
            ),
            "",
        ),
        (
            items(
                r#", { "name": "jobs", "type": "repeat", "label": "Jobs", "minCount": 2, "items": [ { "name": "employer", "type": "text", "label": "Employer" } ] }"#,
            ),
            "",
        ),
        (age(""), r#", "variables": [ { "name": "old", "calculation": "age > 60" } ]"#),
        (
            age(""),
            r#", "settings": { "afterSending": "We ring {called}.", "submitLabel": "Send, {called}" }"#,
        ),
    ] {
        let json = form(&page, beside);
        let whole = compile(&json);
        let form = whole.form.unwrap_or_else(|| panic!("{page}: {:?}", whole.diagnostics));
        let sketch = sketch(&json).form.unwrap_or_else(|| panic!("{page} {beside}"));
        let ((whole, of), (sketch, about)) = (first_page(form), first_page(sketch));
        assert!(sketch.iter().all(|item| whole.contains(item)), "{page}: {sketch:?} {whole:?}");
        assert_eq!(of, about, "{page}");
    }
}

#[test]
fn mistakes_in_what_is_drawn_are_found_at_once() {
    for (page, code) in [
        (r#", "items": [ { "name": "called", "type": "txt", "label": "Name" } ]"#, "unknown-type"),
        (r#", "items": [ { "name": "called", "type": "text" } ]"#, "missing-property"),
    ] {
        let sketched = sketch(&form(page, ""));
        assert!(sketched.form.is_none());
        assert!(sketched.diagnostics.iter().any(|found| found.code == code), "{:?}", sketched.diagnostics);
    }
}
