//! A submission that only its owner can read: what is said on its outside, and that the rest stays closed.
//!
//! The protected header of the JWE names what a relay has to know: the submission, for whom it is, and the
//! digests of the encrypted files. The owner's key authenticates that; a relay believes nothing of it.

use crate::attachment::{Named, named};
use crate::digest;
use crate::jwe::Jwe;
use intake_core::canonical;
use intake_core::json::{Json, Limits};
use intake_core::submission::is_uuid;

/// The protected header's `typ`.
pub const TYP: &str = "intake-submission+jwe";

/// As large as a submission of 1 MiB becomes.
pub const MOST: usize = (1 << 20) * 3 / 2;

/// There is no `Debug`: who has the key reads it.
pub struct Encrypted {
    pub submission_id: String,
    pub audience: String,
    /// The keys that it is encrypted to.
    pub kids: Vec<String>,
    /// Canonical JSON.
    pub document: String,
    pub digest: String,
    /// The files, encrypted too.
    pub files: Vec<Named>,
}

/// Whether a text may be one: what has no such member is not read twice.
pub fn looks_like_one(bytes: &[u8]) -> bool {
    let member = b"\"ciphertext\"";
    bytes.len() <= MOST
        && bytes.windows(member.len()).any(|window| window == member)
        && Json::parse_bytes(bytes, limits()).is_ok_and(|json| json.get("ciphertext").is_some())
}

fn limits() -> Limits {
    Limits { bytes: MOST, depth: 8 }
}

/// Reads what stands on the outside; `None` where it is not one that the form makes.
pub fn read(bytes: &[u8]) -> Option<Encrypted> {
    let json = Json::parse_bytes(bytes, limits()).ok()?;
    let members = ["protected", "recipients", "header", "encrypted_key", "iv", "ciphertext", "tag"];
    if !json.as_object()?.iter().all(|(name, _)| members.contains(&name.as_str())) {
        return None;
    }
    let jwe = Jwe::of(&json)?;
    let text = |name: &str| jwe.header.get(name).and_then(Json::as_str).map(str::to_owned);
    let submission_id = text("submissionId").filter(|id| is_uuid(id))?;
    if text("typ").as_deref() != Some(TYP) || !jwe.is_ours() {
        return None;
    }
    let document = canonical::to_string(&json);
    Some(Encrypted {
        submission_id,
        audience: text("audience")?,
        kids: jwe.kids(),
        digest: digest::of_canonical(&document),
        files: named(&jwe.header),
        document,
    })
}
