//! The words that people read: the glossary holds, every language has its plural forms and placeholders, and one
//! place has one name. They stand in the forms, in the catalogues of the interface and in the demo site's words.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Language, its heading in docs/glossary.md, and the plural categories that CLDR has for its whole numbers;
/// `other` is for decimals where whole numbers never need it, `many` in Spanish for millions.
const LANGUAGES: [(&str, &str, &[&str]); 6] = [
    ("en", "English", &["one", "other"]),
    ("sv", "Svenska", &["one", "other"]),
    ("pl", "Polski", &["few", "many", "one", "other"]),
    ("es", "Español", &["many", "one", "other"]),
    ("ar", "العربية", &["few", "many", "one", "other", "two", "zero"]),
    ("uk", "Українська", &["few", "many", "one", "other"]),
];

#[test]
fn the_glossary_holds() {
    let glossary = fs::read_to_string(root().join("docs/glossary.md")).unwrap();
    let mut faults = Vec::new();
    for (language, heading, _) in LANGUAGES {
        let texts = texts(language);
        let section = glossary.split("\n## ").find(|part| part.starts_with(heading)).unwrap();
        let rows: Vec<Vec<&str>> = section
            .lines()
            .filter(|line| line.starts_with("| "))
            .skip(1)
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        assert!(rows.len() >= 2, "{heading} has no words");
        let found = |word: &str| {
            let word = word.to_lowercase();
            texts.iter().find(|text| text.to_lowercase().contains(&word))
        };
        for row in rows {
            if found(row[0]).is_none() {
                faults.push(format!("{language}: nothing says “{}”", row[0]));
            }
            for word in row[1].split(", ").filter(|word| *word != "—") {
                if let Some(text) = found(word) {
                    faults.push(format!("{language}: “{word}” stands in “{text}”"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_language_has_the_same_words_with_the_same_places_and_its_own_plurals() {
    let catalogues = catalogues();
    let english = &catalogues["en"];
    for (language, _, categories) in LANGUAGES {
        let own = &catalogues[language];
        let keys = |catalogue: &BTreeMap<String, Value>| catalogue.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(own), keys(english), "{language}");
        for (key, value) in own {
            let Some(forms) = value.as_object() else {
                let text = value.as_str().unwrap();
                let there =
                    english[key].as_str().unwrap_or_else(|| panic!("{language}: {key} has no plurals"));
                assert_eq!(places(text), places(there), "{language}: {key}");
                continue;
            };
            // In whatever order the file has them.
            let mut written: Vec<&str> = forms.keys().map(String::as_str).collect();
            written.sort_unstable();
            assert_eq!(written, categories, "{language}: {key}");
            let allowed: BTreeSet<String> = english[key]
                .as_object()
                .unwrap()
                .values()
                .flat_map(|form| places(form.as_str().unwrap()))
                .collect();
            // A form for exactly one or two may say it in a word, without the number.
            for (category, form) in forms {
                let there = places(form.as_str().unwrap());
                assert!(there.is_subset(&allowed), "{language}: {key} {category}");
                if matches!(category.as_str(), "few" | "many" | "other") && key != "choose-file" {
                    assert!(there.contains("n"), "{language}: {key} {category} does not say how many");
                }
            }
        }
    }
}

#[test]
fn texts_of_forms_insert_the_same_in_every_language() {
    let mut count = 0;
    for form in forms() {
        each_text(&form, &mut |texts| {
            let english = texts.get("en").and_then(Value::as_str).unwrap_or_default();
            for (language, text) in texts {
                let text = text.as_str().unwrap_or_default();
                assert_eq!(places(text), places(english), "{language}: {text}");
                count += 1;
            }
        });
    }
    assert!(count > 1000, "{count} texts");
}

/// A service's name in English is one place: it is called the same in every form that translates it.
#[test]
fn one_place_has_one_name() {
    let mut names: BTreeMap<(String, String), String> = BTreeMap::new();
    for form in forms() {
        for referral in form["referrals"].as_array().unwrap() {
            let Some(name) = referral["service"]["name"].as_object() else { continue };
            let english = name["en"].as_str().unwrap().to_owned();
            for (language, text) in name {
                let text = text.as_str().unwrap().to_owned();
                let first = names.entry((english.clone(), language.clone())).or_insert_with(|| text.clone());
                assert_eq!(*first, text, "{english} in {language}");
            }
        }
    }
    assert!(names.len() >= 60, "{} names", names.len());
}

/// All that is read in a language.
fn texts(language: &str) -> Vec<String> {
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
    for script in ["src/exit.js", "www/words.js"] {
        all.extend(script_words(&fs::read_to_string(root().join(script)).unwrap(), language));
    }
    assert!(all.len() > 300, "{language}: {} texts", all.len());
    all
}

/// The strings of a script's table for one language: `sv: ["…", "…"]`, or `const sv = { "…": "…" }`.
fn script_words(script: &str, language: &str) -> Vec<String> {
    let list = script.lines().filter(|line| line.trim_start().starts_with(&format!("{language}: [")));
    let table =
        script.split(&format!("const {language} = {{")).nth(1).and_then(|rest| rest.split("};").next());
    list.chain(table.into_iter().flat_map(str::lines))
        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Calls `visit` with every text that a definition writes in several languages.
fn each_text(json: &Value, visit: &mut impl FnMut(&serde_json::Map<String, Value>)) {
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
fn places(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect()
}

fn forms() -> Vec<Value> {
    let names = ["outreach-needs", "housing-emergency", "us-nutrition-screener"];
    names.map(|name| read(&root().join(format!("schemas/{name}.json")))).into()
}

fn catalogues() -> BTreeMap<&'static str, BTreeMap<String, Value>> {
    let read = |language| {
        let text = fs::read_to_string(root().join(format!("src/lang/{language}.json"))).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    LANGUAGES.map(|(language, ..)| (language, read(language))).into()
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}
