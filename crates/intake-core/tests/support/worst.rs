//! A search for the form and the submission that are the most work: forms that `check` lets
//! through, mutated towards what costs more.
//!
//! What counts as costing more is the caller's: time in `cargo xtask fuzz worst`, counts in the
//! tests.

#![allow(dead_code, clippy::unwrap_used, reason = "each who includes this uses its part")]

#[path = "worst/answers.rs"]
mod answers;
#[path = "worst/form.rs"]
pub mod form;
#[path = "worst/formula.rs"]
mod formula;
#[path = "occasion.rs"]
mod occasion;

use std::sync::Arc;

use intake_core::check::check;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::Session;
use intake_core::submission::{Submission, build, judge};

use super::drive::today;
use super::random::Random;
pub use answers::Style;
use occasion::OCCASION;

/// The most bytes of a definition and of the answers.
const LARGEST: usize = 1 << 20;
/// So many of the best are kept, by each of two measures.
const KEPT: usize = 12;

/// A form, and how it is answered.
#[derive(Clone)]
pub struct Case {
    pub form: Json,
    pub style: Style,
}

/// What a submission took.
#[derive(Clone, Copy, Default, Debug)]
pub struct Cost {
    /// What the caller measures, such as nanoseconds.
    pub measured: u64,
    /// Steps of the budget, of `session::WORK`.
    pub steps: usize,
    /// Problems, and questions that criteria wait for: what the judgement holds at its end.
    pub held: usize,
    pub refused: bool,
}

impl Cost {
    /// What one step of the budget stands for; of small work nothing can be said.
    fn rate(&self) -> u64 {
        self.measured * 1000 / (self.steps.max(50_000) as u64)
    }
}

/// Runs what it is given and says how much that was.
pub type Measure<'a> = &'a mut dyn FnMut(&mut dyn FnMut()) -> u64;

/// What the search has found.
pub struct Found {
    /// Forms that were judged, and those that were no form or had the warning.
    pub judged: usize,
    pub rejected: usize,
    /// The costliest, most measured first.
    pub costliest: Vec<(Cost, Case)>,
    /// Those with the most for a step.
    pub steepest: Vec<(Cost, Case)>,
}

/// Tries so many mutations. `each` hears of every case that was judged.
pub fn search(
    rounds: usize,
    random: &mut Random,
    measure: Measure<'_>,
    each: &mut dyn FnMut(&Cost, &Case),
) -> Found {
    let mut found = Found { judged: 0, rejected: 0, costliest: Vec::new(), steepest: Vec::new() };
    let seeds = form::seeds();
    for round in 0..rounds {
        let case = match seeds.get(round) {
            Some(case) => case.clone(),
            None => found.next(random),
        };
        match cost(&case, measure) {
            Some(cost) => {
                found.judged += 1;
                each(&cost, &case);
                found.keep(cost, case);
            }
            None => found.rejected += 1,
        }
    }
    found
}

impl Found {
    fn next(&self, random: &mut Random) -> Case {
        let pool = if random.one_in(2) { &self.costliest } else { &self.steepest };
        let (_, case) = random.pick(pool).unwrap();
        let mut case = case.clone();
        for _ in 0..1 + random.below(4) {
            if random.one_in(3) {
                case.style.mutate(random);
            } else {
                form::mutate(&mut case.form, random);
            }
        }
        case
    }

    fn keep(&mut self, cost: Cost, case: Case) {
        let keep = |all: &mut Vec<(Cost, Case)>, by: &dyn Fn(&Cost) -> u64| {
            let at = all.partition_point(|(other, _)| by(other) > by(&cost));
            all.insert(at, (cost, case.clone()));
            all.truncate(KEPT);
        };
        keep(&mut self.costliest, &|cost| cost.measured);
        keep(&mut self.steepest, &Cost::rate);
    }
}

/// What judging a case takes; nothing where it is no form, too large, or has the warning.
pub fn cost(case: &Case, measure: Measure<'_>) -> Option<Cost> {
    if case.form.to_string().len() > LARGEST {
        return None;
    }
    let form = Arc::new(compile(&case.form).form?);
    if check(&form).iter().any(|diagnostic| diagnostic.code == "too-much-work") {
        return None;
    }
    let (body, answers) = submission(&form, &case.style.answers(&form, LARGEST));
    let mut judgement = None;
    let measured = measure(&mut || {
        judgement = Submission::read(&body).ok().map(|submission| judge(&form, &submission));
    });
    let judgement = judgement?;
    let mut session = Session::blank(form, today());
    session.load(&answers, &Json::Object(Vec::new()));
    let refused = session.is_spent();
    let waits = |session: &Session| -> usize {
        let outcome = session.outcome();
        outcome.programs.iter().flat_map(|program| &program.criteria).map(|it| it.waits.len()).sum()
    };
    let held = judgement.problems.len() + if refused { 0 } else { waits(&session) };
    Some(Cost { measured, steps: session.work(), held, refused })
}

/// A submission's body with these answers, and the answers.
fn submission(form: &Arc<Form>, answers: &Json) -> (Json, Json) {
    let mut body = build(&Session::blank(form.clone(), today()), &OCCASION);
    if let Json::Object(members) = &mut body {
        members.iter_mut().filter(|(name, _)| name == "answers").for_each(|(_, own)| *own = answers.clone());
    }
    (body, answers.clone())
}
