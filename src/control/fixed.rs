//! What a person sees and can't change, where its input has no such state of its own.

use crate::control::{Question, word};
use crate::node::{Kid, el};
use yew::Html;

pub fn view(question: &Question<'_>) -> Html {
    let scene = question.scene;
    let answer = scene.session.answer_text(question.slot, scene.voice).map(Kid::kid).unwrap_or_else(|| {
        el!("span" ["class": "quiet"] scene.word(question.field.absent.map_or("unanswered", word))).into()
    });
    question.grouped(el!("p" ["class": "fixed"] answer))
}
