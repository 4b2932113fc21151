//! Yes or no: two radios, so that "no" is an answer and not a box left empty.

use crate::control::Question;
use crate::control::option::{Mark, option};
use crate::node::{Kid, el};
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
            label: question.scene.word(if value { "yes" } else { "no" }).kid(),
            hint: None,
        })
    };
    question.grouped(el!("div" ["class": "options pair"] radio(true), radio(false)))
}
