//! Running a form's own tests.

use std::rc::Rc;

use crate::definition::Scenario;
use crate::form::Form;
use crate::session::Session;

/// Where a scenario's outcome is not what it expects.
#[derive(Clone, PartialEq, Debug)]
pub struct Mismatch {
    /// What was compared: `program food-bank`, `referrals`, `relevant rent`, `answer income`.
    pub what: String,
    pub expected: String,
    pub found: String,
}

/// Answers the form as a scenario says, and compares.
pub fn run(form: &Rc<Form>, scenario: &Scenario) -> Vec<Mismatch> {
    let mut session = Session::new(form.clone(), scenario.today);
    let mut mismatches = Vec::new();
    let mut differ = |what: String, expected: &str, found: &str| {
        if expected != found {
            mismatches.push(Mismatch { what, expected: expected.into(), found: found.into() });
        }
    };
    for (pointer, problem) in session.load(&scenario.answers, &scenario.absent) {
        differ(pointer, "an answer that the form takes", problem.code());
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
        let found = session.slot(name).is_some_and(|slot| session.field(slot).relevant);
        let word = |relevant: bool| if relevant { "relevant" } else { "not relevant" };
        differ(format!("relevant {name}"), word(*expected), word(found));
    }
    mismatches
}
