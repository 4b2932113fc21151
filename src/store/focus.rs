//! Where the keyboard's focus goes. It is never lost: the next key press starts where the person reads.

use super::{FormStore, StoreEvent};
use gloo::timers::callback::Timeout;
use intake_core::session::Slot;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

impl FormStore {
    /// A question goes away. When the focus goes with it, as on an answer that the browser filled in
    /// elsewhere, it comes to the page's heading and not to nowhere.
    pub fn keep_focus(self: &Rc<Self>) {
        let root = self.host().and_then(|host| host.shadow_root());
        let Some(root) = root.filter(|root| root.active_element().is_some()) else { return };
        let store = Rc::clone(self);
        let look = move || {
            if root.active_element().is_none() {
                store.publish(StoreEvent::FocusLost);
            }
        };
        Timeout::new(0, look).forget();
    }
}

/// The id of an item's first input; its other parts add to it.
pub fn dom_id(slot: Slot) -> String {
    ["f", &slot.0.to_string()].concat()
}

/// Focus to the first of these ids that can take it. What has just changed is drawn by
/// components of its own: wait for them.
pub fn focus(store: &Rc<FormStore>, ids: Vec<String>) {
    let store = Rc::clone(store);
    Timeout::new(0, move || {
        let Some(root) = store.host().and_then(|host| host.shadow_root()) else { return };
        for id in ids {
            if let Some(field) = root.get_element_by_id(&id) {
                let field: HtmlElement = field.unchecked_into();
                let _ = field.focus();
                if root.active_element().is_some_and(|active| *active == **field) {
                    return;
                }
            }
        }
    })
    .forget();
}
