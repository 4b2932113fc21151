//! The words that people read: the glossary holds, every language has its plural forms, placeholders and quotation marks,
//! nothing is left in English, and one place has one name. They stand in the forms, in the catalogues of the interface
//! and in the demo site's words.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

mod text;

use text::{
    LANGUAGES, SCRIPTS, TABLES, catalogues, each_text, forms, places, read, root, script_words, strings,
    texts,
};

#[test]
fn the_glossary_holds() {
    let mut faults = Vec::new();
    for (language, ..) in LANGUAGES {
        let texts = texts(language);
        let glossary = fs::read_to_string(root().join(format!("docs/glossary/{language}.md"))).unwrap();
        let rows: Vec<Vec<&str>> = glossary
            .lines()
            .filter(|line| line.starts_with("| "))
            .skip(1)
            .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
            .collect();
        assert!(rows.len() >= 2, "{language} has no words");
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

#[test]
fn scripts_and_the_receiver_say_the_same_in_every_language() {
    let mut count = 0;
    let mut compare = |source: &str, language: &str, english: &[String], own: &[String]| {
        assert_eq!(own.len(), english.len(), "{source}: {language}");
        for (own, english) in own.iter().zip(english) {
            assert_eq!(places(own), places(english), "{source}: {language}: {own}");
            count += 1;
        }
    };
    for script in SCRIPTS {
        let text = fs::read_to_string(root().join(script)).unwrap();
        let english = script_words(&text, "en");
        for (language, ..) in LANGUAGES {
            let own = script_words(&text, language);
            compare(script, language, &english, &own);
            let left = own.iter().zip(&english).find(|(own, english)| own == english && language != "en");
            assert_eq!(left, None, "{script}: {language} is left in English");
        }
    }
    for table in TABLES {
        let table_ = read(&root().join(table));
        let names =
            |language: &str| table_[language].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        for (language, ..) in LANGUAGES {
            assert_eq!(names(language), names("en"), "{table}: {language}");
            // A date is put together in another order.
            let texts = |language: &str| -> Vec<String> {
                let members = table_[language].as_object().unwrap().iter();
                members
                    .filter(|(name, _)| !name.contains("date"))
                    .flat_map(|(_, value)| strings(value))
                    .collect()
            };
            compare(table, language, &texts("en"), &texts(language));
        }
    }
    assert!(count > 700, "{count} texts");
}

/// Polish says "ty" to the reader, and writes it small but where a sentence begins.
#[test]
fn polish_writes_ty_with_a_small_letter() {
    let is_ty = |word: &str| {
        let forms = ["Ty", "Ci", "Cię", "Ciebie", "Tobie", "Tobą", "Twój", "Was", "Wam", "Wami"];
        forms.contains(&word) || (word.starts_with("Twoj") || word.starts_with("Wasz")) && word.len() < 11
    };
    let mut count = 0;
    let mut faults = Vec::new();
    for text in texts("pl") {
        for (at, word) in text.split(|c: char| !c.is_alphabetic()).scan(0, |next, word| {
            let at = *next;
            *next = text
                .len()
                .min(at + word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8));
            Some((at, word))
        }) {
            count += usize::from(word.starts_with("twoj"));
            let before = text[..at].trim_end_matches([' ', '„', '*', '\u{a0}']);
            let begins = before.is_empty() || before.ends_with(['.', '?', '!', '\n', '-', '·']);
            if is_ty(word) && !begins {
                faults.push(text.clone());
            }
        }
    }
    assert!(count > 15, "{count} times");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    let mut faults = Vec::new();
    for (language, others, _) in LANGUAGES {
        let wrong = |text: &String| text.contains(['"', '\'']) || text.contains(|c| others.contains(c));
        faults.extend(texts(language).into_iter().filter(wrong).map(|text| format!("{language}: {text}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What reads the same in a translation is a name that has none.
#[test]
fn no_text_is_left_in_english() {
    // A brand, and what Spanish says too.
    let names = ["Medicaid", "Error:"];
    let mut faults = Vec::new();
    let mut look = |english: &str, language: &str, text: &str| {
        let has_words = cut(english.into(), "{", "}")
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word.chars().count() > 2);
        if text == english && has_words && !names.contains(&text) {
            faults.push(format!("{language}: {text}"));
        }
    };
    for form in forms() {
        each_text(&form, &mut |texts| {
            let english = texts["en"].as_str().unwrap_or_default();
            for (language, text) in texts.iter().filter(|(language, _)| *language != "en") {
                look(english, language, text.as_str().unwrap_or_default());
            }
        });
    }
    let catalogues = catalogues();
    for (language, _, _) in LANGUAGES.iter().filter(|(language, ..)| *language != "en") {
        for (key, text) in &catalogues[language] {
            if let (Some(text), Some(english)) = (text.as_str(), catalogues["en"][key].as_str()) {
                look(english, language, text);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Between letters that run from right to left a Latin name or a number of several groups would draw its neighbours
/// along (UAX #9): it stands between U+2066, U+2067 or U+2068 and U+2069.
#[test]
fn latin_names_and_numbers_keep_their_order_in_arabic() {
    let mut count = 0;
    for text in texts("ar").iter().filter(|text| text.contains(|c| ('\u{600}'..='\u{6ff}').contains(&c))) {
        // Addresses of links are not read, and what is inserted brings its own marks.
        let mut bare =
            cut(cut(text.replace("\\u2068", "\u{2068}").replace("\\u2069", "\u{2069}"), "](", ")"), "{", "}");
        for start in ["\u{2066}", "\u{2067}", "\u{2068}"] {
            let inside = cut(bare.clone(), start, "\u{2069}");
            count += usize::from(inside != bare);
            bare = inside;
        }
        assert!(!bare.contains(|c: char| c.is_ascii_alphabetic()), "{text}");
        let digits = bare.split(|c: char| !c.is_ascii_digit() && !" -+".contains(c));
        assert!(!digits.into_iter().any(|run| run.bytes().filter(u8::is_ascii_digit).count() > 6), "{text}");
    }
    assert!(count > 30, "{count} are isolated");
}

/// A text without what stands between two marks.
fn cut(text: String, start: &str, end: &str) -> String {
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once(start) {
        out.push_str(before);
        rest = after.split_once(end).map_or("", |(_, after)| after);
    }
    out + rest
}

/// The demo site calls the places as the forms do: each of its words stands in a service's name, in whatever case.
#[test]
fn the_site_names_the_places_as_the_forms_do() {
    let page = fs::read_to_string(root().join("www/index.html")).unwrap();
    let words = fs::read_to_string(root().join("www/words.js")).unwrap();
    let mut count = 0;
    for (language, ..) in LANGUAGES {
        let mut names = Vec::new();
        for form in forms() {
            for referral in form["referrals"].as_array().unwrap() {
                names.extend(referral["service"]["name"][language].as_str().map(str::to_lowercase));
            }
        }
        for key in ["care", "meal", "shelter", "food", "clothes", "home"] {
            let own = match language {
                "en" => between(&page, &format!("data-say=\"hours.{key}\">"), "<"),
                _ => between(
                    between(&words, &format!("const {language} = {{"), "};"),
                    &format!("\"hours.{key}\": \""),
                    "\"",
                ),
            };
            let stems: Vec<String> = own.to_lowercase().split_whitespace().map(stem).collect();
            let is_it = |name: &String| stems.iter().all(|stem| name.contains(stem));
            assert!(names.iter().any(is_it), "{language}: no place is called “{own}”");
            count += 1;
        }
    }
    assert_eq!(count, 36);
}

/// The site's cards are headed by the forms' own titles, and its addresses are those of the forms.
#[test]
fn the_site_calls_the_forms_as_they_call_themselves() {
    let page = fs::read_to_string(root().join("www/index.html")).unwrap();
    let words = fs::read_to_string(root().join("www/words.js")).unwrap();
    let keys = ["needs.title", "housing.title", "food.title"];
    for (form, key) in forms().iter().zip(keys) {
        for (language, ..) in LANGUAGES {
            let own = match language {
                "en" => between(&page, &format!("data-say=\"{key}\">"), "</h3>"),
                _ => between(
                    between(&words, &format!("const {language} = {{"), "};"),
                    &format!("\"{key}\": \""),
                    "\"",
                ),
            };
            let own =
                own.trim_end_matches("</a>").replace("\\u2068", "\u{2068}").replace("\\u2069", "\u{2069}");
            assert_eq!(own, form["title"][language].as_str().unwrap(), "{language}: {key}");
        }
    }
    let mut addresses = BTreeSet::new();
    for form in forms() {
        for referral in form["referrals"].as_array().unwrap() {
            for address in referral["service"]["addresses"].as_array().into_iter().flatten() {
                addresses.extend(address["address_1"].as_str().map(str::to_owned));
            }
        }
    }
    let places: Vec<&str> =
        page.split("class=\"place\"><bdi>").skip(1).filter_map(|rest| rest.split('<').next()).collect();
    assert!(places.len() >= 6, "{places:?}");
    for place in places {
        assert!(addresses.contains(place), "no form has {place}");
    }
}

/// Where the English text of a form names a place, each translation calls it by its name there, in whatever case.
#[test]
fn texts_name_the_places_as_their_cards_do() {
    let mut names = BTreeMap::new();
    for form in forms() {
        for referral in form["referrals"].as_array().unwrap() {
            let name = &referral["service"]["name"];
            if let Some(versions) = name.as_object() {
                names.insert(bare(name["en"].as_str().unwrap()), versions.clone());
            }
        }
    }
    let mut count = 0;
    let mut faults = Vec::new();
    for form in forms() {
        each_text(&form, &mut |texts| {
            let english = texts["en"].as_str().unwrap_or_default();
            for (place, versions) in &names {
                let names_it = english.contains(place)
                    || !place.starts_with("The ") && english.to_lowercase().contains(&place.to_lowercase());
                for (language, text) in texts.iter().filter(|(language, _)| names_it && *language != "en") {
                    let text = bare(text.as_str().unwrap_or_default()).to_lowercase();
                    let name = bare(versions[language].as_str().unwrap()).to_lowercase();
                    // Shorter words change in the middle: дім, до дому.
                    let stems =
                        name.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 3);
                    let lost = stems.map(root_of).find(|stem| !text.contains(stem));
                    count += 1;
                    if lost.is_some() {
                        faults.push(format!("{language}: “{name}” is called otherwise in “{text}”"));
                    }
                }
            }
        });
    }
    assert!(count > 100, "{count} names");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A place's name without whose or where it is.
fn bare(name: &str) -> String {
    let mut name = name.replace(['\u{2068}', '\u{2069}'], "");
    for owner in ["Harbour Light", "Larkfield", "Northbridge", "Northshire"] {
        name = name.replace(&format!("{owner}s "), "").replace(owner, "");
    }
    name.trim().to_owned()
}

/// What case leaves of a word of more than three letters: all but the last three, and at least three.
fn root_of(word: &str) -> String {
    let word = word.strip_prefix("ال").unwrap_or(word);
    let length = word.chars().count();
    word.chars().take(length.saturating_sub(3).max(3)).collect()
}

/// A word without the article that Arabic writes to it, and without its last letter, which case changes.
fn stem(word: &str) -> String {
    let word = word.strip_prefix("ال").unwrap_or(word);
    let mut letters: Vec<char> = word.chars().collect();
    letters.pop();
    letters.into_iter().collect()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("{start} is not there")).1;
    rest.split_once(end).unwrap().0
}

/// The opening hours on the same page are written by the language: 5:00 PM in English, 5:00 م in Arabic, 17:00 elsewhere.
#[test]
fn times_are_written_as_the_page_writes_its_opening_hours() {
    let (mut count, mut faults) = (0, Vec::new());
    for form in forms() {
        each_text(&form, &mut |texts| {
            for (language, text) in texts {
                let text = text.as_str().unwrap_or_default();
                for (at, _) in text.match_indices(':') {
                    let before = text[..at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
                    let Some(after) = text[at + 1..].get(2..).filter(|_| before) else { continue };
                    let half = match language.as_str() {
                        "en" => after.starts_with(" AM") || after.starts_with(" PM"),
                        "ar" => after.starts_with(" ص") || after.starts_with(" م"),
                        _ => !after.starts_with(" p"),
                    };
                    count += 1;
                    if !half {
                        faults.push(format!("{language}: {text}"));
                    }
                }
                if text.contains(" pm") || text.contains("klockan 17.") {
                    faults.push(format!("{language}: {text}"));
                }
            }
        });
    }
    assert!(count >= 15, "{count} times");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
