//! The signed submission: a detached JWS (RFC 7515 appendix F) over the canonical bytes
//! of all members but `signature`.
//!
//! Only framing lives here. Hashing, signing and verifying are the callers': WebCrypto in
//! the browser, `p256` and `sha2` in the receiver.

mod base64url;
mod open;
mod sign;

pub use base64url::{base64url, decode_base64url};
pub use open::{Header, Opened, Refused, open};
pub use sign::{TYP, attach, protected, signing_input, thumbprint_input};
