//! Steps as the browser's history and the page around know them.

use crate::dom::interop::to_js;
use crate::store::FormStore;
use crate::store::detail::Page;
use intake_core::form::Form;
use intake_core::session::{Action, Step};

/// Tells the page around. No borrow of the session is held while its listeners run: they
/// may call back in.
pub fn tell_step(store: &FormStore, step: Step) {
    let form = store.session().form().clone();
    store.emit("intake-page", &to_js(&Page { page: step_name(&form, step) }));
    if step == Step::Outcome {
        let outcome = store.session().outcome().to_json(&form);
        store.emit("intake-outcome", &to_js(&outcome));
    }
}

/// The browser's own buttons lead to a step. The one that is shown then; nothing where they change nothing.
/// `back` leaves what could not be sent, as the form's own button does.
pub fn travel(store: &FormStore, back: impl FnOnce(), to: Step) -> Option<Step> {
    let before = store.session().step();
    match store.status.get() {
        "" => {}
        "sent" | "taken" => return None,
        // What can't be sent is left as by the form's own button.
        "refused" | "unsigned" => {
            back();
            return Some(before);
        }
        // Whoever waits for their answers to go stays.
        _ => return Some(before),
    }
    store.gather();
    store.apply(Action::GoTo(to));
    let now = store.session().step();
    (now != before).then_some(now)
}

/// A step as the page around names it.
pub fn step_name(form: &Form, step: Step) -> &str {
    match step {
        Step::Page(page) => form.pages.get(page).map_or("", |page| &page.name),
        Step::Review => "review",
        Step::Outcome => "outcome",
    }
}
