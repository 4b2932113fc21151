//! JWE (RFC 7516), as far as submissions are encrypted: ECDH-ES on P-256 for one recipient, with A256KW for
//! two, and A256GCM. Opening only: the form encrypts.

use crate::digest::sha256;
use crate::key::{PrivateKey, PublicKey};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use aes_kw::AesKw;
use intake_core::envelope::decode_base64url;
use intake_core::json::{Json, Limits};

/// A file of 64 MiB, in base64url.
const LIMITS: Limits = Limits { bytes: 96 << 20, depth: 8 };
const ENC: &str = "A256GCM";
const DIRECT: &str = "ECDH-ES";
const WRAPPED: &str = "ECDH-ES+A256KW";

/// Why something is not opened. No sentence holds anything of it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotOpened {
    #[error("It is not an encrypted document (JWE).")]
    Shape,
    #[error("It is encrypted in another way than by ECDH-ES on P-256 and A256GCM.")]
    Algorithm,
    #[error("It is encrypted to another key: {}.", .0.join(", "))]
    OtherKey(Vec<String>),
    #[error("It was changed after it was encrypted, or is not for this key.")]
    Broken,
}

impl NotOpened {
    /// A stable code, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Shape => "jwe-shape",
            Self::Algorithm => "jwe-algorithm",
            Self::OtherKey(_) => "jwe-key",
            Self::Broken => "jwe-broken",
        }
    }
}

/// A JWE in its parts. There is no `Debug`: who has the key reads it.
pub struct Jwe {
    /// The protected header as it came, base64url: what is authenticated besides.
    protected: String,
    pub header: Json,
    recipients: Vec<Recipient>,
    iv: Vec<u8>,
    /// With its tag.
    sealed: Vec<u8>,
}

struct Recipient {
    header: Json,
    encrypted_key: Vec<u8>,
}

impl Jwe {
    /// Reads the JSON serialization, general or flattened (§7.2), or the compact one (§7.1).
    pub fn read(bytes: &[u8]) -> Result<Self, NotOpened> {
        let text = std::str::from_utf8(bytes).map_err(|_| NotOpened::Shape)?.trim();
        let json = if text.starts_with('{') {
            Json::parse_bytes(text.as_bytes(), LIMITS).map_err(|_| NotOpened::Shape)?
        } else {
            compact(text).ok_or(NotOpened::Shape)?
        };
        Self::of(&json).ok_or(NotOpened::Shape)
    }

    /// From the JSON serialization.
    pub fn of(json: &Json) -> Option<Self> {
        let bytes = |json: &Json, name: &str| decode_base64url(json.get(name)?.as_str()?);
        let protected = json.get("protected")?.as_str()?.to_owned();
        let limits = Limits { bytes: 64 << 10, depth: 8 };
        let header = Json::parse_bytes(&decode_base64url(&protected)?, limits).ok()?;
        header.as_object()?;
        let recipient = |one: &Json| {
            let encrypted_key =
                if one.get("encrypted_key").is_some() { bytes(one, "encrypted_key")? } else { Vec::new() };
            Some(Recipient { header: joined(&[&header, json, one])?, encrypted_key })
        };
        let recipients = match json.get("recipients") {
            Some(several) => several.as_array()?.iter().map(recipient).collect::<Option<Vec<_>>>()?,
            None => vec![recipient(json)?],
        };
        let sealed = [bytes(json, "ciphertext")?, bytes(json, "tag")?].concat();
        // Additional data (§7.2.1) is nothing that the form sends.
        if json.get("aad").is_some() || bytes(json, "tag")?.len() != 16 || recipients.is_empty() {
            return None;
        }
        Some(Self { iv: bytes(json, "iv")?, protected, header, recipients, sealed })
    }

    /// The keys that it is encrypted to, as far as it names them.
    pub fn kids(&self) -> Vec<String> {
        self.recipients.iter().filter_map(|one| text(&one.header, "kid")).collect()
    }

    /// Whether the form encrypts so, as far as can be said without the key.
    pub fn is_ours(&self) -> bool {
        let is_known =
            |one: &Recipient| matches!(text(&one.header, "alg").as_deref(), Some(DIRECT | WRAPPED));
        text(&self.header, "enc").as_deref() == Some(ENC) && self.recipients.iter().all(is_known)
    }

    /// What was encrypted.
    pub fn open(&self, key: &PrivateKey) -> Result<Vec<u8>, NotOpened> {
        let kids = self.kids();
        let names_others = kids.len() == self.recipients.len() && !kids.contains(&key.kid);
        if names_others {
            return Err(NotOpened::OtherKey(kids));
        }
        let is_mine = |one: &&Recipient| text(&one.header, "kid").is_none_or(|kid| kid == key.kid);
        let mut error = NotOpened::Broken;
        for recipient in self.recipients.iter().filter(is_mine) {
            match self.open_as(recipient, key) {
                Ok(bytes) => return Ok(bytes),
                Err(failed) => error = failed,
            }
        }
        Err(error)
    }

