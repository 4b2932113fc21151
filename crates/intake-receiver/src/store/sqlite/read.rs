//! What is read: nothing here changes the database.

use super::Store;
use crate::attachment::Attachment;
use crate::receipt::{Receipt, SignedReceipt};
use crate::store::{FormRow, StoreError, SubmissionRow, Window};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

impl Store {
    /// The secret of the receiver's oldest key.
    pub async fn receiver_key(&self) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query("SELECT secret FROM receiver_key ORDER BY created_at, kid LIMIT 1");
            row.fetch_optional(connection).await?.map(|row| row.try_get("secret")).transpose()
        })
        .await
    }

    pub async fn form(&self, digest: &str) -> Result<Option<FormRow>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query("SELECT digest, name, version, definition FROM form WHERE digest = $1");
            row.bind(digest).fetch_optional(connection).await?.as_ref().map(form).transpose()
        })
        .await
    }

    pub async fn submission(&self, submission_id: &str) -> Result<Option<SubmissionRow>, StoreError> {
        self.read(async |connection| submission(connection, submission_id).await).await
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
    ) -> Result<Option<Attachment>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query(
                "SELECT digest, file_name, bytes FROM attachment WHERE submission_id = $1 AND digest = $2",
            );
            let row = row.bind(submission_id).bind(digest).fetch_optional(connection).await?;
            row.as_ref().map(attachment).transpose()
        })
        .await
    }

    /// A window of the submissions, newest first.
    pub async fn submissions(&self, window: Window) -> Result<Vec<SubmissionRow>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT * FROM submission ORDER BY received_at DESC, submission_id DESC LIMIT $1 OFFSET $2",
            );
            let rows = rows.bind(i64::from(window.limit)).bind(i64::from(window.offset));
            rows.fetch_all(connection).await?.iter().map(row).collect()
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

pub(super) async fn submission(
    connection: &mut SqliteConnection,
    submission_id: &str,
) -> Result<Option<SubmissionRow>, sqlx::Error> {
    let query = sqlx::query("SELECT * FROM submission WHERE submission_id = $1").bind(submission_id);
    query.fetch_optional(connection).await?.as_ref().map(row).transpose()
}

fn form(row: &SqliteRow) -> Result<FormRow, sqlx::Error> {
    Ok(FormRow {
        digest: row.try_get("digest")?,
        name: row.try_get("name")?,
        version: row.try_get("version")?,
        definition: row.try_get("definition")?,
    })
}

fn attachment(row: &SqliteRow) -> Result<Attachment, sqlx::Error> {
    Ok(Attachment {
        digest: row.try_get("digest")?,
        file_name: row.try_get("file_name")?,
        bytes: row.try_get("bytes")?,
    })
}

fn row(row: &SqliteRow) -> Result<SubmissionRow, sqlx::Error> {
    let receipt = Receipt {
        submission_id: row.try_get("submission_id")?,
        digest: row.try_get("digest")?,
        received_at: row.try_get("received_at")?,
        reference: row.try_get("reference")?,
    };
    Ok(SubmissionRow {
        receipt: SignedReceipt { receipt, signature: row.try_get("receipt_signature")? },
        form_digest: row.try_get("form_digest")?,
        language: row.try_get("language")?,
        mode: row.try_get("mode")?,
        outcome: row.try_get("outcome")?,
        outcome_agrees: row.try_get("outcome_agrees")?,
        clock_skew: row.try_get("clock_skew")?,
        envelope: row.try_get("envelope")?,
        seal: row.try_get("seal")?,
    })
}
