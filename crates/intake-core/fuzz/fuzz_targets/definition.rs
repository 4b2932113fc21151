//! Any bytes as a definition.
#![no_main]

#[path = "../../tests/support/drive.rs"]
mod drive;
#[path = "../../tests/support/random.rs"]
mod random;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| drive::definition(bytes, &mut random::Random(1)));
