//! Webhooks and their deliveries.

use super::Store;
use super::work::{Done, Work};
use crate::store::error::StoreError;
use crate::store::webhook_row::{AttemptRow, DeliveryRow, WebhookChange, WebhookRow, WebhookState};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// Deliveries of one webhook that are under way at a time, so that a slow one holds up no other.
const OF_ONE: i64 = 4;

impl Store {
    pub async fn webhooks(&self) -> Result<Vec<WebhookState>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT w.*,
                     (SELECT COUNT(*) FROM delivery d WHERE d.webhook_id = w.webhook_id AND d.state = 'waiting') AS waiting,
                     (SELECT COUNT(*) FROM delivery d WHERE d.webhook_id = w.webhook_id AND d.state = 'delivered') AS delivered,
                     (SELECT COUNT(*) FROM delivery d WHERE d.webhook_id = w.webhook_id AND d.state = 'failed' AND d.event <> 'test') AS failed
                 FROM webhook w WHERE w.removed_at IS NULL ORDER BY w.created_at, w.webhook_id",
            );
            let state = |row: &SqliteRow| {
                Ok(WebhookState {
                    webhook: webhook(row)?,
                    waiting: row.try_get("waiting")?,
                    delivered: row.try_get("delivered")?,
                    failed: row.try_get("failed")?,
                })
            };
            rows.fetch_all(connection).await?.iter().map(state).collect()
        })
        .await
    }

    /// The last deliveries of a webhook, each with its last attempt.
    pub async fn deliveries(
        &self,
        webhook_id: &str,
        limit: u32,
    ) -> Result<Vec<(DeliveryRow, Option<AttemptRow>)>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT d.*, a.at, a.status, a.error, a.milliseconds FROM delivery d
                 LEFT JOIN delivery_attempt a ON a.delivery_id = d.delivery_id AND a.number = d.attempts
                 WHERE d.webhook_id = $1 ORDER BY d.created_at DESC, d.delivery_id LIMIT $2",
            );
            let both = |row: &SqliteRow| {
                let tried: Option<String> = row.try_get("at")?;
                Ok((delivery(row)?, tried.map(|_| attempt(row)).transpose()?))
            };
            rows.bind(webhook_id)
                .bind(i64::from(limit))
                .fetch_all(connection)
                .await?
                .iter()
                .map(both)
                .collect()
        })
        .await
    }

    pub async fn attempts(&self, delivery_id: &str) -> Result<Vec<AttemptRow>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query("SELECT * FROM delivery_attempt WHERE delivery_id = $1 ORDER BY number");
            rows.bind(delivery_id).fetch_all(connection).await?.iter().map(attempt).collect()
        })
        .await
    }

    /// What is due, a few of each webhook.
    pub async fn due(&self, now: &str) -> Result<Vec<(WebhookRow, DeliveryRow)>, StoreError> {
        self.read(async |connection| {
            let rows = sqlx::query(
                "SELECT w.url, w.secret, w.payload, w.form, w.paused_at, w.paused_why, d.* FROM (
                     SELECT d.*, ROW_NUMBER() OVER (PARTITION BY d.webhook_id ORDER BY d.due_at, d.delivery_id) AS place
                     FROM delivery d WHERE d.due_at IS NOT NULL AND d.due_at <= $1
                 ) d JOIN webhook w ON w.webhook_id = d.webhook_id WHERE d.place <= $2 ORDER BY d.due_at",
            );
            let both = |row: &SqliteRow| Ok((webhook(row)?, delivery(row)?));
            rows.bind(now).bind(OF_ONE).fetch_all(connection).await?.iter().map(both).collect()
        })
        .await
    }

    /// Makes a change. Returns how many webhooks or deliveries it concerned.
    pub async fn change_webhook(&self, change: WebhookChange) -> Result<u64, StoreError> {
        match self.queue.submit(Work::Webhook(Box::new(change))).await? {
            Done::Changed(count) => Ok(count),
            _ => Err(StoreError::Closed),
        }
    }
}

fn webhook(row: &SqliteRow) -> Result<WebhookRow, sqlx::Error> {
    Ok(WebhookRow {
        webhook_id: row.try_get("webhook_id")?,
        url: row.try_get("url")?,
        secret: row.try_get("secret")?,
        payload: row.try_get("payload")?,
        form: row.try_get("form")?,
        created_at: row.try_get("created_at")?,
        paused_at: row.try_get("paused_at")?,
        paused_why: row.try_get("paused_why")?,
    })
}

fn delivery(row: &SqliteRow) -> Result<DeliveryRow, sqlx::Error> {
    Ok(DeliveryRow {
        delivery_id: row.try_get("delivery_id")?,
        event: row.try_get("event")?,
        submission_id: row.try_get("submission_id")?,
        encrypted_id: row.try_get("encrypted_id")?,
        created_at: row.try_get("created_at")?,
        state: row.try_get("state")?,
        due_at: row.try_get("due_at")?,
        give_up_at: row.try_get("give_up_at")?,
        attempts: row.try_get("attempts")?,
    })
}

fn attempt(row: &SqliteRow) -> Result<AttemptRow, sqlx::Error> {
    Ok(AttemptRow {
        at: row.try_get("at")?,
        status: row.try_get("status")?,
        error: row.try_get("error")?,
        milliseconds: row.try_get("milliseconds")?,
    })
}
