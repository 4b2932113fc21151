//! What webhooks are told, and what became of it.

use crate::moment::Moment;
use crate::store::row::EncryptedRow;
use crate::store::sqlite::work::Done;
use crate::store::webhook_row::{After, AttemptRow, GIVE_UP_AFTER, Replay, WebhookChange};
use sqlx::sqlite::SqliteConnection;

/// When nobody is told any more of what came at this moment.
pub(super) fn give_up_at(received_at: &str) -> String {
    Moment::parse(received_at).map(|at| at.after(GIVE_UP_AFTER).to_string()).unwrap_or_default()
}

/// What webhooks are told of a submission that only somebody else can read. To which form it is, nobody knows here: a
/// webhook for one form does not hear of it.
pub(in crate::store::sqlite) async fn tell_of_encrypted(
    connection: &mut SqliteConnection,
    row: &EncryptedRow,
) -> Result<(), sqlx::Error> {
    let receipt = &row.receipt.receipt;
    let insert = sqlx::query(
        "INSERT INTO delivery (delivery_id, webhook_id, event, encrypted_id, created_at, state, due_at, give_up_at, attempts)
         SELECT 'msg_' || w.webhook_id || '_' || $1, w.webhook_id, 'submission.received', $1, $2, 'waiting',
             CASE WHEN w.paused_at IS NULL THEN $2 END, $3, 0
         FROM webhook w WHERE w.removed_at IS NULL AND w.form IS NULL
         ON CONFLICT (delivery_id) DO NOTHING",
    );
    let insert = insert.bind(&receipt.submission_id).bind(&receipt.received_at);
    insert.bind(give_up_at(&receipt.received_at)).execute(connection).await.map(drop)
}

pub(in crate::store::sqlite) async fn change(
    connection: &mut SqliteConnection,
    change: &WebhookChange,
) -> Result<Done, sqlx::Error> {
    let query = match change {
        WebhookChange::Add(row) => sqlx::query(
            "INSERT INTO webhook (webhook_id, url, secret, payload, form, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&row.webhook_id)
        .bind(&row.url)
        .bind(&row.secret)
        .bind(&row.payload)
        .bind(&row.form)
        .bind(&row.created_at),
        WebhookChange::Pause { webhook_id, at } => return pause(connection, (webhook_id, at), None).await,
        WebhookChange::Resume { webhook_id, at, give_up_at } => {
            sqlx::query("UPDATE delivery SET due_at = $1, give_up_at = $2 WHERE webhook_id = $3 AND state = 'waiting' AND due_at IS NULL")
                .bind(at)
                .bind(give_up_at)
                .bind(webhook_id)
                .execute(&mut *connection)
                .await?;
            sqlx::query("UPDATE webhook SET paused_at = NULL, paused_why = NULL WHERE webhook_id = $1 AND removed_at IS NULL")
                .bind(webhook_id)
        }
        WebhookChange::Remove { webhook_id, at } => {
            sqlx::query("UPDATE delivery SET state = 'failed', due_at = NULL WHERE webhook_id = $1 AND state = 'waiting'")
                .bind(webhook_id)
                .execute(&mut *connection)
                .await?;
            sqlx::query("UPDATE webhook SET removed_at = $1, secret = '' WHERE webhook_id = $2 AND removed_at IS NULL")
                .bind(at)
                .bind(webhook_id)
        }
        WebhookChange::Test { webhook_id, delivery_id, at, due_at } => sqlx::query(
            // A test is tried once.
            "INSERT INTO delivery (delivery_id, webhook_id, event, created_at, state, due_at, give_up_at, attempts)
             SELECT $1, w.webhook_id, 'test', $2, 'waiting', $3, $2, 0 FROM webhook w
             WHERE w.webhook_id = $4 AND w.removed_at IS NULL",
        )
        .bind(delivery_id)
        .bind(at)
        .bind(due_at)
        .bind(webhook_id),
        WebhookChange::Replay { webhook_id, which, at, give_up_at } => {
            let one = match which {
                Replay::Failed => None,
                Replay::One(delivery_id) => Some(delivery_id),
            };
            sqlx::query(
                "UPDATE delivery SET state = 'waiting', give_up_at = $1,
                     due_at = (SELECT CASE WHEN w.paused_at IS NULL THEN $2 END FROM webhook w WHERE w.webhook_id = $3)
                 WHERE webhook_id = $3 AND event <> 'test'
                     AND (($4 IS NULL AND state = 'failed') OR delivery_id = $4)
                     AND EXISTS (SELECT 1 FROM webhook w WHERE w.webhook_id = $3 AND w.removed_at IS NULL)",
            )
            .bind(give_up_at)
            .bind(at)
            .bind(webhook_id)
            .bind(one)
        }
        WebhookChange::Backfill { webhook_id, from, before, at, give_up_at } => sqlx::query(
            "INSERT INTO delivery (delivery_id, webhook_id, event, submission_id, encrypted_id, created_at, state, due_at,
                 give_up_at, attempts)
             SELECT 'msg_' || w.webhook_id || '_' || COALESCE(e.submission_id, e.encrypted_id), w.webhook_id,
                 'submission.received', e.submission_id, e.encrypted_id, $1, 'waiting',
                 CASE WHEN w.paused_at IS NULL THEN $1 END, $2, 0
             FROM (SELECT submission_id, NULL AS encrypted_id, form, received_at FROM inbox_entry
                   UNION ALL SELECT NULL, submission_id, NULL, received_at FROM encrypted) e
             JOIN webhook w ON w.webhook_id = $3
             WHERE w.removed_at IS NULL AND (w.form IS NULL OR w.form = e.form)
                 AND e.received_at >= $4 AND e.received_at < $5
             ON CONFLICT (delivery_id) DO NOTHING",
        )
        .bind(at)
        .bind(give_up_at)
        .bind(webhook_id)
        .bind(from)
        .bind(before),
        WebhookChange::Attempted { delivery_id, attempt, after } => {
            return attempted(connection, delivery_id, attempt, after).await;
        }
    };
    Ok(Done::Changed(query.execute(connection).await?.rows_affected()))
}

