//! How old a reader has to be for the English texts of the forms.
//!
//! The measure is the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers and Chissom, “Derivation of New Readability
//! Formulas for Navy Enlisted Personnel”, Research Branch Report 8-75, 1975):
//! 0.39 · words a sentence + 11.8 · syllables a word - 15.59. A reader of grade n is n + 5 to n + 6 years old.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use serde_json::Value;

/// Grade 5: 10 to 11 years.
const MOST: f64 = 5.0;

/// What one condition may have: it is one long sentence, and a word such as “disability” has no shorter one.
const MOST_ALONE: f64 = 7.5;

#[test]
fn conditions_and_all_other_texts_are_for_readers_of_nine_to_eleven() {
    let mut count = 0;
    for name in ["outreach-needs", "housing-emergency", "us-nutrition-screener"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../schemas/{name}.json"));
        let form: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let (mut all, mut conditions) = (Vec::new(), Vec::new());
        each_text(&form, &mut |text| all.push(text.to_owned()));
        for program in form["programs"].as_array().unwrap() {
            each_text(&program["criteria"], &mut |text| conditions.push(text.to_owned()));
        }
        for condition in &conditions {
            let grade = grade(std::slice::from_ref(condition));
            assert!(grade <= MOST_ALONE, "{name}: grade {grade:.1}: {condition}");
        }
        let (every, own) = (grade(&all), grade(&conditions));
        println!("{name}: grade {every:.1} in all, {own:.1} for {} conditions", conditions.len());
        assert!(own <= MOST, "{name}: conditions of grade {own:.1}");
        assert!(every <= MOST, "{name}: grade {every:.1}");
        count += conditions.len();
    }
    assert!(count > 30, "{count} conditions");
}

#[test]
fn the_measure_tells_easy_from_hard() {
    let hard = "The applicant household’s countable income subsequent to allowable deductions is below the threshold";
    let easy = "You have a child under 5.";
    let (hard, easy) = (grade(&[hard.to_owned()]), grade(&[easy.to_owned()]));
    assert!(hard > 12.0 && easy < 3.0, "{hard:.1} {easy:.1}");
    for (word, syllables) in
        [("house", 1), ("disability", 5), ("money", 2), ("gets", 1), ("lives", 1), ("table", 2)]
    {
        assert_eq!(syllables_of(word), syllables, "{word}");
    }
}

/// Calls `visit` with the English of every text.
fn each_text(json: &Value, visit: &mut impl FnMut(&str)) {
    match json {
        Value::Object(members) if members.contains_key("en") && members.values().all(Value::is_string) => {
            visit(members["en"].as_str().unwrap())
        }
        Value::Object(members) => members.values().for_each(|member| each_text(member, visit)),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, visit)),
        _ => {}
    }
}

fn grade(texts: &[String]) -> f64 {
    let (mut words, mut sentences, mut syllables) = (0, 0, 0);
    for text in texts {
        for sentence in text.split(['.', '!', '?', ':', '\n']) {
            let own: Vec<&str> = sentence
                .split(|c: char| !c.is_alphabetic() && c != '’')
                .filter(|word| !word.is_empty())
                .collect();
            sentences += usize::from(!own.is_empty());
            words += own.len();
            syllables += own.into_iter().map(syllables_of).sum::<usize>();
        }
    }
    let (words, sentences, syllables) = (words as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

/// Groups of vowels, without the silent e at the end.
fn syllables_of(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let bare: String = letters.iter().collect();
    let silent = match bare.as_str() {
        _ if letters.len() < 4 => 0,
        word if word.ends_with("le") => 0,
        word if word.ends_with("es") || word.ends_with("ed") => {
            let before = letters.get(letters.len() - 3).copied().unwrap_or('a');
            let sounds = if word.ends_with("ed") { "td" } else { "szxcgh" };
            usize::from(!is_vowel(before) && !sounds.contains(before))
        }
        word => usize::from(word.ends_with('e') && !is_vowel(letters[letters.len() - 2])),
    };
    let mut groups = 0;
    let mut before = false;
    for c in &letters {
        groups += usize::from(is_vowel(*c) && !before);
        before = is_vowel(*c);
    }
    groups.saturating_sub(silent).max(1)
}
