//! Nonces: this receiver's word, to one key and for ten minutes, that a submission is being made now.
//!
//! A nonce carries when it was issued and a code over that and the key, which only this process can
//! make: none is kept before it is used, so that nobody fills a memory by asking for them. Those that
//! were used are remembered until they would have ended anyway; after a restart none holds any more.

use crate::moment::Moment;
use hmac::{Hmac, KeyInit, Mac};
use intake_core::envelope::{base64url, decode_base64url};
use sha2::Sha256;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How long a nonce may be used.
pub const LASTS: Duration = Duration::from_secs(10 * 60);

/// Milliseconds since 1970, then random bytes, then the code.
const TIME: usize = 8;
const HEAD: usize = TIME + 16;

/// What a receiver wants to see of them.
pub enum NoncePolicy {
    /// None is issued here, and one that comes is somebody else's.
    Unasked,
    /// Each submission has to carry one.
    Asked(Nonces),
    /// Copies that somebody takes in by hand may have one or not.
    Ignored,
}

impl NoncePolicy {
    pub fn of(asked: bool) -> Result<Self, getrandom::Error> {
        if asked { Nonces::new().map(Self::Asked) } else { Ok(Self::Unasked) }
    }
}

/// There is no `Debug`: it holds a secret.
pub struct Nonces {
    secret: [u8; 32],
    /// Each with the milliseconds at which it was issued.
    used: Mutex<HashMap<String, u64>>,
}

impl Nonces {
    pub fn new() -> Result<Self, getrandom::Error> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self { secret, used: Mutex::default() })
    }

    /// A nonce for the key with this thumbprint (RFC 7638).
    pub fn issue(&self, kid: &str, now: Moment) -> Result<String, getrandom::Error> {
        let mut random = [0; HEAD - TIME];
        getrandom::fill(&mut random)?;
        let head = [&now.milliseconds().to_be_bytes()[..], &random].concat();
        let code = self.mac(kid, &head).map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default();
        Ok(base64url(&[head, code].concat()))
    }

    /// Whether this is a nonce of ours for this key, still in time and never used: it is used up by that.
    pub fn redeem(&self, nonce: &str, kid: &str, now: Moment) -> bool {
        let Some(issued) = self.issued(nonce, kid) else { return false };
        let (now, lasts) = (now.milliseconds(), LASTS.as_millis() as u64);
        let is_over = |issued: u64| now.saturating_sub(issued) > lasts;
        if is_over(issued) {
            return false;
        }
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.retain(|_, issued| !is_over(*issued));
        used.insert(nonce.to_owned(), issued).is_none()
    }

    /// When it was issued, if it was, for this key.
    fn issued(&self, nonce: &str, kid: &str) -> Option<u64> {
        let bytes = decode_base64url(nonce)?;
        let (head, code) = bytes.split_at_checked(HEAD)?;
        self.mac(kid, head)?.verify_slice(code).ok()?;
        Some(u64::from_be_bytes(head.first_chunk().copied()?))
    }

    fn mac(&self, kid: &str, head: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).ok()?;
        mac.update(head);
        mac.update(kid.as_bytes());
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Moment {
        Moment::parse(time).unwrap()
    }

    #[test]
    fn a_nonce_is_used_once_by_its_key_and_in_time() {
        let nonces = Nonces::new().unwrap();
        let (made, soon) = (at("2026-11-22T18:40:00Z"), at("2026-11-22T18:50:00Z"));
        let nonce = nonces.issue("kid", made).unwrap();
        assert!(!nonces.redeem(&nonce, "another", soon));
        assert!(!nonces.redeem(&nonce, "kid", at("2026-11-22T18:50:01Z")));
        assert!(nonces.redeem(&nonce, "kid", soon));
        assert!(!nonces.redeem(&nonce, "kid", soon), "used");
        assert_ne!(nonce, nonces.issue("kid", made).unwrap());
    }

    #[test]
    fn what_was_not_issued_here_is_none() {
        let now = at("2026-11-22T18:40:00Z");
        let nonces = Nonces::new().unwrap();
        let other = Nonces::new().unwrap().issue("kid", now).unwrap();
        let mut bytes = decode_base64url(&nonces.issue("kid", now).unwrap()).unwrap();
        bytes[0] ^= 1;
        for nonce in
            ["", "n-0", "AAAA", &base64url(&[0; 24]), &base64url(&[0; 56]), &base64url(&bytes), &other]
        {
            assert!(!nonces.redeem(nonce, "kid", now), "{nonce}");
        }
    }

    #[test]
    fn what_is_over_is_not_remembered() {
        let nonces = Nonces::new().unwrap();
        for minute in 0..50 {
            let now = at(&format!("2026-11-22T18:{minute:02}:00Z"));
            let nonce = nonces.issue("kid", now).unwrap();
            assert!(nonces.redeem(&nonce, "kid", now));
        }
        assert_eq!(nonces.used.lock().unwrap().len(), 11);
    }
}
