//! ES256: other people's signatures are verified here, and the receiver signs its receipts.

use crate::digest::sha256_base64url;
use intake_core::canonical;
use intake_core::envelope::{base64url, decode_base64url, signing_input, thumbprint_input};
use intake_core::json::Json;
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use p256::elliptic_curve::Generate;
use p256::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, LineEnding};
use p256::{FieldBytes, Sec1Point};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};

/// A public P-256 key from its base64url coordinates; `None` when the point is not on the curve.
pub struct PublicKey {
    key: VerifyingKey,
    pub x: String,
    pub y: String,
    /// The RFC 7638 thumbprint.
    pub kid: String,
}

impl PublicKey {
    pub fn from_coordinates(x: &str, y: &str) -> Option<Self> {
        let field = |text| FieldBytes::try_from(decode_base64url(text)?.as_slice()).ok();
        let point = Sec1Point::from_affine_coordinates(&field(x)?, &field(y)?, false);
        let kid = sha256_base64url(thumbprint_input(x, y).as_bytes());
        Some(Self { key: VerifyingKey::from_sec1_point(&point).ok()?, x: x.into(), y: y.into(), kid })
    }

    /// The key from PEM (`PUBLIC KEY`, RFC 7468).
    pub fn from_pem(text: &str) -> Option<Self> {
        Self::of(&VerifyingKey::from_public_key_pem(text).ok()?)
    }

    fn of(key: &VerifyingKey) -> Option<Self> {
        let point = key.to_sec1_point(false);
        Self::from_coordinates(&base64url(point.x()?), &base64url(point.y()?))
    }

    /// Whether `jws` is what this key signed, detached, over `payload`.
    pub fn verifies_detached(&self, typ: &str, payload: &Json, jws: &str) -> bool {
        let header = detached_header(&self.kid, typ);
        jws.strip_prefix(&header)
            .and_then(|rest| decode_base64url(rest.strip_prefix("..")?))
            .is_some_and(|s| self.verifies(&signing_input(&header, &canonical::to_string(payload)), &s))
    }

    /// Whether `signature`, `r‖s`, is this key's over `input`.
    pub fn verifies(&self, input: &(impl AsRef<[u8]> + ?Sized), signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify(input.as_ref(), &signature).is_ok())
    }
}

/// A private key. It is never printed: there is no `Debug`.
pub struct PrivateKey {
    key: SigningKey,
    /// The same key for a library that signs five times as fast: each submission is signed for twice.
    signer: Option<EcdsaKeyPair>,
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

    /// The key from PEM (`PRIVATE KEY`, PKCS #8).
    pub fn from_pem(text: &str) -> Option<Self> {
        Self::from_signing_key(SigningKey::from_pkcs8_pem(text).ok()?)
    }

    /// As `openssl genpkey` would write it. It is the secret.
    pub fn to_pem(&self) -> Option<String> {
        self.key.to_pkcs8_pem(LineEnding::LF).ok().map(|pem| pem.to_string())
    }

    fn from_signing_key(key: SigningKey) -> Option<Self> {
        let public = PublicKey::of(key.verifying_key())?;
        let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let point = key.verifying_key().to_sec1_point(false);
        let signer = EcdsaKeyPair::from_private_key_and_public_key(
            algorithm,
            &key.to_bytes(),
            point.as_bytes(),
            &random,
        );
        Some(Self { key, signer: signer.ok(), kid: public.kid.clone(), public })
    }

    /// ECDH: the x coordinate of the point that both keys lead to (RFC 7518 §4.6).
    pub fn agree(&self, with: &PublicKey) -> [u8; 32] {
        let shared = p256::ecdh::diffie_hellman(self.key.as_nonzero_scalar(), with.key.as_affine());
        (*shared.raw_secret_bytes()).into()
    }

    /// `r‖s` over `input`.
    pub fn sign(&self, input: &str) -> [u8; 64] {
        let fast =
            self.signer.as_ref().and_then(|signer| signer.sign(&SystemRandom::new(), input.as_bytes()).ok());
        if let Some(Ok(signature)) = fast.map(|signature| signature.as_ref().try_into()) {
            return signature;
        }
        let signature: Signature = self.key.sign(input.as_bytes());
        signature.to_bytes().into()
    }

    /// A detached JWS (RFC 7515 appendix F) over the canonical bytes of `payload`.
    pub fn sign_detached(&self, typ: &str, payload: &Json) -> String {
        let header = detached_header(&self.kid, typ);
        let signature = self.sign(&signing_input(&header, &canonical::to_string(payload)));
        format!("{header}..{}", base64url(&signature))
    }
}

fn detached_header(kid: &str, typ: &str) -> String {
    let header =
        Json::object([("alg", "ES256"), ("kid", kid), ("typ", typ)].map(|(k, v)| (k, Json::string(v))));
    base64url(canonical::to_string(&header).as_bytes())
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
        assert_eq!(key.unwrap().kid, "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    #[test]
    fn a_detached_signature_is_bound_to_its_type_and_payload() {
        let key = PrivateKey::from_secret(&PrivateKey::generate().unwrap().secret()).unwrap();
        let payload = Json::parse(r#"{"b":1,"a":2}"#).unwrap();
        let jws = key.sign_detached("t", &payload);
        let key = key.public;
        assert!(key.verifies_detached("t", &Json::parse(r#"{"a":2,"b":1}"#).unwrap(), &jws));
        assert!(!key.verifies_detached("u", &payload, &jws));
        assert!(!key.verifies_detached("t", &Json::Null, &jws));
    }
}
