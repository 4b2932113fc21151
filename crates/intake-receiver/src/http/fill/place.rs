//! The questions of a page, each with the name that its fields have.

use intake_core::definition::Kind;
use intake_core::session::{Session, Slot};

/// A question in its place: `income`, `members/0/age`.
pub(super) struct Place {
    pub(super) slot: Slot,
    pub(super) path: String,
}

impl Place {
    pub(super) fn new(session: &Session, slot: Slot) -> Self {
        Self { slot, path: session.path(slot).trim_start_matches('/').into() }
    }

    /// The name of one of several fields, or of what stands beside it.
    pub(super) fn part(&self, name: &str) -> String {
        [&self.path, ".", name].concat()
    }
}

/// The id of a question's first field, where the error summary leads.
pub(super) fn id(session: &Session, slot: Slot) -> String {
    ["f", &session.path(slot).replace('/', "-")].concat()
}

/// The questions and repeats that are shown on a page, in document order.
pub(super) fn page_places(session: &Session, page: usize) -> Vec<Place> {
    let mut places = Vec::new();
    session.page_slots(page).into_iter().for_each(|slot| walk(session, slot, &mut places));
    places
}

fn walk(session: &Session, slot: Slot, places: &mut Vec<Place>) {
    let Some(item) = session.item(slot).filter(|_| session.field(slot).relevant) else { return };
    match item.kind {
        Kind::Note { .. } => {}
        Kind::Group { .. } => {
            session.children(slot).into_iter().for_each(|child| walk(session, child, places))
        }
        Kind::Repeat(_) => {
            places.push(Place::new(session, slot));
            for entry in session.entries(slot) {
                entry.into_iter().for_each(|child| walk(session, child, places));
            }
        }
        _ => places.push(Place::new(session, slot)),
    }
}
