//! What a person does in the controls, for the session.

use crate::control;
use crate::dom::event_delegate::{DelegatedEvent, EventKind};
use crate::store::FormStore;
use intake_core::session::{Action, Slot};
use std::rc::Rc;

/// Whether the event was taken in.
pub fn handle(store: &Rc<FormStore>, event: DelegatedEvent) -> bool {
    let slot = event.slot.map(Slot);
    match (event.kind, slot) {
        // What stands there is older than the answer.
        (EventKind::Gather, Some(slot)) if store.is_due(slot) => return false,
        (EventKind::Input | EventKind::Gather, Some(slot)) => control::typed(store, slot, &event),
        (EventKind::FocusOut, Some(slot)) => store.leave(slot),
        (EventKind::Move, Some(slot)) => drop(store.apply(Action::Move { slot })),
        (EventKind::PointerDown, _) => store.press(),
        (EventKind::Submit, _) => drop(store.apply(Action::Continue)),
        _ => {}
    }
    true
}
