//! What is kept, as it goes in and comes out, whatever the database.

use crate::chain::Link;
use crate::digest;
use crate::key::{PrivateKey, PublicKey};
use crate::receipt::SignedReceipt;
use intake_core::json::Json;

/// A form as it was published.
#[derive(Clone)]
pub struct FormRow {
    pub digest: String,
    pub name: String,
    pub version: String,
    /// The text of the file.
    pub definition: String,
}

/// A submission as it is kept. There is no `Debug`: it holds answers.
#[derive(Clone)]
pub struct SubmissionRow {
    pub receipt: SignedReceipt,
    pub form_digest: String,
    pub language: String,
    /// `self` or `assisted`.
    pub mode: String,
    /// What the receiver computed, canonical JSON.
    pub outcome: String,
    /// Whether the sender's outcome was the same.
    pub outcome_agrees: bool,
    /// Seconds from `signedAt` to the receipt.
    pub clock_skew: i64,
    /// What was signed, with its signature: canonical JSON.
    pub envelope: String,
    /// The id of the one that it replaces: needed where it is kept, and not read again.
    pub superseded: Option<String>,
    /// Where it stands in the chain; none before it is kept.
    pub link: Option<Link>,
}

impl SubmissionRow {
    /// The digest of all that is kept of it: its link in the chain holds this. Its files are in
    /// it by their digests, which the envelope names.
    pub fn record(&self) -> String {
        let envelope = digest::of_canonical(&self.envelope);
        digest::of_json(&Json::object([
            ("receipt", self.receipt.to_json()),
            ("formDigest", Json::string(&self.form_digest)),
            ("language", Json::string(&self.language)),
            ("mode", Json::string(&self.mode)),
            ("outcome", Json::string(&self.outcome)),
            ("outcomeAgrees", Json::Bool(self.outcome_agrees)),
            ("clockSkew", Json::string(self.clock_skew.to_string())),
            ("envelope", Json::string(envelope)),
        ]))
    }
}

/// An encrypted submission as it is kept for its owner. There is no `Debug`: who has the key reads it.
pub struct EncryptedRow {
    pub receipt: SignedReceipt,
    /// The keys that it is encrypted to.
    pub kids: Vec<String>,
    /// Canonical JSON.
    pub document: String,
    /// When somebody took it to open it.
    pub opened_at: Option<String>,
}

/// A file as it is kept, without its bytes.
pub struct FileRow {
    /// What it is kept as.
    pub digest: String,
    pub file_name: String,
    /// Of its bytes as they are now.
    pub actual: String,
}

/// A key of the receiver. They stand in the order in which they were taken up.
pub struct KeyRow {
    pub kid: String,
    /// None for a key from before public halves were kept.
    pub coordinates: Option<(String, String)>,
    /// None when the key lives outside the database, or has been replaced.
    pub secret: Option<Vec<u8>>,
}

impl KeyRow {
    pub fn public(&self) -> Option<PublicKey> {
        let key = match (&self.coordinates, &self.secret) {
            (Some((x, y)), _) => PublicKey::from_coordinates(x, y)?,
            (None, Some(secret)) => PrivateKey::from_secret(secret)?.public,
            (None, None) => return None,
        };
        (key.kid == self.kid).then_some(key)
    }
}

/// What became of a submission that was to be kept.
pub enum Kept {
    New,
    /// The same `submissionId` is there already, with this receipt.
    Already(SignedReceipt),
    /// The submission that it was to replace has been replaced already.
    Superseded,
    /// Another submission has this reference: draw again.
    ReferenceTaken,
}

/// A browser that is signed in. Times as RFC 3339 writes them.
pub struct SessionRow {
    /// Of the secret in the cookie.
    pub digest: String,
    /// What it was opened with.
    pub credential: String,
    pub opened_at: String,
    pub used_at: String,
}

/// A place in the list of submissions, newest first.
#[derive(Clone, Copy)]
pub struct Window {
    pub offset: u32,
    pub limit: u32,
}
