//! How many submissions a second are accepted, beside how many the machine can verify at most, and
//! how long a sender waits, at 1, 8 and 64 senders.
//!
//!     cargo xtask bench receiver [--against PROGRAM]
//!
//! Verification alone and the programs take turns, each program on a database of its own on the same
//! disk, so that what else the machine does meets all. All get the same submissions; they are signed
//! beforehand. Verification alone has a core, or all of them, to itself; a program shares them with its senders.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool that measures fails by panicking and speaks by printing"
)]

#[path = "../../tests/torture/client.rs"]
mod client;
mod contestant;
#[path = "../../tests/torture/parcel.rs"]
mod parcel;
#[path = "../../tests/torture/server.rs"]
mod server;
#[path = "../../tests/torture/waits.rs"]
mod waits;

use contestant::Contestant;
use parcel::{FORM, Maker, Parcel};
use std::num::NonZero;
use std::path::PathBuf;
use waits::Waits;

/// As in the program: verification alone is to have no slower one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Senders, and how many submissions they send together in a turn.
const TURNS: [(usize, usize); 3] = [(1, 150), (8, 600), (64, 1200)];
const ROUNDS: usize = 6;
/// A shorter run, to see that it works: so many rounds.
const FEWER: &str = "INTAKE_LOAD_ROUNDS";

fn main() {
    let programs: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let folder = std::env::temp_dir().join(format!("intake-load-{}", std::process::id()));
    let forms = folder.join("forms");
    std::fs::create_dir_all(&forms).unwrap();
    std::fs::write(forms.join("torture.json"), FORM).unwrap();
    let mut contestants = vec![Contestant::verification(1), Contestant::verification(cores())];
    for (number, program) in programs.iter().enumerate() {
        contestants.push(Contestant::receiver(number, program, &folder, &forms));
    }
    let mut maker = Maker::new(1);
    let rounds = std::env::var(FEWER).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    for round in 0..rounds {
        for (turn, (senders, count)) in TURNS.into_iter().enumerate() {
            let parcels: Vec<Parcel> = (0..count).map(|_| maker.with_file(None)).collect();
            let last = contestants.len() - 1;
            for i in 0..contestants.len() {
                // Each comes before another as often as after it.
                contestants[if round.is_multiple_of(2) { i } else { last - i }].take(turn, senders, &parcels);
            }
        }
    }
    report(&mut contestants, rounds);
    for contestant in contestants {
        println!("{}: {} not accepted", contestant.name, contestant.refused);
        contestant.end();
    }
    let _ = std::fs::remove_dir_all(&folder);
}

/// The first of the contestants is what the others are held against.
fn report(contestants: &mut [Contestant], rounds: usize) {
    println!(
        "{:28} {:>8} {:>10} {:>12} {:>10} {:>10} {:>10}",
        "program", "threads", "a second", "of one core", "p50 ms", "p99 ms", "max ms"
    );
    for (turn, (senders, count)) in TURNS.into_iter().enumerate() {
        let mut verified = None;
        for contestant in &mut *contestants {
            let taken = std::mem::take(&mut contestant.waits[turn]);
            let rate = taken.len() as f64 / contestant.took[turn].as_secs_f64();
            let share = rate / *verified.get_or_insert(rate);
            let (threads, waits) = (contestant.threads(senders), Waits::new(taken));
            let [half, most, all] = [0.5, 0.99, 1.0].map(|share| waits.at(share).as_secs_f64() * 1000.0);
            println!(
                "{:28} {threads:>8} {rate:>10.0} {share:>12.2} {half:>10.1} {most:>10.1} {all:>10.1}",
                contestant.name
            );
        }
        println!("{:28} {} submissions each, in {rounds} turns", "", count * rounds);
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZero::get)
}
