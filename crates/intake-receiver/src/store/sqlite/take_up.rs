//! A start of the receiver: its key is taken up, and vouches for the chain from here on.

use super::chain::{self, Tip};
use super::former;
use super::select;
use super::work::Done;
use crate::chain::End;
use crate::key::{PrivateKey, PublicKey};
use crate::store::row::KeyRow;
use sqlx::sqlite::SqliteConnection;

/// `inside`: the secret is kept in the database, too.
pub(super) async fn take_up(
    connection: &mut SqliteConnection,
    key: &PrivateKey,
    inside: bool,
    at: &str,
    end: &mut Option<End>,
) -> Result<Done, sqlx::Error> {
    let rows = select::keys(connection).await?;
    let is_new = rows.last().is_none_or(|last| last.kid != key.kid);
    if inside && is_new && !rows.is_empty() {
        return Ok(Done::AnotherKey);
    }
    let before: Vec<PublicKey> = rows.iter().filter_map(KeyRow::public).collect();
    if is_new {
        retire(connection, &before).await?;
    }
    keep(connection, key, inside, at).await?;
    let found = select::end(connection).await?;
    let taken_over = |end: &End| is_new && before.iter().any(|key| end.holds(key));
    *end = match found {
        Some(found) if found.holds(&key.public) => Some(found),
        Some(found) if taken_over(&found) => Some(Tip::at(found).end(connection, key).await?),
        None if !chain::has_links(connection).await? => {
            let mut tip = Tip::origin();
            former::adopt(connection, &mut tip, key, &before).await?;
            Some(tip.end(connection, key).await?)
        }
        _ => {
            chain::complain();
            None
        }
    };
    Ok(Done::Written)
}

/// What signed before keeps only its public half.
async fn retire(connection: &mut SqliteConnection, keys: &[PublicKey]) -> Result<(), sqlx::Error> {
    for key in keys {
        let update = sqlx::query("UPDATE receiver_key SET x = $1, y = $2, secret = NULL WHERE kid = $3");
        update.bind(&key.x).bind(&key.y).bind(&key.kid).execute(&mut *connection).await?;
    }
    Ok(())
}

/// The last in the table is the one that signs.
async fn keep(
    connection: &mut SqliteConnection,
    key: &PrivateKey,
    inside: bool,
    at: &str,
) -> Result<(), sqlx::Error> {
    let last: Option<String> =
        sqlx::query_scalar("SELECT kid FROM receiver_key ORDER BY number DESC LIMIT 1")
            .fetch_optional(&mut *connection)
            .await?;
    let secret = inside.then(|| key.secret());
    if last.as_deref() == Some(key.kid.as_str()) {
        let update = sqlx::query("UPDATE receiver_key SET x = $1, y = $2, secret = $3 WHERE kid = $4");
        let update = update.bind(&key.public.x).bind(&key.public.y).bind(secret).bind(&key.kid);
        return update.execute(connection).await.map(drop);
    }
    // One that is taken up again moves to the end.
    sqlx::query("DELETE FROM receiver_key WHERE kid = $1").bind(&key.kid).execute(&mut *connection).await?;
    let insert =
        sqlx::query("INSERT INTO receiver_key (kid, x, y, secret, created_at) VALUES ($1, $2, $3, $4, $5)");
    let insert = insert.bind(&key.kid).bind(&key.public.x).bind(&key.public.y).bind(secret).bind(at);
    insert.execute(connection).await.map(drop)
}
