//! "There is a problem": every problem of the page in one list, each leading to its field.
//!
//! It takes focus when Continue is refused, so that a screen reader reads it at once and
//! nobody has to search the page for what went wrong (GOV.UK Design System, "Error summary").

use crate::app::{App, Message};
use crate::control::entry_path;
use crate::node::el;
use crate::said::Scene;
use crate::session::dom_id;
use intake_core::problem::Problem;
use intake_core::session::Slot;
use yew::html::Scope;
use yew::virtual_dom::ListenerKind;
use yew::{Html, NodeRef};

pub fn view(scene: &Scene<'_>, problems: &[(Slot, Problem)], focus: &NodeRef, link: &Scope<App>) -> Html {
    if problems.is_empty() {
        return Html::default();
    }
    let line = |(slot, problem): &(Slot, Problem)| {
        let item = scene.session.item(*slot)?;
        let scene = scene.at(*slot);
        // "Age" alone could be anybody's.
        let label = [entry_path(&scene, *slot), scene.label_plain(*slot)].concat();
        let gap = if label.ends_with(['?', '؟', '.', ':', '!']) { " " } else { ": " };
        let (slot, link) = (*slot, link.clone());
        let go = el!("a" ["part": "link", "href": ["#", &dom_id(slot)].concat()] label, gap, scene.problem(problem, item));
        let go = go.on(
            || ListenerKind::onclick,
            move |event| {
                event.prevent_default();
                link.send_message(Message::Focus(slot));
            },
        );
        Some(el!("li" [] go).into())
    };
    let lines: Vec<Html> = problems.iter().filter_map(line).collect();
    let alert =
        el!("div" ["role": "alert"] el!("h2" ["part": "heading"] scene.word("problem")), el!("ul" [] lines));
    el!("div" ["class": "summary", "part": "error-summary", "tabindex": "-1"] alert).at(focus).into()
}
