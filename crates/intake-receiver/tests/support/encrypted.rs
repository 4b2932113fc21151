//! What the form sends where only its owner is to read it: right on its outside, and inside anything.

use super::{AUDIENCE, ID};
use intake_core::envelope::base64url;

const EPK: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

/// The protected header. `files`: members of `attachments`.
pub fn outside(files: &str) -> String {
    format!(
        r#"{{"alg":"ECDH-ES","enc":"A256GCM","kid":"the-owners","typ":"intake-submission+jwe","epk":{EPK},"submissionId":"{ID}","audience":"{AUDIENCE}","attachments":[{files}]}}"#
    )
}

pub fn document(outside: &str, ciphertext: &[u8]) -> String {
    let part = |bytes: &[u8]| base64url(bytes);
    format!(
        r#"{{"protected":"{}","iv":"{}","ciphertext":"{}","tag":"{}"}}"#,
        part(outside.as_bytes()),
        part(&[1; 12]),
        part(ciphertext),
        part(&[2; 16])
    )
}
