//! Numbers and amounts as people type them: taken, or asked back, and never another number.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/locale.rs"]
mod locale;
#[path = "support/random.rs"]
mod random;

use std::rc::Rc;
use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::problem::{Limit, Problem};
use intake_core::session::{Action, Session};
use locale::Language;

fn session(item: &str, language: &str) -> Session {
    let form = format!(
        r#"{{ "formLanguage": 1, "name": "test", "version": "1", "defaultLanguage": "en", "languages": ["en"],
          "title": "Test", "pages": [ {{ "name": "one", "items": [ {{ "name": "q", "label": "Q", {item} }} ] }} ] }}"#
    );
    let form = compile(&Json::parse(&form).unwrap()).form.unwrap();
    let mut session = Session::new(Arc::new(form), Date::parse("2026-11-22").unwrap());
    session.set_locale(Rc::new(Language::new(language)));
    session
}

/// The answer; the problem's code; for what is asked back, both readings.
fn reads(item: &str, language: &str, text: &str) -> String {
    let mut session = session(item, language);
    let slot = session.slot("q").unwrap();
    session.apply(Action::Answer { slot, typed: Typed::Text(text.into()) });
    match session.problem(slot) {
        Some(Problem::Ambiguous { readings: [Limit::Number(one), Limit::Number(other)] }) => {
            format!("{one} or {other}")
        }
        Some(problem) => problem.code().into(),
        None => session.answers().get("q").map(ToString::to_string).unwrap_or_default(),
    }
}

