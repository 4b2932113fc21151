//! Words between questions.

use crate::control::field::Question;
use crate::dom::node::el;
use intake_core::text::Text;
use yew::Html;

pub fn view(question: &Question<'_>, text: &Text) -> Html {
    let context = question.context;
    let label = &question.item.label;
    let heading =
        (!context.plain(label).is_empty()).then(|| el!("h3" ["part": "subheading"] context.line(label)));
    el!("div" ["class": "note", "part": "note"] heading, context.blocks(text)).into()
}
