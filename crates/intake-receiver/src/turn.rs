//! Work that computes for long stays off the event loop, and takes turns: so much at a time
//! for all, and less for one client, so that nobody's heavy submissions hold up the others.

use crate::client::Client;
use std::collections::HashMap;
use std::num::NonZero;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::Semaphore;

/// Past so many clients those that have gone are forgotten.
const REMEMBERED: usize = 256;

pub struct Turns {
    all: Arc<Semaphore>,
    each: usize,
    by_client: Mutex<HashMap<Client, Weak<Semaphore>>>,
}

/// The work ended without a result: it panicked, or the receiver stops.
#[derive(Debug)]
pub struct Interrupted;

impl Turns {
    /// As many at a time as there are processors, of which one client leaves at least one free.
    pub fn of_processors() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, NonZero::get).max(2);
        Self::new(processors, processors - 1)
    }

    pub fn new(at_a_time: usize, each: usize) -> Self {
        Self { all: Arc::new(Semaphore::new(at_a_time)), each, by_client: Mutex::default() }
    }

    /// Does the work on a thread of its own when it is its turn. Who stops waiting before then
    /// gives the turn up; work that has begun keeps its place to its end.
    pub async fn take<T: Send + 'static>(
        &self,
        client: Client,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Interrupted> {
        // First among the client's own: at most so many of one client wait in the common queue.
        let own = self.of_client(client).acquire_owned().await.map_err(|_| Interrupted)?;
        let place = self.all.clone().acquire_owned().await.map_err(|_| Interrupted)?;
        let work = move || {
            let _held = (own, place);
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Interrupted)
    }

    fn of_client(&self, client: Client) -> Arc<Semaphore> {
        let mut by_client = self.by_client.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turns) = by_client.get(&client).and_then(Weak::upgrade) {
            return turns;
        }
        if by_client.len() >= REMEMBERED {
            by_client.retain(|_, turns| turns.strong_count() > 0);
        }
        let turns = Arc::new(Semaphore::new(self.each));
        by_client.insert(client, Arc::downgrade(&turns));
        turns
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::channel;

    fn client(last: u8) -> Client {
        Client::of([192, 0, 2, last].into())
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_burns_does_not_hold_up_another_client() {
        let turns = Arc::new(Turns::new(2, 1));
        let (mut ends, mut burning) = (Vec::new(), Vec::new());
        for _ in 0..16 {
            let (end, ended) = channel::<()>();
            let turns = turns.clone();
            ends.push(end);
            burning
                .push(tokio::spawn(async move { turns.take(client(1), move || ended.recv().is_ok()).await }));
        }
        tokio::task::yield_now().await;
        assert_eq!(turns.take(client(2), || 7).await.ok(), Some(7));
        drop(ends);
        for one in burning {
            assert!(one.await.unwrap().is_ok());
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn work_that_has_begun_keeps_its_place_when_nobody_waits_for_it_any_more() {
        let turns = Arc::new(Turns::new(1, 1));
        let (end, ended) = channel::<()>();
        let (begin, begun) = tokio::sync::oneshot::channel::<()>();
        let running = Arc::new(AtomicUsize::new(0));
        let (own, counted) = (turns.clone(), running.clone());
        let task = tokio::spawn(async move {
            let work = move || {
                counted.fetch_add(1, Ordering::SeqCst);
                let _ = begin.send(());
                let _ = ended.recv();
                counted.fetch_sub(1, Ordering::SeqCst);
            };
            own.take(client(1), work).await
        });
        begun.await.unwrap();
        task.abort();
        let counted = running.clone();
        let next =
            tokio::spawn(async move { turns.take(client(2), move || counted.load(Ordering::SeqCst)).await });
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        assert!(!next.is_finished());
        drop(end);
        assert_eq!(next.await.unwrap().ok(), Some(0), "the first had ended before the next began");
    }
}
