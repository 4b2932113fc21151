//! The form and the submission that are the most work, of those that `check` lets through:
//! `worst ROUNDS SEED`. Fails when one takes longer than a second.
#![allow(clippy::disallowed_methods, reason = "it measures time and keeps what it found; the core does not")]

#[path = "../../tests/support/drive.rs"]
mod drive;
#[path = "../../tests/support/random.rs"]
mod random;
#[path = "../../tests/support/worst.rs"]
mod worst;

mod allocation;
mod clock;

use std::path::Path;
use std::time::{Duration, Instant};

use clock::Clock;
use random::Random;
use worst::{Case, Cost, Found};

const LONGEST: Duration = Duration::from_secs(1);

fn main() {
    let mut words = std::env::args().skip(1).map(|word| word.parse::<u64>().expect("a number"));
    let (rounds, seed) = (words.next().expect("rounds"), words.next().expect("a seed"));
    let workers = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    println!("{rounds} rounds on {workers} cores, seed {seed}");
    let started = Instant::now();
    let mut all = Vec::new();
    std::thread::scope(|scope| {
        let share = |worker: u64| (rounds / workers + u64::from(worker < rounds % workers)) as usize;
        // A form is not sent between threads: what it found comes back as text.
        let run = |worker: u64| scope.spawn(move || work(share(worker), seed.wrapping_add(worker << 32)));
        let threads: Vec<_> = (0..workers).map(run).collect();
        threads.into_iter().for_each(|thread| all.extend(thread.join().expect("a worker")));
    });
    println!("in {:.0?}", started.elapsed());
    all.sort_by_key(|line: &Line| std::cmp::Reverse(line.cost.measured));
    let longest = all.first().map_or(Duration::ZERO, Line::took);
    for line in all.iter().take(3) {
        line.print("costliest");
    }
    all.sort_by_key(|line| std::cmp::Reverse(line.cost.measured / line.cost.steps.max(50_000) as u64));
    for line in all.iter().take(3) {
        line.print("steepest");
    }
    all.sort_by_key(|line| std::cmp::Reverse(line.cost.held));
    all.iter().take(1).for_each(|line| line.print("most held"));
    println!("longest: {longest:.1?} (limit {LONGEST:?})");
    std::process::exit(i32::from(longest >= LONGEST || all.is_empty()));
}

/// What was found, to be printed and kept.
struct Line {
    cost: Cost,
    peak: usize,
    form: String,
    style: String,
}

impl Line {
    fn took(&self) -> Duration {
        Duration::from_nanos(self.cost.measured)
    }

    fn print(&self, what: &str) {
        let Cost { steps, held, refused, measured } = self.cost;
        let rate = measured / steps.max(1) as u64;
        let mib = self.peak >> 20;
        let end = if refused { "refused" } else { "taken" };
        println!("{what}: {:.1?}, {steps} steps ({rate} ns each), {held} held, {mib} MiB, {end}", self.took());
        println!("  {}", self.style);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
        let path = folder.join(format!("{}.json", what.replace(' ', "-")));
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, &self.form));
        written.expect("artifacts can be written");
        println!("  kept: {}", path.display());
    }
}

fn work(rounds: usize, seed: u64) -> Vec<Line> {
    let peak = std::cell::Cell::new(0);
    let mut measure = |does: &mut dyn FnMut()| {
        allocation::start();
        let clock = Clock::start();
        does();
        peak.set(allocation::peak());
        clock.took().as_nanos() as u64
    };
    let mut lines: Vec<Line> = Vec::new();
    let mut most = [0; 3];
    let mut each = |cost: &Cost, case: &Case| {
        let now = [cost.measured, cost.measured / cost.steps.max(50_000) as u64, cost.held as u64];
        if now.iter().zip(&most).any(|(now, most)| now > most) {
            most.iter_mut().zip(now).for_each(|(most, now)| *most = now.max(*most));
            let (form, style) = (case.form.to_string(), format!("{:?}", case.style));
            lines.push(Line { cost: *cost, peak: peak.get(), form, style });
        }
    };
    let Found { judged, rejected, .. } =
        worst::search(rounds, &mut Random(seed), &mut measure, &mut each);
    println!("{judged} judged, {rejected} rejected");
    lines
}
