//! Words between questions.

use crate::node::el;
use crate::said::Scene;
use intake_core::text::Text;
use yew::Html;

pub fn view(scene: &Scene<'_>, text: &Text) -> Html {
    el!("div" ["class": "note", "part": "note"] scene.blocks(text)).into()
}
