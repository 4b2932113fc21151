//! What a person does to a page of questions: one listener a kind for all of it.
//!
//! A control only says in its markup which slot it is (`data-slot`). So a page of a thousand
//! questions has as many listeners as a page of one, an event finds its slot in one step, and
//! nothing of it need be there before the page is drawn.

use crate::app::Message;
use crate::control;
use crate::session::Live;
use gloo_events::{EventListener, EventListenerOptions};
use intake_core::session::{Action, Slot};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, ShadowRoot};

/// Listens until what it answers is dropped.
pub fn listen(live: &Rc<Live>, root: &ShadowRoot) -> Vec<EventListener> {
    ["input", "focusout", "pointerdown", "submit"]
        .map(|kind| {
            let live = Rc::clone(live);
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(root, kind, options, move |event| hear(&live, kind, event))
        })
        .into()
}

/// Read at once: an event has no target any more when it is over.
fn hear(live: &Rc<Live>, kind: &str, event: &Event) {
    match kind {
        "pointerdown" => live.press(),
        "submit" => {
            event.prevent_default();
            live.tell(Message::Apply(Action::Continue));
        }
        _ => {
            let field = event.target().and_then(|target| field(target.unchecked_ref()));
            let Some((field, slot)) = field else { return };
            if kind == "input" {
                control::typed(live, slot, event);
            } else if !control::stays(&field, event) {
                live.leave(slot);
            }
        }
    }
}

/// The control that an element belongs to.
fn field(element: &Element) -> Option<(Element, Slot)> {
    let field = element.closest(".field").ok()??;
    let slot = field.get_attribute("data-slot")?.parse().ok()?;
    Some((field, Slot(slot)))
}
