//! Words between questions.

use crate::node::el;
use crate::said::Scene;
use intake_core::definition::Item;
use intake_core::text::Text;
use yew::Html;

pub fn view(scene: &Scene<'_>, item: &Item, text: &Text) -> Html {
    let has_label = !scene.plain(&item.label).is_empty();
    let label = has_label.then(|| el!("p" [] el!("strong" [] scene.line(&item.label))));
    el!("div" ["class": "note", "part": "note"] label, scene.blocks(text)).into()
}
