//! Random numbers from a seed that is printed, and answers made of them.

#![allow(dead_code, clippy::disallowed_methods, reason = "each test that includes this uses its part")]

use std::sync::Arc;

use intake_core::answer::Typed;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::definition::{Item, Kind};
use intake_core::form::Form;
use intake_core::json::Json;
use intake_core::session::{Action, Session};

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == 0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(of.len());
        of.get(at)
    }
}

/// The seed from `INTAKE_SEED`, or the test's own; printed by whoever uses it.
pub fn seed(own: u64) -> u64 {
    std::env::var("INTAKE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(own)
}

/// How many rounds a random test runs: `INTAKE_ROUNDS`, or few.
pub fn rounds(few: usize) -> usize {
    std::env::var("INTAKE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(few)
}

fn number(random: &mut Random, min: i64, max: i64) -> Json {
    let span = max.saturating_sub(min).clamp(0, 1 << 40) as usize + 1;
    // Small numbers are where rules differ.
    let span = if random.one_in(2) { span.min(8) } else { span };
    Json::Number(Decimal::from_i64(min.saturating_add(random.below(span) as i64)).unwrap_or(Decimal::ZERO))
}

/// An answer that a person could give to a question.
pub fn answer(item: &Item, random: &mut Random) -> Option<Json> {
    let bound = |limit: &Option<Decimal>, own: i64| limit.map_or(own, |limit| limit.to_f64() as i64);
    Some(match &item.kind {
        Kind::Boolean => Json::Bool(random.one_in(2)),
        Kind::Integer { min, max, .. } => number(random, bound(min, 0), bound(max, 12)),
        Kind::Decimal { min, max, .. } | Kind::Money { min, max, .. } => {
            number(random, bound(min, 0), bound(max, 4000).min(4000))
        }
        Kind::Scale { min, max, .. } => number(random, *min, *max),
        Kind::Choice { choices, .. } => Json::string(&*random.pick(choices)?.name),
        Kind::Choices { choices, max_selected, .. } => {
            let mut chosen: Vec<_> = choices.iter().filter(|c| !c.exclusive && &*c.name != "none").collect();
            chosen.retain(|_| random.one_in(3));
            chosen.truncate(max_selected.map_or(usize::MAX, |most| most as usize));
            let alone = choices.iter().find(|c| c.exclusive || &*c.name == "none");
            if chosen.is_empty() {
                chosen.extend(alone.or(choices.first()));
            }
            Json::Array(chosen.into_iter().map(|choice| Json::string(&*choice.name)).collect())
        }
        Kind::Date { .. } => {
            let days = if random.one_in(2) { 20_700 + random.below(200) } else { random.below(20_779) };
            Json::String(Date::from_days(days as i64)?.to_string())
        }
        Kind::Month { .. } => Json::string(format!("20{}-0{}", 10 + random.below(20), 1 + random.below(9))),
        Kind::Time { .. } => Json::string(format!("1{}:3{}", random.below(10), random.below(10))),
        Kind::Email => Json::string("a@example.org"),
        Kind::Phone { .. } => Json::string("+15550100"),
        Kind::Url => Json::string("https://example.org/"),
        Kind::Contact { methods } => {
            let method = random.pick(methods)?;
            let value = match method.field() {
                Some("phone") => "+15550100",
                Some("email") => "a@example.org",
                Some(_) => "1 Example Street",
                None => return Some(Json::object([("method", Json::string(method.name()))])),
            };
            Json::object([("method", Json::string(method.name())), ("value", Json::string(value))])
        }
        Kind::Text { .. } | Kind::Paragraph { .. } => {
            Json::string(["a", "Test Person", "555 0100"].get(random.below(3)).copied()?)
        }
        _ => return None,
    })
}

/// A household's answers to what it is asked; each question is left open once in `gaps`.
pub fn household(form: &Arc<Form>, session: &mut Session, random: &mut Random, gaps: usize) -> Json {
    session.reset();
    for item in form.items.iter() {
        let Some(slot) = session.slot(&item.name) else { continue };
        let entries = if matches!(item.kind, Kind::Repeat(_)) { random.below(4) } else { 0 };
        for entry in 0..entries {
            session.apply(Action::AddEntry { slot });
            for slot in session.entries(slot).into_iter().nth(entry).unwrap_or_default() {
                fill(session, slot, random, gaps);
            }
        }
        fill(session, slot, random, gaps);
    }
    session.answers()
}

fn fill(session: &mut Session, slot: intake_core::session::Slot, random: &mut Random, gaps: usize) {
    if !session.field(slot).relevant || random.one_in(gaps) {
        return;
    }
    let typed = session.item(slot).and_then(|item| Typed::from_json(&item.kind, &answer(item, random)?).ok());
    if let Some(typed) = typed {
        session.apply(Action::Answer { slot, typed });
    }
}
