//! Guesses: ten wrong ones of a client, then one every six seconds. Right ones are not counted:
//! a program may ask as often as it likes.

use crate::client::Client;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Each wrong guess is forgotten after so long.
const FORGOTTEN: Duration = Duration::from_secs(6);
const AT_ONCE: u32 = 10;
/// Past so many clients, those are dropped whose guesses are forgotten.
const REMEMBERED: usize = 4096;

/// When the last wrong guess of each client will be forgotten.
pub(crate) struct Attempts {
    until: Mutex<HashMap<Client, Instant>>,
    at_once: u32,
    forgotten: Duration,
}

impl Default for Attempts {
    fn default() -> Self {
        Self::new(AT_ONCE, FORGOTTEN)
    }
}

#[derive(Debug)]
pub(crate) struct TooMany;

impl Attempts {
    /// So many at once, and one more each time that one is forgotten.
    pub(crate) fn new(at_once: u32, forgotten: Duration) -> Self {
        Self { until: Mutex::default(), at_once, forgotten }
    }

    /// Lets a client guess; while it may not, the guess is not even looked at.
    pub(crate) fn guess(&self, client: Client, is_right: impl FnOnce() -> bool) -> Result<bool, TooMany> {
        let mut wrong = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let forgotten = wrong.get(&client).copied().unwrap_or(now).max(now);
        if forgotten > now + self.forgotten * (self.at_once - 1) {
            return Err(TooMany);
        }
        let is_right = is_right();
        if !is_right {
            if wrong.len() >= REMEMBERED {
                wrong.retain(|_, forgotten| *forgotten > now);
            }
            wrong.insert(client, forgotten + self.forgotten);
        }
        Ok(is_right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn after_ten_wrong_guesses_a_client_waits() {
        let attempts = Attempts::default();
        let (guesser, other) = (Client::of([192, 0, 2, 1].into()), Client::of([192, 0, 2, 2].into()));
        for _ in 0..1000 {
            assert!(matches!(attempts.guess(guesser, || true), Ok(true)), "right ones are not counted");
        }
        for _ in 0..AT_ONCE {
            assert!(matches!(attempts.guess(guesser, || false), Ok(false)));
        }
        assert!(attempts.guess(guesser, || unreachable!()).is_err());
        assert!(matches!(attempts.guess(other, || true), Ok(true)));
        let mut guesses = 0;
        for _ in 0..60 {
            tokio::time::advance(Duration::from_secs(1)).await;
            guesses += u32::from(attempts.guess(guesser, || false).is_ok());
        }
        assert_eq!(guesses, 10, "a minute lets in one every six seconds");
        tokio::time::advance(Duration::from_secs(60)).await;
        assert!(matches!(attempts.guess(guesser, || true), Ok(true)));
    }
}
