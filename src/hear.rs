//! What a person does to a page of questions: one listener a kind for all of it (`hear.js`).
//!
//! A control only says in its markup which slot it is (`data-slot`). So a page of a thousand
//! questions has as many listeners as a page of one, an event finds its slot in one step, and
//! nothing of it need be there before the page is drawn.

use crate::app::Message;
use crate::control;
use crate::session::Live;
use intake_core::session::{Action, Slot};
use std::rc::Rc;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use web_sys::ShadowRoot;

#[wasm_bindgen(module = "/src/hear.js")]
extern "C" {
    #[derive(Clone)]
    pub type Fields;
    #[wasm_bindgen(constructor)]
    fn new(root: &ShadowRoot, hear: &Closure<Hear>) -> Fields;
    /// Reads what stands in the fields, also what nobody told of.
    #[wasm_bindgen(method)]
    pub fn gather(this: &Fields);
    #[wasm_bindgen(method)]
    fn stop(this: &Fields);
}

/// The code of the first letter of the event's type, the slot or -1, and what an input is called and holds, in
/// its two ways. Whether it was taken in.
type Hear = dyn Fn(u8, i32, String, String, bool) -> bool;

/// What an input is called, and what it holds.
pub struct Heard {
    pub name: String,
    pub value: String,
    pub checked: bool,
}

/// Listens until it is dropped.
pub struct Ears {
    pub fields: Fields,
    _hear: Closure<Hear>,
}

impl Ears {
    pub fn new(live: &Rc<Live>, root: &ShadowRoot) -> Self {
        let live = Rc::clone(live);
        let hear = Closure::<Hear>::new(move |kind, slot, name, value, checked| {
            let slot = u32::try_from(slot).ok().map(Slot);
            match (kind, slot) {
                (b'g', Some(slot)) if live.is_due(slot) => return false,
                (b'i' | b'g', Some(slot)) => control::typed(&live, slot, &Heard { name, value, checked }),
                (b'f', Some(slot)) => live.leave(slot),
                (b'm', Some(slot)) => drop(live.apply(Action::Move { slot })),
                (b'p', _) => live.press(),
                (b's', _) => live.tell(Message::Apply(Action::Continue)),
                _ => {}
            }
            true
        });
        Self { fields: Fields::new(root, &hear), _hear: hear }
    }
}

impl Drop for Ears {
    fn drop(&mut self) {
        self.fields.stop();
    }
}
