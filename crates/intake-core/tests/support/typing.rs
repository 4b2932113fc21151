//! What people type, of every type of item, in the digits and signs of the languages.

#![allow(dead_code, clippy::unwrap_used, reason = "each test that includes this uses its part")]

use std::sync::Arc;

use intake_core::answer::{NumberFormat, Typed};
use intake_core::definition::{Item, Kind, Part};
use intake_core::json::Json;
use intake_core::session::{Action, Session, Slot};

use super::random::Random;

/// A form with every type of item that an answer has, some of them in entries.
pub const EVERY_TYPE: &str = include_str!("every-type.json");

/// The digest of the consent's statement.
const AGREED: &str = "sha-256:mZVbdeBUQWV3uI_OyBEnDJO_9vG8Qh8B49p8GxjsYeM";

/// As `Intl.NumberFormat` has them.
pub const FORMATS: [(&str, NumberFormat); 7] = [
    ("en", NumberFormat { decimal: '.', group: ',', settled: true }),
    ("sv", NumberFormat { decimal: ',', group: '\u{a0}', settled: true }),
    ("pl", NumberFormat { decimal: ',', group: '\u{a0}', settled: true }),
    ("es", NumberFormat { decimal: ',', group: '.', settled: true }),
    ("uk", NumberFormat { decimal: ',', group: '\u{a0}', settled: true }),
    ("ar", NumberFormat { decimal: '\u{66b}', group: '\u{66c}', settled: true }),
    ("ar-MA", NumberFormat { decimal: ',', group: '.', settled: true }),
];

/// Types something into every question; now and then nothing. Returns what.
pub fn fill(session: &mut Session, format: NumberFormat, random: &mut Random) -> Vec<String> {
    let mut typed = Vec::new();
    let items = session.form().items.len();
    for item in 0..items {
        let slot = Slot(item as u32);
        if !matches!(session.item(slot).map(|item| &item.kind), Some(Kind::Repeat(_))) {
            typed.extend(answer(session, slot, format, random));
            continue;
        }
        for _ in 0..random.below(3) {
            session.apply(Action::AddEntry { slot });
        }
        for index in 0..session.entries(slot).len() {
            for slot in session.entry_slots(slot, index) {
                typed.extend(answer(session, slot, format, random));
            }
        }
    }
    typed
}

fn answer(session: &mut Session, slot: Slot, format: NumberFormat, random: &mut Random) -> Option<String> {
    let item = session.item(slot).filter(|item| item.kind.is_question())?;
    if item.scope.is_some() && (slot.0 as usize) < session.form().items.len() || random.one_in(6) {
        return None;
    }
    let reason = random.pick(&item.absent).copied().filter(|_| random.one_in(4));
    let typed = typed(item, format, random)?;
    let name = item.name.clone();
    session.apply(match reason {
        Some(_) => Action::Absent { slot, reason },
        None => Action::Answer { slot, typed: typed.clone() },
    });
    // A mistake would be said to the person, who mends it.
    if session.problem(slot).is_some() {
        session.apply(Action::Answer { slot, typed: Typed::Empty });
        return None;
    }
    match typed {
        Typed::Text(text) => Some(format!("{name}: {text}")),
        _ => Some(name.to_string()),
    }
}

