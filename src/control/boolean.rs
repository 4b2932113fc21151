//! Yes or no: two radios, so that "no" is an answer and not a box left empty.

use crate::control::field::Question;
use crate::control::option::{Mark, option};
use crate::dom::node::{Kid, el};
use intake_core::answer::Typed;
use yew::Html;

pub fn view(question: &Question<'_>) -> Html {
    let radio = |value: bool| {
        option(Mark {
            kind: "radio",
            id: if value { question.id.clone() } else { question.part("no") },
            name: question.id.clone(),
            value: if value { "true" } else { "false" },
            checked: *question.field.typed == Typed::Boolean(value),
            label: question.context.word(if value { "yes" } else { "no" }).kid(),
            hint: None,
        })
    };
    question.grouped(el!("div" ["class": "options pair"] radio(true), radio(false)))
}
