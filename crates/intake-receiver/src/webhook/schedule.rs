//! When a delivery is tried again: at growing distances, for three days.

use crate::moment::Moment;
use std::time::Duration;

const HOUR: u64 = 3600;
/// Seconds from one attempt to the next: those of the specification.
const DISTANCES: [u64; 9] = [5, 300, 1800, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/// The longest that another side may ask us to wait.
const LONGEST: Duration = Duration::from_secs(24 * HOUR);

/// The next attempt after so many; none once it is given up. `jitter`: any number, so that what
/// failed together does not come back together.
pub fn next(
    attempts: usize,
    now: Moment,
    give_up_at: Moment,
    (wish, jitter): (Option<Duration>, u8),
) -> Option<Moment> {
    if now >= give_up_at {
        return None;
    }
    let seconds = DISTANCES.get(attempts.saturating_sub(1)).or(DISTANCES.last()).copied().unwrap_or(HOUR);
    // Up to a fifth more.
    let milliseconds = seconds * 1000 + seconds * 200 * u64::from(jitter) / 255;
    let distance = Duration::from_millis(milliseconds).max(wish.unwrap_or_default().min(LONGEST));
    // The last one is made when the time is up.
    Some(now.after(distance).min(give_up_at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::GIVE_UP_AFTER;

    #[test]
    fn it_is_tried_for_three_days_at_growing_distances() {
        let start = Moment::parse("2026-11-22T12:00:00Z").unwrap();
        let end = start.after(GIVE_UP_AFTER);
        for jitter in [0, 128, 255] {
            let (mut now, mut attempts, mut distances) = (start, 1, Vec::new());
            while let Some(then) = next(attempts, now, end, (None, jitter)) {
                distances.push(then.seconds_since(now));
                (now, attempts) = (then, attempts + 1);
            }
            assert_eq!(now, end);
            let (last, growing) = distances.split_last().unwrap();
            assert!(growing.windows(2).all(|pair| pair[0] < pair[1]) && growing.len() >= 7, "{distances:?}");
            assert!(*last > 0 && distances[0] >= 5 && distances[0] <= 6, "{distances:?}");
        }
    }

    #[test]
    fn a_wish_to_wait_is_heard_within_bounds() {
        let now = Moment::parse("2026-11-22T12:00:00Z").unwrap();
        let wait = |seconds| {
            let then = next(1, now, now.after(GIVE_UP_AFTER), (Some(Duration::from_secs(seconds)), 0));
            then.unwrap().seconds_since(now)
        };
        assert_eq!((wait(1), wait(120), wait(10_000_000)), (5, 120, 86_400));
    }
}
