//! What is written inside a transaction.

mod delivery;
mod encrypted;
mod entry;
mod mail;

use super::chain::Tip;
use super::take_up::take_up;
use super::work::{Done, SessionChange, Work};
use super::{probe, select};
use crate::attachment::Attachment;
use crate::chain::End;
use crate::key::PrivateKey;
use crate::store::inbox_row::Summary;
use crate::store::row::{FormRow, Kept, SubmissionRow};
use sqlx::sqlite::SqliteConnection;
use std::sync::Arc;

/// The work of one transaction, and the end of the chain where it has moved.
pub(super) async fn write_all<'a>(
    connection: &mut SqliteConnection,
    work: impl Iterator<Item = &'a Work>,
    mut end: Option<End>,
) -> Result<(Vec<Done>, Option<End>), sqlx::Error> {
    let (mut done, mut tip) = (Vec::new(), None);
    for work in work {
        done.push(match work {
            Work::Submission { row, summary, attachments, key } => {
                let parts = (&**row, &**summary, attachments.as_slice());
                Done::Kept(submission(connection, parts, key, (&mut tip, end.as_ref())).await?)
            }
            Work::Entry(change) => entry::change(connection, change).await?,
            Work::Webhook(change) => delivery::change(connection, change).await?,
            Work::Mail(change) => mail::change(connection, change).await?,
            Work::Encrypted { row, files } => Done::Kept(encrypted::add(connection, row, files).await?),
            Work::Form { form, at } => {
                publish(connection, form, at).await?;
                Done::Written
            }
            Work::TakeUp { key, inside, at } => {
                seal_end(connection, &mut tip, &mut end).await?;
                take_up(connection, key, *inside, at, &mut end).await?
            }
            Work::OpenForms(forms) => {
                open_forms(connection, forms).await?;
                Done::Written
            }
            Work::Session(change) => {
                session(connection, change).await?;
                Done::Written
            }
            Work::Probe => {
                probe::write(connection).await?;
                Done::Written
            }
            Work::Close => Done::Written,
        });
    }
    seal_end(connection, &mut tip, &mut end).await?;
    Ok((done, end))
}

/// Once a transaction, whatever it added.
async fn seal_end(
    connection: &mut SqliteConnection,
    tip: &mut Option<(Tip, Arc<PrivateKey>)>,
    end: &mut Option<End>,
) -> Result<(), sqlx::Error> {
    if let Some((tip, key)) = tip.take() {
        *end = Some(tip.end(connection, &key).await?);
    }
    Ok(())
}

async fn submission(
    connection: &mut SqliteConnection,
    (row, summary, attachments): (&SubmissionRow, &Summary, &[Attachment]),
    key: &Arc<PrivateKey>,
    (tip, end): (&mut Option<(Tip, Arc<PrivateKey>)>, Option<&End>),
) -> Result<Kept, sqlx::Error> {
    let receipt = &row.receipt.receipt;
    if let Some(there) = select::receipt_by_id(connection, &receipt.submission_id).await? {
        return Ok(Kept::Already(there));
    }
    if select::is_reference_taken(connection, &receipt.reference).await? {
        return Ok(Kept::ReferenceTaken);
    }
    if let Some(superseded) = &row.superseded {
        let replaced: Option<i64> = sqlx::query_scalar("SELECT 1 FROM amendment WHERE superseded = $1")
            .bind(superseded)
            .fetch_optional(&mut *connection)
            .await?;
        if replaced.is_some() {
            return Ok(Kept::Superseded);
        }
    }
    let (tip, _) = match tip {
        Some(tip) => tip,
        none => none.insert((Tip::find(connection, end, key).await?, key.clone())),
    };
    let position = tip.add(connection, row.record(), key).await?;
    sqlx::query(
        "INSERT INTO submission (submission_id, digest, reference, received_at, receipt_signature, form_digest,
             language, mode, outcome, outcome_agrees, clock_skew, envelope, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
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
    .bind(position)
    .execute(&mut *connection)
    .await?;
    entry::add(connection, row, (position, summary)).await?;
    delivery::tell(connection, row).await?;
    if let Some(superseded) = &row.superseded {
        sqlx::query("INSERT INTO amendment (superseded, submission_id) VALUES ($1, $2)")
            .bind(superseded)
            .bind(&receipt.submission_id)
            .execute(&mut *connection)
            .await?;
    }
    for file in attachments {
        sqlx::query(
            "INSERT INTO attachment (submission_id, digest, file_name, bytes) VALUES ($1, $2, $3, $4)",
        )
        .bind(&receipt.submission_id)
        .bind(&file.upload.digest)
        .bind(&file.file_name)
        .bind(file.upload.bytes().await.map_err(sqlx::Error::Io)?)
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

/// Which form each file of the folder has opened: these, and no others.
async fn open_forms(connection: &mut SqliteConnection, open: &[(String, String)]) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM open_form").execute(&mut *connection).await?;
    for (file, digest) in open {
        let insert = sqlx::query("INSERT INTO open_form (file, digest) VALUES ($1, $2)");
        insert.bind(file).bind(digest).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn session(connection: &mut SqliteConnection, change: &SessionChange) -> Result<(), sqlx::Error> {
    let query = match change {
        SessionChange::Open(session) => sqlx::query(
            "INSERT INTO session (digest, credential, opened_at, used_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(&session.digest)
        .bind(&session.credential)
        .bind(&session.opened_at)
        .bind(&session.used_at),
        SessionChange::Use { digest, at } => {
            sqlx::query("UPDATE session SET used_at = $2 WHERE digest = $1").bind(digest).bind(at)
        }
        SessionChange::End { digest } => sqlx::query("DELETE FROM session WHERE digest = $1").bind(digest),
        SessionChange::Expire { opened_before, used_before } => {
            let delete = sqlx::query("DELETE FROM session WHERE opened_at < $1 OR used_at < $2");
            delete.bind(opened_before).bind(used_before)
        }
    };
    query.execute(connection).await.map(drop)
}
