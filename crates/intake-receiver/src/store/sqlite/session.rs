//! Browsers that are signed in.

use super::Store;
use super::work::{SessionChange, Work};
use crate::store::error::StoreError;
use crate::store::row::SessionRow;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

impl Store {
    pub async fn session(&self, digest: &str) -> Result<Option<SessionRow>, StoreError> {
        self.read(async |connection| {
            let row = sqlx::query("SELECT * FROM session WHERE digest = $1").bind(digest);
            row.fetch_optional(connection).await?.as_ref().map(session).transpose()
        })
        .await
    }

    pub async fn open_session(&self, session: SessionRow) -> Result<(), StoreError> {
        self.change(SessionChange::Open(session)).await
    }

    pub async fn use_session(&self, digest: &str, at: &str) -> Result<(), StoreError> {
        self.change(SessionChange::Use { digest: digest.into(), at: at.into() }).await
    }

    pub async fn end_session(&self, digest: &str) -> Result<(), StoreError> {
        self.change(SessionChange::End { digest: digest.into() }).await
    }

    /// Forgets the sessions that were opened, or used last, before these times.
    pub async fn expire_sessions(&self, opened_before: &str, used_before: &str) -> Result<(), StoreError> {
        let (opened_before, used_before) = (opened_before.into(), used_before.into());
        self.change(SessionChange::Expire { opened_before, used_before }).await
    }

    async fn change(&self, change: SessionChange) -> Result<(), StoreError> {
        self.queue.submit(Work::Session(change)).await.map(drop)
    }
}

fn session(row: &SqliteRow) -> Result<SessionRow, sqlx::Error> {
    Ok(SessionRow {
        digest: row.try_get("digest")?,
        credential: row.try_get("credential")?,
        opened_at: row.try_get("opened_at")?,
        used_at: row.try_get("used_at")?,
    })
}
