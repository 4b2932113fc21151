//! How far a long run is, for whoever waits at a terminal.

use std::io::{self, IsTerminal, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Short runs say nothing.
const FIRST: Duration = Duration::from_secs(2);
const EVERY: Duration = Duration::from_millis(500);

pub(super) struct Progress {
    is_shown: bool,
    started: Instant,
    last: Instant,
    /// Bytes of the file, where it is known how many it has.
    total: Option<u64>,
    read: Arc<AtomicU64>,
    lines: u64,
    is_written: bool,
}

/// Counts the bytes that are read.
pub(super) struct Counting(pub Box<dyn Read + Send>, pub Arc<AtomicU64>);

impl Read for Counting {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(out)?;
        self.1.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Progress {
    pub(super) fn new(total: Option<u64>, read: Arc<AtomicU64>) -> Self {
        let now = Instant::now();
        let is_shown = io::stderr().is_terminal();
        Self { is_shown, started: now, last: now, total, read, lines: 0, is_written: false }
    }

    /// So many more lines are done.
    pub(super) fn add(&mut self, lines: u64) {
        self.lines += lines;
        let now = Instant::now();
        if !self.is_shown || now - self.started < FIRST || now - self.last < EVERY {
            return;
        }
        self.last = now;
        self.is_written = true;
        let share = self.total.map(|total| self.read.load(Ordering::Relaxed) as f64 / total.max(1) as f64);
        let sentence = sentence(self.lines, share, now - self.started);
        // Nothing is lost when nobody can read it.
        let _ = write!(io::stderr(), "\r\u{1b}[K{sentence}");
    }

    /// Takes the line away.
    pub(super) fn end(&mut self) {
        if std::mem::take(&mut self.is_written) {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// How many lines are done, how much that is of all, and when the rest will be.
fn sentence(lines: u64, share: Option<f64>, elapsed: Duration) -> String {
    let Some(share) = share.filter(|share| *share > 0.0) else { return format!("{lines} lines") };
    let share = share.min(1.0);
    let left = (elapsed.as_secs_f64() * (1.0 - share) / share).ceil() as u64;
    let left = match left {
        0..=90 => format!("{left} s"),
        91..=5_400 => format!("{} min", left.div_ceil(60)),
        _ => format!("{} h", left.div_ceil(3_600)),
    };
    format!("{lines} lines, {:.0} %, about {left} left", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_says_how_far_it_is_and_when_it_ends() {
        let seconds = Duration::from_secs;
        assert_eq!(sentence(1200, Some(0.25), seconds(10)), "1200 lines, 25 %, about 30 s left");
        assert_eq!(sentence(5, Some(0.01), seconds(10)), "5 lines, 1 %, about 17 min left");
        assert_eq!(sentence(5, Some(0.001), seconds(10)), "5 lines, 0 %, about 3 h left");
        assert_eq!(sentence(7, Some(1.2), seconds(10)), "7 lines, 100 %, about 0 s left");
        assert_eq!(sentence(7, None, seconds(10)), "7 lines");
    }
}
