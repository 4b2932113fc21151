//! Words between questions.

use crate::said::Scene;
use intake_core::text::Text;
use yew::prelude::*;

pub fn view(scene: &Scene<'_>, text: &Text) -> Html {
    html! { <div class="note" part="note">{ scene.blocks(text) }</div> }
}
