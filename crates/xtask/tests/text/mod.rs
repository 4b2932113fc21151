//! Where the words stand that people read, and how they are taken out of there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Language, the quotation marks of other languages, and the plural categories that CLDR has for its whole numbers;
/// `other` is for decimals where whole numbers never need it, `many` in Spanish for millions.
pub const LANGUAGES: [(&str, &str, &[&str]); 6] = [
    ("en", "«»„", &["one", "other"]),
    ("sv", "“«»„", &["one", "other"]),
    ("pl", "“«»", &["few", "many", "one", "other"]),
    ("es", "“”„", &["many", "one", "other"]),
    ("ar", "“”„", &["few", "many", "one", "other", "two", "zero"]),
    ("uk", "“”„", &["few", "many", "one", "other"]),
];

/// Scripts with words of their own, which no catalogue has; the same words in each language, in the same order.
pub const SCRIPTS: [&str; 8] = [
    "src/assist/words.js",
    "src/drafts/words.js",
    "src/exit.js",
    "src/loader/sorry.js",
    "src/offline.js",
    "src/shared.js",
    "src/trouble.js",
    "crates/intake-receiver/src/http/assist/page.js",
];
/// The receiver's words, by language.
pub const TABLES: [&str; 2] =
    ["crates/intake-receiver/src/http/fill/own.json", "crates/intake-receiver/src/export/words.json"];

/// All that is read in a language.
pub fn texts(language: &str) -> Vec<String> {
    let mut all = Vec::new();
    for form in forms() {
        each_text(&form, &mut |texts| {
            all.extend(texts.get(language).and_then(Value::as_str).map(str::to_owned))
        });
    }
    for value in catalogues()[language].values() {
        match value {
            Value::Object(forms) => all.extend(forms.values().filter_map(Value::as_str).map(str::to_owned)),
            other => all.extend(other.as_str().map(str::to_owned)),
        }
    }
    for script in SCRIPTS.iter().chain(&["www/words.js"]) {
        let found = script_words(&fs::read_to_string(root().join(script)).unwrap(), language);
        // The English of the demo site stands in its pages.
        assert!(!found.is_empty() || language == "en", "{script} says nothing in {language}");
        all.extend(found);
    }
    for table in TABLES {
        all.extend(strings(&read(&root().join(table))[language]));
    }
    assert!(all.len() > 300, "{language}: {} texts", all.len());
    all
}

/// Every string in a value.
pub fn strings(json: &Value) -> Vec<String> {
    match json {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(strings).collect(),
        Value::Object(members) => members.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// The strings of a script for one language: `sv: ["…", "…"]`, `sv: "…"`, or `const sv = { "…": "…" }`.
pub fn script_words(script: &str, language: &str) -> Vec<String> {
    let between_quotes = |rest: &str, end: char| {
        let mut found = Vec::new();
        for (place, part) in rest.split('"').enumerate() {
            if place % 2 == 1 {
                found.push(part.to_owned());
            } else if part.contains(end) {
                break;
            }
        }
        found
    };
    let mut all = Vec::new();
    for (start, end) in [(format!("{language}: ["), ']'), (format!("const {language} = {{"), '}')] {
        for (at, _) in script.match_indices(&start).filter(|(at, _)| begins_word(script, *at)) {
            all.extend(between_quotes(&script[at + start.len()..], end));
        }
    }
    let start = format!("{language}: \"");
    for (at, _) in script.match_indices(&start).filter(|(at, _)| begins_word(script, *at)) {
        all.extend(script[at + start.len()..].split('"').next().map(str::to_owned));
    }
    all
}

pub fn begins_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '"')
}

/// Calls `visit` with every text that a definition writes in several languages.
pub fn each_text(json: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
    match json {
        Value::Object(members) if members.contains_key("en") && members.values().all(Value::is_string) => {
            visit(members)
        }
        Value::Object(members) => members.values().for_each(|member| each_text(member, visit)),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, visit)),
        _ => {}
    }
}

/// The names in braces.
pub fn places(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

pub fn forms() -> Vec<Value> {
    let names = ["outreach-needs", "housing-emergency", "us-nutrition-screener"];
    names.map(|name| read(&root().join(format!("schemas/{name}.json")))).into()
}

pub fn catalogues() -> BTreeMap<&'static str, BTreeMap<String, Value>> {
    let read = |language| {
        let text = fs::read_to_string(root().join(format!("src/lang/{language}.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    LANGUAGES.map(|(language, ..)| (language, read(language))).into()
}

pub fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}
