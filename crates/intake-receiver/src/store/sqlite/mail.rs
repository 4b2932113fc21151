//! Mail to staff: what there is to tell, and what became of it.

use super::Store;
use super::work::{MailChange, Work};
use crate::store::error::StoreError;
use crate::store::mail_row::MailRow;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

impl Store {
    pub async fn mail(&self, recipient: &str, kind: &str) -> Result<Option<MailRow>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query("SELECT * FROM mail WHERE recipient = $1 AND kind = $2");
            row.bind(recipient).bind(kind).fetch_optional(connection).await?.as_ref().map(mail).transpose()
        })
        .await
    }

    /// Mail that could not be sent, and waits to be tried again.
    pub async fn mail_troubles(&self) -> Result<Vec<MailRow>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query("SELECT * FROM mail WHERE error IS NOT NULL ORDER BY recipient, kind");
            rows.fetch_all(connection).await?.iter().map(mail).collect()
        })
        .await
    }

    /// Notes how far somebody was told; with the time of an attempt, also that one.
    pub async fn note_mail(&self, row: MailRow, at: Option<String>) -> Result<(), StoreError> {
        self.queue.submit(Work::Mail(Box::new(MailChange { row, at }))).await.map(drop)
    }

    /// How many submissions have come after two positions, that of what can be read here and that of what is
    /// encrypted, and the positions of the last.
    pub async fn came_after(&self, (read, encrypted): (i64, i64)) -> Result<(u32, (i64, i64)), StoreError> {
        self.read(async |connection| {
            let row = sqlx::query(
                "SELECT s.count + e.count AS count, s.last, e.last AS last_encrypted
                 FROM (SELECT COUNT(*) AS count, COALESCE(MAX(position), $1) AS last FROM submission WHERE position > $1) s,
                      (SELECT COUNT(*) AS count, COALESCE(MAX(position), $2) AS last FROM encrypted WHERE position > $2) e",
            );
            let row = row.bind(read).bind(encrypted).fetch_one(connection).await?;
            let count: i64 = row.try_get("count")?;
            let last = (row.try_get("last")?, row.try_get("last_encrypted")?);
            Ok((u32::try_from(count).unwrap_or(u32::MAX), last))
        })
        .await
    }

    /// How many that were received before a moment nobody has opened yet.
    pub async fn unopened_before(&self, moment: &str) -> Result<u32, StoreError> {
        self.read(async |connection| {
            let count: i64 = sqlx::query_scalar(
                "SELECT (SELECT COUNT(*) FROM inbox_entry WHERE opened_at IS NULL AND received_at <= $1)
                     + (SELECT COUNT(*) FROM encrypted WHERE opened_at IS NULL AND received_at <= $1)",
            )
            .bind(moment)
            .fetch_one(connection)
            .await?;
            Ok(u32::try_from(count).unwrap_or(u32::MAX))
        })
        .await
    }
}

fn mail(row: &SqliteRow) -> Result<MailRow, sqlx::Error> {
    Ok(MailRow {
        recipient: row.try_get("recipient")?,
        kind: row.try_get("kind")?,
        told_position: row.try_get("told_position")?,
        told_encrypted: row.try_get("told_encrypted")?,
        told_at: row.try_get("told_at")?,
        due_at: row.try_get("due_at")?,
        error: row.try_get("error")?,
        attempts: row.try_get("attempts")?,
    })
}