fn money(currency: &str) -> String {
    format!(r#""type": "money", "currency": "{currency}""#)
}

const WHOLE: &str = r#""type": "integer""#;
const ANY: &str = r#""type": "decimal""#;
const TWO: &str = r#""type": "decimal", "decimals": 2"#;
const THREE: &str = r#""type": "decimal", "decimals": 3"#;

#[test]
fn an_amount_stands_with_its_own_currency() {
    for (currency, language, amounts) in [
        (
            "SEK",
            "sv",
            &[
                "1500",
                "1 500 kr",
                "kr 1500",
                "1500kr.",
                "1500 KR",
                "1500 SEK",
                "sek 1500",
                "1500:-",
                "1500,-",
                "1500.-",
                "1500:– kr",
                "1500 kronor",
                "1 500,00 kr",
                "\u{200f}1500 kr\u{200f}",
            ][..],
        ),
        ("SEK", "pl", &["1500 kr", "1.500 SEK", "1\u{202f}500"]),
        (
            "USD",
            "en",
            &[
                "$1,500.00",
                "1500$",
                "US$1500",
                "US $ 1,500",
                "1500 USD",
                "usd1500",
                "1,500 dollars",
                "$ 1500",
                "1.500,00 $",
            ],
        ),
        ("EUR", "de", &["1.500,00 €", "€1500", "1500 EUR", "1500 €", "EUR 1.500", "1500,-"]),
        ("PLN", "pl", &["1500 zł", "1500 ZŁ", "1500 zl", "1500 złotych", "1 500,00 PLN"]),
        ("UAH", "uk", &["1500 грн", "1500 грн.", "1500 ГРН", "₴1500", "1500 гривень", "1 500 UAH"]),
        ("INR", "en", &["Rs.1500", "Rs 1,500", "₹1,500"]),
        ("CHF", "de-CH", &["Fr. 1'500.-", "1’500.00", "CHF 1 500.00"]),
        ("DKK", "sv", &["kr.1500", "1.500,00 kr."]),
    ] {
        for amount in amounts {
            assert_eq!(
                reads(&money(currency), language, amount),
                "1500",
                "{amount} in {currency}, {language}"
            );
        }
    }
    for (amount, answer) in [
        ("-$12.50", "-12.5"),
        ("$-12.50", "-12.5"),
        ("- 12.50 $", "-12.5"),
        ("\u{2212}12.5", "-12.5"),
        ("–12.5", "-12.5"),
        ("$.50", "0.5"),
        (".5", "0.5"),
        ("$5.", "5"),
        ("+5", "5"),
        ("$0.05", "0.05"),
        ("٥ $", "5"),
    ] {
        assert_eq!(reads(&money("USD"), "en", amount), answer, "{amount}");
    }
}

#[test]
fn what_makes_an_amount_another_one_is_refused() {
    for language in ["en", "sv", "pl", "es", "uk", "ar"] {
        for amount in [
            "1.5k",
            "1,5 k",
            "2K",
            "K2",
            "5K$",
            "$5K",
            "5 tkr",
            "2 mkr",
            "5 mn",
            "5 m",
            "5M",
            "5 mil",
            "5 mil.",
            "5 mill.",
            "5 tys",
            "5 tys.",
            "2 mln",
            "5 lakh",
            "5 тис.",
            "5 тыс",
            "٥ ألف",
            "٢ مليون",
            "5 thousand",
            "5 tusen kronor",
            "5 mil pesos",
            "1 500 kr/mån",
            "500 per week",
            "1500/month",
            "500 a week",
            "2x500",
            "2*500",
            "500-600",
            "500–600",
            "~500",
            "ca 500",
            "ca. 500 kr",
            "500+",
            "(500)",
            "500%",
            "500 + 200",
            "500=",
            "1e3",
            "½",
            "5½",
            "500 kr 50 öre",
            "--5",
            "5-",
            "+-5",
            "500 £ 5",
            "#500",
            "5,-6",
        ] {
            let read = reads(&money("SEK"), language, amount);
            assert_eq!(read, "not-a-number", "{amount} in {language}");
        }
    }
    // An amount in another currency is another amount.
    for (currency, amount) in [
        ("SEK", "500 €"),
        ("SEK", "$500"),
        ("SEK", "500 USD"),
        ("USD", "500 kr"),
        ("EUR", "500 £"),
        ("PLN", "500 грн"),
        ("USD", "CA$500"),
    ] {
        assert_eq!(reads(&money(currency), "en", amount), "not-a-number", "{amount} in {currency}");
    }
    // A number that is no amount has no currency.
    for item in [WHOLE, ANY] {
        for text in ["5 kr", "$5", "5k", "5:-", "5 %", "5 km"] {
            assert_eq!(reads(item, "sv", text), "not-a-number", "{text}");
        }
    }
}

#[test]
fn a_lone_sign_before_three_digits_groups_an_amount_in_every_language() {
    for language in ["en", "en-GB", "sv", "pl", "es", "es-MX", "es-ES", "uk", "ar", "ar-EG", "de", "de-CH"] {
        for (text, answer) in [
            ("1.500", "1500"),
            ("1,500", "1500"),
            ("12.000", "12000"),
            ("250.000", "250000"),
            ("-1,250", "-1250"),
            ("1٬500", "1500"),
            ("1'500", "1500"),
            ("1 500", "1500"),
            ("1\u{a0}500", "1500"),
            ("1.5", "1.5"),
            ("1,50", "1.5"),
            ("1,05", "1.05"),
            ("12.50", "12.5"),
            ("1.234.567", "1234567"),
            ("1,234,567", "1234567"),
            ("1 500,00", "1500"),
            ("1,500.25", "1500.25"),
            ("1.500,25", "1500.25"),
            ("1'500.5", "1500.5"),
            ("1٬500٫50", "1500.5"),
            ("١٬٥٠٠٫٥٠", "1500.5"),
            ("١،٥٠٠", "1500"),
            ("1,50,000", "150000"),
            ("1,50,000.50", "150000.5"),
            ("１,５００", "1500"),
        ] {
            assert_eq!(reads(&money("USD"), language, text), answer, "{text} in {language}");
        }
        for text in [
            "1234.500",
            "12345,500",
            "0.500",
            "0,125",
            ".500",
            "1,234.567",
            "1.234,500",
            "1 500.000",
            "1٫500",
        ] {
            assert_eq!(reads(&money("USD"), language, text), "decimals", "{text} in {language}");
        }
        for text in [
            "12 50",
            "1 50",
            "1,50,00",
            "1,2,3",
            "1.2.3",
            "1234,567.8",
            "1 234,567 890",
            "1,234 567",
            "1.234,567,8",
            "1..5",
            "1,,5",
            "12,34,5",
            "1234 567",
        ] {
            assert_eq!(reads(&money("USD"), language, text), "not-a-number", "{text} in {language}");
        }
    }
    assert_eq!(
        [
            reads(&money("USD"), "en", "1,0000"),
            reads(&money("USD"), "es", "1,0000"),
            reads(&money("USD"), "en", "1.5000")
        ],
        ["decimals", "decimals", "1.5"]
    );
    for (text, answer) in [
        ("1.500", "1500"),
        ("1,500", "1500"),
        ("2 019", "2019"),
        ("1.5", "decimals"),
        ("12,5", "decimals"),
        ("12.0", "12"),
    ] {
        let read = reads(WHOLE, "en", text);
        assert!(read == answer || (answer == "decimals" && read == "not-an-integer"), "{text}: {read}");
    }
    assert_eq!(reads(&(money("JPY") + r#", "decimals": 0"#), "en", "1.500"), "1500");
}

#[test]
fn where_three_decimals_are_possible_the_language_decides_or_the_person() {
    for (language, point, comma) in [
        ("en", "1.25", "1250"),
        ("en-GB", "1.25", "1250"),
        ("es-MX", "1.25", "1250"),
        ("es-ES", "1250", "1.25"),
        ("de", "1250", "1.25"),
        ("sv", "1250 or 1.25", "1.25"),
        ("de-CH", "1.25", "1250 or 1.25"),
        ("es", "1250 or 1.25", "1250 or 1.25"),
        ("ar", "1250 or 1.25", "1250 or 1.25"),
        ("ar-EG", "1.25", "1250"),
    ] {
        let dinar = money("KWD") + r#", "decimals": 3"#;
        for item in [ANY, THREE, &dinar] {
            assert_eq!(
                [reads(item, language, "1.250"), reads(item, language, "1,250")],
                [point, comma],
                "{language} {item}"
            );
            // The way out of the question: these are one thing only.
            let [whole, part] = ["1250", if language.starts_with("es") { "1,25" } else { "1.25" }];
            assert_eq!(
                [reads(item, language, whole), reads(item, language, part)],
                ["1250", "1.25"],
                "{language}"
            );
        }
        assert_eq!(reads(ANY, language, "1٫250"), "1.25", "{language}");
        assert_eq!(reads(ANY, language, "12345.678"), "12345.678", "{language}");
        assert_eq!(reads(ANY, language, "0.125"), "0.125", "{language}");
        // As the question writes three decimals.
        assert_eq!(
            [reads(ANY, language, "1.2340"), reads(THREE, "es", "1,2340")],
            ["1.234", "1.234"],
            "{language}"
        );
    }
    // With two decimals, `1.250` of a weight may be meant either way.
    for (language, point, comma) in [
        ("en", "1250 or 1.25", "1250"),
        ("sv", "1250", "1250 or 1.25"),
        ("es", "1250 or 1.25", "1250 or 1.25"),
        ("es-MX", "1250 or 1.25", "1250"),
    ] {
        assert_eq!(
            [reads(TWO, language, "1.250"), reads(TWO, language, "1,250")],
            [point, comma],
            "{language}"
        );
    }
    for (language, point, comma) in
        [("en", "decimals", "1234"), ("sv", "1234", "decimals"), ("es", "1234", "1234")]
    {
        assert_eq!(
            [reads(TWO, language, "1.234"), reads(TWO, language, "1,234")],
            [point, comma],
            "{language}"
        );
    }
    let mut session = session(ANY, "es");
    let slot = session.slot("q").unwrap();
    session.apply(Action::Answer { slot, typed: Typed::Text("1,250".into()) });
    assert_eq!(session.problem(slot).unwrap().code(), "ambiguous");
    assert!(session.answers().get("q").is_none());
    session.set_locale(Rc::new(Language::new("es-MX")));
    assert_eq!(session.answers().get("q").unwrap().to_string(), "1250");
}

#[test]
fn a_number_that_nobody_typed_is_what_it_is_in_every_language() {
    for language in ["en", "sv", "es", "ar", "de"] {
        for item in [ANY.to_owned(), THREE.to_owned(), money("KWD") + r#", "decimals": 3"#] {
            let mut session = session(&item, language);
            let (_, problems) = session.prefill(&Json::parse(r#"{"q":1.234}"#).unwrap());
            assert!(problems.is_empty(), "{language}");
            assert_eq!(session.answers().to_string(), r#"{"q":1.234}"#, "{language}");
            session.set_locale(Rc::new(Language::new("en")));
            assert_eq!(session.answers().to_string(), r#"{"q":1.234}"#, "{language}");
        }
    }
    // A third decimal of a submission is a mistake, and no thousand.
    let mut session = session(&money("USD"), "en");
    let (_, problems) = session.prefill(&Json::parse(r#"{"q":1.234}"#).unwrap());
    assert_eq!(problems.first().map(|(_, problem)| problem.code()), Some("decimals"));
    session.load(&Json::parse(r#"{"q":1.234}"#).unwrap(), &Json::parse("{}").unwrap());
    assert_eq!(session.validate().first().map(|(_, problem)| problem.code()), Some("decimals"));
}

#[test]
fn the_number_of_a_paper_has_its_spaces_anywhere() {
    let paper = r#""type": "integer", "grouping": false"#;
    for text in ["48213", "48 213", "4821 3", "4 8 2 1 3", "48\u{a0}213", "٤٨٢١٣", "\u{200e}48213", "48,213"]
    {
        assert_eq!(reads(paper, "en", text), "48213", "{text}");
    }
    assert_eq!([reads(WHOLE, "en", "4821 3"), reads(WHOLE, "en", "48 213")], ["not-a-number", "48213"]);
}

/// What an amount is worth, by a rule of its own: whatever is typed, the answer has exactly its digits.
#[test]
fn random_amounts_are_read_as_written_or_not_at_all() {
    let seed = random::seed(u64::from(std::process::id()));
    println!("INTAKE_SEED={seed}");
    let mut random = random::Random(seed);
    let (mut taken, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let (units, cents) = (random.below(3_000_000), random.below(100));
        let language = ["en", "sv", "es", "de", "ar", "de-CH"][random.below(6)];
        let mark = [",", ".", " ", "\u{a0}", "'", "٬", ""][random.below(7)];
        let sign = [",", ".", "٫"][random.below(3)];
        let mut whole = units.to_string();
        let mut at = whole.len();
        while at > 3 {
            at -= 3;
            whole.insert_str(at, mark);
        }
        let text = match random.below(3) {
            0 => whole.clone(),
            1 => format!("{whole}{sign}{cents:02}"),
            _ => format!("{whole}{sign}{cents:02}{}", random.below(10)),
        };
        let read = reads(&money("USD"), language, &text);
        let Ok(value) = read.parse::<f64>() else {
            refused += 1;
            continue;
        };
        taken += 1;
        let expected = if text == whole { units as f64 } else { units as f64 + cents as f64 / 100.0 };
        // Three digits behind a mark that could group, of an amount that has two decimals.
        let three = text != whole && text.len() - text.rfind(sign).unwrap() - sign.len() == 3;
        let thousandfold = three && (text.matches(sign).count() > 1 || whole.len() <= 3);
        if thousandfold {
            assert!(value >= 1000.0 || units == 0, "{text} in {language}: {value}");
        } else {
            assert!((value - expected).abs() < 1e-9, "{text} in {language}: {value}, not {expected}");
        }
    }
    assert!(taken > 8_000 && refused > 100, "{taken} taken, {refused} refused");
}
