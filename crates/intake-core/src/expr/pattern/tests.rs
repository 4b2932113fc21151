//! Agreement with `regex-lite`, on what people write and on what they do not.

use super::{Pattern, PatternError};
use crate::expr::budget::Budget;
use crate::expr::random::Random;

fn agree(pattern: &str, text: &str) {
    let ours = Pattern::compile(pattern).map(|pattern| pattern.is_match(text));
    let theirs = regex_lite::Regex::new(pattern).map(|pattern| pattern.is_match(text));
    assert_eq!(ours.ok(), theirs.ok(), "pattern {pattern:?}, text {text:?}");
}

#[test]
fn patterns_of_real_forms_agree_with_regex_lite() {
    let patterns = [
        r"^\d{5}(-\d{4})?$",
        r"^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$",
        r"^(?:\+?\d{1,3}[- .]?)?\(?\d{3}\)?[- .]?\d{3}[- .]?\d{4}$",
        r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$",
        r"(?i)^(yes|no|n/?a)$",
        r"\bfood\b",
        r"^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$",
        r"^[^\s@]+@[^\s@]+\.[^\s@]{2,}$",
        r"^[\w.-]{3,}$",
        r"^\S+(\s\S+)*$",
        r"(?m)^b$",
        r"(?s)a.b",
        r"a.b",
        r"^(a|b)*?c$",
        r"x*",
        r"",
        r"^$",
        r"(?P<year>\d{4})",
        r"[]a]",
        r"[^]a]",
        r"[a-]",
        r"[\-a]",
        r"\x41\x{1F600}",
        r"[Å-ö]",
        r"(?i)[^a-c]",
        r"(?i:A)a",
        r"a(?i)b|c",
        r"\Aab\z",
        r"\B",
        r"(a*)*b",
        r"(|a)+b",
        r"((a{0,2}){2}){2}$",
    ];
    let texts = [
        "",
        "12345",
        "12345-6789",
        "1234",
        "SW1A 1AA",
        "sw1a 1aa",
        "(555) 123-4567",
        "+1 555.123.4567",
        "a@b",
        "ann@example.org",
        "ann@",
        "YES",
        "n/a",
        "food",
        "foods",
        "the food is",
        "2026-11-22",
        "2026-13-22",
        "a b c",
        " a",
        "a\nb",
        "a\nb\nc",
        "b",
        "aabbc",
        "A😀",
        "Ärlig",
        "Aa",
        "aA",
        "aB",
        "AB",
        "C",
        "c",
        "ab",
        "aaaa",
        "]",
        "-",
        "é",
        "a_b.c-d",
        "aab",
        "\n",
        "^a",
    ];
    for pattern in patterns {
        for text in texts {
            agree(pattern, text);
        }
    }
}

#[test]
fn random_patterns_agree_with_regex_lite() {
    let mut random = Random::new("patterns");
    let rounds = if cfg!(debug_assertions) { 3_000 } else { 100_000 };
    for _ in 0..rounds {
        let pattern = generate(&mut random, 3);
        for _ in 0..4 {
            let length = random.below(8);
            let text: String =
                (0..length).map(|_| random.pick(&['a', 'b', 'A', '1', ' ', '\n', 'é', '_'])).collect();
            agree(&pattern, &text);
        }
    }
}

