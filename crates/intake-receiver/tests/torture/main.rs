//! What the receiver acknowledges is kept, whatever hits it: acknowledged = stored = verifying,
//! and nothing twice.
//!
//! Each story runs `intake serve` as a process of its own, lets senders send, and does something
//! to it. In the end a healthy server takes what was left, and the ledger of what the senders
//! were told is held against the database. `cargo test` tells each story shortly;
//! `cargo xtask torture` (`INTAKE_TORTURE=full`) at length. `INTAKE_TORTURE_SEED` repeats one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test fails by panicking and speaks by printing"
)]

#[cfg(target_os = "linux")]
mod attacker;
#[cfg(target_os = "linux")]
mod burn;
#[cfg(target_os = "linux")]
mod client;
#[cfg(target_os = "linux")]
mod crowd;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod fault;
#[cfg(target_os = "linux")]
mod ledger;
#[cfg(target_os = "linux")]
mod parcel;
#[cfg(target_os = "linux")]
mod server;
#[cfg(target_os = "linux")]
mod story;
#[cfg(target_os = "linux")]
mod visit;
#[cfg(target_os = "linux")]
mod waits;

use libtest_mimic::Arguments;
use std::process::ExitCode;

/// What these stories do to a program, only Linux lets them do.
#[cfg(not(target_os = "linux"))]
fn main() -> ExitCode {
    println!("skipped: torture: only on Linux");
    libtest_mimic::run(&Arguments::from_args(), Vec::new()).exit_code()
}

#[cfg(target_os = "linux")]
fn main() -> ExitCode {
    // libtest takes any number of filters, libtest-mimic one.
    let (words, rest): (Vec<_>, Vec<_>) = std::env::args().partition(|word| !word.starts_with('-'));
    let several = words.get(1..).filter(|filters| filters.len() > 1);
    let mut arguments = match several {
        Some(_) => Arguments::from_iter(words.iter().take(1).chain(&rest)),
        None => Arguments::from_args(),
    };
    let is_meant = |story: &libtest_mimic::Trial| {
        several.is_none_or(|filters| filters.iter().any(|filter| story.name().contains(filter.as_str())))
    };
    // Each story wants the machine for itself.
    arguments.test_threads = Some(1);
    let stories = story::all().into_iter().filter(is_meant).collect();
    libtest_mimic::run(&arguments, stories).exit_code()
}
