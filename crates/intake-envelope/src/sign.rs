//! Putting an envelope together: what is signed, and where the signature goes.

use crate::base64url::base64url;
use crate::canonical;
use crate::json::Json;

/// The protected header's `typ`.
pub const TYP: &str = "intake-submission+jws";

/// The bytes whose SHA-256, base64url, is the key's thumbprint, `kid` (RFC 7638 §3).
/// `x` and `y` are the base64url coordinates of a P-256 public key.
pub fn thumbprint_input(x: &str, y: &str) -> String {
    canonical::to_string(&jwk(x, y))
}

/// The protected header, base64url: exactly `alg typ kid jwk`, and `nonce` if the receiver
/// issued one.
pub fn protected(kid: &str, x: &str, y: &str, nonce: Option<&str>) -> String {
    let mut header = Json::with("alg", Json::text("ES256"))
        .and("typ", Json::text(TYP))
        .and("kid", Json::text(kid))
        .and("jwk", jwk(x, y));
    if let Some(nonce) = nonce {
        header = header.and("nonce", Json::text(nonce));
    }
    base64url(canonical::to_string(&header).as_bytes())
}

/// The JWS signing input (RFC 7515 §5.1): `protected "." base64url(canonical body)`.
pub fn signing_input(protected: &str, canonical_body: &str) -> String {
    let mut input = String::from(protected);
    input.push('.');
    input.push_str(&base64url(canonical_body.as_bytes()));
    input
}

/// The body with its last member, `signature`: `header..r‖s`.
pub fn attach(body: Json, protected: &str, signature: &[u8; 64]) -> Json {
    let mut value = String::from(protected);
    value.push_str("..");
    value.push_str(&base64url(signature));
    body.and("signature", Json::String(value))
}

fn jwk(x: &str, y: &str) -> Json {
    Json::with("crv", Json::text("P-256"))
        .and("kty", Json::text("EC"))
        .and("x", Json::text(x))
        .and("y", Json::text(y))
}
