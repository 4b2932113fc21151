//! What people write in place of JSON: files of `tests/json`, one check function.
//!
//! A case starts with `=== what it is`, then stands the text, and behind a line `---` what is
//! said of it: line and column, the sentence and the advice; at last the text as it is meant,
//! or `unclear`. `<U+00A0>` stands for that character. `INTAKE_BLESS=1` writes what is said
//! into the files, for review.
#![cfg(feature = "explain")]
#![allow(clippy::disallowed_methods, reason = "a test reads files and its environment")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

use intake_core::json::repair::{Mistake, repair};
use intake_core::json::{Json, JsonError};

#[path = "support/random.rs"]
mod random;

#[test]
fn every_example_is_told_as_its_file_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/json");
    let bless = std::env::var("INTAKE_BLESS").is_ok();
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut wrong, mut cases) = (Vec::new(), 0);
    for path in paths {
        let written = std::fs::read_to_string(&path).unwrap();
        let actual: String = written.split("=== ").skip(1).map(redo).collect();
        cases += written.matches("\n=== ").count() + 1;
        if bless {
            std::fs::write(&path, actual).unwrap();
        } else if actual != written {
            let line = written.lines().zip(actual.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: {line:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 60, "only {cases} cases");
}

/// A case with what is said of it.
fn redo(case: &str) -> String {
    let (title, rest) = case.split_once('\n').unwrap();
    let source = rest.split("---\n").next().unwrap();
    let text = characters(source.strip_suffix('\n').unwrap());
    let repair = repair(&text);
    let mut out = format!("=== {title}\n{source}---\n");
    for Mistake { kind, range, message, help } in &repair.mistakes {
        assert!(message.ends_with('.') && help.ends_with('.'), "sentences: {message} {help}");
        let (line, column) = JsonError { kind: *kind, offset: range.start }.line_column(text.as_bytes());
        let code = kind.code().strip_prefix("json-").unwrap();
        out.push_str(&format!("{line}:{column} {code}: {message} {help}\n"));
    }
    match repair.mended {
        Some(mended) => {
            assert!(Json::parse(mended.text()).is_ok(), "{title}: {}", mended.text());
            out.push_str(&format!("= {}\n", mended.text().replace('\n', " ")));
        }
        None => out.push_str("unclear\n"),
    }
    out
}

/// The text with its unseen characters.
fn characters(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("<U+") {
        let (code, after) = after.split_once('>').unwrap();
        out.push_str(before);
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        rest = after;
    }
    out + rest
}

#[test]
fn what_is_json_has_no_mistake() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../schemas");
    let mut forms = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let repair = repair(&text);
        assert_eq!(repair.mistakes, []);
        let mended = repair.mended.unwrap();
        assert_eq!(Json::parse(mended.text()).unwrap(), Json::parse(&text).unwrap());
        // Each line stands where it stood.
        let line = mended.text().lines().nth(20).unwrap();
        let at = line.as_ptr() as usize - mended.text().as_ptr() as usize;
        assert!(text[mended.origin(&(at..at + 1)).start..].starts_with(&line[..1]));
        forms += 1;
    }
    assert!(forms >= 3, "{forms} forms");
}

/// Whatever is done to a form, each mistake has a place in it, a text that is refused has a
/// mistake, and what is mended is JSON.
#[test]
fn what_is_mended_is_json() {
    let form = include_str!("check/syntax.good.json");
    let signs = [
        "", "\"", "'", "{", "}", "[", "]", ",", ":", "//", "\\", "\n", "“", "”", "#", "=", "\t", "é", "1,5",
        "NaN",
    ];
    let seed = random::seed(7);
    println!("seed {seed}");
    let mut random = random::Random(seed);
    let places: Vec<usize> = form.char_indices().map(|(at, _)| at).collect();
    let mut mended_texts = 0;
    for _ in 0..4_000 {
        let mut text = form.to_owned();
        for _ in 0..=random.below(3) {
            let at = places[random.below(places.len())].min(text.len());
            if text.is_char_boundary(at) {
                let end = (at + random.below(3)).min(text.len());
                let end = if text.is_char_boundary(end) { end } else { at };
                text.replace_range(at..end, signs[random.below(signs.len())]);
            }
        }
        let repair = repair(&text);
        assert_eq!(Json::parse(&text).is_ok(), repair.mistakes.is_empty(), "{text}");
        for mistake in &repair.mistakes {
            assert!(text.get(mistake.range.clone()).is_some(), "{mistake:?} in {text}");
        }
        if let Some(mended) = repair.mended {
            assert!(Json::parse(mended.text()).is_ok(), "{} of {text}", mended.text());
            mended_texts += 1;
        }
    }
    assert!(mended_texts > 500, "{mended_texts} were mended");
}

/// What is long and wrong everywhere is read to its end, and not all of it is told.
#[test]
fn a_hostile_text_has_a_hundred_mistakes_at_most() {
    let pieces = [
        "\"", "[", "\"a ", "{\"a\":", "'", "“", "/*", "a\"", "\\", "\"a\"b", ",", "]", "\"x\n", "(", "1,5",
        "\"a” b",
    ];
    for piece in pieces {
        let text = piece.repeat((1 << 14) / piece.len());
        for text in [format!("{{\"a\": \"{text}"), text] {
            let found = repair(&text).mistakes.len();
            assert!((1..=100).contains(&found), "{found} in many {piece}");
        }
    }
}
