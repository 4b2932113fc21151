//! One of several: radios, a select, or a field that searches; by the author's wish, or by
//! the length of the list.

use crate::control::combobox::{self, Place};
use crate::control::field::Question;
use crate::control::option::{Mark, option};
use crate::dom::node::el;
use intake_core::answer::Typed;
use intake_core::definition::{Appearance, Choice, Item};
use yew::Html;

/// With more choices than this a page of radios hides the rest of the form.
const MOST_RADIOS: usize = 12;

/// With more than this a select is a heap to scroll through.
const MOST_OPTIONS: usize = 300;

/// How a list of this length is shown.
pub fn appearance(item: &Item) -> Appearance {
    let count = item.kind.choices().len();
    item.appearance.unwrap_or(if count <= MOST_RADIOS {
        Appearance::Radio
    } else if count <= MOST_OPTIONS {
        Appearance::Select
    } else {
        Appearance::Autocomplete
    })
}

pub fn view(question: &Question<'_>, choices: &[&Choice], place: &Place) -> Html {
    match appearance(question.item) {
        Appearance::Radio => radios(question, choices),
        Appearance::Select => select(question, choices),
        Appearance::Autocomplete => combobox::view(question, choices, place),
    }
}

fn radios(question: &Question<'_>, choices: &[&Choice]) -> Html {
    let radio = |(i, choice): (usize, &&Choice)| {
        option(Mark {
            kind: "radio",
            id: question.nth(i),
            name: question.id.clone(),
            value: &choice.name,
            checked: chosen(question, choice),
            label: question.context.choice(choice),
            hint: choice.hint.as_ref().map(|hint| question.context.line(hint)),
        })
    };
    let radios: Vec<Html> = choices.iter().enumerate().map(radio).collect();
    question.grouped(el!("div" ["class": "options"] radios))
}

fn select(question: &Question<'_>, choices: &[&Choice]) -> Html {
    let choice = |choice: &&Choice| {
        el!("option" ["value": choice.name.to_string(), "selected": chosen(question, choice)]
            question.context.choice_plain(choice))
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
        "aria-required": question.required(),
    ] el!("option" ["value": "", "selected": none] question.context.word("select")), options);
    question.labelled(select.into())
}

fn chosen(question: &Question<'_>, choice: &Choice) -> bool {
    matches!(question.field.typed, Typed::Choice(name) if *name == choice.name)
}
