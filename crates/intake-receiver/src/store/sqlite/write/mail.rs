//! How far staff were told by mail.

use crate::store::sqlite::work::{Done, MailChange};
use sqlx::sqlite::SqliteConnection;

pub(in crate::store::sqlite) async fn change(
    connection: &mut SqliteConnection,
    change: &MailChange,
) -> Result<Done, sqlx::Error> {
    let MailChange { row, at } = change;
    if let Some(at) = at {
        sqlx::query("INSERT INTO mail_attempt (recipient, kind, at, error) VALUES ($1, $2, $3, $4)")
            .bind(&row.recipient)
            .bind(&row.kind)
            .bind(at)
            .bind(&row.error)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query(
        "INSERT INTO mail (recipient, kind, told_position, told_encrypted, told_at, due_at, error, attempts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (recipient, kind) DO UPDATE SET told_position = excluded.told_position,
             told_encrypted = excluded.told_encrypted, told_at = excluded.told_at, due_at = excluded.due_at, error = excluded.error, attempts = excluded.attempts",
    )
    .bind(&row.recipient)
    .bind(&row.kind)
    .bind(row.told_position)
    .bind(row.told_encrypted)
    .bind(&row.told_at)
    .bind(&row.due_at)
    .bind(&row.error)
    .bind(row.attempts)
    .execute(connection)
    .await?;
    Ok(Done::Written)
}
