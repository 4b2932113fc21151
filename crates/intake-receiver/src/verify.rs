//! Steps 1 to 6 of the verifier: is this what somebody signed, byte for byte?
//!
//! The receiver runs it on what arrives and again on what it stored, the command line on files.

use crate::digest;
use crate::key::PublicKey;
use intake_core::canonical;
use intake_core::envelope::{self, Refused};
use intake_core::json::{Json, JsonError, JsonErrorKind, Limits};

/// A body whose signature holds. There is no `Debug`: it holds answers.
pub struct Verified {
    /// Read from the canonical bytes that were verified, not from the incoming text (step 6).
    pub body: Json,
    /// `sha-256:…` of the canonical body: with `submissionId`, what the submission is.
    pub digest: String,
    /// The signer's key: its RFC 7638 thumbprint.
    pub kid: String,
    /// A receiver's nonce, as the header has it.
    pub nonce: Option<String>,
    /// The whole document, canonical, its signature included: what is stored.
    pub envelope: String,
}

/// Why a document is not verified. No sentence holds anything of the document.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unverified {
    #[error("{0}")]
    Envelope(Refused),
    #[error("The kid is not the thumbprint of the jwk.")]
    Thumbprint,
    #[error("The jwk is not a point on the curve P-256.")]
    Key,
    #[error("The signature does not hold: the document was changed after it was signed.")]
    Signature,
}

impl Unverified {
    /// A stable code, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Envelope(refused) => refused.code(),
            Self::Thumbprint => "thumbprint",
            Self::Key => "key",
            Self::Signature => "signature",
        }
    }

    pub fn is_too_large(&self) -> bool {
        self.code() == JsonErrorKind::TooLarge.code()
    }
}

/// Verifies a signed submission.
pub fn verify(bytes: &[u8]) -> Result<Verified, Unverified> {
    let opened = envelope::open(bytes).map_err(Unverified::Envelope)?;
    let header = &opened.header;
    let key = PublicKey::from_coordinates(&header.x, &header.y).ok_or(Unverified::Key)?;
    if key.kid != header.kid {
        return Err(Unverified::Thumbprint);
    }
    if !key.verifies(&opened.signing_input, &opened.signature) {
        return Err(Unverified::Signature);
    }
    let signature: &[u8; 64] = opened.signature.as_slice().try_into().map_err(|_| Unverified::Signature)?;
    let body = read_canonical(&opened.canonical)?;
    let envelope = canonical::to_string(&envelope::attach(opened.body, &opened.protected, signature));
    if envelope.len() > Limits::default().bytes {
        return Err(too_large());
    }
    Ok(Verified {
        body,
        digest: digest::of_canonical(&opened.canonical),
        kid: opened.header.kid,
        nonce: opened.header.nonce,
        envelope,
    })
}

fn read_canonical(text: &str) -> Result<Json, Unverified> {
    Json::parse(text).map_err(|error| Unverified::Envelope(Refused::Json(error)))
}

/// Canonical JSON may be longer than what came: `1e15` is sixteen digits.
fn too_large() -> Unverified {
    let offset = Limits::default().bytes;
    Unverified::Envelope(Refused::Json(JsonError { kind: JsonErrorKind::TooLarge, offset }))
}
