//! A short search for the form and the submission that are the most work; the long one, which measures time,
//! is `cargo xtask fuzz worst`. Asserted are counts, never time.

#![cfg(feature = "explain")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/drive.rs"]
mod drive;
#[path = "support/random.rs"]
mod random;
#[path = "support/worst.rs"]
mod worst;

use std::sync::Arc;

use intake_core::check::check;
use intake_core::form::compile;
use intake_core::session::WORK;

use random::Random;
use worst::{Cost, form};

/// So much a judgement may hold at its end: problems, and what criteria wait for.
const MOST_HELD: usize = 250_000;

/// The costs are counts alone.
fn count(does: &mut dyn FnMut()) -> u64 {
    does();
    0
}

#[test]
fn a_search_finds_nothing_that_is_without_bounds() {
    let (seed, rounds) = (random::seed(9), random::rounds(60));
    println!("seed {seed}, {rounds} rounds");
    let (mut most, mut held) = (0, 0);
    let found = worst::search(rounds, &mut Random(seed), &mut count, &mut |cost: &Cost, case| {
        assert!(cost.steps <= WORK && cost.refused == (cost.steps == WORK), "{cost:?}");
        assert!(cost.held <= MOST_HELD, "{cost:?} {:?}", case.style);
        (most, held) = (most.max(cost.steps), held.max(cost.held));
    });
    println!("{} judged, {} rejected; {most} steps and {held} held at most", found.judged, found.rejected);
    assert!(found.judged >= rounds / 4, "{} of {rounds} judged", found.judged);
}

#[test]
fn what_many_criteria_wait_for_is_not_listed_without_end() {
    let cost = worst::cost(&form::many_waits(), &mut count).unwrap();
    assert!(!cost.refused && cost.held > 10_000, "{cost:?}");
    assert!(cost.held <= MOST_HELD, "{cost:?}");
}

#[test]
fn a_rule_between_thousands_of_questions_has_a_warning() {
    let codes = |questions: usize| -> Vec<&str> {
        let form = Arc::new(compile(&form::long_rule(questions).form).form.unwrap());
        check(&form).iter().map(|found| found.code).filter(|code| *code == "too-much-work").collect()
    };
    assert_eq!(codes(900), [] as [&str; 0]);
    assert_eq!(codes(1100), ["too-much-work"]);
}
