//! Any bytes as a definition.
#![no_main]

use std::rc::Rc;

use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::{Action, Session, Step};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(json) = Json::parse_bytes(bytes, Default::default()) else { return };
    let Some(form) = compile(&json).form else { return };
    let mut session = Session::new(Rc::new(form), Date::EPOCH);
    session.apply(Action::Continue);
    session.apply(Action::GoTo(Step::Outcome));
    session.outcome();
});
