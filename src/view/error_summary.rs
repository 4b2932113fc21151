//! "There is a problem": every problem of the page in one list, each leading to its field.
//!
//! It takes focus when Continue is refused, so that a screen reader reads it at once and
//! nobody has to search the page for what went wrong (GOV.UK Design System, "Error summary").

use crate::control::entry_path;
use crate::dom::node::el;
use crate::message::{Emit, Message};
use crate::render::context::RenderContext;
use crate::store::focus::dom_id;
use intake_core::problem::Problem;
use intake_core::session::Slot;
use yew::virtual_dom::ListenerKind;
use yew::{Html, NodeRef};

pub fn view(context: &RenderContext<'_>, problems: &[(Slot, Problem)], focus: &NodeRef, emit: &Emit) -> Html {
    if problems.is_empty() {
        return Html::default();
    }
    let line = |(slot, problem): &(Slot, Problem)| {
        let item = context.session.item(*slot)?;
        let context = context.at(*slot);
        // "Age" alone could be anybody's.
        let label = [entry_path(&context, *slot), context.label_plain(*slot)].concat();
        let gap = if label.ends_with(['?', '؟', '.', ':', '!']) { " " } else { ": " };
        let (slot, emit) = (*slot, emit.clone());
        let go = el!("a" ["part": "link", "href": ["#", &dom_id(slot)].concat()] label, gap, context.problem(problem, item));
        let go = go.on(
            || ListenerKind::onclick,
            move |event| {
                event.prevent_default();
                emit.emit(Message::Focus(slot));
            },
        );
        Some(el!("li" [] go).into())
    };
    let lines: Vec<Html> = problems.iter().filter_map(line).collect();
    let alert = el!("div" ["role": "alert"] el!("h2" ["part": "heading"] context.word("problem")), el!("ul" [] lines));
    el!("div" ["class": "summary", "part": "error-summary", "tabindex": "-1"] alert).at(focus).into()
}
