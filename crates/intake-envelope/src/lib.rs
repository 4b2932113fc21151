//! The signed submission: a detached JWS (RFC 7515 appendix F) over the canonical bytes
//! (RFC 8785) of all members but `signature`.
//!
//! Only framing lives here. Hashing, signing and verifying are the callers': WebCrypto in
//! the browser, `p256` and `sha2` in the receiver. `examples/verify` is a whole verifier.
//!
//! ```
//! use intake_envelope::json::Json;
//! use intake_envelope::{attach, canonical, open, protected, signing_input};
//!
//! let body = Json::parse(r#"{ "b": 1.0, "a": "\u00e5" }"#).unwrap();
//! assert_eq!(canonical::to_string(&body), r#"{"a":"å","b":1}"#);
//! # let (x, y) = ("AA".repeat(21) + "A", "AA".repeat(21) + "A");
//!
//! // x and y: the public key's coordinates, base64url. What is signed is `input`.
//! let header = protected("kid", &x, &y, None);
//! let input = signing_input(&header, &canonical::to_string(&body));
//! let signed = attach(body, &header, &[0; 64]);
//!
//! let opened = open(signed.to_string().as_bytes()).unwrap();
//! assert_eq!(opened.signing_input, input);
//! ```

mod base64url;
pub mod canonical;
pub mod decimal;
pub mod json;
mod open;
pub mod order;
mod sign;

pub use base64url::{base64url, decode_base64url};
pub use open::{Header, Opened, Refused, open};
pub use sign::{TYP, attach, protected, signing_input, thumbprint_input};
