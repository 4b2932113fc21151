//! The one writer: a task that takes what has come meanwhile into one transaction, and answers
//! only when that transaction is on disk.
//!
//! SQLite lets one connection write at a time. Several that compete for it wait in steps of
//! up to 100 ms; a queue lets them pass as fast as the disk takes it, many with one sync.

use super::work::{Done, Work};
use super::write::write_all;
use crate::chain::End;
use crate::store::error::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{mpsc, oneshot, watch};

/// As many as requests may be at work; more wait for their place.
const QUEUED: usize = 128;
/// A transaction that fails is tried again one by one: this bounds how much that is.
const AT_ONCE: usize = 64;

struct Job {
    work: Work,
    answer: oneshot::Sender<Result<Done, StoreError>>,
}

impl Job {
    fn answer(self, result: Result<Done, StoreError>) {
        // Who has gone away meanwhile asks again, and is told then what became of it.
        let _ = self.answer.send(result);
    }
}

/// Where work is handed in.
#[derive(Clone)]
pub(super) struct Queue(mpsc::Sender<Job>);

impl Queue {
    /// Of a store that is only read.
    pub(super) fn closed() -> Self {
        Self(mpsc::channel(1).0)
    }

    pub(super) async fn close(&self) {
        // Closed already is closed.
        let _ = self.submit(Work::Close).await;
    }

    /// Hands in work and waits until it is on disk.
    pub(super) async fn submit(&self, work: Work) -> Result<Done, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Job { work, answer }).await.map_err(|_| StoreError::Closed)?;
        answered.await.unwrap_or(Err(StoreError::Closed))
    }
}

pub(super) struct Writer {
    options: SqliteConnectOptions,
    /// None after a failure, until there is something to write again.
    connection: Option<SqliteConnection>,
    /// The end of the chain, as this writer last sealed or found it.
    end: watch::Sender<Option<End>>,
}

impl Writer {
    pub(super) fn start(
        options: SqliteConnectOptions,
        connection: SqliteConnection,
        end: watch::Sender<Option<End>>,
    ) -> Queue {
        let (sender, jobs) = mpsc::channel(QUEUED);
        tokio::spawn(Self { options, connection: Some(connection), end }.run(jobs));
        Queue(sender)
    }

    async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut batch = Vec::new();
        while jobs.recv_many(&mut batch, AT_ONCE).await > 0 {
            let close = batch.iter().position(|job| matches!(job.work, Work::Close));
            let closing = close.map(|at| batch.swap_remove(at));
            // Whoever waits no more is not to be kept without knowing it.
            batch.retain(|job| !job.answer.is_closed());
            self.write(std::mem::take(&mut batch)).await;
            if let Some(closing) = closing {
                self.discard().await;
                return closing.answer(Ok(Done::Written));
            }
        }
        self.discard().await;
    }

    /// All in one transaction; if that fails, each in one of its own, so that a file for which
    /// there is no room any more does not take others with it.
    async fn write(&mut self, batch: Vec<Job>) {
        match self.attempt(&batch).await {
            Ok(done) => batch.into_iter().zip(done).for_each(|(job, done)| job.answer(Ok(done))),
            Err(error) if batch.len() > 1 && error.may_concern_only_one() => {
                for job in batch {
                    let alone = self.attempt(std::slice::from_ref(&job)).await;
                    job.answer(alone.and_then(|mut done| done.pop().ok_or(StoreError::Closed)));
                }
            }
            Err(error) => batch.into_iter().for_each(|job| job.answer(Err(error.clone()))),
        }
    }

    /// When this is `Ok`, the transaction is on disk.
    async fn attempt(&mut self, batch: &[Job]) -> Result<Vec<Done>, StoreError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let result = self.transaction(batch).await;
        if result.is_err() {
            // A failed COMMIT may leave the transaction open: the next one would be part of it,
            // and its COMMIT none. Only closing the connection ends that for certain.
            self.discard().await;
        }
        Ok(result?)
    }

    async fn transaction(&mut self, batch: &[Job]) -> Result<Vec<Done>, sqlx::Error> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(self.options.connect().await?),
        };
        // IMMEDIATE: waits here for another program's lock, not half-way.
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let before = self.end.borrow().clone();
        let work = batch.iter().map(|job| &job.work);
        let (done, end) = write_all(&mut transaction, work, before).await?;
        transaction.commit().await?;
        self.end.send_if_modified(|known| {
            let moved = *known != end;
            *known = end;
            moved
        });
        Ok(done)
    }

    async fn discard(&mut self) {
        if let Some(connection) = self.connection.take() {
            // What cannot be closed in order is gone all the same.
            let _ = connection.close().await;
        }
    }
}