fn generate(random: &mut Random, depth: u32) -> String {
    let mut out = String::new();
    for index in 0..random.below(4) {
        if index > 0 && random.below(5) == 0 {
            out.push('|');
        }
        match random.below(if depth > 0 { 9 } else { 7 }) {
            0..=2 => out.push(random.pick(&['a', 'b', 'A', '1', 'é'])),
            3 => out.push_str(random.pick(&[".", r"\d", r"\W", r"\s", r"\w", r"\D", r"\S"])),
            4 => out.push_str(random.pick(&["^", "$", r"\b", r"\B", "(?i)", "(?m)", "(?s)", "(?-i)"])),
            5 | 6 => {
                out.push_str(
                    random.pick(&["[ab]", "[^ab]", "[a-c1]", r"[\w]", r"[^\s1]", "[é-ü]", r"[\Wa]", "[A-]"]),
                );
            }
            7 => out.push_str(&format!("({})", generate(random, depth - 1))),
            _ => out.push_str(&format!("(?i:{})", generate(random, depth - 1))),
        }
        let repeats = !out.ends_with(['^', '$', '|']) && !out.ends_with("?i)") && !out.ends_with("?m)");
        let repeats = repeats && !out.ends_with("?s)") && !out.ends_with("?-i)");
        if repeats && random.below(3) == 0 {
            out.push_str(random.pick(&["*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "+?", "??", "{0}"]));
        }
    }
    out
}

#[test]
fn random_texts_are_patterns_or_errors() {
    let mut random = Random::new("hostile patterns");
    for _ in 0..20_000 {
        let length = random.below(24);
        let pattern: String = (0..length)
            .map(|_| {
                random.pick(&[
                    '(', ')', '[', ']', '{', '}', '?', '*', '\\', '^', '-', ':', 'a', '1', ',', '|', 'x', 'é',
                ])
            })
            .collect();
        if let Ok(pattern) = Pattern::compile(&pattern) {
            pattern.is_match("aé1-(");
        }
    }
}

#[test]
fn a_pattern_that_cannot_be_used_says_why() {
    for (pattern, why) in [
        ("(a", PatternError::UnclosedGroup),
        ("a)", PatternError::UnexpectedClose),
        ("[a", PatternError::UnclosedClass),
        ("[z-a]", PatternError::BadRange),
        (r"[\d-z]", PatternError::BadRange),
        ("*a", PatternError::NothingToRepeat),
        ("a**", PatternError::BadRepetition),
        ("a{2", PatternError::BadRepetition),
        ("a{3,2}", PatternError::BadRepetition),
        ("a{1001}", PatternError::RepetitionTooLarge),
        (r"(a)\1", PatternError::BackReference),
        (r"\p{L}", PatternError::NamedClass),
        ("[[:alpha:]]", PatternError::NamedClass),
        ("(?=a)", PatternError::LookAround),
        ("(?<!a)", PatternError::LookAround),
        ("(?x)a", PatternError::BadFlag),
        (r"\y", PatternError::BadEscape),
        (r"\x{110000}", PatternError::BadEscape),
        ("a{1000}{9}", PatternError::BadRepetition),
        ("((a{100}){100}){100}", PatternError::TooLarge),
    ] {
        assert_eq!(Pattern::compile(pattern).map(|_| ()), Err(why), "{pattern}");
    }
    assert_eq!(Pattern::compile(&"(".repeat(100)).map(|_| ()), Err(PatternError::TooDeep));
    assert_eq!(Pattern::compile(&"a".repeat(5000)).map(|_| ()), Err(PatternError::TooLong));
    // In characters, whatever the script.
    for letter in ["a", "я", "ب", "\u{10400}"] {
        assert!(Pattern::compile(&letter.repeat(4096)).is_err_and(|error| error != PatternError::TooLong));
        assert_eq!(Pattern::compile(&letter.repeat(4097)).map(|_| ()), Err(PatternError::TooLong));
    }
}

#[test]
fn a_pattern_of_an_item_may_have_all_that_one_of_matches_may() {
    for read in [Pattern::compile, Pattern::of_answer] {
        for open in ["(", "(?:", "(?i:", "(?<name>"] {
            let nested = |groups: usize| read(&[&open.repeat(groups), "a", &")".repeat(groups)].concat());
            assert!(nested(64).is_ok(), "{open}");
            assert_eq!(nested(65).map(|_| ()), Err(PatternError::TooDeep), "{open}");
        }
        // As many as one likes beside each other.
        assert!(read(&"(a)".repeat(500)).is_ok());
        for letter in ["a", "я", "ب", "\u{10400}", "e\u{301}"] {
            // What stands in a class is one instruction.
            let letters = letter.chars().count();
            let class = |length: usize| {
                let row: String = letter.chars().cycle().take(length - 2).collect();
                read(&["[", &row, "]"].concat())
            };
            assert!(class(4096).is_ok(), "{letters}");
            assert_eq!(class(4097).map(|_| ()), Err(PatternError::TooLong), "{letters}");
        }
        for unpaired in ["a)|(b", ")", "a)", ")(", "a)(?:b", "(a", "a)b|(c", "^a)|(b$", "(?i)a)|(b"] {
            assert!(read(unpaired).is_err(), "{unpaired}");
        }
    }
}

#[test]
fn a_pattern_of_an_item_is_about_the_whole_answer() {
    for (pattern, whole, other) in [
        ("a|b", "b", "ab"),
        ("a|bc|", "", "c"),
        ("|a", "a", "aa"),
        ("", "", "a"),
        ("^a|b$", "b", "ab"),
        ("(?m)a", "a", "a\nb"),
        ("(?m)^a$", "a", "b\na"),
        ("(?i)a", "A", "Ab"),
        ("(?s).", "\n", "\n\n"),
        ("a*?", "aaa", "aab"),
        (r"\w+", "Łódź", "Łódź!"),
    ] {
        let pattern_of_it = Pattern::of_answer(pattern).unwrap();
        assert!(pattern_of_it.is_match(whole), "{pattern} {whole:?}");
        assert!(!pattern_of_it.is_match(other), "{pattern} {other:?}");
    }
}

#[test]
fn a_pattern_that_explodes_elsewhere_is_quick_here() {
    let pattern = Pattern::compile("^(a+)+$").unwrap();
    assert!(!pattern.is_match(&("a".repeat(20_000) + "b")));
    let pattern = Pattern::compile("(a?){500}a{500}$").unwrap();
    assert!(pattern.is_match(&"a".repeat(600)));
    // What is repeated is written once and copied: of nothing there is nothing to copy.
    assert!(Pattern::compile("((((){1000}){1000}){1000}){1000}").unwrap().is_match("a"));
}

/// The steps that a match is charged.
fn steps(pattern: &str, text: &str) -> Option<usize> {
    let mut budget = Budget::new(1_000_000);
    Pattern::compile(pattern).unwrap().is_match_within(text, &mut budget).ok().map(|_| budget.used())
}

#[test]
fn a_match_is_charged_for_the_ways_that_it_followed() {
    let text = "a".repeat(100_000);
    // 300 repetitions in a row: each character goes 300 ways.
    assert_eq!(steps(&format!("^(?:{})$", "a*".repeat(300)), &text), None);
    // In a long text that cannot match, nothing is looked for after the first character.
    assert!(steps("^(?:b[0-9]{4})$", &text).unwrap() < 10);
    assert!(steps("^(?:[a-z]*)$", &text).unwrap() < 200_000);
    // A class of many ranges costs what it takes to look through it.
    let class: String = (0..400).map(|i| char::from_u32(0x100 + 2 * i).unwrap()).collect();
    assert!(steps(&format!("^(?:[{class}a]*)$"), &text[..1000]).unwrap() > 40_000);
}
