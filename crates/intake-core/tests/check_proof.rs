//! What the checker proves is so: conditions at random, held against every answer.
#![cfg(feature = "explain")]
#![allow(clippy::disallowed_methods, reason = "a test reads its data; the core does not")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use intake_core::check::check;
use intake_core::date::Date;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::Session;

/// A form with a few questions of few answers, and a note for each condition.
fn form(conditions: &[String]) -> Arc<Form> {
    let notes = conditions.iter().enumerate().map(|(i, condition)| {
        let condition = Json::String(condition.clone());
        format!(r#"{{"name":"note_{i}","type":"note","text":"x","relevant":{condition}}}"#)
    });
    let text = format!(
        r#"{{"formLanguage":1,"name":"example","version":"1","defaultLanguage":"en","languages":["en"],
        "title":"Example","tables":{{"limit":[0,2,4]}},
        "variables":[{{"name":"total","calculation":"adults + 1"}},
                     {{"name":"large","calculation":"adults > 1 && own"}}],
        "pages":[{{"name":"you","items":[
        {{"name":"own","type":"boolean","label":"Own"}},
        {{"name":"need","type":"choice","label":"Need","choices":[{{"name":"a","label":"A"}},
            {{"name":"b","label":"B"}},{{"name":"c","label":"C"}}]}},
        {{"name":"adults","type":"integer","label":"Adults","min":0,"max":3,"constraint":"self != 3"}},
        {{"name":"rent","type":"money","currency":"USD","label":"Rent","min":0,"max":2,"relevant":"own"}},
        {{"name":"age","type":"integer","label":"Age","min":1,"max":2,"otherwise":0,
            "relevant":"need == \"a\" || rent > 1.0"}},
        {{"name":"many","type":"choices","label":"Many","choices":[{{"name":"a","label":"A"}},
            {{"name":"b","label":"B"}}],"relevant":"age > 0"}},
        {}]}}]}}"#,
        notes.collect::<Vec<_>>().join(",")
    );
    let compiled = compile(&Json::parse(&text).unwrap());
    let errors: Vec<_> = compiled.diagnostics.iter().map(|one| (&one.pointer, &one.message)).collect();
    Arc::new(compiled.form.unwrap_or_else(|| panic!("{errors:?}")))
}

/// The conditions that are proved never to hold.
fn never(form: &Form) -> BTreeSet<usize> {
    let found = check(form);
    let note = |pointer: &str| Some(pointer.strip_prefix("/pages/0/items/")?.split('/').next()?.to_owned());
    let found = found.iter().filter(|one| one.code == "never-relevant");
    found.filter_map(|one| note(&one.pointer)?.parse::<usize>().ok()).map(|item| item - 6).collect()
}

fn proved(condition: &str) -> bool {
    never(&form(&[condition.to_owned()])).contains(&0)
}

#[test]
fn a_contradiction_is_proved() {
    for condition in [
        "false",
        "adults > 3",
        "adults > 2",
        "adults < 0",
        "adults > 0 && adults < 1",
        "!(adults >= 0)",
        "adults == 1 && adults == 2",
        "adults == 1 && adults != 1",
        "own && !own",
        "(own || adults > 1) && !own && adults < 2",
        "own == true && own == false",
        "need == \"a\" && need == \"b\"",
        "need != \"a\" && need != \"b\" && need != \"c\"",
        "need in [\"a\", \"b\"] && need == \"c\"",
        "!(need in [\"a\", \"b\", \"c\"])",
        "\"a\" in many && !(\"a\" in many)",
        "\"a\" in many && age == 0",
        "rent > 1.0 && !own",
        "rent < 0.0",
        "age > 0 && need == \"b\" && !own",
        "age == 5",
        "total > 4",
        "total < adults && false",
        "large && !own",
        "large && adults == 1",
        "adults * 2 > 6",
        "adults > tables.limit[2]",
        "tables.limit[adults] > 4",
        "(own ? adults : 0) > 2",
        "own ? false : own",
        "size(many) < 0",
        "math.greatest(adults, 1) < 1",
        "double(adults) > 2.5",
        "has(answers.rent) && !own",
        "adults / 2 > 1",
        "-adults > 0",
    ] {
        assert!(proved(condition), "{condition}");
    }
}

#[test]
fn what_can_hold_or_is_not_proved_is_not_reported() {
    for condition in [
        "true",
        "adults == 2",
        "own || !own",
        "need != \"a\" && need != \"b\"",
        "age == 0",
        "rent <= 2.0 && own",
        "!has(answers.rent)",
        "size(many) == 0 && age == 0",
        "tables.limit[adults] == 4",
        "0.0 / 0.0 != 1.0",
        "adults + age > 10 && adults + age < 5 || true",
        "today > timestamp(\"2026-01-01T00:00:00Z\")",
        "many.exists(one, one == \"a\")",
    ] {
        assert!(!proved(condition), "{condition}");
    }
}

