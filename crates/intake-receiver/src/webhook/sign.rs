//! Secrets and signatures as Standard Webhooks writes them.

use crate::token::Token;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const PREFIX: &str = "whsec_";

/// A new secret: 256 random bits.
pub fn new_secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{PREFIX}{}", STANDARD.encode(bytes)))
}

/// A new name for a webhook or a test, short enough to be typed.
pub fn new_id(prefix: &str) -> Result<String, getrandom::Error> {
    let random = Token::random()?;
    let letters = random.reveal().chars().filter(char::is_ascii_alphanumeric).take(10);
    Ok(format!("{prefix}_{}", letters.collect::<String>()))
}

/// The header `webhook-signature`; none where the secret is not one.
pub fn sign(secret: &str, id: &str, timestamp: i64, payload: &str) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    mac.update(format!("{id}.{timestamp}.{payload}").as_bytes());
    Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn the_example_of_the_reference_libraries_comes_out() {
        let signature = sign(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signature.as_deref(), Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        assert_eq!(sign("MfKQ", "a", 1, ""), None);
    }

    #[test]
    fn secrets_and_names_are_new_each_time() {
        assert_ne!(new_secret().unwrap(), new_secret().unwrap());
        let id = new_id("wh").unwrap();
        assert!(id.starts_with("wh_") && id != new_id("wh").unwrap(), "{id}");
    }
}
