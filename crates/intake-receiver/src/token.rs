//! Secrets: the inbox's token, a session's, a link's.

use crate::digest::sha256_base64url;
use intake_core::envelope::base64url;
use subtle::ConstantTimeEq;

/// There is no `Debug`: it is a secret.
pub struct Token(String);

impl Token {
    /// 128 random bits.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(base64url(&bytes)))
    }

    pub fn given(token: String) -> Self {
        Self(token)
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// In constant time: how long it takes says nothing about how much was right.
    pub fn is(&self, candidate: &str) -> bool {
        self.0.as_bytes().ct_eq(candidate.as_bytes()).into()
    }

    /// What says of a session which token it was opened with, and nothing about the token.
    pub fn credential(&self) -> String {
        sha256_base64url(format!("intake credential\n{}", self.0).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_itself_only() {
        let token = Token::random().unwrap();
        assert_eq!(token.reveal().len(), 22);
        assert!(token.is(token.reveal()));
        assert!(!token.is(""));
        assert!(!token.is(&token.credential()));
        assert_ne!(token.credential(), Token::random().unwrap().credential());
        assert!(!token.is(Token::random().unwrap().reveal()));
    }
}
