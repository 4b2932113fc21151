//! What both the readers and the writer ask for, and what becomes of a row of the database.

use crate::attachment::KeptFile;
use crate::chain::{End, Link};
use crate::receipt::{Receipt, SignedReceipt};
use crate::store::row::{EncryptedRow, FormRow, KeyRow, SubmissionRow};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};

pub(super) async fn submission_by_id(
    connection: &mut SqliteConnection,
    submission_id: &str,
) -> Result<Option<SubmissionRow>, sqlx::Error> {
    let query = sqlx::query(
        "SELECT s.*, l.record, l.previous, l.seal
         FROM submission s LEFT JOIN link l ON l.position = s.position WHERE s.submission_id = $1",
    );
    query.bind(submission_id).fetch_optional(connection).await?.as_ref().map(submission).transpose()
}

pub(super) async fn keys(connection: &mut SqliteConnection) -> Result<Vec<KeyRow>, sqlx::Error> {
    let rows = sqlx::query("SELECT kid, x, y, secret FROM receiver_key ORDER BY number");
    let key = |row: &SqliteRow| {
        let (x, y): (Option<String>, Option<String>) = (row.try_get("x")?, row.try_get("y")?);
        Ok(KeyRow { kid: row.try_get("kid")?, coordinates: x.zip(y), secret: row.try_get("secret")? })
    };
    rows.fetch_all(connection).await?.iter().map(key).collect()
}

pub(super) async fn end(connection: &mut SqliteConnection) -> Result<Option<End>, sqlx::Error> {
    let row = sqlx::query("SELECT position, link, seal FROM chain_end").fetch_optional(connection).await?;
    let end = |row: SqliteRow| {
        Ok(End { position: row.try_get("position")?, link: row.try_get("link")?, seal: row.try_get("seal")? })
    };
    row.map(end).transpose()
}

/// `position`: the column that holds it. None where the row has no link.
pub(super) fn link(row: &SqliteRow, position: &str) -> Result<Option<Link>, sqlx::Error> {
    let Some(seal) = row.try_get("seal")? else { return Ok(None) };
    Ok(Some(Link {
        position: row.try_get(position)?,
        record: row.try_get("record")?,
        previous: row.try_get("previous")?,
        seal,
    }))
}

pub(super) fn form(row: &SqliteRow) -> Result<FormRow, sqlx::Error> {
    Ok(FormRow {
        digest: row.try_get("digest")?,
        name: row.try_get("name")?,
        version: row.try_get("version")?,
        definition: row.try_get("definition")?,
    })
}

pub(super) fn attachment(row: &SqliteRow) -> Result<KeptFile, sqlx::Error> {
    Ok(KeptFile {
        digest: row.try_get("digest")?,
        file_name: row.try_get("file_name")?,
        bytes: row.try_get("bytes")?,
    })
}

/// Without a link where the query has none of its columns.
pub(super) fn submission(row: &SqliteRow) -> Result<SubmissionRow, sqlx::Error> {
    Ok(SubmissionRow {
        receipt: receipt(row)?,
        form_digest: row.try_get("form_digest")?,
        language: row.try_get("language")?,
        mode: row.try_get("mode")?,
        outcome: row.try_get("outcome")?,
        outcome_agrees: row.try_get("outcome_agrees")?,
        clock_skew: row.try_get("clock_skew")?,
        envelope: row.try_get("envelope")?,
        superseded: None,
        link: if row.try_get_raw("seal").is_ok() { link(row, "position")? } else { None },
    })
}

pub(super) async fn encrypted_by_id(
    connection: &mut SqliteConnection,
    submission_id: &str,
) -> Result<Option<EncryptedRow>, sqlx::Error> {
    let query = sqlx::query("SELECT * FROM encrypted WHERE submission_id = $1").bind(submission_id);
    query.fetch_optional(connection).await?.as_ref().map(encrypted).transpose()
}

/// The receipt of whatever has this id, encrypted or not.
pub(super) async fn receipt_by_id(
    connection: &mut SqliteConnection,
    submission_id: &str,
) -> Result<Option<SignedReceipt>, sqlx::Error> {
    let query = sqlx::query(
        "SELECT submission_id, digest, received_at, reference, receipt_signature FROM submission WHERE submission_id = $1
         UNION ALL
         SELECT submission_id, digest, received_at, reference, receipt_signature FROM encrypted WHERE submission_id = $1",
    );
    query.bind(submission_id).fetch_optional(connection).await?.as_ref().map(receipt).transpose()
}

pub(super) async fn is_reference_taken(
    connection: &mut SqliteConnection,
    reference: &str,
) -> Result<bool, sqlx::Error> {
    let taken: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM submission WHERE reference = $1 UNION SELECT 1 FROM encrypted WHERE reference = $1",
    )
    .bind(reference)
    .fetch_optional(connection)
    .await?;
    Ok(taken.is_some())
}

fn receipt(row: &SqliteRow) -> Result<SignedReceipt, sqlx::Error> {
    let receipt = Receipt {
        submission_id: row.try_get("submission_id")?,
        digest: row.try_get("digest")?,
        received_at: row.try_get("received_at")?,
        reference: row.try_get("reference")?,
    };
    Ok(SignedReceipt { receipt, signature: row.try_get("receipt_signature")? })
}

pub(super) fn encrypted(row: &SqliteRow) -> Result<EncryptedRow, sqlx::Error> {
    let kids: String = row.try_get("kids")?;
    Ok(EncryptedRow {
        receipt: receipt(row)?,
        kids: kids.split_whitespace().map(str::to_owned).collect(),
        opened_at: row.try_get("opened_at")?,
        document: row.try_get("document")?,
    })
}
