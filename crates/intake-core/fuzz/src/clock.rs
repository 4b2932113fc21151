//! How long a thread has worked: on a busy machine, waiting for a core is no hang.

use std::time::{Duration, Instant};

pub struct Clock {
    wall: Instant,
    work: Option<Duration>,
}

impl Clock {
    pub fn start() -> Self {
        Self { wall: Instant::now(), work: worked() }
    }

    /// The time on a core; where the system does not tell it, the time that went by.
    pub fn took(&self) -> Duration {
        let wall = self.wall.elapsed();
        // Reading the system's count is slow, and work takes no longer than all.
        if wall < Duration::from_millis(50) {
            return wall;
        }
        self.work.and_then(|before| Some(worked()?.saturating_sub(before))).unwrap_or(wall)
    }
}

/// The nanoseconds that Linux counts for each thread.
fn worked() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
