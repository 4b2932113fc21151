//! A submission that is kept: with its link of the chain, its line in the inbox's list, and what the webhooks have to tell.
//!
//! All in one query. Each query is a way to SQLite's thread and back, which takes longer than what it does there.

use super::{delivery, entry};
use crate::attachment::Attachment;
use crate::chain::End;
use crate::key::PrivateKey;
use crate::store::inbox_row::Summary;
use crate::store::row::{Kept, SubmissionRow};
use crate::store::sqlite::chain::Tip;
use crate::store::sqlite::select;
use sqlx::sqlite::SqliteConnection;
use std::sync::Arc;

/// Whether it is here, whether its reference is taken, and whether what it replaces was replaced already.
const LOOK: &str = "SELECT
    EXISTS (SELECT 1 FROM submission WHERE submission_id = $1) OR EXISTS (SELECT 1 FROM encrypted WHERE submission_id = $1),
    EXISTS (SELECT 1 FROM submission WHERE reference = $2) OR EXISTS (SELECT 1 FROM encrypted WHERE reference = $2),
    EXISTS (SELECT 1 FROM amendment WHERE superseded = $3)";

/// SQLite takes a number for the same value in each of them.
const KEEP: &str = "
    INSERT INTO link (position, record, previous, seal) VALUES ($1, $2, $3, $4);
    INSERT INTO submission (submission_id, digest, reference, received_at, receipt_signature, form_digest,
        language, mode, outcome, outcome_agrees, clock_skew, envelope, position)
    VALUES ($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $1);
    INSERT INTO inbox_entry (submission_id, position, received_at, form, form_digest, language, name, contact,
        urgent, search, summarised, opened_at, stands_first)
    VALUES ($5, $1, $8, (SELECT name FROM form WHERE digest = $10), $10, $11, $17, $18, $19, $20, TRUE, NULL,
        CASE WHEN $19 THEN 1 ELSE 0 END)
    ON CONFLICT (submission_id) DO UPDATE SET position = excluded.position, received_at = excluded.received_at,
        name = excluded.name, contact = excluded.contact, urgent = excluded.urgent, search = excluded.search,
        opened_at = NULL, stands_first = excluded.stands_first;
    INSERT INTO delivery (delivery_id, webhook_id, event, submission_id, created_at, state, due_at, give_up_at, attempts)
    SELECT 'msg_' || w.webhook_id || '_' || $5, w.webhook_id, 'submission.received', $5, $8, 'waiting',
        CASE WHEN w.paused_at IS NULL THEN $8 END, $21, 0
    FROM webhook w WHERE w.removed_at IS NULL
        AND (w.form IS NULL OR w.form = (SELECT name FROM form WHERE digest = $10))
    ON CONFLICT (delivery_id) DO NOTHING;
    INSERT INTO amendment (superseded, submission_id) SELECT $22, $5 WHERE $22 IS NOT NULL";

pub(in crate::store::sqlite) async fn add(
    connection: &mut SqliteConnection,
    (row, summary, attachments): (&SubmissionRow, &Summary, &[Attachment]),
    key: &Arc<PrivateKey>,
    (tip, end): (&mut Option<(Tip, Arc<PrivateKey>)>, Option<&End>),
) -> Result<Kept, sqlx::Error> {
    let receipt = &row.receipt.receipt;
    let look =
        sqlx::query_as(LOOK).bind(&receipt.submission_id).bind(&receipt.reference).bind(&row.superseded);
    let (is_here, is_taken, is_replaced): (bool, bool, bool) = look.fetch_one(&mut *connection).await?;
    if is_here && let Some(there) = select::receipt_by_id(connection, &receipt.submission_id).await? {
        return Ok(Kept::Already(there));
    }
    if is_taken {
        return Ok(Kept::ReferenceTaken);
    }
    if is_replaced {
        return Ok(Kept::Superseded);
    }
    let (tip, _) = match tip {
        Some(tip) => tip,
        none => none.insert((Tip::find(connection, end, key).await?, key.clone())),
    };
    let link = tip.next(row.record(), key);
    sqlx::query(KEEP)
        .bind(link.position)
        .bind(link.record)
        .bind(link.previous)
        .bind(link.seal)
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
        .bind(&summary.name)
        .bind(&summary.contact)
        .bind(summary.urgent)
        .bind(entry::searched(&receipt.reference, summary))
        .bind(delivery::give_up_at(&receipt.received_at))
        .bind(&row.superseded)
        .execute(&mut *connection)
        .await?;
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
