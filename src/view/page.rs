//! One page of questions.

use crate::control::control;
use crate::dom::node::el;
use crate::message::Emit;
use crate::render::context::RenderContext;
use crate::view::button::{back, title};
use yew::{Html, NodeRef};

/// So many questions are more than anybody sees at once.
const MANY: usize = 60;

pub fn view(context: &RenderContext<'_>, page: usize, heading: &NodeRef, emit: &Emit) -> Html {
    let session = context.session;
    let form = session.form();
    let Some(content) = form.pages.get(page) else { return Html::default() };
    let first = session.shown_pages().next() == Some(page);
    let words = content.title.as_ref().unwrap_or(&form.title);
    let welcome = form.description.as_ref().filter(|_| first).map(|text| context.blocks(text));
    let description = content.description.as_ref().map(|text| context.blocks(text));
    let items: Vec<Html> =
        session.page_slots(page).into_iter().map(|slot| control(context.store, slot)).collect();
    // Of a very long page only what is near the window is laid out. And the questions stand in an
    // element of their own: whatever is asked of a form itself, such as to insert a node, a browser
    // first looks for among the names of its inputs, and 1,000 of those took longer than all else.
    let class = (items.len() > MANY).then_some("many");
    let items = el!("div" ["class": class] items);
    // `novalidate`: the browser's own bubbles vanish, speak another language and cannot be
    // read again. Enter in a field is Continue, as on any form.
    el!("form" ["novalidate": true]
        title(context.line(words), heading),
        welcome,
        description,
        items,
        el!("div" ["class": "buttons"]
            el!("button" ["type": "submit", "class": "main", "part": "button button-main"] context.word("continue")),
            back(context, emit)))
    .key(&page.to_string())
    .into()
}
