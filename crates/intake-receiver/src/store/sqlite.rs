//! SQLite, in one file: nothing to install, WAL, and on disk before it is acknowledged.
//!
//! Everything is written by one task ([`writer`]); any number may read meanwhile. A connection
//! that has failed once is closed: what state it is in is nobody's guess.

mod amendment;
mod chain;
mod encrypted;
mod file;
mod former;
mod inbox;
mod look;
mod mail;
mod open_form;
mod probe;
mod read;
mod select;
mod session;
mod take_up;
mod webhook;
mod work;
mod write;
mod writer;

use self::look::{MIGRATOR, Use, look};
use super::error::StoreError;
use super::inbox_row::Summary;
use super::row::{FormRow, Kept, SubmissionRow};
use crate::attachment::Attachment;
use crate::chain::End;
use crate::key::PrivateKey;
use crate::latest::Latest;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, Executor};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use work::{Done, Work};
use writer::{Queue, Writer};

/// How long another program may keep the database locked before a submission is refused. A
/// sender waits 30 seconds for an answer.
const PATIENCE: Duration = Duration::from_secs(25);
/// A database that takes no write for so long is not ready.
const READY_WITHIN: Duration = Duration::from_secs(5);
/// Forms that are kept in memory, of at most 1 MiB each.
const FORMS: usize = 16;
/// The log of writes shrinks to this when large files have passed through it.
const LOG_BYTES: &str = "67108864";

#[derive(Clone)]
pub struct Store {
    readers: SqlitePool,
    queue: Queue,
    end: watch::Receiver<Option<End>>,
    /// A published form never changes.
    forms: Arc<Latest<FormRow>>,
}

impl Store {
    /// Looks whether [`Store::open`] may be called with this file, and changes nothing.
    pub async fn look(file: &Path) -> Result<(), StoreError> {
        look(file, PATIENCE, Use::Write).await
    }

    /// Opens the file, makes it when it is not there, and brings its tables up to date.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        look(file, PATIENCE, Use::Write).await?;
        file::make_private(file).map_err(Arc::new).map_err(StoreError::Place)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .journal_mode(SqliteJournalMode::Wal)
            // A receipt means that it is on disk, a power cut included.
            .synchronous(SqliteSynchronous::Full)
            .pragma("fullfsync", "ON")
            // What is replaced or erased is overwritten where that costs nothing.
            .pragma("secure_delete", "FAST")
            .pragma("journal_size_limit", LOG_BYTES);
        let mut connection = options.connect().await?;
        MIGRATOR.run(&mut connection).await?;
        let readers = readers().connect_with(options.clone().pragma("query_only", "ON")).await?;
        let (moved, end) = watch::channel(None);
        let queue = Writer::start(options, connection, moved);
        Ok(Self { readers, queue, end, forms: Arc::new(Latest::new(FORMS)) })
    }

    /// Opens a file that is there, only to read it: as it is at the first look, whatever a
    /// receiver writes meanwhile.
    pub async fn open_existing(file: &Path) -> Result<Self, StoreError> {
        look(file, PATIENCE, Use::Read).await?;
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let snapshot = readers()
            .max_connections(1)
            .after_connect(|connection, _| Box::pin(async { connection.execute("BEGIN").await.map(drop) }));
        let readers = snapshot.connect_with(options).await?;
        let (queue, end) = (Queue::closed(), watch::channel(None).1);
        let store = Self { readers, queue, end, forms: Arc::new(Latest::new(FORMS)) };
        if store.is_of_an_earlier_version().await? { Err(StoreError::Earlier) } else { Ok(store) }
    }

    /// Writes everything into the one file and lets go of it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.queue.close().await;
    }

    /// Whether the database takes a write now.
    pub async fn probe(&self) -> Result<(), StoreError> {
        match tokio::time::timeout(READY_WITHIN, self.queue.submit(Work::Probe)).await {
            Ok(done) => done.map(drop),
            Err(_) => Err(StoreError::Slow(READY_WITHIN.as_secs())),
        }
    }

    /// Takes up the key that signs from now on, with its secret if it lives `inside` the
    /// database. False: another receiver has put its own there meanwhile.
    pub async fn take_up(&self, key: &Arc<PrivateKey>, inside: bool, at: &str) -> Result<bool, StoreError> {
        let work = Work::TakeUp { key: key.clone(), inside, at: at.to_owned() };
        Ok(!matches!(self.queue.submit(work).await?, Done::AnotherKey))
    }

    /// The end of the chain, each time that it has moved on disk.
    pub fn ends(&self) -> watch::Receiver<Option<End>> {
        self.end.clone()
    }

    /// Keeps a published form; the same again changes nothing.
    pub async fn publish(&self, form: &FormRow, at: &str) -> Result<(), StoreError> {
        let form = FormRow {
            digest: form.digest.clone(),
            name: form.name.clone(),
            version: form.version.clone(),
            definition: form.definition.clone(),
        };
        self.queue.submit(Work::Form { form, at: at.to_owned() }).await.map(drop)
    }

    /// Keeps a submission. When this returns, what it says is on disk.
    pub async fn keep(
        &self,
        (row, summary): (SubmissionRow, Summary),
        attachments: Arc<Vec<Attachment>>,
        key: &Arc<PrivateKey>,
    ) -> Result<Kept, StoreError> {
        let work = Work::Submission {
            row: Box::new(row),
            summary: Box::new(summary),
            attachments,
            key: key.clone(),
        };
        match self.queue.submit(work).await? {
            Done::Kept(kept) => Ok(kept),
            Done::Written | Done::Changed(_) | Done::AnotherKey => Err(StoreError::Closed),
        }
    }

    /// Reads with a connection that is closed if it fails.
    async fn read<T>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, StoreError> {
        let mut connection = self.readers.acquire().await?;
        let result = work(&mut connection).await;
        if result.is_err() {
            connection.close_on_drop();
        }
        Ok(result?)
    }
}

/// One stays open for ever: on a full disk, a first reader could not make the files that
/// SQLite needs beside the database.
fn readers() -> SqlitePoolOptions {
    SqlitePoolOptions::new().min_connections(1).max_connections(4).idle_timeout(None).max_lifetime(None)
}