fn typed(item: &Item, format: NumberFormat, random: &mut Random) -> Option<Typed> {
    let text = |text: &str| Some(Typed::Text(text.into()));
    let own = |random: &mut Random, from: usize, below: usize| -> Arc<str> {
        let number = from + random.below(below);
        digits(&number.to_string(), random).into()
    };
    Some(match &item.kind {
        Kind::Text { .. } | Kind::Paragraph { .. } => return text(&words(random)),
        Kind::Email => {
            return text(random.pick(&["a@example.org", " å@exämple.se ", "a.b+c@example.co.uk"])?);
        }
        Kind::Phone { .. } => {
            return text(&digits(
                random.pick(&["+1 202-555-0142", "070-174 06 05", "(020) 7946 0000"])?,
                random,
            ));
        }
        Kind::Url => {
            return text(random.pick(&[
                "example.org",
                "https://example.org/å?b=c#d",
                " http://example.org ",
            ])?);
        }
        Kind::Integer { .. } | Kind::Scale { .. } => {
            let most = if matches!(item.kind, Kind::Scale { .. }) { 5 } else { 1 << 53 };
            let number = random.below(most).to_string();
            return text(&signed(&digits(&number, random), random));
        }
        Kind::Decimal { .. } | Kind::Money { .. } => return text(&number(format, random)),
        Kind::Date { .. } => {
            Typed::Date { year: own(random, 1900, 200), month: own(random, 1, 12), day: own(random, 1, 28) }
        }
        Kind::Month { .. } => Typed::Month { year: own(random, 1900, 200), month: own(random, 1, 12) },
        Kind::Time { .. } => {
            return text(&digits(random.pick(&["14:30", "2.30 pm", "9", "0:00", "1430", "12 am"])?, random));
        }
        Kind::Boolean => Typed::Boolean(random.one_in(2)),
        Kind::Choice { choices, .. } => Typed::Choice(random.pick(choices)?.name.clone()),
        Kind::Choices { choices, .. } => {
            let mut chosen: Vec<Arc<str>> = choices.iter().map(|choice| choice.name.clone()).collect();
            chosen.retain(|_| random.one_in(2));
            chosen.reverse();
            Typed::Choices(chosen)
        }
        Kind::Address { parts, .. } => {
            let typed = parts.iter().map(|part: &Part| (*part, words(random).into())).collect();
            Typed::Address(typed)
        }
        Kind::Contact { methods } => {
            let method = random.pick(methods)?.name();
            let mut said = vec![("method", Json::string(method)), ("phone", Json::string("070-174 06 05"))];
            said.push(("email", Json::string("a@example.org")));
            said.push(("post", Json::string(words(random) + "x")));
            if random.one_in(2) {
                said.push(("leaveMessage", Json::Bool(random.one_in(2))));
            }
            said.push(("when", Json::string(words(random))));
            Typed::Json(Json::object(said))
        }
        Kind::File { .. } => {
            let file = |name: &str, n: usize| {
                format!(
                    r#"{{"fileName":{},"mediaType":"image/jpeg","size":{n},"digest":"sha-256:{}"}}"#,
                    Json::string(name),
                    "a".repeat(43)
                )
            };
            let files =
                format!("[{},{}]", file("photo é.jpg", random.below(1 << 20) + 1), file("b (2).JPG", 1));
            Typed::Json(Json::parse(&files).unwrap())
        }
        Kind::Signature if random.one_in(2) => {
            Typed::Json(Json::object([("typedName", Json::string("Åsa <b>Öst</b>"))]))
        }
        Kind::Signature => Typed::Json(
            Json::parse(&format!(r#"{{"strokes":[[1,2,3,4]],"digest":"sha-256:{}"}}"#, "b".repeat(43)))
                .unwrap(),
        ),
        Kind::Consent { .. } => {
            Typed::Json(Json::object([("given", Json::Bool(true)), ("textDigest", Json::string(AGREED))]))
        }
        _ => return None,
    })
}

fn words(random: &mut Random) -> String {
    let parts = [
        "Anna",
        "ö",
        "\u{645}\u{631}\u{62d}\u{628}\u{627}",
        "<b>",
        "\"\\",
        "\u{7}",
        "é",
        "e\u{301}",
        "\u{1F600}",
        "  ",
        "\n",
        "\0",
        "\u{feff}",
        "0",
    ];
    let mut words = String::from("a");
    for _ in 0..random.below(6) {
        words.push_str(random.pick(&parts).unwrap());
    }
    words
}

/// The same in ASCII, Arabic-Indic or extended Arabic-Indic digits.
fn digits(text: &str, random: &mut Random) -> String {
    let zero = [0x30, 0x30, 0x660, 0x6f0][random.below(4)];
    let own = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(c);
    text.chars().map(own).collect()
}

fn signed(number: &str, random: &mut Random) -> String {
    let sign = ["", "", "", "-", "\u{2212}", "+"][random.below(6)];
    [sign, number].concat()
}

/// A decimal of any size, as the language groups and parts it, or without grouping.
fn number(format: NumberFormat, random: &mut Random) -> String {
    let digit = |random: &mut Random| char::from_digit(random.below(10) as u32, 10).unwrap();
    let count = 1 + random.below(15);
    let mut plain: String = (0..count).map(|_| digit(random)).collect();
    let decimals = random.below(count + 1);
    let mut fraction = plain.split_off(count - decimals);
    match random.below(6) {
        0 => fraction = ["0".repeat(random.below(280)), fraction].concat(),
        1 => plain.push_str(&"0".repeat(random.below(290))),
        _ => {}
    }
    if random.one_in(3) {
        let mut grouped = String::new();
        for (i, c) in plain.chars().enumerate() {
            if i > 0 && (plain.len() - i).is_multiple_of(3) {
                grouped.push(format.group);
            }
            grouped.push(c);
        }
        plain = grouped;
    }
    let mut number = if plain.is_empty() { "0".to_owned() } else { plain };
    if !fraction.is_empty() {
        number.push(format.decimal);
        number.push_str(&fraction);
    }
    let number = digits(&number, random);
    signed(&number, random)
}
