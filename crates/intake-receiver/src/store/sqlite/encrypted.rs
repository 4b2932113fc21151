//! What is kept for somebody else, who alone can read it.

use super::Store;
use super::select;
use super::work::{Done, Work};
use crate::attachment::Attachment;
use crate::store::error::StoreError;
use crate::store::row::{EncryptedRow, Kept, Window};
use std::sync::Arc;

impl Store {
    /// Keeps one. When this returns, what it says is on disk.
    pub async fn keep_encrypted(
        &self,
        row: EncryptedRow,
        files: Arc<Vec<Attachment>>,
    ) -> Result<Kept, StoreError> {
        match self.queue.submit(Work::Encrypted { row: Box::new(row), files }).await? {
            Done::Kept(kept) => Ok(kept),
            Done::Written | Done::Changed(_) | Done::AnotherKey => Err(StoreError::Closed),
        }
    }

    pub async fn encrypted(&self, submission_id: &str) -> Result<Option<EncryptedRow>, StoreError> {
        self.read(async |connection| select::encrypted_by_id(connection, submission_id).await).await
    }

    /// A window of them, newest first, without what was encrypted.
    pub async fn encrypted_columns(&self, window: Window) -> Result<Vec<EncryptedRow>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT submission_id, digest, reference, received_at, receipt_signature, kids, '' AS document, opened_at
                 FROM encrypted ORDER BY received_at DESC, submission_id DESC LIMIT $1 OFFSET $2",
            );
            let rows = rows.bind(i64::from(window.limit)).bind(i64::from(window.offset));
            rows.fetch_all(connection).await?.iter().map(select::encrypted).collect()
        })
        .await
    }

    pub async fn count_encrypted(&self) -> Result<u32, StoreError> {
        self.read(async |connection| {
            let count: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM encrypted").fetch_one(connection).await?;
            Ok(u32::try_from(count).unwrap_or(u32::MAX))
        })
        .await
    }

    /// How many nobody has taken to open them.
    pub async fn count_encrypted_unopened(&self) -> Result<u32, StoreError> {
        self.read(async |connection| {
            let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM encrypted WHERE opened_at IS NULL")
                .fetch_one(connection)
                .await?;
            Ok(u32::try_from(count).unwrap_or(u32::MAX))
        })
        .await
    }

    /// The digests of the files that came with one.
    pub async fn encrypted_files(&self, submission_id: &str) -> Result<Vec<String>, StoreError> {
        self.read(async |connection| {
            let digests = sqlx::query_scalar(
                "SELECT digest FROM encrypted_file WHERE submission_id = $1 ORDER BY digest",
            );
            digests.bind(submission_id).fetch_all(connection).await
        })
        .await
    }

    pub async fn encrypted_file(
        &self,
        submission_id: &str,
        digest: &str,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(async |connection| {
            let bytes = sqlx::query_scalar(
                "SELECT bytes FROM encrypted_file WHERE submission_id = $1 AND digest = $2",
            );
            bytes.bind(submission_id).bind(digest).fetch_optional(connection).await
        })
        .await
    }
}
