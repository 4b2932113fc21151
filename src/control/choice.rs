//! One of several: radios, or a select where the author wants one or the list is long.

use crate::control::Question;
use crate::control::option::{Mark, option};
use intake_core::answer::Typed;
use intake_core::definition::{Appearance, Choice};
use yew::prelude::*;

/// With more choices than this a page of radios hides the rest of the form.
const MOST_RADIOS: usize = 12;

pub fn view(question: &Question<'_>, choices: &[&Choice]) -> Html {
    let radios = match question.item.appearance {
        Some(appearance) => appearance == Appearance::Radio,
        None => choices.len() <= MOST_RADIOS,
    };
    if radios { self::radios(question, choices) } else { select(question, choices) }
}

fn radios(question: &Question<'_>, choices: &[&Choice]) -> Html {
    let radio = |(i, choice): (usize, &&Choice)| {
        option(&Mark {
            kind: "radio",
            id: question.nth(i),
            name: question.id.clone(),
            value: &choice.name,
            checked: chosen(question, choice),
            label: question.scene.line(&choice.label),
            hint: choice.hint.as_ref().map(|hint| question.scene.line(hint)),
        })
    };
    question.grouped(html! { <div class="options">{ for choices.iter().enumerate().map(radio) }</div> })
}

fn select(question: &Question<'_>, choices: &[&Choice]) -> Html {
    let choice = |choice: &&Choice| {
        html! {
            <option value={choice.name.to_string()} selected={chosen(question, choice)}>
                { question.scene.plain(&choice.label) }
            </option>
        }
    };
    question.labelled(html! {
        <select
            id={question.id.clone()}
            name={question.id.clone()}
            part="input"
            autocomplete={question.autocomplete()}
            aria-describedby={question.described()}
            aria-invalid={question.invalid()}
        >
            <option value="">{ question.scene.word("select") }</option>
            { for choices.iter().map(choice) }
        </select>
    })
}

fn chosen(question: &Question<'_>, choice: &Choice) -> bool {
    matches!(question.field.typed, Typed::Choice(name) if *name == choice.name)
}
