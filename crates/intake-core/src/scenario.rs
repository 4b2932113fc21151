//! Running a form's own tests.

use std::sync::Arc;

use crate::definition::Scenario;
use crate::form::Form;
use crate::problem::Problem;
use crate::session::Session;

/// Where a scenario's outcome is not what it expects.
#[derive(Clone, PartialEq, Debug)]
pub struct Mismatch {
    /// What was compared: `program food-bank`, `referrals`, `relevant rent`; or the place of an
    /// answer in the scenario, `/answers/income`.
    pub what: String,
    /// As the scenario has it.
    pub expected: String,
    /// As the engine has it; empty where there is nothing.
    pub found: String,
}

/// What a scenario's answers are expected to be.
const TAKEN: &str = "an answer that the form takes";

/// Answers the form as a scenario says, and compares.
pub fn run(form: &Arc<Form>, scenario: &Scenario) -> Vec<Mismatch> {
    let mut session = Session::new(form.clone(), scenario.today);
    let mut mismatches = Vec::new();
    let mut differ = |what: String, expected: &str, found: &str| {
        if expected != found {
            mismatches.push(Mismatch { what, expected: expected.into(), found: found.into() });
        }
    };
    for (pointer, problem) in session.load(&scenario.answers, &scenario.absent) {
        differ(pointer, TAKEN, problem.code());
    }
    // A household that nobody could send shows nothing about the form. One that is not done yet does.
    let unfinished = |problem: &Problem| matches!(problem, Problem::Required | Problem::MinCount { .. });
    for (slot, problem) in session.validate().into_iter().filter(|(_, problem)| !unfinished(problem)) {
        differ(format!("/answers{}", session.path(slot)), TAKEN, problem.code());
    }
    let outcome = session.outcome();
    for (name, expected) in &scenario.expect.programs {
        let found = form.programs.iter().position(|program| program.name == *name);
        let found = found.and_then(|i| outcome.programs.get(i)).map_or("", |program| program.status.code());
        differ(format!("program {name}"), expected, found);
    }
    if let Some(expected) = &scenario.expect.referrals {
        let found: Vec<&str> =
            outcome.referrals.iter().filter_map(|i| form.referrals.get(*i)).map(|r| &*r.name).collect();
        differ("referrals".into(), &expected.join(", "), &found.join(", "));
    }
    for (name, expected) in &scenario.expect.relevant {
        let found = session.slot(name).map(|slot| session.field(slot).relevant);
        let word = |relevant: bool| if relevant { "relevant" } else { "not relevant" };
        let found = found.map_or("in a repeat, where each entry has its own", word);
        differ(format!("relevant {name}"), word(*expected), found);
    }
    mismatches
}
