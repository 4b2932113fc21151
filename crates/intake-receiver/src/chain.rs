//! The chain: what is kept is sealed, link after link, each with the one before.
//!
//! A link holds the digest of a record, never the record: a record can be erased and leaves its
//! link, and a record that was changed or taken away shows. The end is sealed too, because a
//! chain that was cut short is a chain as well.

use crate::digest;
use crate::key::{PrivateKey, PublicKey};
use crate::keyring::Keyring;
use intake_core::canonical;
use intake_core::decimal::Decimal;
use intake_core::json::Json;

/// The protected header's `typ` of a link's seal.
const LINK: &str = "intake-link+jws";
/// The protected header's `typ` of the end's seal.
const END: &str = "intake-end+jws";

/// What stands before the first link.
pub const ORIGIN: &str = "";

/// One link. Positions count from 1 without a gap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    pub position: i64,
    /// The digest of what was kept.
    pub record: String,
    /// The digest of the link before.
    pub previous: String,
    /// A detached JWS over the three.
    pub seal: String,
}

impl Link {
    pub fn seal(position: i64, record: String, previous: String, key: &PrivateKey) -> Self {
        let mut link = Self { position, record, previous, seal: String::new() };
        link.seal = key.sign_detached(LINK, &link.payload());
        link
    }

    /// Covers the record and, through `previous`, all links before.
    pub fn digest(&self) -> String {
        digest::of_canonical(&canonical::to_string(&self.payload()))
    }

    pub fn holds(&self, keys: &Keyring) -> bool {
        keys.verifies_detached(LINK, &self.payload(), &self.seal)
    }

    pub fn holds_by(&self, key: &PublicKey) -> bool {
        key.verifies_detached(LINK, &self.payload(), &self.seal)
    }

    fn payload(&self) -> Json {
        Json::object([
            ("position", number(self.position)),
            ("previous", Json::string(&self.previous)),
            ("record", Json::string(&self.record)),
        ])
    }
}

/// How far the chain goes: as many links, of which the last has this digest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct End {
    pub position: i64,
    pub link: String,
    /// A detached JWS over the two.
    pub seal: String,
}

impl End {
    pub fn seal(position: i64, link: String, key: &PrivateKey) -> Self {
        let mut end = Self { position, link, seal: String::new() };
        end.seal = key.sign_detached(END, &end.payload());
        end
    }

    /// Only the key that signs now vouches for the end.
    pub fn holds(&self, key: &PublicKey) -> bool {
        key.verifies_detached(END, &self.payload(), &self.seal)
    }

    fn payload(&self) -> Json {
        Json::object([("position", number(self.position)), ("link", Json::string(&self.link))])
    }
}

/// No chain is so long that JSON could not carry its position.
fn number(position: i64) -> Json {
    Json::Number(Decimal::from_i64(position).unwrap_or(Decimal::ZERO))
}
