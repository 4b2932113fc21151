//! How long senders waited for their answers.

use std::fmt;
use std::time::Duration;

/// From the shortest to the longest.
pub struct Waits(Vec<Duration>);

impl Waits {
    pub fn new(mut waits: Vec<Duration>) -> Self {
        waits.sort();
        Self(waits)
    }

    /// What this share of the senders waited at most; nothing where there were none.
    pub fn at(&self, share: f64) -> Duration {
        let last = self.0.len().saturating_sub(1);
        self.0.get((last as f64 * share) as usize).copied().unwrap_or_default()
    }
}

impl fmt::Display for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [half, most, all] = [0.5, 0.99, 1.0].map(|share| self.at(share).as_secs_f64() * 1000.0);
        write!(f, "p50 {half:.1} ms, p99 {most:.1} ms, max {all:.1} ms")
    }
}
