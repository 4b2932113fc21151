//! Which name to propose where one is not right.

use std::collections::BTreeSet;

use super::{LONGEST, NameRule, free_name};
use crate::json::Json;

/// All names of a definition, without their capitals.
pub(in crate::definition) fn taken_names(json: &Json, names: &mut BTreeSet<String>) {
    match json {
        Json::Array(entries) => entries.iter().for_each(|entry| taken_names(entry, names)),
        Json::Object(members) => {
            for (name, value) in members {
                match value.as_str() {
                    Some(text) if name == "name" => drop(names.insert(text.to_lowercase())),
                    _ => taken_names(value, names),
                }
            }
        }
        _ => {}
    }
}

/// Why a text is not such a name, and what to write.
pub(in crate::definition) fn explain_name(
    name: &str,
    rule: NameRule,
    taken: &BTreeSet<String>,
) -> (String, String) {
    let free = free_name(&proposal(name, rule), joiner(rule), &|own| taken.contains(&own.to_lowercase()));
    let help = format!("Write \"{free}\", or another name: {}.", words(rule));
    if name.is_empty() {
        return ("A name cannot be empty.".into(), help);
    }
    let reasons = reasons(name, rule);
    let (last, first) = reasons.split_last().map_or(("is not right", &[][..]), |(last, first)| (last, first));
    let reasons = if first.is_empty() { last.to_owned() } else { format!("{} and {last}", first.join(", ")) };
    let shown: String = name.chars().take(80).collect();
    (format!("\"{shown}\" cannot be a name here: it {reasons}."), help)
}

fn reasons(name: &str, rule: NameRule) -> Vec<String> {
    let mut reasons = Vec::new();
    let length = name.chars().count();
    if length > LONGEST {
        reasons.push(format!("has {length} characters, where {LONGEST} are the most"));
    }
    match name.chars().next() {
        Some(first) if first.is_ascii_digit() && rule != NameRule::Choice => {
            reasons.push("starts with a digit".to_owned());
        }
        Some(first @ ('_' | '-')) if rule != NameRule::Choice => reasons.push(format!("starts with {first}")),
        _ => {}
    }
    let (mut letters, mut signs) = (Vec::new(), Vec::new());
    let mut told = BTreeSet::new();
    for c in name.chars().filter(|c| !c.is_ascii() || !rule.takes(*c as u8)) {
        let reason = match c {
            ' ' | '\u{a0}' => "has a space",
            '-' | '‐' | '‑' | '–' => "has a hyphen",
            '_' => "has an underscore",
            '.' => "has a full stop",
            c if c.is_ascii_uppercase() => "has a capital letter",
            c if c.is_control() => "has a character that is not seen",
            c => {
                let list = if c.is_alphabetic() { &mut letters } else { &mut signs };
                if list.len() < 5 && !list.contains(&c) {
                    list.push(c);
                }
                continue;
            }
        };
        if told.insert(reason) {
            reasons.push(reason.to_owned());
        }
    }
    for (what, list) in [("letter", letters), ("sign", signs)] {
        let list: Vec<String> = list.into_iter().map(String::from).collect();
        match &*list {
            [] => {}
            [one] => reasons.push(format!("has the {what} {one}")),
            many => reasons.push(format!("has the {what}s {}", many.join(" "))),
        }
    }
    reasons
}

/// A name of that kind which is as near as it can be.
fn proposal(name: &str, rule: NameRule) -> String {
    let joiner = joiner(rule);
    let mut out = String::new();
    for c in name.chars() {
        let plain = plain(c);
        if plain.is_empty() && !c.is_alphanumeric() {
            // What stands between words, one joiner for all of it.
            let own = if c.is_ascii() && rule.takes(c as u8) { c } else { joiner };
            if !out.is_empty() && !out.ends_with(['_', '-', '.']) {
                out.push(own);
            }
            continue;
        }
        let small = matches!(rule, NameRule::Slug | NameRule::Part);
        if small { out.push_str(&plain.to_ascii_lowercase()) } else { out.push_str(&plain) }
    }
    // Room for a number behind it.
    let mut end = out.len().min(LONGEST - 4);
    if end < out.len() {
        end = out.get(..end).and_then(|short| short.rfind(joiner)).filter(|at| *at > 20).unwrap_or(end);
    }
    out.truncate(end);
    let out = out.trim_matches(['_', '-']);
    match (out.bytes().next(), rule) {
        (None, NameRule::Identifier) => "question".into(),
        (None, NameRule::Choice) => "answer".into(),
        (None, _) => "name".into(),
        (Some(b'0'..=b'9'), NameRule::Identifier) => format!("q_{out}"),
        (Some(b'0'..=b'9'), NameRule::Slug | NameRule::Part) => format!("n-{out}"),
        _ => out.into(),
    }
}

