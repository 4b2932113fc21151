//! Where in the form a person is: the form's name and "Page 2 of 5".

use crate::dom::node::el;
use crate::render::context::RenderContext;
use intake_core::wording::Wording;
use yew::Html;

pub fn view(context: &RenderContext<'_>) -> Html {
    let (page, pages) = context.session.progress();
    if pages < 2 {
        return Html::default();
    }
    let (page, pages) = (page as u32, pages as u32);
    let localizer = context.localizer;
    let words =
        localizer.fill("page", &[("page", &localizer.whole(page)), ("pages", &localizer.whole(pages))]);
    // The words say it all; the bar would only repeat them.
    el!("div" ["class": "progress", "part": "progress"]
        el!("p" [] words),
        el!("progress" ["part": "progress-bar", "value": page.to_string(), "max": pages.to_string(), "aria-hidden": "true"]))
    .into()
}