#[test]
fn no_answer_makes_true_what_is_proved_to_be_false() {
    let mut random = Random(7);
    let conditions: Vec<String> = (0..400).map(|_| random.condition(3)).collect();
    let never: Vec<String> = never(&form(&conditions)).into_iter().map(|at| conditions[at].clone()).collect();
    assert!((20..300).contains(&never.len()), "{} of 400 are proved: change the seed", never.len());
    let form = form(&never);
    let today = Date::parse("2026-11-22").unwrap();
    for answers in answers() {
        let mut session = Session::new(form.clone(), today);
        session.load(&Json::parse(&answers).unwrap(), &Json::Object(Vec::new()));
        for (at, condition) in never.iter().enumerate() {
            let slot = session.slot(&format!("note_{at}")).unwrap();
            let relevant = session.field(slot).relevant;
            assert!(!relevant, "{condition} holds with {answers}");
        }
    }
}

/// Conditions that fan out and nest as far as the language lets them.
#[test]
fn a_hostile_form_is_checked_in_bounded_time() {
    let deep = |name: &str| {
        let mut condition = format!("{name} > 1");
        for _ in 0..20 {
            condition = format!("!(({condition}) == own)");
        }
        condition
    };
    let mut items = vec![r#"{"name":"own","type":"boolean","label":"x"}"#.to_owned()];
    let mut variables = vec![r#"{"name":"v0","calculation":"own ? 1 : 2"}"#.to_owned()];
    for i in 1..1500 {
        let (a, b) = (i - 1, i / 2);
        let before = match (i % 3, i) {
            (_, 1) => "own".to_owned(),
            (0, _) => deep(&format!("i{a}")),
            (1, _) => format!("(i{a} > 1 || i{b} > 2 || v{a} > i{a}) && (i{b} < 4 || i{a} == v{b} || own)"),
            _ => format!("i{a} + i{b} > v{a} * v{b} ? i{a} > i{b} : v{b} != i{b} && !(v{a} < i{a})"),
        };
        let before = if i == 1 { before } else { before.replace("i0", "i1") };
        items.push(format!(
            r#"{{"name":"i{i}","type":"integer","label":"{i}","otherwise":{},"relevant":"{before}"}}"#,
            i % 5
        ));
        variables.push(format!(r#"{{"name":"v{i}","calculation":"v{a} + v{b} > 3 ? v{b} - 1 : v{a} + 1"}}"#));
    }
    let text = format!(
        r#"{{"formLanguage":1,"name":"example","version":"1","defaultLanguage":"en","languages":["en"],
        "title":"Example","variables":[{}],"pages":[{{"name":"you","items":[{}]}}]}}"#,
        variables.join(","),
        items.join(",")
    );
    let compiled = compile(&Json::parse(&text).unwrap());
    let first: Vec<_> = compiled.diagnostics.iter().take(3).map(|one| (&one.pointer, &one.message)).collect();
    let form = compiled.form.unwrap_or_else(|| panic!("{first:?}"));
    let start = std::time::Instant::now();
    check(&form);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// All that a person can answer, in steps.
fn answers() -> Vec<String> {
    let mut all = vec![String::new()];
    for (name, values) in [
        ("own", vec!["true", "false"]),
        ("need", vec!["\"a\"", "\"b\"", "\"c\""]),
        ("adults", vec!["0", "1", "2"]),
        ("rent", vec!["0", "1", "2"]),
        ("age", vec!["1", "2"]),
        ("many", vec!["[\"a\"]", "[\"b\"]", "[\"a\",\"b\"]"]),
    ] {
        let mut more = all.clone();
        for value in values {
            let with = |before: &String| {
                let comma = if before.is_empty() { "" } else { "," };
                format!("{before}{comma}\"{name}\":{value}")
            };
            more.extend(all.iter().map(with));
        }
        all = more;
    }
    all.into_iter().map(|members| format!("{{{members}}}")).collect()
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth == 0 || self.below(5) == 0 {
            return self.leaf();
        }
        let (a, b) = (self.condition(depth - 1), self.condition(depth - 1));
        match self.below(8) {
            0..=2 => format!("({a} && {b})"),
            3..=4 => format!("({a} || {b})"),
            5 => format!("!({a})"),
            6 => format!("({a} ? {b} : {})", self.condition(depth - 1)),
            _ => format!("({a}) == ({b})"),
        }
    }

    fn leaf(&mut self) -> String {
        let compare = self.one(&["<", "<=", ">", ">=", "==", "!="]);
        let same = self.one(&["==", "!="]);
        match self.below(10) {
            0 => self.one(&["own", "large"]).into(),
            1 => format!("need {same} \"{}\"", self.one(&["a", "b", "c"])),
            2 => format!("need in [\"{}\", \"{}\"]", self.one(&["a", "b"]), self.one(&["b", "c"])),
            3 => format!("\"{}\" in many", self.one(&["a", "b"])),
            4 => format!("rent {compare} {}", self.one(&["0.0", "1.0", "2.0", "double(adults)"])),
            5 => format!("has(answers.{})", self.one(&["own", "rent", "age", "many", "need"])),
            6 => format!("size(many) {compare} {}", self.below(3)),
            _ => format!("{} {compare} {}", self.number(), self.number()),
        }
    }

    fn number(&mut self) -> String {
        let n = self.below(5).to_string();
        match self.below(9) {
            0 | 1 => "adults".into(),
            2 => "age".into(),
            3 => "total".into(),
            4 => format!("(adults {} {n})", self.one(&["+", "-", "*", "/", "%"])),
            5 => "tables.limit[adults]".into(),
            6 => format!("(own ? {n} : age)"),
            _ => n,
        }
    }
}
