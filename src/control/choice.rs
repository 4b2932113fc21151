//! One of several: radios, or a select where the author wants one or the list is long.

use crate::control::Question;
use crate::control::option::{Mark, option};
use crate::node::el;
use intake_core::answer::Typed;
use intake_core::definition::{Appearance, Choice};
use yew::Html;

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
        option(Mark {
            kind: "radio",
            id: question.nth(i),
            name: question.id.clone(),
            value: &choice.name,
            checked: chosen(question, choice),
            label: question.scene.line(&choice.label),
            hint: choice.hint.as_ref().map(|hint| question.scene.line(hint)),
        })
    };
    let radios: Vec<Html> = choices.iter().enumerate().map(radio).collect();
    question.grouped(el!("div" ["class": "options"] radios))
}

fn select(question: &Question<'_>, choices: &[&Choice]) -> Html {
    let choice = |choice: &&Choice| {
        el!("option" ["value": choice.name.to_string(), "selected": chosen(question, choice)]
            question.scene.plain(&choice.label))
        .into()
    };
    let options: Vec<Html> = choices.iter().map(choice).collect();
    // The last option is put into the page first, and a browser shows the first that it gets:
    // the one that stands for no answer has to be marked like any other.
    let none = !choices.iter().any(|choice| chosen(question, choice));
    let select = el!("select" [
        "id": question.id.clone(),
        "name": question.id.clone(),
        "part": "input",
        "autocomplete": question.autocomplete(),
        "aria-describedby": question.described(),
        "aria-invalid": question.invalid(),
    ] el!("option" ["value": "", "selected": none] question.scene.word("select")), options);
    question.labelled(select.into())
}

fn chosen(question: &Question<'_>, choice: &Choice) -> bool {
    matches!(question.field.typed, Typed::Choice(name) if *name == choice.name)
}
