//! What is written inside a transaction.

use super::read;
use super::writer::Work;
use crate::attachment::Attachment;
use crate::store::{FormRow, Kept, SubmissionRow};
use sqlx::sqlite::SqliteConnection;

/// What became of a piece of work, once its transaction is on disk.
pub(super) enum Done {
    Kept(Kept),
    Written,
}

pub(super) async fn write(connection: &mut SqliteConnection, work: &Work) -> Result<Done, sqlx::Error> {
    match work {
        Work::Submission { row, attachments } => {
            return submission(connection, row, attachments).await.map(Done::Kept);
        }
        Work::Form { form, at } => publish(connection, form, at).await?,
        Work::Key { kid, secret, at } => key(connection, kid, secret, at).await?,
        Work::Probe => probe(connection).await?,
        Work::Close => {}
    }
    Ok(Done::Written)
}

async fn submission(
    connection: &mut SqliteConnection,
    row: &SubmissionRow,
    attachments: &[Attachment],
) -> Result<Kept, sqlx::Error> {
    let receipt = &row.receipt.receipt;
    if let Some(there) = read::submission(connection, &receipt.submission_id).await? {
        return Ok(Kept::Already(there.receipt));
    }
    let inserted = sqlx::query(
        "INSERT INTO submission (submission_id, digest, reference, received_at, receipt_signature, form_digest,
             language, mode, outcome, outcome_agrees, clock_skew, envelope, seal)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (reference) DO NOTHING",
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
    .execute(&mut *connection)
    .await?;
    if inserted.rows_affected() == 0 {
        return Ok(Kept::ReferenceTaken);
    }
    for file in attachments {
        sqlx::query(
            "INSERT INTO attachment (submission_id, digest, file_name, bytes) VALUES ($1, $2, $3, $4)",
        )
        .bind(&receipt.submission_id)
        .bind(&file.digest)
        .bind(&file.file_name)
        .bind(&file.bytes)
        .execute(&mut *connection)
        .await?;
    }
    Ok(Kept::New)
}

async fn publish(connection: &mut SqliteConnection, form: &FormRow, at: &str) -> Result<(), sqlx::Error> {
    let insert = sqlx::query(
        "INSERT INTO form (digest, name, version, definition, published_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (digest) DO NOTHING",
    );
    let insert = insert.bind(&form.digest).bind(&form.name).bind(&form.version).bind(&form.definition);
    insert.bind(at).execute(connection).await.map(drop)
}

/// Two receivers that start at once on a new file have one key.
async fn key(
    connection: &mut SqliteConnection,
    kid: &str,
    secret: &[u8],
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO receiver_key (kid, secret, created_at)
         SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT 1 FROM receiver_key)",
    )
    .bind(kid)
    .bind(secret)
    .bind(at)
    .execute(connection)
    .await
    .map(drop)
}

/// As much as a submission without files: where this has no room, that has none.
async fn probe(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO probe (one, number, bytes) VALUES (1, 1, zeroblob(65536))
         ON CONFLICT (one) DO UPDATE SET number = number + 1, bytes = zeroblob(65536)",
    )
    .execute(connection)
    .await
    .map(drop)
}
