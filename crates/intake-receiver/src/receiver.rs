//! What accepting a submission needs: where it is kept, who signs the receipt, for whom it may be.

use crate::key::{PrivateKey, PublicKey};
use crate::key_file::{KeyFileError, KeyPlace};
use crate::keyring::Keyring;
use crate::moment::Moment;
use crate::nonce::NoncePolicy;
use crate::store::{KeyRow, Store, StoreError};
use std::ops::Deref;
use std::sync::Arc;

pub struct Receiver {
    pub store: Store,
    pub key: Keys,
    /// The action URLs that submissions may be made for.
    pub audiences: Vec<String>,
    /// Whether it takes what only somebody else can read.
    pub relay: bool,
    pub nonces: NoncePolicy,
}

/// The key that signs, and all by whose public halves something signed here is known again.
pub struct Keys {
    pub signing: Arc<PrivateKey>,
    all: Keyring,
}

impl Deref for Keys {
    type Target = Keyring;

    fn deref(&self) -> &Keyring {
        &self.all
    }
}

#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    File(#[from] KeyFileError),
    #[error("the stored key is not a key")]
    Broken,
    #[error("the system gives no random numbers")]
    Random,
    #[error("the database is sealed with a key that is kept outside of it ({0}): name its file with --key")]
    Outside(String),
    #[error(
        "the key file is not there, and the database is sealed with a key from it ({0}): put it back. To go on with a new key, add --new-key"
    )]
    Missing(String),
    #[error(
        "the database is sealed with another key ({0}) than the one given ({1}). To go on with the one given, add --new-key"
    )]
    Another(String, String),
}

/// The key that is kept in the database, made at the first start.
pub async fn own_key(store: &Store, now: Moment) -> Result<Keys, KeyError> {
    loop {
        let rows = store.keys().await?;
        let key = match rows.last() {
            Some(KeyRow { secret: Some(secret), .. }) => {
                PrivateKey::from_secret(secret).ok_or(KeyError::Broken)?
            }
            Some(KeyRow { kid, .. }) => return Err(KeyError::Outside(kid.clone())),
            None => PrivateKey::generate().ok_or(KeyError::Random)?,
        };
        let key = Arc::new(key);
        // Another receiver on the same new file may have been quicker: then its key is the one.
        if store.take_up(&key, true, &now.to_string()).await? {
            return with_former(store, key).await;
        }
    }
}

/// The key in a place of its own, made there if the database has none yet or its own inside.
/// `new_key`: whatever sealed the database before, this key follows it.
pub async fn outside_key(
    store: &Store,
    place: &KeyPlace,
    new_key: bool,
    now: Moment,
) -> Result<Keys, KeyError> {
    let rows = store.keys().await?;
    let last = rows.last();
    let key = match (place.read()?, last) {
        (Some(key), Some(last)) if key.kid != last.kid && !new_key => {
            return Err(KeyError::Another(last.kid.clone(), key.kid));
        }
        (Some(key), _) => key,
        (None, Some(KeyRow { kid, secret: None, .. })) if !new_key => {
            return Err(KeyError::Missing(kid.clone()));
        }
        (None, _) => {
            let key = PrivateKey::generate().ok_or(KeyError::Random)?;
            place.make(&key)?;
            key
        }
    };
    if last.is_some_and(|last| last.kid != key.kid) {
        tracing::warn!("a new key signs from now on: {}", key.kid);
    }
    let key = Arc::new(key);
    store.take_up(&key, false, &now.to_string()).await?;
    with_former(store, key).await
}

async fn with_former(store: &Store, signing: Arc<PrivateKey>) -> Result<Keys, KeyError> {
    let current =
        PublicKey::from_coordinates(&signing.public.x, &signing.public.y).ok_or(KeyError::Broken)?;
    let former = store.keys().await?;
    Ok(Keys { signing, all: Keyring::new(current, former.iter().filter_map(KeyRow::public)) })
}
