//! What a person sees and can't change, where its input has no such state of its own.

use crate::control::field::{Question, word};
use crate::dom::node::{Kid, el};
use yew::Html;

pub fn view(question: &Question<'_>) -> Html {
    let context = question.context;
    let answer =
        context.session.answer_text(question.slot, context.localizer).map(Kid::kid).unwrap_or_else(|| {
            el!("span" ["class": "quiet"] context.word(question.field.absent.map_or("unanswered", word)))
                .into()
        });
    question.grouped(el!("p" ["class": "fixed"] answer))
}
