//! What all requests share.

use super::error::HttpError;
use super::fill::owners::Owners;
use super::fill::places::Places as Drafts;
use super::inbox::attempt::{Attempts, TooMany};
use crate::asset::Assets;
use crate::budget::Budget;
use crate::client::{Client, Proxies};
use crate::link::Link;
use crate::moment::{Moment, Zone};
use crate::publication::Forms;
use crate::receiver::Receiver;
use crate::token::Token;
use crate::turn::Turns;
use crate::upload::Spool;
use axum::http::HeaderValue;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use url::Url;

/// What every request may use.
pub struct App {
    pub receiver: Receiver,
    /// The forms that are open now; older versions are in the store.
    pub forms: watch::Receiver<Arc<Forms>>,
    pub token: Token,
    /// The link that was printed at the start.
    pub link: Link,
    pub clock: fn() -> Moment,
    /// In which staff read times.
    pub zone: Zone,
    /// The address that people know: where it is `https`, cookies are for that alone.
    pub public: Option<Url>,
    /// The most bytes of one submission with its files.
    pub body_limit: usize,
    /// Where files wait until they are kept.
    pub spool: Spool,
    pub proxies: Proxies,
    pub limits: Limits,
    /// The widget's files inside the program.
    pub assets: Assets,
    /// Whether pages find the widget here, in the program or in the site's folder.
    pub has_widget: bool,
    /// Of a form in a frame, which says who may have it there.
    pub embed_policy: HeaderValue,
}

impl App {
    pub(super) fn forms(&self) -> Arc<Forms> {
        self.forms.borrow().clone()
    }

    pub(super) fn is_secure(&self) -> bool {
        self.public.as_ref().is_some_and(|public| public.scheme() == "https")
    }

    /// Whether this is the token; so many wrong ones of a client are looked at, and no more.
    pub(super) fn guess(&self, client: Client, token: &str) -> Result<(), HttpError> {
        match self.limits.attempts.guess(client, || self.token.is(token)) {
            Ok(true) => Ok(()),
            Ok(false) => Err(HttpError::Unauthorized),
            Err(TooMany) => Err(HttpError::TooManyGuesses),
        }
    }

    /// Whether this is the code of the link, which it uses up.
    pub(super) fn follow(&self, client: Client, code: &str) -> Result<(), HttpError> {
        match self.limits.attempts.guess(client, || self.link.follow(code, (self.clock)())) {
            Ok(true) => Ok(()),
            Ok(false) => Err(HttpError::Unauthorized),
            Err(TooMany) => Err(HttpError::TooManyGuesses),
        }
    }
}

/// What all requests share.
pub struct Limits {
    /// Bytes of submissions that are in memory.
    pub(super) memory: Arc<Budget>,
    /// Verifying and judging what arrives.
    pub(super) turns: Turns,
    /// Reading for the inbox: apart, so that what arrives does not hold up staff.
    pub(super) reading: Turns,
    pub(super) attempts: Attempts,
    /// Of plain pages: who begins how often, and one thing at a time for each.
    pub(super) beginnings: Attempts,
    pub(super) drafts: Drafts,
    pub(super) owners: Arc<Owners>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: Budget::new(96 << 20, 32 << 20),
            turns: Turns::of_processors(),
            reading: Turns::new(2, 2),
            attempts: Attempts::default(),
            // A library or a shelter is one client.
            beginnings: Attempts::new(100, Duration::from_secs(1)),
            drafts: Drafts::default(),
            owners: Arc::default(),
        }
    }
}
