//! "There is a problem": every problem of the page in one list, each leading to its field.
//!
//! It takes focus when Continue is refused, so that a screen reader reads it at once and
//! nobody has to search the page for what went wrong (GOV.UK Design System, "Error summary").

use crate::app::{App, Message};
use crate::said::Scene;
use crate::session::dom_id;
use intake_core::problem::Problem;
use intake_core::session::Slot;
use yew::html::Scope;
use yew::prelude::*;

pub fn view(scene: &Scene<'_>, problems: &[(Slot, Problem)], focus: &NodeRef, link: &Scope<App>) -> Html {
    if problems.is_empty() {
        return Html::default();
    }
    let line = |(slot, problem): &(Slot, Problem)| {
        let item = scene.session.item(*slot)?;
        let label = scene.plain(&item.label);
        let gap = if label.ends_with(['?', '.', ':', '!']) { " " } else { ": " };
        let slot = *slot;
        let go = link.callback(move |event: MouseEvent| {
            event.prevent_default();
            Message::Focus(slot)
        });
        Some(html! {
            <li><a href={["#", &dom_id(slot)].concat()} onclick={go}>{ label }{ gap }{ scene.problem(problem, item) }</a></li>
        })
    };
    html! {
        <div class="summary" part="error-summary" tabindex="-1" ref={focus.clone()}>
            <div role="alert">
                <h2>{ scene.word("problem") }</h2>
                <ul>{ for problems.iter().filter_map(line) }</ul>
            </div>
        </div>
    }
}
