//! What a person does to a page of questions: one listener a kind for all of it (`hear.js`).
//!
//! A control only says in its markup which slot it is (`data-slot`). So a page of a thousand
//! questions has as many listeners as a page of one, an event finds its slot in one step, and
//! nothing of it need be there before the page is drawn.

use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use web_sys::ShadowRoot;

#[wasm_bindgen(module = "/src/hear.js")]
extern "C" {
    type Fields;
    #[wasm_bindgen(constructor)]
    fn new(root: &ShadowRoot, hear: &Closure<Listener>) -> Fields;
    #[wasm_bindgen(method)]
    fn gather(this: &Fields);
    #[wasm_bindgen(method)]
    fn stop(this: &Fields);
}

/// The code of the first letter of the event's type, the slot or -1, and what an input is called and holds, in
/// its two ways. Whether it was taken in.
type Listener = dyn Fn(u8, i32, String, String, bool) -> bool;

/// An event of a page of questions.
pub struct DelegatedEvent {
    pub kind: EventKind,
    /// The slot that its control names.
    pub slot: Option<u32>,
    /// What an input is called, and what it holds.
    pub name: String,
    pub value: String,
    pub checked: bool,
}

#[derive(Clone, Copy, PartialEq)]
pub enum EventKind {
    /// Something was typed or chosen.
    Input,
    /// What stands in a field is read, also where no event told of it.
    Gather,
    /// Focus left a control.
    FocusOut,
    /// Focus went on within a control of several inputs.
    Move,
    /// A pointer went down.
    PointerDown,
    /// Enter in a field, or the page's main button.
    Submit,
}

/// Listens until it is dropped.
pub struct EventDelegate {
    fields: Fields,
    _listener: Closure<Listener>,
}

impl EventDelegate {
    /// `handle` answers whether it took the event in.
    pub fn new(root: &ShadowRoot, handle: impl Fn(DelegatedEvent) -> bool + 'static) -> Self {
        let listener = Closure::<Listener>::new(move |kind, slot, name, value, checked| {
            let kind = match kind {
                b'i' => EventKind::Input,
                b'g' => EventKind::Gather,
                b'f' => EventKind::FocusOut,
                b'm' => EventKind::Move,
                b'p' => EventKind::PointerDown,
                b's' => EventKind::Submit,
                _ => return true,
            };
            handle(DelegatedEvent { kind, slot: u32::try_from(slot).ok(), name, value, checked })
        });
        Self { fields: Fields::new(root, &listener), _listener: listener }
    }

    /// Reads what stands in the fields, also what no event told of.
    pub fn gather(&self) {
        self.fields.gather();
    }
}

impl Drop for EventDelegate {
    fn drop(&mut self) {
        self.fields.stop();
    }
}
