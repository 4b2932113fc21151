//! What a person takes along: one sheet to print, a file to save, a text message to copy.

use crate::dom::node::{El, el};
use crate::message::{Emit, Message, SubmissionMessage};
use crate::render::context::RenderContext;
use crate::view::button::{button, link_button};
use intake_core::sheet::text_message;
use yew::Html;

pub fn buttons(context: &RenderContext<'_>, emit: &Emit) -> Vec<Html> {
    let save = button(context.word("save"), false, emit, || Message::Submission(SubmissionMessage::SaveCopy));
    let print = button(context.word("print"), false, emit, || Message::Submission(SubmissionMessage::Print));
    vec![print.into(), save.into()]
}

/// The same as a text message; nothing where there is no place to go.
pub fn message(context: &RenderContext<'_>, reference: Option<&str>, emit: &Emit) -> Option<El> {
    let text = text_message(context.session, context.localizer, reference)?;
    let copied = text.clone();
    let copy = link_button(context.word("copy").into(), emit, move || Message::Copy(copied.clone()));
    Some(el!("details" ["class": "folded message", "part": "details"]
        el!("summary" [] context.word("text-message")),
        el!("p" ["class": "note"] text),
        copy,
        context.store.copied.get().map(|copied| el!("p" ["class": "hint"] context.word(told(copied))))))
}

/// What is said of copying. Where the browser forbids it the text can be marked.
pub fn told(copied: bool) -> &'static str {
    if copied { "copied" } else { "copied-not" }
}
