//! Questions that belong together, under one heading.

use crate::control::{Question, control};
use crate::node::el;
use yew::Html;

pub fn view(question: &Question<'_>) -> Html {
    let scene = question.scene;
<<<<<<< HEAD
    let item = question.item;
    let items: Vec<Html> =
        scene.session.children(question.slot).into_iter().map(|slot| control(scene.live, slot)).collect();
    let has_label = !scene.plain(&item.label).is_empty();
    let legend = has_label.then(|| el!("legend" [] el!("h3" [] scene.line(&item.label))));
    let hint = item.hint.as_ref().map(|hint| el!("div" ["class": "hint"] scene.line(hint)));
    el!("fieldset" ["class": "group", "part": "group"] legend, hint, items).into()
=======
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
>>>>>>> main
}
