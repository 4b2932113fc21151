//! Questions that belong together, under one heading.

use crate::control::{Control, Question};
use yew::prelude::*;

pub fn view(question: &Question<'_>) -> Html {
    let scene = question.scene;
    let items = scene.session.children(question.slot).into_iter().map(|slot| {
        html! { <Control key={slot.0} live={scene.live.clone()} {slot} /> }
    });
    let hint = question.item.hint.as_ref().map(|hint| html! { <div class="hint">{ scene.line(hint) }</div> });
    let label = &question.item.label;
    let legend =
        (!scene.plain(label).is_empty()).then(|| html! { <legend><h3>{ scene.line(label) }</h3></legend> });
    html! {
        <fieldset class="group" part="group">
            { legend }
            { hint }
            { for items }
        </fieldset>
    }
}
