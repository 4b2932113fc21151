//! Every example of `docs/form-language.md` does what the page says, and the page names
//! everything that the language has.
//!
//! The first word after the three backticks is the language, the second says what it is: `form`,
//! or a part of one, which is put into the form marked `example`. `error=code` marks an
//! example that has that error and no other. In `cel`, the value after `// =` is that of the
//! example's first scenario.

#![cfg(feature = "explain")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test fails by panicking, and reads a file"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use intake_core::check::check;
use intake_core::diagnostic::{CODES, Severity};
use intake_core::expr::function_names;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::outcome::{CriterionOutcome, Met};
use intake_core::scenario;
use intake_core::session::Session;

const PAGE: &str = include_str!("../../../docs/form-language.md");
const SCHEMA: &str = include_str!("../../../schemas/form-definition.schema.json");

struct Example {
    line: usize,
    /// `json` or `cel`, then what it is.
    words: Vec<&'static str>,
    text: String,
}

impl Example {
    fn is(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    fn error(&self) -> Option<&'static str> {
        self.words.iter().find_map(|word| word.strip_prefix("error="))
    }
}

/// The fenced blocks, and all else.
fn read() -> (Vec<Example>, String) {
    let (mut examples, mut prose) = (Vec::<Example>::new(), String::new());
    let mut inside = false;
    for (i, line) in PAGE.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(_) if inside => inside = false,
            Some(words) => {
                inside = true;
                let words = words.split_whitespace().collect();
                examples.push(Example { line: i + 1, words, text: String::new() });
            }
            None => {
                let into = if inside { &mut examples.last_mut().unwrap().text } else { &mut prose };
                into.push_str(line);
                into.push('\n');
            }
        }
    }
    assert!(!inside, "a block has no end");
    (examples, prose)
}

/// What is found in a form, warnings too, with its scenarios.
fn findings(definition: &Json) -> Vec<(&'static str, Severity, String)> {
    let compiled = compile(definition);
    let mut found = compiled.diagnostics;
    if let Some(form) = compiled.form.map(Arc::new) {
        found.extend(check(&form));
        let of = |diagnostic: intake_core::diagnostic::Diagnostic| {
            (diagnostic.code, diagnostic.severity, format!("{}: {}", diagnostic.pointer, diagnostic.message))
        };
        let failing = form.scenarios.iter().flat_map(|one| scenario::run(&form, one));
        let failing = failing.map(|mismatch| ("failing-scenario", Severity::Error, format!("{mismatch:?}")));
        return found.into_iter().map(of).chain(failing).collect();
    }
    found.into_iter().map(|d| (d.code, d.severity, format!("{}: {}", d.pointer, d.message))).collect()
}

fn member<'a>(json: &'a mut Json, name: &str) -> &'a mut Json {
    let Json::Object(members) = json else { panic!("no object around {name}") };
    if !members.iter().any(|(own, _)| own == name) {
        members.push((name.into(), Json::Array(Vec::new())));
    }
    members.iter_mut().find(|(own, _)| own == name).map(|(_, json)| json).unwrap()
}

/// Adds to a list, in place of what has the same name.
fn put(list: &mut Json, new: &Json) {
    let Json::Array(entries) = list else { panic!("no list") };
    let added = new.as_array().unwrap_or(std::slice::from_ref(new));
    entries.retain(|entry| !added.iter().any(|new| new.get("name") == entry.get("name")));
    entries.extend(added.iter().cloned());
}

/// Members of an object, those of objects in it too.
fn merge(into: &mut Json, new: &Json) {
    for (name, value) in new.as_object().unwrap() {
        let place = member(into, name);
        match (&place, value) {
            (Json::Object(_), Json::Object(_)) => merge(place, value),
            _ => *place = value.clone(),
        }
    }
}

/// The example form with a part in it.
fn with(base: &Json, kind: &str, part: &Json) -> Json {
    let mut form = base.clone();
    match kind {
        "item" => {
            let Json::Array(pages) = member(&mut form, "pages") else { panic!("no pages") };
            for page in pages.iter_mut() {
                let Json::Array(items) = member(page, "items") else { panic!("no items") };
                let added = part.as_array().unwrap_or(std::slice::from_ref(part));
                items.retain(|item| !added.iter().any(|new| new.get("name") == item.get("name")));
            }
            put(member(pages.last_mut().unwrap(), "items"), part);
        }
        "top" => merge(&mut form, part),
        "settings" => merge(member(&mut form, "settings"), part),
        _ => put(member(&mut form, &[kind, "s"].concat()), part),
    }
    form
}

fn base(examples: &[Example]) -> Json {
    Json::parse(&examples.iter().find(|one| one.is("example")).unwrap().text).unwrap()
}

#[test]
fn every_example_in_json_is_what_the_page_says() {
    let (examples, _) = read();
    let base = base(&examples);
    let mut count = 0;
    for one in examples.iter().filter(|one| one.is("json")) {
        let json = Json::parse(&one.text).unwrap_or_else(|e| panic!("line {}: {:?}", one.line, e.kind));
        let kind = *one.words.get(1).unwrap_or_else(|| panic!("line {}: what is it?", one.line));
        let whole = kind == "form";
        let found = findings(&if whole { json } else { with(&base, kind, &json) });
        // A part stands in a form that is not about it: there, warnings say nothing.
        let found: Vec<_> =
            found.into_iter().filter(|(_, severity, _)| whole || *severity == Severity::Error).collect();
        let codes: BTreeSet<&str> = found.iter().map(|(code, ..)| *code).collect();
        assert_eq!(codes, one.error().into_iter().collect(), "line {}: {found:#?}", one.line);
        count += 1;
    }
    println!("{count} examples in JSON");
    assert!(count >= 35, "{count} examples: where are they?");
}

