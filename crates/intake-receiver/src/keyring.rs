//! The receiver's keys as everybody may know them: the one that signs now, and those that signed
//! before it.

use crate::key::PublicKey;
use intake_core::json::Json;

pub struct Keyring {
    current: PublicKey,
    /// Their receipts are still in people's hands.
    former: Vec<PublicKey>,
}

impl Keyring {
    pub fn new(current: PublicKey, former: impl IntoIterator<Item = PublicKey>) -> Self {
        let former = former.into_iter().filter(|key| key.kid != current.kid).collect();
        Self { current, former }
    }

    pub fn current(&self) -> &PublicKey {
        &self.current
    }

    pub fn all(&self) -> impl Iterator<Item = &PublicKey> {
        std::iter::once(&self.current).chain(&self.former)
    }

    /// Whether `jws` is what one of the keys signed over `payload`.
    pub fn verifies_detached(&self, typ: &str, payload: &Json, jws: &str) -> bool {
        self.all().any(|key| key.verifies_detached(typ, payload, jws))
    }
}
