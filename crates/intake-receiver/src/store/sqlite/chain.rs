//! The chain as it is kept: where it ends, and the next link.

use super::select;
use crate::chain::{End, Link, ORIGIN};
use crate::key::PrivateKey;
use sqlx::sqlite::SqliteConnection;

/// Where the next link of a transaction goes.
pub(super) struct Tip {
    position: i64,
    digest: String,
}

impl Tip {
    pub(super) fn origin() -> Self {
        Self { position: 0, digest: ORIGIN.to_owned() }
    }

    pub(super) fn at(end: End) -> Self {
        Self { position: end.position, digest: end.link }
    }

    /// The end, as it was sealed. One that was changed, taken away or put back to an earlier one
    /// is not built on: a position is left out, which shows for ever.
    pub(super) async fn find(
        connection: &mut SqliteConnection,
        remembered: Option<&End>,
        key: &PrivateKey,
    ) -> Result<Self, sqlx::Error> {
        let end = select::end(connection).await?;
        if let Some(end) = end
            && (Some(&end) == remembered || end.holds(&key.public) && !is_before(&end, remembered))
        {
            return Ok(Self::at(end));
        }
        complain();
        let last: Option<i64> =
            sqlx::query_scalar("SELECT MAX(position) FROM link").fetch_one(connection).await?;
        let known = remembered.map_or(0, |end| end.position).max(last.unwrap_or(0));
        Ok(Self { position: known + 1, digest: ORIGIN.to_owned() })
    }

    /// The link for the next record, which the caller adds.
    pub(super) fn next(&mut self, record: String, key: &PrivateKey) -> Link {
        let link = Link::seal(self.position + 1, record, self.digest.clone(), key);
        (self.position, self.digest) = (link.position, link.digest());
        link
    }

    /// Adds a link for a record.
    pub(super) async fn add(
        &mut self,
        connection: &mut SqliteConnection,
        record: String,
        key: &PrivateKey,
    ) -> Result<i64, sqlx::Error> {
        let link = self.next(record, key);
        sqlx::query("INSERT INTO link (position, record, previous, seal) VALUES ($1, $2, $3, $4)")
            .bind(link.position)
            .bind(&link.record)
            .bind(&link.previous)
            .bind(&link.seal)
            .execute(connection)
            .await?;
        Ok(link.position)
    }

    /// Seals the end here.
    pub(super) async fn end(
        self,
        connection: &mut SqliteConnection,
        key: &PrivateKey,
    ) -> Result<End, sqlx::Error> {
        let end = End::seal(self.position, self.digest, key);
        sqlx::query(
            "INSERT INTO chain_end (one, position, link, seal) VALUES (1, $1, $2, $3)
             ON CONFLICT (one) DO UPDATE SET position = $1, link = $2, seal = $3",
        )
        .bind(end.position)
        .bind(&end.link)
        .bind(&end.seal)
        .execute(connection)
        .await?;
        Ok(end)
    }
}

pub(super) async fn has_links(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    let any: Option<i64> =
        sqlx::query_scalar("SELECT 1 FROM link LIMIT 1").fetch_optional(connection).await?;
    Ok(any.is_some())
}

pub(super) fn complain() {
    tracing::error!(
        "the end of the chain of submissions is not what this receiver sealed: somebody else changed the \
         database, or put an older one in its place. What comes is kept. See: intake verify --database"
    );
}

fn is_before(end: &End, remembered: Option<&End>) -> bool {
    remembered.is_some_and(|known| end.position < known.position)
}