/// What an expression's test says with the example's first scenario.
fn judge(base: &Json, test: &str) -> CriterionOutcome {
    let name = || Json::string("tested");
    let criterion = Json::object([("name", name()), ("label", name()), ("test", Json::string(test))]);
    let criteria = ("criteria", Json::Array(vec![criterion]));
    let program = Json::object([("name", name()), ("label", name()), criteria]);
    let compiled = compile(&with(base, "program", &program));
    let found: Vec<_> = compiled.diagnostics.iter().map(|d| (d.code, &d.message)).collect();
    let form: Arc<Form> = Arc::new(compiled.form.unwrap_or_else(|| panic!("{test}: {found:?}")));
    let scenario = form.scenarios.first().unwrap();
    let mut session = Session::new(form.clone(), scenario.today);
    assert_eq!(session.load(&scenario.answers, &scenario.absent), []);
    session.outcome().programs.pop().unwrap().criteria.pop().unwrap()
}

#[test]
fn every_expression_has_the_value_that_the_page_says() {
    let (examples, _) = read();
    let base = base(&examples);
    let (mut count, mut wrong) = (0, Vec::new());
    for one in examples.iter().filter(|one| one.is("cel")) {
        for line in one.text.lines() {
            count += 1;
            if let Some(code) = one.error() {
                let variable =
                    Json::object([("name", Json::string("tested")), ("calculation", Json::string(line))]);
                let found = findings(&with(&base, "variable", &variable));
                let errors: Vec<_> =
                    found.iter().filter(|(_, s, _)| *s == Severity::Error).map(|(code, ..)| *code).collect();
                wrong.extend((errors != [code]).then(|| format!("{line}: {found:?}")));
                continue;
            }
            let (expr, says) = line.split_once(" // ").unwrap_or_else(|| panic!("{line}: and the value?"));
            let test = format!("({expr}) == ({})", says.strip_prefix("= ").unwrap_or(expr));
            let judged = judge(&base, &test);
            let found = (judged.status, judged.failed, judged.waits.is_empty());
            let expected = match says {
                "unknown" => (Met::Undetermined, false, false),
                "fails" => (Met::Undetermined, true, true),
                _ => (Met::Met, false, true),
            };
            wrong.extend((found != expected).then(|| format!("{line}: {found:?}")));
        }
    }
    println!("{count} expressions");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count >= 55, "{count} expressions: where are they?");
}

/// Whether the page says a word as code: in backticks, as a word of its own.
fn says(prose: &str, word: &str) -> bool {
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_' || *b == b'-' || *b == b'$';
    prose.split('`').skip(1).step_by(2).any(|code| {
        code.match_indices(word).any(|(at, _)| {
            let before = code.as_bytes().get(at.wrapping_sub(1)).filter(|_| at > 0);
            !before.is_some_and(is_part) && !code.as_bytes().get(at + word.len()).is_some_and(is_part)
        })
    })
}

/// The names of all properties in a JSON Schema, and the words of all enumerations.
fn words_of(schema: &Json, found: &mut BTreeSet<String>) {
    for (name, value) in schema.as_object().unwrap_or_default() {
        match (name.as_str(), value) {
            ("properties", Json::Object(members)) => {
                found.extend(members.iter().map(|(name, _)| name.clone()));
                members.iter().for_each(|(_, json)| words_of(json, found));
            }
            ("enum", Json::Array(words)) => {
                found.extend(words.iter().filter_map(Json::as_str).map(str::to_owned));
            }
            _ => words_of(value, found),
        }
    }
    schema.as_array().unwrap_or_default().iter().for_each(|json| words_of(json, found));
}

#[test]
fn the_page_names_everything_that_the_language_has() {
    let (_, prose) = read();
    let mut words = BTreeSet::new();
    words_of(&Json::parse(SCHEMA).unwrap(), &mut words);
    assert!(words.contains("repeat") && words.contains("choiceFilter"), "{words:?}");
    words.extend(function_names().map(str::to_owned));
    println!("{} properties, types, words and functions", words.len());
    let missing: Vec<_> = words.iter().filter(|word| !says(&prose, word)).collect();
    assert!(missing.is_empty(), "docs/form-language.md does not say {missing:?}");
}

#[test]
fn its_links_lead_somewhere() {
    let (_, prose) = read();
    let own = anchors(PAGE);
    let elsewhere = |page: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/");
        anchors(&std::fs::read_to_string(format!("{folder}{page}")).unwrap_or_default())
    };
    for link in prose.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        match link.split_once('#') {
            Some(("", anchor)) => assert!(own.contains(anchor), "#{anchor}"),
            Some(("diagnostics.md", code)) => assert!(CODES.iter().any(|own| own.name == code), "{code}"),
            Some((page, anchor)) if page.ends_with(".md") => {
                assert!(elsewhere(page).contains(anchor), "{link}");
            }
            _ => assert!(link == "diagnostics.md" || link.contains(':'), "{link}"),
        }
    }
}

/// The headings of a page as links name them.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-"))
        .map(|text| text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect())
        .collect()
}
