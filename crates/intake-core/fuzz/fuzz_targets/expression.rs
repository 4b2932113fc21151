//! Any bytes as an expression over the names of the language's own tests.
#![no_main]

#[path = "../../tests/support/drive.rs"]
mod drive;
#[path = "../../tests/expr_suite/form.rs"]
mod form;
#[path = "../../tests/support/random.rs"]
mod random;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drive::expression(bytes, &form::Form::new()));
