//! A browser that is signed in to the inbox: a secret in its cookie, and a row here that ends.
//!
//! A session ends when it is signed out, when nobody has used it for [`IDLE`], [`LONGEST`]
//! after it was opened, and when the inbox has another token. The row says what it was opened
//! with; today that is the token, and it may become a person.

use crate::digest::sha256_base64url;
use crate::moment::Moment;
use crate::store::{SessionRow, Store, StoreError};
use crate::token::Token;
use std::time::Duration;

/// A tablet that was left on a table is signed out.
pub const IDLE: Duration = Duration::from_secs(30 * 60);
/// A working day.
pub const LONGEST: Duration = Duration::from_secs(12 * 3600);
/// How exactly the time of the last use is kept: not every page is a write to the disk.
const GRAIN: Duration = Duration::from_secs(60);

/// The digest of a session's secret, by which it is known here.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionId(String);

impl SessionId {
    fn of(secret: &str) -> Self {
        Self(sha256_base64url(format!("intake session\n{secret}").as_bytes()))
    }
}

#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the system gives no random numbers")]
    Random(#[from] getrandom::Error),
}

/// Opens a session: the secret for the cookie.
pub async fn open(store: &Store, token: &Token, now: Moment) -> Result<Token, SessionError> {
    store.expire_sessions(&now.before(LONGEST).to_string(), &now.before(IDLE).to_string()).await?;
    let secret = Token::random()?;
    let row = SessionRow {
        digest: SessionId::of(secret.reveal()).0,
        credential: token.credential(),
        opened_at: now.to_string(),
        used_at: now.to_string(),
    };
    store.open_session(row).await?;
    Ok(secret)
}

/// The session that a cookie's secret belongs to, while it lasts.
pub async fn find(
    store: &Store,
    token: &Token,
    secret: &str,
    now: Moment,
) -> Result<Option<SessionId>, StoreError> {
    let id = SessionId::of(secret);
    let Some(row) = store.session(&id.0).await? else { return Ok(None) };
    let is_younger = |at: &str, than: Duration| at >= now.before(than).to_string().as_str();
    if row.credential != token.credential()
        || !is_younger(&row.opened_at, LONGEST)
        || !is_younger(&row.used_at, IDLE)
    {
        store.end_session(&id.0).await?;
        return Ok(None);
    }
    if !is_younger(&row.used_at, GRAIN) {
        store.use_session(&id.0, &now.to_string()).await?;
    }
    Ok(Some(id))
}

/// Ends the session that a cookie's secret belongs to.
pub async fn end(store: &Store, secret: &str) -> Result<(), StoreError> {
    store.end_session(&SessionId::of(secret).0).await
}
