//! Does everything with an input that one can: what the fuzz targets, their corpus and the
//! mutated inputs share. Nothing here may panic or hang.

#![allow(dead_code, clippy::unwrap_used, reason = "each who includes this uses its part")]

use std::sync::Arc;

use intake_core::date::Date;
use intake_core::expr::{Env, Expr, Scope};
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::{Action, Session, Step};

use super::random::{Random, household};

pub fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

/// Any bytes as a definition: compiled, checked, exported, answered.
pub fn definition(bytes: &[u8], random: &mut Random) {
    let Ok(json) = Json::parse_bytes(bytes, Default::default()) else { return };
    let Some(form) = compile(&json).form.map(Arc::new) else { return };
    #[cfg(feature = "explain")]
    {
        intake_core::check::check(&form);
        intake_core::export::schema(&form);
        intake_core::export::types(&form);
        for scenario in form.scenarios.iter().take(3) {
            intake_core::scenario::run(&form, scenario);
        }
    }
    let mut session = Session::new(form.clone(), today());
    let answers = household(&form, &mut session, random, 5);
    take(&form, &answers, &answers);
    session.validate();
    session.apply(Action::Continue);
    session.apply(Action::GoTo(Step::Outcome));
}

/// Any bytes as an expression over a form's names: compiled, also unchecked, and evaluated.
pub fn expression(bytes: &[u8], form: &(impl Scope + Env)) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for compiled in [Expr::compile(text, form, None), Expr::compile_unchecked(text, form)] {
        let Ok(expr) = compiled else { continue };
        drop(expr.eval(form));
    }
}

/// Any bytes as answers to a form.
pub fn answers(bytes: &[u8], form: &Arc<Form>) {
    let Ok(json) = Json::parse_bytes(bytes, Default::default()) else { return };
    take(form, &json, &json);
}

fn take(form: &Arc<Form>, answers: &Json, absent: &Json) {
    let mut session = Session::new(form.clone(), today());
    session.load(answers, absent);
    session.validate();
    session.outcome().to_json(form);
    session.answers();
}
