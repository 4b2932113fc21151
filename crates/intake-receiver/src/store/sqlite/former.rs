//! Submissions from before there was a chain: each had a seal of its own.

use super::chain::Tip;
use super::select;
use crate::key::{PrivateKey, PublicKey};
use crate::store::row::SubmissionRow;
use intake_core::json::Json;
use sqlx::Row;
use sqlx::sqlite::SqliteConnection;

const TYP: &str = "intake-row+jws";
const AT_ONCE: i64 = 50;
/// What a link holds of a row that had been changed before: no digest, so that it never agrees.
const CHANGED_BEFORE: &str = "changed before it was linked";

/// Links them in the order in which they were received. A seal that does not hold is not
/// covered up: its row is linked as changed.
pub(super) async fn adopt(
    connection: &mut SqliteConnection,
    tip: &mut Tip,
    key: &PrivateKey,
    keys: &[PublicKey],
) -> Result<(), sqlx::Error> {
    let (mut received_at, mut submission_id) = (String::new(), String::new());
    loop {
        let rows = sqlx::query(
            "SELECT s.*, f.seal AS former_seal FROM submission s JOIN former_seal f USING (submission_id)
             WHERE (s.received_at, s.submission_id) > ($1, $2) ORDER BY s.received_at, s.submission_id LIMIT $3",
        )
        .bind(&received_at)
        .bind(&submission_id)
        .bind(AT_ONCE)
        .fetch_all(&mut *connection)
        .await?;
        let Some(last) = rows.last() else { break };
        (received_at, submission_id) = (last.try_get("received_at")?, last.try_get("submission_id")?);
        for row in rows {
            let (submission, seal): (_, String) = (select::submission(&row)?, row.try_get("former_seal")?);
            let holds = keys.iter().any(|key| key.verifies_detached(TYP, &payload(&submission), &seal));
            let record = if holds { submission.record() } else { CHANGED_BEFORE.to_owned() };
            let position = tip.add(connection, record, key).await?;
            for update in [
                "UPDATE submission SET position = $1 WHERE submission_id = $2",
                "UPDATE inbox_entry SET position = $1 WHERE submission_id = $2",
            ] {
                let id = &submission.receipt.receipt.submission_id;
                sqlx::query(update).bind(position).bind(id).execute(&mut *connection).await?;
            }
        }
    }
    sqlx::query("DELETE FROM former_seal").execute(connection).await.map(drop)
}

/// What such a seal was over.
fn payload(row: &SubmissionRow) -> Json {
    Json::object([
        ("receipt", row.receipt.to_json()),
        ("formDigest", Json::string(&row.form_digest)),
        ("language", Json::string(&row.language)),
        ("mode", Json::string(&row.mode)),
        ("outcome", Json::string(&row.outcome)),
        ("outcomeAgrees", Json::Bool(row.outcome_agrees)),
        ("clockSkew", Json::string(row.clock_skew.to_string())),
    ])
}
