//! Lines of the inbox's list, beside the submissions that they are of.

use crate::store::inbox_row::Summary;
use crate::store::sqlite::work::{Done, EntryChange};
use sqlx::sqlite::SqliteConnection;

/// What a search looks through, in small letters: the reference with its hyphens and without.
pub(super) fn searched(reference: &str, summary: &Summary) -> String {
    let name = summary.name.as_deref().unwrap_or_default();
    [reference, &reference.replace('-', ""), name, &summary.words].join(" ").to_lowercase()
}

pub(in crate::store::sqlite) async fn change(
    connection: &mut SqliteConnection,
    change: &EntryChange,
) -> Result<Done, sqlx::Error> {
    match change {
        EntryChange::Open { submission_id, at } => {
            // The first who looks is the one who opened it.
            let update = sqlx::query(
                "UPDATE inbox_entry SET opened_at = $1, stands_first = CASE WHEN $1 IS NULL AND urgent THEN 1 ELSE 0 END
                 WHERE submission_id = $2 AND ((opened_at IS NULL) <> ($1 IS NULL))",
            );
            update.bind(at).bind(submission_id).execute(&mut *connection).await?;
            let update = sqlx::query(
                "UPDATE encrypted SET opened_at = $1 WHERE submission_id = $2 AND ((opened_at IS NULL) <> ($1 IS NULL))",
            );
            update.bind(at).bind(submission_id).execute(connection).await?;
        }
        EntryChange::Summarise(summaries) => {
            for (submission_id, summary) in summaries {
                let reference: Option<String> =
                    sqlx::query_scalar("SELECT reference FROM submission WHERE submission_id = $1")
                        .bind(submission_id)
                        .fetch_optional(&mut *connection)
                        .await?;
                sqlx::query(
                    "UPDATE inbox_entry SET name = $1, contact = $2, urgent = $3, search = $4, summarised = $5,
                         stands_first = CASE WHEN opened_at IS NULL AND $3 THEN 1 ELSE 0 END
                     WHERE submission_id = $6",
                )
                .bind(&summary.name)
                .bind(&summary.contact)
                .bind(summary.urgent)
                .bind(searched(&reference.unwrap_or_default(), summary))
                .bind(true)
                .bind(submission_id)
                .execute(&mut *connection)
                .await?;
            }
        }
    }
    Ok(Done::Written)
}
