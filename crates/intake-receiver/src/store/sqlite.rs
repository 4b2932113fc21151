//! SQLite, in one file: nothing to install, WAL, and on disk before it is acknowledged.
//!
//! Everything is written by one task ([`writer`]); any number may read meanwhile. A connection
//! that has failed once is closed: what state it is in is nobody's guess.

mod file;
mod read;
mod write;
mod writer;

use super::{FormRow, Kept, StoreError, SubmissionRow};
use crate::attachment::Attachment;
use sqlx::ConnectOptions;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use writer::{Queue, Work, Writer};

/// How long another program may keep the database locked before a submission is refused. A
/// sender waits 30 seconds for an answer.
const PATIENCE: Duration = Duration::from_secs(25);
/// A database that takes no write for so long is not ready.
const READY_WITHIN: Duration = Duration::from_secs(5);
/// The log of writes shrinks to this when large files have passed through it.
const LOG_BYTES: &str = "67108864";

#[derive(Clone)]
pub struct Store {
    readers: SqlitePool,
    queue: Queue,
}

impl Store {
    /// Opens the file, makes it when it is not there, and brings its tables up to date.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        file::make_private(file).map_err(sqlx::Error::Io)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .journal_mode(SqliteJournalMode::Wal)
            // A receipt means that it is on disk, a power cut included.
            .synchronous(SqliteSynchronous::Full)
            .pragma("fullfsync", "ON")
            .pragma("journal_size_limit", LOG_BYTES);
        let mut connection = options.connect().await?;
        sqlx::migrate!("migrations/sqlite").run(&mut connection).await?;
        let readers = readers().connect_with(options.clone().pragma("query_only", "ON")).await?;
        Ok(Self { readers, queue: Writer::start(options, connection) })
    }

    /// Opens a file that is there, only to read it.
    pub async fn open_existing(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        Ok(Self {
            readers: readers().max_connections(1).connect_with(options).await?,
            queue: Queue::closed(),
        })
    }

    /// Writes everything into the one file and lets go of it.
    pub async fn close(&self) {
        self.readers.close().await;
        self.queue.close().await;
    }

    /// Whether the database takes a write now.
    pub async fn probe(&self) -> Result<(), StoreError> {
        match tokio::time::timeout(READY_WITHIN, self.queue.done(Work::Probe)).await {
            Ok(done) => done,
            Err(_) => Err(StoreError::Slow(READY_WITHIN.as_secs())),
        }
    }

    /// Keeps a key, unless there is one already.
    pub async fn keep_receiver_key(&self, kid: &str, secret: &[u8], at: &str) -> Result<(), StoreError> {
        let (kid, secret, at) = (kid.to_owned(), secret.to_owned(), at.to_owned());
        self.queue.done(Work::Key { kid, secret, at }).await
    }

    /// Keeps a published form; the same again changes nothing.
    pub async fn publish(&self, form: &FormRow, at: &str) -> Result<(), StoreError> {
        let form = FormRow {
            digest: form.digest.clone(),
            name: form.name.clone(),
            version: form.version.clone(),
            definition: form.definition.clone(),
        };
        self.queue.done(Work::Form { form, at: at.to_owned() }).await
    }

    /// Keeps a submission. When this returns, what it says is on disk.
    pub async fn keep(
        &self,
        row: SubmissionRow,
        attachments: Arc<Vec<Attachment>>,
    ) -> Result<Kept, StoreError> {
        self.queue.kept(Work::Submission { row: Box::new(row), attachments }).await
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
