//! One page of questions.

use crate::app::{App, Message};
use crate::control::Control;
use crate::said::Scene;
use intake_core::session::Action;
use yew::html::Scope;
use yew::prelude::*;

pub fn view(scene: &Scene<'_>, page: usize, heading: &NodeRef, link: &Scope<App>) -> Html {
    let session = scene.session;
    let form = session.form();
    let Some(content) = form.pages.get(page) else { return Html::default() };
    let first = session.shown_pages().next() == Some(page);
    let welcome = form.description.as_ref().filter(|_| first).map(|text| scene.blocks(text));
    let items = session.page_slots(page).into_iter().map(|slot| {
        html! { <Control key={slot.0} live={scene.live.clone()} {slot} /> }
    });
    let submit = link.callback(|event: SubmitEvent| {
        event.prevent_default();
        Message::Apply(Action::Continue)
    });
    // `novalidate`: the browser's own bubbles vanish, speak another language and cannot be
    // read again. Enter in a field is Continue, as on any form.
    html! {
        <form key={page.to_string()} novalidate=true onsubmit={submit}>
            { title(scene, content.title.as_ref().unwrap_or(&form.title), heading) }
            { welcome }
            { content.description.as_ref().map(|text| scene.blocks(text)) }
            { for items }
            <div class="buttons">
                <button type="submit" class="main" part="button button-main">{ scene.word("continue") }</button>
                { back(scene, link) }
            </div>
        </form>
    }
}

/// A page's heading. It takes focus when the page comes, so that a screen reader starts
/// there and a keyboard goes on from there.
pub fn title(scene: &Scene<'_>, text: &intake_core::text::Text, heading: &NodeRef) -> Html {
    html! { <h2 tabindex="-1" part="heading" ref={heading.clone()}>{ scene.line(text) }</h2> }
}

/// The same for the widget's own pages.
pub fn own_title(scene: &Scene<'_>, key: &str, heading: &NodeRef) -> Html {
    html! { <h2 tabindex="-1" part="heading" ref={heading.clone()}>{ scene.word(key) }</h2> }
}

pub fn back(scene: &Scene<'_>, link: &Scope<App>) -> Option<Html> {
    scene.session.can_go_back().then(|| {
        let back = link.callback(|_: MouseEvent| Message::Back);
        html! { <button type="button" part="button" onclick={back}>{ scene.word("back") }</button> }
    })
}
