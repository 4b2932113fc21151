//! One page of questions, and the heading and buttons that every page has.

use crate::app::{App, Message};
use crate::control::control;
use crate::node::{El, Kid, el};
use crate::said::Scene;
use yew::html::Scope;
use yew::virtual_dom::ListenerKind;
use yew::{Html, NodeRef};

/// So many questions are more than anybody sees at once.
const MANY: usize = 60;

pub fn view(scene: &Scene<'_>, page: usize, heading: &NodeRef, link: &Scope<App>) -> Html {
    let session = scene.session;
    let form = session.form();
    let Some(content) = form.pages.get(page) else { return Html::default() };
    let first = session.shown_pages().next() == Some(page);
    let title = content.title.as_ref().unwrap_or(&form.title);
    let welcome = form.description.as_ref().filter(|_| first).map(|text| scene.blocks(text));
    let description = content.description.as_ref().map(|text| scene.blocks(text));
    let items: Vec<Html> =
        session.page_slots(page).into_iter().map(|slot| control(scene.live, slot)).collect();
    // Of a very long page only what is near the window is laid out. And the questions stand in an
    // element of their own: whatever is asked of a form itself, such as to insert a node, a browser
    // first looks for among the names of its inputs, and 1,000 of those took longer than all else.
    let class = (items.len() > MANY).then_some("many");
    let items = el!("div" ["class": class] items);
    // `novalidate`: the browser's own bubbles vanish, speak another language and cannot be
    // read again. Enter in a field is Continue, as on any form.
    el!("form" ["novalidate": true]
        self::title(scene.line(title), heading),
        welcome,
        description,
        items,
        el!("div" ["class": "buttons"]
            el!("button" ["type": "submit", "class": "main", "part": "button button-main"] scene.word("continue")),
            back(scene, link)))
    .key(&page.to_string())
    .into()
}

/// A page's heading. It takes focus when the page comes, so that a screen reader starts
/// there and a keyboard goes on from there.
pub fn title(words: impl Kid, heading: &NodeRef) -> El {
    el!("h2" ["tabindex": "-1", "part": "heading"] words).at(heading)
}

pub fn back(scene: &Scene<'_>, link: &Scope<App>) -> Option<El> {
    let is_possible = scene.session.can_go_back();
    is_possible.then(|| button(scene.word("back"), false, link, || Message::Back))
}

/// A button that sends the root component a message.
pub fn button(words: impl Kid, main: bool, link: &Scope<App>, message: impl Fn() -> Message + 'static) -> El {
    let (class, part) = if main { (Some("main"), "button button-main") } else { (None, "button") };
    press(el!("button" ["type": "button", "class": class, "part": part] words), link, message)
}

/// A button that looks like a link, for use within a text or a list.
pub fn link_button(words: Html, link: &Scope<App>, message: impl Fn() -> Message + 'static) -> El {
    press(el!("button" ["type": "button", "class": "link", "part": "link"] words), link, message)
}

fn press(button: El, link: &Scope<App>, message: impl Fn() -> Message + 'static) -> El {
    let link = link.clone();
    button.on(|| ListenerKind::onclick, move |_| link.send_message(message()))
}
