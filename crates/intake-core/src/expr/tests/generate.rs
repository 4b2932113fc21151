//! Random expressions that type, and random answers.

use super::{Answers, SLOTS};
use crate::expr::number::Number;
use crate::expr::random::Random;
use crate::expr::value::Value;

pub(super) fn answer(random: &mut Random, slot: u32) -> Value {
    match slot {
        0..=2 => Value::Bool(random.below(2) == 0),
        3..=5 | 9.. => Value::Int(random.below(4) as i64 - 1),
        _ => Value::Double(Number::parse(random.pick(&["-1.0", "0.0", "0.1", "1.0", "2.5"])).unwrap()),
    }
}

pub(super) fn answers(random: &mut Random) -> Answers {
    Answers((0..SLOTS).map(|slot| (random.below(2) == 0).then(|| answer(random, slot))).collect())
}

/// The answers, with the missing ones made up.
pub(super) fn complete(random: &mut Random, answers: &Answers) -> Answers {
    let filled = answers.0.iter().enumerate();
    Answers(filled.map(|(slot, value)| value.clone().or_else(|| Some(answer(random, slot as u32)))).collect())
}

pub(super) fn bool(random: &mut Random, depth: u32) -> String {
    if depth == 0 {
        return random.pick(&["p", "q", "r", "true", "false", "has(answers.i)"]).into();
    }
    let below = depth - 1;
    let sign = random.pick(&["==", "!=", "<", "<=", ">", ">="]);
    match random.below(14) {
        0..=2 => format!("({} && {})", bool(random, below), bool(random, below)),
        3..=5 => format!("({} || {})", bool(random, below), bool(random, below)),
        6 => format!("!{}", bool(random, below)),
        7 => format!("({} ? {} : {})", bool(random, below), bool(random, below), bool(random, below)),
        8 => format!("({} {sign} {})", int(random, below), int(random, below)),
        9 => format!("({} {sign} {})", double(random, below), int(random, below)),
        10 => format!("({} in {})", int(random, below), list(random, below)),
        11 => format!("({} == {})", list(random, below), list(random, below)),
        12 => {
            let fold = random.pick(&["all", "exists", "exists_one"]);
            format!(
                "{}.{fold}(e, e {sign} {} || {})",
                list(random, below),
                int(random, below),
                bool(random, below)
            )
        }
        _ => format!("({} {sign} {})", bool(random, below), bool(random, below)),
    }
}

fn int(random: &mut Random, depth: u32) -> String {
    if depth == 0 {
        return random.pick(&["i", "j", "k", "0", "1", "2"]).into();
    }
    let below = depth - 1;
    match random.below(7) {
        0 | 1 => {
            let sign = random.pick(&["+", "-", "*", "/", "%"]);
            format!("({} {sign} {})", int(random, below), int(random, below))
        }
        2 => format!("({} ? {} : {})", bool(random, below), int(random, below), int(random, below)),
        3 => format!("size({})", list(random, below)),
        4 => format!("{}[{}]", list(random, below), int(random, below)),
        5 => format!("{}.{}()", list(random, below), random.pick(&["sum", "min", "max"])),
        _ => format!("int({})", double(random, below)),
    }
}

fn double(random: &mut Random, depth: u32) -> String {
    if depth == 0 {
        return random.pick(&["x", "y", "z", "0.0", "1.5"]).into();
    }
    let below = depth - 1;
    match random.below(4) {
        0 | 1 => {
            let sign = random.pick(&["+", "-", "*", "/"]);
            format!("({} {sign} {})", double(random, below), double(random, below))
        }
        2 => format!("math.greatest({}, {})", double(random, below), double(random, below)),
        _ => format!("double({})", int(random, below)),
    }
}

fn list(random: &mut Random, depth: u32) -> String {
    if depth == 0 {
        return random.pick(&["list", "list", "[0, 1, 2]"]).into();
    }
    let below = depth - 1;
    match random.below(5) {
        0 => format!("[{}, {}]", int(random, below), int(random, below)),
        1 => format!("({} + {})", list(random, below), list(random, below)),
        2 => format!("{}.filter(e, {} || e > 0)", list(random, below), bool(random, below)),
        3 => format!("{}.map(e, e + {})", list(random, below), int(random, below)),
        _ => "list".into(),
    }
}
