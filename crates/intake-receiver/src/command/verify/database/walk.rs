//! From link to link: each covers the one before, and the end is sealed.

use super::audit::{Audit, Walked};
use super::submission;
use crate::chain::{End, Link, ORIGIN};
use crate::command::error::CommandError;
use crate::command::verify::finding::Finding;
use crate::keyring::Keyring;
use std::io::Write;

/// A code and a sentence.
type Fault = (String, String);

/// Looks at every submission, in the order in which they were kept.
pub(super) async fn chain<W: Write>(audit: &mut Audit<'_, W>) -> Result<Walked, CommandError> {
    // Read first, in one snapshot with what follows.
    let end = audit.store.end().await.map_err(audit.at())?;
    let mut walk = Walk { at: Walked { position: 0, link: ORIGIN.to_owned() }, by_current: false };
    loop {
        let links = audit.store.links(walk.at.position).await.map_err(audit.at())?;
        if links.is_empty() {
            break;
        }
        for (link, row) in links {
            if let Some(gap) = walk.gap(&link) {
                audit.fault(gap)?;
            }
            let fault = walk.step(&link, &audit.keys);
            let Some(row) = row else {
                let sentence = "The submission that was kept here was taken out of the database.";
                audit.fault(Finding::fault(format!("position {}", link.position), "missing", sentence))?;
                continue;
            };
            let finding = submission::look(audit, &row, fault).await?;
            audit.submission(&finding)?;
        }
    }
    for reference in audit.store.unlinked().await.map_err(audit.at())? {
        let sentence = "It stands outside the chain: somebody put it in, or took its link out.";
        audit.submission(&Finding::fault(reference, "unlinked", sentence))?;
    }
    if let Some((code, sentence)) = end_fault(end.as_ref(), &walk.at, &audit.keys) {
        audit.fault(Finding::fault("end", code, sentence))?;
    }
    Ok(walk.at)
}

struct Walk {
    at: Walked,
    /// The key that signs now has signed a link: those before it sign no more.
    by_current: bool,
}

impl Walk {
    /// Links that are not there between the last one and this.
    fn gap(&self, link: &Link) -> Option<Finding> {
        let (from, to) = (self.at.position + 1, link.position - 1);
        (from <= to).then(|| {
            let name =
                if from == to { format!("position {from}") } else { format!("positions {from} to {to}") };
            Finding::fault(name, "link-missing", "Links were taken out of the chain.")
        })
    }

    fn step(&mut self, link: &Link, keys: &Keyring) -> Option<Fault> {
        let fault = |code: &str, sentence: &str| Some((code.to_owned(), sentence.to_owned()));
        let follows = self.at.position + 1 == link.position;
        let continues = link.previous == self.at.link;
        self.at = Walked { position: link.position, link: link.digest() };
        let by_current = link.holds_by(keys.current());
        if !by_current && (self.by_current || !link.holds(keys)) {
            return fault("changed", "Its link in the chain was changed.");
        }
        self.by_current |= by_current;
        if follows && !continues {
            return fault("order", "The one before it is not the one that was kept before it.");
        }
        None
    }
}

fn end_fault(end: Option<&End>, at: &Walked, keys: &Keyring) -> Option<(&'static str, String)> {
    let Some(end) = end else {
        return Some(("end-missing", "The sealed end of the chain was taken out.".into()));
    };
    if !end.holds(keys.current()) {
        let sentence = "The end of the chain was changed, or sealed with another key.";
        return Some(("end-changed", sentence.into()));
    }
    if end.position > at.position {
        let missing = end.position - at.position;
        let sentence = format!("The last {missing} of {} links were cut off.", end.position);
        return Some(("end-cut", sentence));
    }
    if end.position < at.position || end.link != at.link {
        let sentence = "The last link is not the one that the end was sealed with.";
        return Some(("end-changed", sentence.into()));
    }
    None
}