    fn open_as(&self, recipient: &Recipient, key: &PrivateKey) -> Result<Vec<u8>, NotOpened> {
        let header = &recipient.header;
        let get = |name: &str| text(header, name);
        if get("enc").as_deref() != Some(ENC) || header.get("crit").is_some() || header.get("zip").is_some() {
            return Err(NotOpened::Algorithm);
        }
        let alg = get("alg").ok_or(NotOpened::Algorithm)?;
        let epk = header.get("epk").ok_or(NotOpened::Shape)?;
        if text(epk, "kty").as_deref() != Some("EC") || text(epk, "crv").as_deref() != Some("P-256") {
            return Err(NotOpened::Algorithm);
        }
        let epk = text(epk, "x").zip(text(epk, "y")).ok_or(NotOpened::Shape)?;
        let epk = PublicKey::from_coordinates(&epk.0, &epk.1).ok_or(NotOpened::Shape)?;
        let party = |name: &str| match get(name) {
            Some(info) => decode_base64url(&info).ok_or(NotOpened::Shape),
            None => Ok(Vec::new()),
        };
        let name = match alg.as_str() {
            DIRECT => ENC,
            WRAPPED => WRAPPED,
            _ => return Err(NotOpened::Algorithm),
        };
        let agreed = derived(&key.agree(&epk), name, &party("apu")?, &party("apv")?);
        let content = match alg.as_str() {
            DIRECT if recipient.encrypted_key.is_empty() => agreed,
            DIRECT => return Err(NotOpened::Shape),
            _ => unwrapped(&agreed, &recipient.encrypted_key).ok_or(NotOpened::Broken)?,
        };
        self.decrypted(&content).ok_or(NotOpened::Broken)
    }

    fn decrypted(&self, key: &[u8; 32]) -> Option<Vec<u8>> {
        let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key));
        let iv: [u8; 12] = self.iv.as_slice().try_into().ok()?;
        let payload = Payload { msg: &self.sealed, aad: self.protected.as_bytes() };
        cipher.decrypt(&Nonce::from(iv), payload).ok()
    }
}

fn compact(text: &str) -> Option<Json> {
    let [protected, key, iv, ciphertext, tag] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
    let members = [("protected", protected), ("iv", iv), ("ciphertext", ciphertext), ("tag", tag)];
    let key = (!key.is_empty()).then_some(("encrypted_key", key));
    Some(Json::object(members.into_iter().chain(key).map(|(name, text)| (name, Json::string(text)))))
}

/// The header of one recipient: the protected one, the one for all, its own; no name may stand in two (§7.2.1).
fn joined([protected, all, own]: &[&Json; 3]) -> Option<Json> {
    let mut members = protected.as_object()?.to_vec();
    let own = if std::ptr::eq(*all, *own) { None } else { own.get("header") };
    let shared = [all.get("unprotected"), all.get("header"), own];
    for (name, value) in shared.into_iter().flatten().filter_map(Json::as_object).flatten() {
        if members.iter().any(|(there, _)| there == name) {
            return None;
        }
        members.push((name.clone(), value.clone()));
    }
    Some(Json::Object(members))
}

fn text(json: &Json, name: &str) -> Option<String> {
    json.get(name)?.as_str().map(str::to_owned)
}

/// One round of the Concat KDF (RFC 7518 §4.6.2), for 256 bits.
fn derived(shared: &[u8; 32], algorithm: &str, apu: &[u8], apv: &[u8]) -> [u8; 32] {
    let mut input = vec![0, 0, 0, 1];
    input.extend(shared);
    for part in [algorithm.as_bytes(), apu, apv] {
        input.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        input.extend(part);
    }
    input.extend(256_u32.to_be_bytes());
    sha256(&input)
}

/// RFC 3394, of a key of 256 bits.
fn unwrapped(key: &[u8; 32], wrapped: &[u8]) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    let key = AesKw::<aes_kw::aes::Aes256>::new(&(*key).into()).unwrap_key(wrapped, &mut out).ok()?;
    key.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7518_appendix_c_gives_its_key() {
        let key = |text: &str| decode_base64url(text).unwrap();
        let bob = PrivateKey::from_secret(&key("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw")).unwrap();
        let alice = PublicKey::from_coordinates(
            "gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0",
            "SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps",
        )
        .unwrap();
        // 128 bits are the first half of what this derives with another length at the end: so the parts are held.
        let mut input = vec![0, 0, 0, 1];
        input.extend(bob.agree(&alice));
        for part in ["A128GCM", "Alice", "Bob"] {
            input.extend((part.len() as u32).to_be_bytes());
            input.extend(part.as_bytes());
        }
        input.extend(128_u32.to_be_bytes());
        assert_eq!(intake_core::envelope::base64url(&sha256(&input)[..16]), "VqqN6vgjbSBcIijNcacQGg");
    }

    #[test]
    fn what_is_no_jwe_is_said_to_be_none() {
        for text in [
            "",
            "{}",
            "[]",
            "a.b.c",
            "....",
            r#"{"protected":"e30","iv":"","ciphertext":"","tag":""}"#,
            "\u{0}",
        ] {
            assert_eq!(Jwe::read(text.as_bytes()).err(), Some(NotOpened::Shape), "{text}");
        }
    }
}
