//! Telling other systems that somebody wrote, by the Standard Webhooks specification
//! (standardwebhooks.com): signed, at least once, and again until it has been heard.
//!
//! What is to be told is written in the transaction that keeps the submission; [`Sender`] reads it
//! from there, whatever happens to the program in between.

mod address;
mod payload;
mod post;
mod schedule;
mod sender;
mod sign;

pub use crate::store::GIVE_UP_AFTER;
pub use address::is_public;
pub use schedule::next;
pub use sender::{Sender, Terms};
pub use sign::{new_id, new_secret, sign};

use url::Url;

/// What is wrong with the address of a webhook.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum AddressError {
    #[error("the address must begin with https:// (or http:// for one that --webhook-allow names)")]
    Scheme,
    #[error("the address must name a server, without a user's name, and without # at its end")]
    Shape,
}

/// Reads the address of a webhook. Where its server is, is looked at each time that something is sent.
pub fn address(text: &str) -> Result<Url, AddressError> {
    let url = Url::parse(text.trim()).map_err(|_| AddressError::Shape)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(AddressError::Scheme);
    }
    let is_plain = url.host().is_some()
        && url.username().is_empty()
        && url.password().is_none()
        && url.fragment().is_none();
    if is_plain && text.len() <= 2000 { Ok(url) } else { Err(AddressError::Shape) }
}
