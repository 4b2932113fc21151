//! How many submissions a second are accepted, and how long a sender waits, at 1, 8 and 64 senders.
//!
//!     cargo xtask bench receiver [--against PROGRAM]
//!
//! Two programs take turns, each on a database of its own on the same disk, so that what else the
//! machine does meets both. The same submissions are sent to both; they are signed beforehand.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a tool that measures fails by panicking and speaks by printing"
)]

#[path = "../tests/torture/client.rs"]
mod client;
#[path = "../tests/torture/parcel.rs"]
mod parcel;
#[path = "../tests/torture/server.rs"]
mod server;

use client::Client;
use parcel::{FORM, Maker, Parcel};
use server::{Server, Setup};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Senders, and how many submissions they send together in a turn.
const TURNS: [(usize, usize); 3] = [(1, 150), (8, 600), (64, 1200)];
const ROUNDS: usize = 6;
/// A shorter run, to see that it works: so many rounds.
const FEWER: &str = "INTAKE_LOAD_ROUNDS";

struct Contestant {
    name: String,
    server: Server,
    /// Of each of the `TURNS`: how long everything took, and each answer.
    took: [Duration; TURNS.len()],
    waits: [Vec<Duration>; TURNS.len()],
    refused: usize,
}

fn main() {
    let programs: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let folder = std::env::temp_dir().join(format!("intake-load-{}", std::process::id()));
    let forms = folder.join("forms");
    std::fs::create_dir_all(&forms).unwrap();
    std::fs::write(forms.join("torture.json"), FORM).unwrap();
    let mut contestants: Vec<Contestant> =
        programs.iter().enumerate().map(|(i, program)| start(i, program, &folder, &forms)).collect();
    let mut maker = Maker::new(1);
    let rounds = std::env::var(FEWER).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    for round in 0..rounds {
        for (turn, (senders, count)) in TURNS.into_iter().enumerate() {
            let parcels: Vec<Parcel> = (0..count).map(|_| maker.with_file(None)).collect();
            let last = contestants.len() - 1;
            for i in 0..contestants.len() {
                // Each begins as often as the other.
                contestants[if round.is_multiple_of(2) { i } else { last - i }].take(turn, senders, &parcels);
            }
        }
    }
    println!(
        "{:28} {:>8} {:>12} {:>10} {:>10} {:>10}",
        "program", "senders", "accepted/s", "p50 ms", "p99 ms", "max ms"
    );
    for (turn, (senders, count)) in TURNS.into_iter().enumerate() {
        for contestant in &mut contestants {
            let waits = &mut contestant.waits[turn];
            waits.sort();
            let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
            let rate = waits.len() as f64 / contestant.took[turn].as_secs_f64();
            println!(
                "{:28} {senders:>8} {rate:>12.0} {:>10.1} {:>10.1} {:>10.1}",
                contestant.name,
                at(0.5),
                at(0.99),
                at(1.0)
            );
        }
        println!("{:28} {} submissions each, in {rounds} turns", "", count * rounds);
    }
    for contestant in contestants {
        println!("{}: {} not accepted", contestant.name, contestant.refused);
        let _ = contestant.server.stop();
    }
    let _ = std::fs::remove_dir_all(&folder);
}

fn start(number: usize, program: &Path, folder: &Path, forms: &Path) -> Contestant {
    let place = folder.join(number.to_string());
    std::fs::create_dir_all(&place).unwrap();
    let setup = Setup { log: place.join("log.txt"), ..Setup::new(program.to_owned(), &place, forms) };
    let name = if number == 0 { "this" } else { "against" };
    let server = setup.start().unwrap_or_else(|said| panic!("{}: {said}", program.display()));
    Contestant {
        name: format!("{name}: {}", program.file_name().unwrap_or_default().display()),
        server,
        took: Default::default(),
        waits: Default::default(),
        refused: 0,
    }
}

impl Contestant {
    fn take(&mut self, turn: usize, senders: usize, parcels: &[Parcel]) {
        let (next, address) = (AtomicUsize::new(0), self.server.address);
        let send = || {
            let (mut waits, mut refused) = (Vec::new(), 0);
            let mut client = Client::connect(address).unwrap();
            while let Some(parcel) = parcels.get(next.fetch_add(1, Ordering::Relaxed)) {
                let began = Instant::now();
                match client.post(parcel.media_type, &parcel.body) {
                    Ok(answer) if answer.status == 201 => waits.push(began.elapsed()),
                    _ => {
                        refused += 1;
                        client = Client::connect(address).unwrap();
                    }
                }
            }
            (waits, refused)
        };
        let began = Instant::now();
        let results: Vec<_> = std::thread::scope(|scope| {
            let senders: Vec<_> = (0..senders).map(|_| scope.spawn(send)).collect();
            senders.into_iter().map(|sender| sender.join().unwrap()).collect()
        });
        self.took[turn] += began.elapsed();
        for (waits, refused) in results {
            self.waits[turn].extend(waits);
            self.refused += refused;
        }
    }
}
