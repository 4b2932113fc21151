//! Which submission replaces which.

use super::{Store, select};
use crate::store::error::StoreError;
use crate::store::inbox_row::{Amended, Other};
use crate::store::row::SubmissionRow;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// Behind the columns of a `submission s` that is joined with what it replaces and what replaces it.
pub(super) const COLUMNS: &str = ", before.submission_id AS before_id, before.reference AS before_reference,
     after.submission_id AS after_id, after.reference AS after_reference";
pub(super) const JOINS: &str = " LEFT JOIN amendment replaces ON replaces.submission_id = s.submission_id
     LEFT JOIN submission before ON before.submission_id = replaces.superseded
     LEFT JOIN amendment replaced ON replaced.superseded = s.submission_id
     LEFT JOIN submission after ON after.submission_id = replaced.submission_id";

/// What these columns say.
pub(super) fn amended(row: &SqliteRow) -> Result<Amended, sqlx::Error> {
    let other = |id: &str, reference: &str| -> Result<Option<Other>, sqlx::Error> {
        let id: Option<String> = row.try_get(id)?;
        let Some(submission_id) = id else { return Ok(None) };
        Ok(Some(Other { submission_id, reference: row.try_get(reference)? }))
    };
    Ok(Amended {
        supersedes: other("before_id", "before_reference")?,
        replaced_by: other("after_id", "after_reference")?,
    })
}

impl Store {
    /// The submission that replaces this one.
    pub async fn replaced_by(&self, submission_id: &str) -> Result<Option<SubmissionRow>, StoreError> {
        self.read(async |connection| {
            let query = sqlx::query(
                "SELECT s.*, l.record, l.previous, l.seal
                 FROM amendment a JOIN submission s ON s.submission_id = a.submission_id
                 LEFT JOIN link l ON l.position = s.position WHERE a.superseded = $1",
            );
            let row = query.bind(submission_id).fetch_optional(connection).await?;
            row.as_ref().map(select::submission).transpose()
        })
        .await
    }

    /// The id of the submission that this one replaces.
    pub async fn supersedes(&self, submission_id: &str) -> Result<Option<String>, StoreError> {
        self.read(async |connection| {
            let query = sqlx::query_scalar("SELECT superseded FROM amendment WHERE submission_id = $1");
            query.bind(submission_id).fetch_optional(connection).await
        })
        .await
    }
}
