//! The inbox's token: who knows it reads the inbox.

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

    /// For the one line on standard output at start.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn is(&self, candidate: &str) -> bool {
        same(&self.0, candidate)
    }

    /// What the cookie holds: whoever reads it has not learnt the token.
    pub fn cookie(&self) -> String {
        sha256_base64url(format!("intake inbox cookie\n{}", self.0).as_bytes())
    }

    pub fn is_cookie(&self, candidate: &str) -> bool {
        same(&self.cookie(), candidate)
    }
}

/// In constant time: how long it takes says nothing about how much was right.
fn same(secret: &str, candidate: &str) -> bool {
    secret.as_bytes().ct_eq(candidate.as_bytes()).into()
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
        assert!(!token.is(&token.cookie()));
        assert!(token.is_cookie(&token.cookie()));
        assert!(!token.is_cookie(token.reveal()));
        assert!(!token.is(Token::random().unwrap().reveal()));
    }
}
