//! The heading and the buttons that the steps of a form have in common.

use crate::dom::node::{El, Kid, el};
use crate::message::{Emit, Message};
use crate::render::context::RenderContext;
use yew::virtual_dom::ListenerKind;
use yew::{Html, NodeRef};

/// A page's heading. It takes focus when the page comes, so that a screen reader starts
/// there and a keyboard goes on from there.
pub fn title(words: impl Kid, heading: &NodeRef) -> El {
    el!("h2" ["tabindex": "-1", "part": "heading"] words).at(heading)
}

pub fn back(context: &RenderContext<'_>, emit: &Emit) -> Option<El> {
    let is_possible = context.session.can_go_back();
    is_possible.then(|| button(context.word("back"), false, emit, || Message::Back))
}

/// A button that sends the root component a message.
pub fn button(words: impl Kid, main: bool, emit: &Emit, message: impl Fn() -> Message + 'static) -> El {
    let (class, part) = if main { (Some("main"), "button button-main") } else { (None, "button") };
    press(el!("button" ["type": "button", "class": class, "part": part] words), emit, message)
}

/// A button that looks like a link, for use within a text or a list.
pub fn link_button(words: Html, emit: &Emit, message: impl Fn() -> Message + 'static) -> El {
    press(el!("button" ["type": "button", "class": "link", "part": "link"] words), emit, message)
}

fn press(button: El, emit: &Emit, message: impl Fn() -> Message + 'static) -> El {
    let emit = emit.clone();
    button.on(|| ListenerKind::onclick, move |_| emit.emit(message()))
}
