//! SHA-256, as this project writes it: `sha-256:` and base64url without padding.

use intake_core::canonical;
use intake_core::envelope::base64url;
use intake_core::json::Json;
use sha2::{Digest, Sha256};

/// The digest of a canonical text (RFC 8785).
pub fn of_canonical(text: &str) -> String {
    of_bytes(text.as_bytes())
}

/// The digest of a file.
pub fn of_bytes(bytes: &[u8]) -> String {
    format!("sha-256:{}", sha256_base64url(bytes))
}

/// The digest of a document, whatever its white space and the order of its members.
pub fn of_json(document: &Json) -> String {
    of_canonical(&canonical::to_string(document))
}

/// The digest of what was hashed piece by piece.
pub fn of_hash(hash: Sha256) -> String {
    format!("sha-256:{}", base64url(&hash.finalize()))
}

pub fn sha256_base64url(bytes: &[u8]) -> String {
    base64url(&sha256(bytes))
}

pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_of_the_canonical_text() {
        let digest = of_json(&Json::parse(r#"{ "b": 1.0, "a": [] }"#).unwrap());
        assert_eq!(digest, of_canonical(r#"{"a":[],"b":1}"#));
        assert_eq!(of_canonical("abc"), "sha-256:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