async fn pause(
    connection: &mut SqliteConnection,
    (webhook_id, at): (&str, &str),
    why: Option<&str>,
) -> Result<Done, sqlx::Error> {
    sqlx::query("UPDATE delivery SET due_at = NULL WHERE webhook_id = $1 AND due_at IS NOT NULL")
        .bind(webhook_id)
        .execute(&mut *connection)
        .await?;
    let update = sqlx::query(
        "UPDATE webhook SET paused_at = $1, paused_why = $2 WHERE webhook_id = $3 AND removed_at IS NULL AND paused_at IS NULL",
    );
    let update = update.bind(at).bind(why).bind(webhook_id);
    Ok(Done::Changed(update.execute(connection).await?.rows_affected()))
}

async fn attempted(
    connection: &mut SqliteConnection,
    delivery_id: &str,
    attempt: &AttemptRow,
    after: &After,
) -> Result<Done, sqlx::Error> {
    sqlx::query(
        "INSERT INTO delivery_attempt (delivery_id, number, at, status, error, milliseconds)
         SELECT delivery_id, attempts + 1, $1, $2, $3, $4 FROM delivery WHERE delivery_id = $5",
    )
    .bind(&attempt.at)
    .bind(attempt.status)
    .bind(&attempt.error)
    .bind(attempt.milliseconds)
    .bind(delivery_id)
    .execute(&mut *connection)
    .await?;
    let (state, due_at) = match after {
        After::Delivered => ("delivered", None),
        After::Again(at) => ("waiting", Some(at.as_str())),
        After::Failed => ("failed", None),
        After::Unwanted => ("waiting", None),
    };
    // Whoever paused or removed the webhook meanwhile is obeyed.
    let update = sqlx::query(
        "UPDATE delivery SET attempts = attempts + 1,
             state = CASE WHEN w.removed_at IS NOT NULL AND $1 = 'waiting' THEN 'failed' ELSE $1 END,
             due_at = CASE WHEN w.paused_at IS NULL AND w.removed_at IS NULL THEN $2 END
         FROM webhook w WHERE w.webhook_id = delivery.webhook_id AND delivery_id = $3",
    );
    let count =
        update.bind(state).bind(due_at).bind(delivery_id).execute(&mut *connection).await?.rows_affected();
    if *after == After::Unwanted {
        let webhook: Option<String> =
            sqlx::query_scalar("SELECT webhook_id FROM delivery WHERE delivery_id = $1")
                .bind(delivery_id)
                .fetch_optional(&mut *connection)
                .await?;
        pause(connection, (&webhook.unwrap_or_default(), &attempt.at), Some("410")).await?;
    }
    Ok(Done::Changed(count))
}
