//! The key that seals a submission: ES256 through WebCrypto, made for one submission or kept by the device.
//!
//! The private half never leaves the browser's keeping (non-extractable). One that was made for a submission is
//! dropped after signing, so two submissions cannot be linked by their keys; `key.js` keeps the device's.

use crate::dom::interop::{from_js, text, to_js};
use crate::dom::load::load;
use intake_core::envelope;
use intake_core::json::Json;
use js_sys::{Array, Promise, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

/// Why nothing can be signed here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyError {
    /// Browsers sign only on pages that came by HTTPS (or from localhost).
    Insecure,
    /// The browser refused a step.
    Refused,
}

impl From<JsValue> for KeyError {
    fn from(_: JsValue) -> Self {
        Self::Refused
    }
}

#[wasm_bindgen]
extern "C" {
    type KeyPart;
    #[wasm_bindgen(method)]
    fn device(this: &KeyPart) -> Promise;
}

/// The device's own key; none where its browser keeps none.
pub async fn device() -> Option<CryptoKeyPair> {
    let part: KeyPart = load("key").await?;
    let pair = wait(part.device()).await.ok()?;
    pair.is_object().then(|| pair.unchecked_into())
}

/// Signs the canonical bytes of `body` with this key, or else a fresh one, and attaches the signature.
pub async fn seal(body: Json, canonical: &str, own: Option<CryptoKeyPair>) -> Result<Json, KeyError> {
    let subtle = subtle()?;
    let algorithm = algorithm();
    let pair = match own {
        Some(pair) => pair,
        None => {
            let usages = Array::of1(&"sign".into());
            let made = subtle.generate_key_with_object(algorithm.unchecked_ref(), false, &usages)?;
            wait(made).await?.unchecked_into()
        }
    };
    let (x, y) = public(&subtle, &pair.get_public_key()).await?;
    let thumbprint = sha256(envelope::thumbprint_input(&x, &y).as_bytes()).await?;
    let protected = envelope::protected(&thumbprint, &x, &y, None);
    let input = envelope::signing_input(&protected, canonical);
    let input = Uint8Array::from(input.as_bytes());
    let signed = subtle.sign_with_object_and_buffer_source(
        algorithm.unchecked_ref(),
        &pair.get_private_key(),
        &input,
    )?;
    let bytes = Uint8Array::new(&wait(signed).await?).to_vec();
    let signature = <&[u8; 64]>::try_from(bytes.as_slice()).map_err(|_| KeyError::Refused)?;
    Ok(envelope::attach(body, &protected, signature))
}

/// SHA-256 in base64url without padding.
pub async fn sha256(bytes: &[u8]) -> Result<String, KeyError> {
    let digest = subtle()?.digest_with_str_and_buffer_source("SHA-256", &Uint8Array::from(bytes))?;
    Ok(envelope::base64url(&Uint8Array::new(&wait(digest).await?).to_vec()))
}

/// A UUID of version 7 (RFC 9562 §5.7): sorted by time, else random.
pub fn submission_id(now: f64) -> String {
    let mut bytes = [0u8; 16];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    let time = (now as u64).to_be_bytes();
    for (byte, time) in bytes.iter_mut().zip(time.iter().skip(2)) {
        *byte = *time;
    }
    let mut id = String::with_capacity(36);
    for (i, byte) in bytes.into_iter().enumerate() {
        let byte = match i {
            6 => byte & 0x0f | 0x70,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        if matches!(i, 4 | 6 | 8 | 10) {
            id.push('-');
        }
        for nibble in [byte >> 4, byte & 15] {
            id.extend(char::from_digit(nibble.into(), 16));
        }
    }
    id
}

/// One object names everything that generating and signing ask for (Web Cryptography, `EcKeyGenParams`, `EcdsaParams`).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Algorithm {
    name: &'static str,
    named_curve: &'static str,
    hash: &'static str,
}

fn algorithm() -> JsValue {
    to_js(&Algorithm { name: "ECDSA", named_curve: "P-256", hash: "SHA-256" })
}

async fn public(subtle: &SubtleCrypto, key: &CryptoKey) -> Result<(String, String), KeyError> {
    let jwk = wait(subtle.export_key("jwk", key)?).await?;
    let jwk = from_js(&jwk).ok_or(KeyError::Refused)?;
    match (text(&jwk, "x"), text(&jwk, "y")) {
        (Some(x), Some(y)) => Ok((x.to_string(), y.to_string())),
        _ => Err(KeyError::Refused),
    }
}

fn subtle() -> Result<SubtleCrypto, KeyError> {
    let window = web_sys::window().ok_or(KeyError::Refused)?;
    if !window.is_secure_context() {
        return Err(KeyError::Insecure);
    }
    Ok(window.crypto()?.subtle())
}

async fn wait(promise: Promise) -> Result<JsValue, KeyError> {
    Ok(JsFuture::from(promise).await?)
}
