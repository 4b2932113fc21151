//! The link into the inbox that is printed at the start: it works once.

use crate::moment::Moment;
use crate::token::Token;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Long enough to find the line and to click on it.
const LASTS: Duration = Duration::from_secs(15 * 60);

/// There is no `Debug`: it holds a secret.
pub struct Link(Mutex<Option<(Token, Moment)>>);

impl Link {
    /// No link: whoever reads what is printed has no business in the inbox.
    pub fn none() -> Self {
        Self(Mutex::new(None))
    }

    /// A link, and its code to be printed.
    pub fn new(now: Moment) -> Result<(Self, String), getrandom::Error> {
        let code = Token::random()?;
        let revealed = code.reveal().to_owned();
        Ok((Self(Mutex::new(Some((code, now)))), revealed))
    }

    /// Whether this is the code, and still in time. It is used up by that.
    pub fn follow(&self, code: &str, now: Moment) -> bool {
        let mut link = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_right = link.as_ref().is_some_and(|(own, made)| own.is(code) && *made >= now.before(LASTS));
        if is_right {
            *link = None;
        }
        is_right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_works_once_and_not_for_long() {
        let made = Moment::parse("2026-11-22T18:40:00Z").unwrap();
        let later = Moment::parse("2026-11-22T18:54:59Z").unwrap();
        let too_late = Moment::parse("2026-11-22T18:55:01Z").unwrap();
        let (link, code) = Link::new(made).unwrap();
        assert!(!link.follow("", later) && !link.follow("x", later) && !link.follow(&code, too_late));
        assert!(link.follow(&code, later));
        assert!(!link.follow(&code, later));
        assert!(!Link::none().follow("", made));
    }
}
