//! Words between questions.

use crate::control::Question;
use crate::node::el;
use intake_core::text::Text;
use yew::Html;

pub fn view(question: &Question<'_>, text: &Text) -> Html {
    let scene = question.scene;
    let label = &question.item.label;
    let heading =
        (!scene.plain(label).is_empty()).then(|| el!("h3" ["part": "subheading"] scene.line(label)));
    el!("div" ["class": "note", "part": "note"] heading, scene.blocks(text)).into()
}
