//! What is read: nothing here changes the database.

use super::{Store, select};
use crate::attachment::KeptFile;
use crate::chain::{End, Link};
use crate::digest;
use crate::store::error::StoreError;
use crate::store::row::{FileRow, FormRow, KeyRow, SubmissionRow, Window};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

impl Store {
    pub(super) async fn is_of_an_earlier_version(&self) -> Result<bool, StoreError> {
        self.read(async |connection| {
            let tables: Vec<String> =
                sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'table'")
                    .fetch_all(connection)
                    .await?;
            let is_there = |name: &str| tables.iter().any(|table| table == name);
            // Both are read with each submission.
            Ok(is_there("submission") && !(is_there("chain_end") && is_there("amendment")))
        })
        .await
    }

    /// Whether what the inbox's list shows stands in this database.
    pub async fn has_list(&self) -> Result<bool, StoreError> {
        self.read(async |connection| {
            let found: Option<i64> = sqlx::query_scalar(
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'inbox_entry'",
            )
            .fetch_optional(connection)
            .await?;
            Ok(found.is_some())
        })
        .await
    }

    /// The receiver's keys; the last one signs.
    pub async fn keys(&self) -> Result<Vec<KeyRow>, StoreError> {
        self.read(select::keys).await
    }

    /// How far the chain goes.
    pub async fn end(&self) -> Result<Option<End>, StoreError> {
        self.read(select::end).await
    }

    pub async fn link(&self, position: i64) -> Result<Option<Link>, StoreError> {
        let first = self.links(position - 1).await?.into_iter().next();
        Ok(first.map(|(link, _)| link).filter(|link| link.position == position))
    }

    /// The next links after a position, each with the submission that stands there.
    pub async fn links(&self, after: i64) -> Result<Vec<(Link, Option<SubmissionRow>)>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT s.*, l.position AS link_position, l.record, l.previous, l.seal
                 FROM link l LEFT JOIN submission s ON s.position = l.position
                 WHERE l.position > $1 ORDER BY l.position LIMIT 16",
            );
            let both = |found: &SqliteRow| {
                let link = select::link(found, "link_position")?.ok_or(sqlx::Error::RowNotFound)?;
                let there: Option<String> = found.try_get("submission_id")?;
                Ok((link, there.map(|_| select::submission(found)).transpose()?))
            };
            rows.bind(after).fetch_all(connection).await?.iter().map(both).collect()
        })
        .await
    }

    /// The references of submissions that stand nowhere in the chain.
    pub async fn unlinked(&self) -> Result<Vec<String>, StoreError> {
        self.read(async |connection| {
            let references = sqlx::query_scalar(
                "SELECT reference FROM submission s
                 WHERE NOT EXISTS (SELECT 1 FROM link l WHERE l.position = s.position) ORDER BY reference",
            );
            references.fetch_all(connection).await
        })
        .await
    }

    /// Files whose submission is not there: its id, and how many.
    pub async fn stray_files(&self) -> Result<Vec<(String, i64)>, StoreError> {
        self.read(async |connection| {
            let strays = sqlx::query_as(
                "SELECT submission_id, COUNT(*) FROM attachment a
                 WHERE NOT EXISTS (SELECT 1 FROM submission s WHERE s.submission_id = a.submission_id)
                 GROUP BY submission_id ORDER BY submission_id",
            );
            strays.fetch_all(connection).await
        })
        .await
    }

    /// The digests under which forms are kept.
    pub async fn forms(&self) -> Result<Vec<String>, StoreError> {
        self.read(async |connection| {
            sqlx::query_scalar("SELECT digest FROM form ORDER BY published_at, digest")
                .fetch_all(connection)
                .await
        })
        .await
    }

    /// The files of a submission, one after the other looked at again.
    pub async fn files(&self, submission_id: &str) -> Result<Vec<FileRow>, StoreError> {
        let mut files = Vec::new();
        for digest in self.attached(submission_id).await? {
            let Some(file) = self.attachment(submission_id, &digest).await? else { continue };
            let looked = tokio::task::spawn_blocking(move || {
                let actual = digest::of_bytes(&file.bytes);
                FileRow { digest: file.digest, file_name: file.file_name, actual }
            });
            files.push(looked.await.map_err(|_| StoreError::Closed)?);
        }
        Ok(files)
    }

    /// A form that was asked for lately.
    pub fn form_at_hand(&self, digest: &str) -> Option<FormRow> {
        self.forms.find(digest)
    }

    pub async fn form(&self, digest: &str) -> Result<Option<FormRow>, StoreError> {
        if let Some(form) = self.form_at_hand(digest) {
            return Ok(Some(form));
        }
        let form = self.read(async |connection| {
            let row = sqlx::query("SELECT digest, name, version, definition FROM form WHERE digest = $1");
            row.bind(digest).fetch_optional(connection).await?.as_ref().map(select::form).transpose()
        });
        Ok(form.await?.map(|form| self.forms.keep(digest, form)))
    }

    pub async fn submission(&self, submission_id: &str) -> Result<Option<SubmissionRow>, StoreError> {
        self.read(async |connection| select::submission_by_id(connection, submission_id).await).await
    }

    /// The submission with this canonical digest.
    pub async fn by_digest(&self, digest: &str) -> Result<Option<SubmissionRow>, StoreError> {
        self.read(async |connection| {
            let query = sqlx::query(
                "SELECT s.*, l.record, l.previous, l.seal
                 FROM submission s LEFT JOIN link l ON l.position = s.position WHERE s.digest = $1",
            );
            query.bind(digest).fetch_optional(connection).await?.as_ref().map(select::submission).transpose()
        })
        .await
    }

    /// The digests of the files that came with a submission.
    pub async fn attached(&self, submission_id: &str) -> Result<Vec<String>, StoreError> {
        self.read(async |connection| {
            let digests = sqlx::query_scalar("SELECT digest FROM attachment WHERE submission_id = $1");
            digests.bind(submission_id).fetch_all(connection).await
        })
        .await
    }

    pub async fn attachment(
        &self,
        submission_id: &str,
        digest: &str,
    ) -> Result<Option<KeptFile>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query(
                "SELECT digest, file_name, bytes FROM attachment WHERE submission_id = $1 AND digest = $2",
            );
            let row = row.bind(submission_id).bind(digest).fetch_optional(connection).await?;
            row.as_ref().map(select::attachment).transpose()
        })
        .await
    }

    /// A window of the submissions, newest first.
    pub async fn submissions(&self, window: Window) -> Result<Vec<SubmissionRow>, StoreError> {
        self.read(async |connection| {
            // In the order in which they came, whatever the clock was doing.
            let rows = sqlx::query(
                "SELECT s.*, l.record, l.previous, l.seal
                 FROM submission s LEFT JOIN link l ON l.position = s.position
                 ORDER BY s.position DESC LIMIT $1 OFFSET $2",
            );
            let rows = rows.bind(i64::from(window.limit)).bind(i64::from(window.offset));
            rows.fetch_all(connection).await?.iter().map(select::submission).collect()
        })
        .await
    }

    pub async fn count(&self) -> Result<u32, StoreError> {
        self.read(async |connection| {
            let count: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM submission").fetch_one(connection).await?;
            Ok(u32::try_from(count).unwrap_or(u32::MAX))
        })
        .await
    }
}
