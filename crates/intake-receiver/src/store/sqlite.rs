//! SQLite, in one file: nothing to install, WAL, and on disk before it is acknowledged.

use super::{FormRow, Kept, StoreError, SubmissionRow, Window};
use crate::attachment::Attachment;
use crate::receipt::{Receipt, SignedReceipt};
use sqlx::Row;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow, SqliteSynchronous,
};
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;

#[derive(Clone)]
pub struct Store(SqlitePool);

impl Store {
    /// Opens the file, makes it when it is not there, and brings its tables up to date.
    pub async fn open(file: &Path) -> Result<Self, StoreError> {
        make_private(file).map_err(sqlx::Error::Io)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A receipt means that it is on disk, a power cut included.
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
        sqlx::migrate!("migrations/sqlite").run(&pool).await?;
        Ok(Self(pool))
    }

    /// Opens a file that is there, only to read it.
    pub async fn open_existing(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        Ok(Self(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?))
    }

    /// Writes everything into the one file and lets go of it.
    pub async fn close(&self) {
        self.0.close().await;
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.0).await?;
        Ok(())
    }

    /// The secret of the receiver's oldest key.
    pub async fn receiver_key(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT secret FROM receiver_key ORDER BY created_at, kid LIMIT 1")
            .fetch_optional(&self.0)
            .await?;
        Ok(row.map(|row| row.try_get("secret")).transpose()?)
    }

    pub async fn keep_receiver_key(&self, kid: &str, secret: &[u8], at: &str) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO receiver_key (kid, secret, created_at) VALUES ($1, $2, $3)")
            .bind(kid)
            .bind(secret)
            .bind(at)
            .execute(&self.0)
            .await?;
        Ok(())
    }

    /// Keeps a published form; the same again changes nothing.
    pub async fn publish(&self, form: &FormRow, at: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO form (digest, name, version, definition, published_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (digest) DO NOTHING",
        )
        .bind(&form.digest)
        .bind(&form.name)
        .bind(&form.version)
        .bind(&form.definition)
        .bind(at)
        .execute(&self.0)
        .await?;
        Ok(())
    }

    pub async fn form(&self, digest: &str) -> Result<Option<FormRow>, StoreError> {
        let row = sqlx::query("SELECT digest, name, version, definition FROM form WHERE digest = $1")
            .bind(digest)
            .fetch_optional(&self.0)
            .await?;
        Ok(row.as_ref().map(form).transpose()?)
    }

    /// Keeps a submission. When this returns `New`, it is on disk.
    pub async fn keep(&self, row: &SubmissionRow, attachments: &[Attachment]) -> Result<Kept, StoreError> {
        let receipt = &row.receipt.receipt;
        let mut transaction = self.0.begin().await?;
        let insert = sqlx::query(
            "INSERT INTO submission (submission_id, digest, reference, received_at, receipt_signature, form_digest,
                 language, mode, outcome, outcome_agrees, clock_skew, envelope, seal)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (submission_id) DO NOTHING",
        )
        .bind(&receipt.submission_id)
        .bind(&receipt.digest)
        .bind(&receipt.reference)
        .bind(&receipt.received_at)
        .bind(&row.receipt.signature)
        .bind(&row.form_digest)
        .bind(&row.language)
        .bind(&row.mode)
        .bind(&row.outcome)
        .bind(row.outcome_agrees)
        .bind(row.clock_skew)
        .bind(&row.envelope)
        .bind(&row.seal)
        .execute(&mut *transaction)
        .await;
        if matches!(&insert, Ok(done) if done.rows_affected() == 1) {
            for file in attachments {
                sqlx::query(
                    "INSERT INTO attachment (submission_id, digest, file_name, bytes) VALUES ($1, $2, $3, $4)",
                )
                .bind(&receipt.submission_id)
                .bind(&file.digest)
                .bind(&file.file_name)
                .bind(&file.bytes)
                .execute(&mut *transaction)
                .await?;
            }
            transaction.commit().await?;
            return Ok(Kept::New);
        }
        drop(transaction);
        match insert {
            Ok(_) => match self.submission(&receipt.submission_id).await? {
                Some(there) => Ok(Kept::Already(there.receipt)),
                None => Err(sqlx::Error::RowNotFound.into()),
            },
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(Kept::ReferenceTaken),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn submission(&self, submission_id: &str) -> Result<Option<SubmissionRow>, StoreError> {
        let row = sqlx::query("SELECT * FROM submission WHERE submission_id = $1")
            .bind(submission_id)
            .fetch_optional(&self.0)
            .await?;
        Ok(row.as_ref().map(submission).transpose()?)
    }

    /// The digests of the files that came with a submission.
    pub async fn attached(&self, submission_id: &str) -> Result<Vec<String>, StoreError> {
        let digests = sqlx::query_scalar("SELECT digest FROM attachment WHERE submission_id = $1");
        Ok(digests.bind(submission_id).fetch_all(&self.0).await?)
    }

    pub async fn attachment(
        &self,
        submission_id: &str,
        digest: &str,
    ) -> Result<Option<Attachment>, StoreError> {
        let row = sqlx::query(
            "SELECT digest, file_name, bytes FROM attachment WHERE submission_id = $1 AND digest = $2",
        )
        .bind(submission_id)
        .bind(digest)
        .fetch_optional(&self.0)
        .await?;
        let attachment = |row: SqliteRow| {
            Ok::<_, sqlx::Error>(Attachment {
                digest: row.try_get("digest")?,
                file_name: row.try_get("file_name")?,
                bytes: row.try_get("bytes")?,
            })
        };
        Ok(row.map(attachment).transpose()?)
    }

    /// A window of the submissions, newest first.
    pub async fn submissions(&self, window: Window) -> Result<Vec<SubmissionRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM submission ORDER BY received_at DESC, submission_id DESC LIMIT $1 OFFSET $2",
        )
        .bind(i64::from(window.limit))
        .bind(i64::from(window.offset))
        .fetch_all(&self.0)
        .await?;
        Ok(rows.iter().map(submission).collect::<Result<_, _>>()?)
    }

    pub async fn count(&self) -> Result<u32, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM submission").fetch_one(&self.0).await?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

/// Makes the file, if it is not there, for its owner only: it holds answers and a private key.
/// One that others may read is closed to them; the files beside it get its mode from SQLite.
fn make_private(file: &Path) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => close_to_others(file),
        other => other.map(drop),
    }
}

#[cfg(unix)]
fn close_to_others(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = std::fs::metadata(file)?.permissions();
    if permissions.mode() & 0o077 != 0 {
        permissions.set_mode(permissions.mode() & !0o077);
        std::fs::set_permissions(file, permissions)?;
        tracing::warn!("others could read the database: it is its owner's only now");
    }
    Ok(())
}

#[cfg(not(unix))]
fn close_to_others(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn form(row: &SqliteRow) -> Result<FormRow, sqlx::Error> {
    Ok(FormRow {
        digest: row.try_get("digest")?,
        name: row.try_get("name")?,
        version: row.try_get("version")?,
        definition: row.try_get("definition")?,
    })
}

fn submission(row: &SqliteRow) -> Result<SubmissionRow, sqlx::Error> {
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
