//! ES256: other people's signatures are verified here, and the receiver signs its receipts.

use crate::digest::sha256_base64url;
use intake_core::canonical;
use intake_core::envelope::{base64url, decode_base64url, signing_input, thumbprint_input};
use intake_core::json::Json;
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use p256::elliptic_curve::Generate;
use p256::{FieldBytes, Sec1Point};

/// A public P-256 key from its base64url coordinates; `None` when the point is not on the curve.
pub struct PublicKey {
    key: VerifyingKey,
    pub x: String,
    pub y: String,
}

impl PublicKey {
    pub fn from_coordinates(x: &str, y: &str) -> Option<Self> {
        let field = |text| FieldBytes::try_from(decode_base64url(text)?.as_slice()).ok();
        let point = Sec1Point::from_affine_coordinates(&field(x)?, &field(y)?, false);
        Some(Self { key: VerifyingKey::from_sec1_point(&point).ok()?, x: x.into(), y: y.into() })
    }

    /// The RFC 7638 thumbprint.
    pub fn thumbprint(&self) -> String {
        sha256_base64url(thumbprint_input(&self.x, &self.y).as_bytes())
    }

    /// Whether `signature`, `r‖s`, is this key's over `input`.
    pub fn verifies(&self, input: &str, signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify(input.as_bytes(), &signature).is_ok())
    }
}

/// A private key. It is never printed: there is no `Debug`.
pub struct PrivateKey {
    key: SigningKey,
    pub public: PublicKey,
    pub kid: String,
}

impl PrivateKey {
    /// A new key from the system's randomness.
    pub fn generate() -> Option<Self> {
        Self::from_signing_key(SigningKey::try_generate().ok()?)
    }

    /// The key from its 32 secret bytes.
    pub fn from_secret(secret: &[u8]) -> Option<Self> {
        Self::from_signing_key(SigningKey::from_slice(secret).ok()?)
    }

    pub fn secret(&self) -> Vec<u8> {
        self.key.to_bytes().to_vec()
    }

    fn from_signing_key(key: SigningKey) -> Option<Self> {
        let point = key.verifying_key().to_sec1_point(false);
        let (x, y) = (base64url(point.x()?), base64url(point.y()?));
        let public = PublicKey::from_coordinates(&x, &y)?;
        Some(Self { key, kid: public.thumbprint(), public })
    }

    /// `r‖s` over `input`.
    pub fn sign(&self, input: &str) -> [u8; 64] {
        let signature: Signature = self.key.sign(input.as_bytes());
        signature.to_bytes().into()
    }

    /// A detached JWS (RFC 7515 appendix F) over the canonical bytes of `payload`.
    pub fn sign_detached(&self, typ: &str, payload: &Json) -> String {
        let header = self.detached_header(typ);
        let signature = self.sign(&signing_input(&header, &canonical::to_string(payload)));
        format!("{header}..{}", base64url(&signature))
    }

    /// Whether `jws` is what this key signed over `payload`.
    pub fn verifies_detached(&self, typ: &str, payload: &Json, jws: &str) -> bool {
        let header = self.detached_header(typ);
        jws.strip_prefix(&header).and_then(|rest| decode_base64url(rest.strip_prefix("..")?)).is_some_and(
            |s| self.public.verifies(&signing_input(&header, &canonical::to_string(payload)), &s),
        )
    }

    fn detached_header(&self, typ: &str) -> String {
        let header = Json::object(
            [("alg", "ES256"), ("kid", &self.kid), ("typ", typ)].map(|(k, v)| (k, Json::string(v))),
        );
        base64url(canonical::to_string(&header).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_verified() {
        let key = PrivateKey::generate().unwrap();
        let mut signature = key.sign("input");
        assert!(key.public.verifies("input", &signature));
        assert!(!key.public.verifies("inpuT", &signature));
        assert!(!PrivateKey::generate().unwrap().public.verifies("input", &signature));
        signature[40] ^= 1;
        assert!(!key.public.verifies("input", &signature));
        assert!(!key.public.verifies("input", &[0; 64]));
        assert!(!key.public.verifies("input", &[]));
    }

    #[test]
    fn either_half_of_s_is_taken() {
        // WebCrypto gives both: RFC 7518 asks for no low s.
        let key = PrivateKey::generate().unwrap();
        let signature: Signature = key.key.sign(b"input");
        let other = Signature::from_scalars(*signature.r(), -*signature.s()).unwrap();
        assert!(key.public.verifies("input", &signature.to_bytes()));
        assert!(key.public.verifies("input", &other.to_bytes()));
    }

    #[test]
    fn a_point_off_the_curve_is_no_key() {
        let key = PrivateKey::generate().unwrap().public;
        assert!(PublicKey::from_coordinates(&key.x, &key.y).is_some());
        assert!(PublicKey::from_coordinates(&key.y, &key.x).is_none());
        assert!(PublicKey::from_coordinates(&base64url(&[0; 32]), &base64url(&[0; 32])).is_none());
        assert!(PublicKey::from_coordinates("AQ", &key.y).is_none());
    }

    #[test]
    fn the_thumbprint_is_that_of_rfc_7638() {
        // Computed apart from this code: SHA-256 of the four members in order.
        let key = PublicKey::from_coordinates(
            "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        );
        assert_eq!(key.unwrap().thumbprint(), "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn a_detached_signature_is_bound_to_its_type_and_payload() {
        let key = PrivateKey::from_secret(&PrivateKey::generate().unwrap().secret()).unwrap();
        let payload = Json::parse(r#"{"b":1,"a":2}"#).unwrap();
        let jws = key.sign_detached("t", &payload);
        assert!(key.verifies_detached("t", &Json::parse(r#"{"a":2,"b":1}"#).unwrap(), &jws));
        assert!(!key.verifies_detached("u", &payload, &jws));
        assert!(!key.verifies_detached("t", &Json::Null, &jws));
    }
}
