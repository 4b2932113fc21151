//! What accepting a submission needs: where it is kept, who signs the receipt, for whom it may be.

use crate::key::PrivateKey;
use crate::moment::Moment;
use crate::store::{Store, StoreError};

pub struct Receiver {
    pub store: Store,
    pub key: PrivateKey,
    /// The action URLs that submissions may be made for.
    pub audiences: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the stored key is not a key")]
    Broken,
    #[error("the system gives no random numbers")]
    Random,
}

/// The receiver's key, made at the first start and kept with the submissions it vouches for.
pub async fn own_key(store: &Store, now: Moment) -> Result<PrivateKey, KeyError> {
    if let Some(key) = kept_key(store).await? {
        return Ok(key);
    }
    let key = PrivateKey::generate().ok_or(KeyError::Random)?;
    store.keep_receiver_key(&key.kid, &key.secret(), &now.to_string()).await?;
    // Another receiver on the same file may have been quicker.
    Ok(kept_key(store).await?.unwrap_or(key))
}

/// The key of a database that a receiver has used.
pub async fn kept_key(store: &Store) -> Result<Option<PrivateKey>, KeyError> {
    let secret = store.receiver_key().await?;
    secret.map(|secret| PrivateKey::from_secret(&secret).ok_or(KeyError::Broken)).transpose()
}
