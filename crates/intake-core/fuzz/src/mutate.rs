//! Mutated inputs from the corpora, on all cores: counts panics, and says the longest time and
//! the largest allocation of any input. `mutate INPUTS SEED`; fails when a limit is broken.
#![allow(clippy::disallowed_methods, reason = "it measures time and keeps what it found; the core does not")]

#[path = "../../tests/support/drive.rs"]
mod drive;
#[path = "../../tests/expr_suite/form.rs"]
mod form;
#[path = "../../tests/support/mutate.rs"]
mod mutate;
#[path = "../../tests/support/random.rs"]
mod random;

mod allocation;
mod clock;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use clock::Clock;

use mutate::{Corpora, Input};
use random::Random;

const LONGEST: Duration = Duration::from_secs(1);
const LARGEST: usize = 64 << 20;

/// What was found, and by which input.
#[derive(Default)]
struct Found {
    kinds: [u64; 3],
    panics: u64,
    longest: (Duration, Vec<u8>),
    largest: (usize, Vec<u8>),
}

impl Found {
    fn add(&mut self, other: Self) {
        for (own, other) in self.kinds.iter_mut().zip(other.kinds) {
            *own += other;
        }
        self.panics += other.panics;
        if other.longest.0 > self.longest.0 {
            self.longest = other.longest;
        }
        if other.largest.0 > self.largest.0 {
            self.largest = other.largest;
        }
    }
}

fn main() {
    let mut words = std::env::args().skip(1).map(|word| word.parse::<u64>().expect("a number"));
    let (inputs, seed) = (words.next().expect("inputs"), words.next().expect("a seed"));
    let workers = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    println!("{inputs} inputs on {workers} cores, seed {seed}");
    let started = Instant::now();
    let mut found = Found::default();
    std::thread::scope(|scope| {
        let share = |worker: u64| inputs / workers + u64::from(worker < inputs % workers);
        let run = |worker: u64| scope.spawn(move || work(share(worker), seed.wrapping_add(worker << 32)));
        let threads: Vec<_> = (0..workers).map(run).collect();
        threads.into_iter().for_each(|thread| found.add(thread.join().expect("a worker")));
    });
    let [definitions, expressions, answers] = found.kinds;
    println!(
        "{definitions} definitions, {expressions} expressions, {answers} answers in {:.0?}",
        started.elapsed()
    );
    println!("panics: {}", found.panics);
    println!("longest: {:.1?} (limit {LONGEST:?})", found.longest.0);
    println!("largest: {:.1} MiB (limit {} MiB)", found.largest.0 as f64 / f64::from(1 << 20), LARGEST >> 20);
    let broken = found.panics > 0 || found.longest.0 >= LONGEST || found.largest.0 >= LARGEST;
    for (what, input) in [("longest", found.longest.1), ("largest", found.largest.1)] {
        keep(what, &input);
    }
    std::process::exit(i32::from(broken));
}

fn work(inputs: u64, seed: u64) -> Found {
    let mut random = Random(seed);
    let corpora = Corpora::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.."));
    let names = form::Form::new();
    let mut found = Found::default();
    for number in 0..inputs {
        let input = corpora.input(&mut random);
        let clock = Clock::start();
        allocation::start();
        let done = catch_unwind(AssertUnwindSafe(|| match &input {
            Input::Definition(bytes) => drive::definition(bytes, &mut random),
            Input::Expression(bytes) => drive::expression(bytes, &names),
            Input::Answers(form, bytes) => drive::answers(bytes, &corpora.forms[*form]),
        }));
        let (took, peak) = (clock.took(), allocation::peak());
        let (kind, bytes) = match input {
            Input::Definition(bytes) => (0, bytes),
            Input::Expression(bytes) => (1, bytes),
            Input::Answers(_, bytes) => (2, bytes),
        };
        found.kinds[kind] += 1;
        if done.is_err() {
            found.panics += 1;
            keep(&format!("panic-{seed}-{number}"), &bytes);
        }
        if took > found.longest.0 {
            found.longest = (took, bytes.clone());
        }
        if peak > found.largest.0 {
            found.largest = (peak, bytes);
        }
    }
    found
}

/// Keeps an input, to be looked at and, when it shows a mistake, put into the corpus.
fn keep(name: &str, input: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
    let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(name), input));
    written.expect("artifacts can be written");
    println!("kept: {}", folder.join(name).display());
}
