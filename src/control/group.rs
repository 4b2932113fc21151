//! Questions that belong together, under one heading.

use crate::control::{Question, control};
use crate::node::el;
use yew::Html;

pub fn view(question: &Question<'_>) -> Html {
    let scene = question.scene;
    let item = question.item;
    let items: Vec<Html> =
        scene.session.children(question.slot).into_iter().map(|slot| control(scene.live, slot)).collect();
    let has_label = !scene.plain(&item.label).is_empty();
    let legend = has_label
        .then(|| el!("legend" ["part": "legend"] el!("h3" ["part": "subheading"] scene.line(&item.label))));
    el!("fieldset" ["class": "group", "part": "group", "aria-describedby": question.described()]
        legend,
        question.help(),
        items)
    .into()
}
