//! Any bytes as answers to a form that has every type of item.
#![no_main]

#[path = "../../tests/support/drive.rs"]
mod drive;
#[path = "../../tests/support/random.rs"]
mod random;

use std::sync::Arc;

use intake_core::form::{Form, compile};
use intake_core::json::Json;

thread_local!(static FORM: Arc<Form> = {
    let json = Json::parse(include_str!("../../tests/support/members.json")).unwrap();
    Arc::new(compile(&json).form.unwrap())
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| FORM.with(|form| drive::answers(bytes, form)));
