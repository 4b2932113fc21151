//! Any JSON as answers to a form that has every type of item.
#![no_main]

use std::rc::Rc;

use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(answers) = Json::parse_bytes(bytes, Default::default()) else { return };
    let text = include_str!("../../tests/support/members.json");
    let form = Json::parse(text).ok().and_then(|json| compile(&json).form);
    let Some(form) = form else { return };
    let mut session = Session::new(Rc::new(form), Date::EPOCH);
    session.load(&answers, &answers);
    session.validate();
    session.outcome();
    session.answers();
});
