//! Yes or no: two radios, so that "no" is an answer and not a box left empty.

use crate::control::Question;
use crate::control::option::{Mark, option};
use intake_core::answer::Typed;
use yew::prelude::*;

pub fn view(question: &Question<'_>) -> Html {
    let radio = |value: bool| {
        option(&Mark {
            kind: "radio",
            id: if value { question.id.clone() } else { question.part("no") },
            name: question.id.clone(),
            value: if value { "true" } else { "false" },
            checked: *question.field.typed == Typed::Boolean(value),
            label: Html::from(question.scene.word(if value { "yes" } else { "no" })),
            ..Mark::default()
        })
    };
    question.grouped(html! { <div class="options pair">{ radio(true) }{ radio(false) }</div> })
}
