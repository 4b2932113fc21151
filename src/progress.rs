//! Where in the form a person is: the form's name and "Page 2 of 5".

use crate::node::el;
use crate::said::Scene;
use yew::Html;

pub fn view(scene: &Scene<'_>) -> Html {
    let (page, pages) = scene.session.progress();
    if pages < 2 {
        return Html::default();
    }
    let (page, pages) = (page as u32, pages as u32);
    let voice = scene.voice;
    let words = voice.words().fill("page", &[("page", &voice.whole(page)), ("pages", &voice.whole(pages))]);
    // The words say it all; the bar would only repeat them.
    el!("div" ["class": "progress", "part": "progress"]
        el!("p" [] words),
        el!("progress" ["part": "progress-bar", "value": page.to_string(), "max": pages.to_string(), "aria-hidden": "true"]))
    .into()
}
