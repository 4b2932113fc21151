//! What "unknown" promises.

use super::{Answers, SLOTS, generate};
use crate::expr::random::Random;
use crate::expr::value::{EvalError, Value};
use crate::expr::{Expr, Type};

const ROUNDS: usize = if cfg!(debug_assertions) { 5_000 } else { 200_000 };

fn each(name: &str, mut check: impl FnMut(&mut Random, &str, &Expr, &Answers)) {
    let mut random = Random::new(name);
    for _ in 0..ROUNDS {
        let depth = 1 + random.below(4) as u32;
        let source = generate::bool(&mut random, depth);
        let answers = generate::answers(&mut random);
        let expr = match Expr::compile(&source, &answers, Some(&Type::Bool)) {
            Ok(expr) => expr,
            Err(errors)
                if errors.iter().all(|error| error.code == "too-deep" || error.code == "too-long") =>
            {
                continue;
            }
            Err(errors) => panic!("{source}: {errors:?}"),
        };
        check(&mut random, &source, &expr, &answers);
    }
}

fn text(result: &Result<Value, EvalError>) -> String {
    format!("{result:?}")
}

#[test]
fn what_is_known_stays_whatever_the_missing_answers_are() {
    each("completions", |random, source, expr, answers| {
        let partial = expr.eval(answers);
        if matches!(partial, Ok(Value::Unknown(_))) {
            return;
        }
        for _ in 0..6 {
            let whole = generate::complete(random, answers);
            let complete = expr.eval(&whole);
            match (&partial, &complete) {
                (Err(EvalError::Budget), _) | (Err(_), Err(_)) => {}
                _ => assert_eq!(
                    text(&partial),
                    text(&complete),
                    "{source} with {:?} as {:?}",
                    answers.0,
                    whole.0
                ),
            }
        }
    });
}

#[test]
fn an_answer_that_is_not_waited_for_changes_no_unknown() {
    each("waiting", |random, source, expr, answers| {
        let partial = expr.eval(answers);
        let Ok(Value::Unknown(slots)) = &partial else { return };
        assert!(!slots.0.is_empty(), "{source} waits for nothing");
        assert!(slots.0.is_sorted_by(|a, b| a < b), "{source} waits for {slots:?}");
        for slot in 0..SLOTS {
            let answered = answers.0[slot as usize].is_some();
            assert!(!(answered && slots.0.contains(&slot)), "{source} waits for what it has");
            if !answered && !slots.0.contains(&slot) {
                let mut more = answers.clone();
                more.0[slot as usize] = Some(generate::answer(random, slot));
                assert_eq!(text(&partial), text(&expr.eval(&more)), "{source} with {:?}", more.0);
            }
        }
    });
}

#[test]
fn with_all_answers_nothing_is_unknown() {
    each("whole", |random, source, expr, answers| {
        let whole = generate::complete(random, answers);
        let result = expr.eval(&whole);
        assert!(!matches!(result, Ok(Value::Unknown(_))), "{source}");
    });
}

#[test]
fn only_what_an_expression_reads_makes_a_difference() {
    each("reads", |random, source, expr, answers| {
        let mut other = answers.clone();
        for slot in 0..SLOTS {
            let name = slot.min(9);
            if !expr.reads().iter().any(|read| read.0 == name) {
                other.0[slot as usize] = Some(generate::answer(random, slot));
            }
        }
        assert_eq!(text(&expr.eval(answers)), text(&expr.eval(&other)), "{source}");
    });
}
