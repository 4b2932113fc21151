//! Programs that nobody can get, or that nobody can miss.

use super::environment::Environment;
use super::reason::Reason;
use crate::diagnostic::{Diagnostics, explain};

pub(super) fn check(reason: &Reason<'_>, diagnostics: &Diagnostics) {
    let form = reason.form;
    for (program, code) in form.programs.iter().zip(&form.code.programs) {
        let can = |cell: u32, truth: bool, env: &mut Environment| {
            reason.expr(cell).is_none_or(|expr| reason.assume(expr.root(), truth, env))
        };
        let alone = code.criteria.iter().position(|cell| !can(*cell, true, &mut reason.ask()));
        if let Some(criterion) = alone.and_then(|at| program.criteria.get(at)) {
            diagnostics.warning(
                "never-eligible",
                criterion.test.pointer.clone(),
                explain!(
                    "No answers can meet the criterion \"{}\", so nobody is eligible for \"{}\".",
                    criterion.name,
                    program.name
                ),
                explain!("Correct the test."),
            );
            continue;
        }
        let mut env = reason.ask();
        let mut all = |env: &mut Environment| code.criteria.iter().all(|cell| can(*cell, true, env));
        if !(all(&mut env) && reason.again(&mut env, &mut all)) {
            diagnostics.warning(
                "never-eligible",
                program.pointer.clone(),
                explain!("No answers can meet all the criteria of \"{}\" together.", program.name),
                explain!("Correct the criteria that contradict each other."),
            );
        }
        if !code.criteria.iter().any(|cell| can(*cell, false, &mut reason.ask())) {
            diagnostics.warning(
                "never-ineligible",
                program.pointer.clone(),
                explain!("No answers can make anyone ineligible for \"{}\".", program.name),
                explain!("Correct the criteria, or make it a referral if it is for everyone."),
            );
        }
    }
}