/// A letter or digit without its accent, or in Latin letters (Ukrainian: as passports write
/// it); empty for all else.
fn plain(c: char) -> String {
    const FOLDED: [(&str, &str); 55] = [
        ("áàâäãåāăąǎ", "a"),
        ("æ", "ae"),
        ("çćčĉċ", "c"),
        ("ďđð", "d"),
        ("éèêëēĕėęě", "e"),
        ("ğĝġģ", "g"),
        ("ĥħ", "h"),
        ("íìîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("łĺļľ", "l"),
        ("ñńņňŋ", "n"),
        ("óòôöõøōŏő", "o"),
        ("œ", "oe"),
        ("ŕřŗ", "r"),
        ("śšşŝș", "s"),
        ("ß", "ss"),
        ("ťţŧț", "t"),
        ("þ", "th"),
        ("úùûüũūŭůűų", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
        ("а", "a"),
        ("б", "b"),
        ("в", "v"),
        ("гґ", "h"),
        ("д", "d"),
        ("еэ", "e"),
        ("є", "ie"),
        ("ж", "zh"),
        ("з", "z"),
        ("иы", "y"),
        ("ійї", "i"),
        ("к", "k"),
        ("л", "l"),
        ("м", "m"),
        ("н", "n"),
        ("о", "o"),
        ("п", "p"),
        ("р", "r"),
        ("с", "s"),
        ("т", "t"),
        ("у", "u"),
        ("ф", "f"),
        ("х", "kh"),
        ("ц", "ts"),
        ("ч", "ch"),
        ("ш", "sh"),
        ("щ", "shch"),
        ("ю", "iu"),
        ("я", "ia"),
        ("ё", "io"),
        ("ªº", ""),
        ("²³", ""),
    ];
    if c.is_ascii_alphanumeric() {
        return c.to_string();
    }
    let small: String = c.to_lowercase().collect();
    let found = FOLDED.iter().find(|(letters, _)| letters.contains(&small));
    let Some((_, latin)) = found else { return String::new() };
    if !c.is_uppercase() {
        return (*latin).to_owned();
    }
    let mut letters = latin.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// What a name consists of, in words.
fn words(rule: NameRule) -> &'static str {
    match rule {
        NameRule::Identifier => "a letter first, then letters without accents, digits and _",
        NameRule::Slug => "a small letter first, then small letters, digits and -",
        NameRule::Part => "a small letter first, then small letters, digits, - and _",
        NameRule::Choice => "letters without accents, digits, _, . and -",
    }
}

/// What is put where a space was.
fn joiner(rule: NameRule) -> char {
    if matches!(rule, NameRule::Identifier | NameRule::Choice) { '_' } else { '-' }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a name, with these names taken.
    fn said(name: &str, rule: NameRule, taken: &[&str]) -> (String, String) {
        assert!(!rule.fits(name), "{name}");
        let taken = taken.iter().map(|name| (*name).to_owned()).collect();
        let (message, help) = explain_name(name, rule, &taken);
        let written = help.split('"').nth(1).unwrap().to_owned();
        assert!(rule.fits(&written), "{written} for {name}");
        assert!(!taken.contains(&written.to_lowercase()), "{written}");
        (message.split(": ").last().unwrap().to_owned(), written)
    }

    #[test]
    fn a_name_says_what_is_wrong_and_gets_another() {
        use NameRule::{Choice, Identifier, Part, Slug};
        let long = "a".repeat(70);
        for (name, rule, reason, proposed) in [
            ("food bank", Slug, "it has a space.", "food-bank"),
            ("Food_Bank", Slug, "it has a capital letter and has an underscore.", "food_bank"),
            ("home-town", Identifier, "it has a hyphen.", "home_town"),
            ("home town?", Identifier, "it has a space and has the sign ?.", "home_town"),
            ("försörjning", Identifier, "it has the letter ö.", "forsorjning"),
            ("Łódź miasto", Slug, "it has a space and has the letters Ł ó ź.", "lodz-miasto"),
            ("дохід", Identifier, "it has the letters д о х і.", "dokhid"),
            ("2nd_income", Identifier, "it starts with a digit.", "q_2nd_income"),
            ("2026", Part, "it starts with a digit.", "n-2026"),
            ("_id", Identifier, "it starts with _.", "id"),
            ("الدخل", Identifier, "", "question"),
            ("a, b", Choice, "it has a space and has the sign ,.", "a_b"),
            ("Über 18", Choice, "it has a space and has the letter Ü.", "Uber_18"),
            (&long, Identifier, "it has 70 characters, where 64 are the most.", &long[..60]),
        ] {
            let (said, written) = said(name, rule, &[]);
            let written = if rule == Slug { written.replace('_', "-") } else { written };
            assert_eq!(written, proposed.replace('_', if rule == Slug { "-" } else { "_" }), "{name}");
            assert!(reason.is_empty() || said == reason, "{name}: {said}");
        }
    }

    #[test]
    fn what_is_proposed_is_free() {
        assert_eq!(said("home town", NameRule::Identifier, &["home_town"]).1, "home_town_2");
        assert_eq!(said("home town", NameRule::Identifier, &["home_town", "home_town_2"]).1, "home_town_3");
        assert_eq!(free_name("today", '_', &|_| false), "today_value");
        assert_eq!(free_name("Income", '_', &|name| name == "Income"), "Income_2");
    }

    #[test]
    fn capitals_are_right_where_expressions_read_a_name() {
        for name in ["Income", "hhSize", "Q1", "a", "A_1"] {
            assert!(NameRule::Identifier.fits(name), "{name}");
            assert!(name.to_ascii_lowercase() == *name || !NameRule::Slug.fits(name), "{name}");
        }
        for name in ["north-east", "1", "18.5", "A_b"] {
            assert!(NameRule::Choice.fits(name), "{name}");
        }
    }
}
