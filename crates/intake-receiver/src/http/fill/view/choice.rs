//! One or several of a list: radios or boxes, a select, or a field to search in with a button.

use super::question::Question;
use crate::http::fill::typed::written;
use intake_core::answer::Typed;
use intake_core::definition::{Appearance, Choice, Kind};
use intake_core::wording::Wording;
use maud::{Markup, html};

/// As in the widget: with more a page of radios hides the rest of the form.
const MOST_RADIOS: usize = 12;
/// A longer list is searched: on a telephone a select of thousands is a heap, and many bytes.
const MOST_OPTIONS: usize = 300;
/// So many are found at a time.
const MOST_FOUND: usize = 20;

pub(super) fn view(question: &Question<'_>) -> Markup {
    let choices = sorted(question);
    let several = matches!(question.item.kind, Kind::Choices { .. });
    let count = question.item.kind.choices().len();
    if count > MOST_OPTIONS {
        return searched(question, &choices);
    }
    if several {
        return question.grouped(&boxes(question, &choices, "checkbox"));
    }
    match question.item.appearance {
        Some(Appearance::Radio) => question.grouped(&boxes(question, &choices, "radio")),
        None if count <= MOST_RADIOS => question.grouped(&boxes(question, &choices, "radio")),
        _ => select(question, &choices),
    }
}

/// By their labels where the form wants that.
fn sorted<'a>(question: &'a Question<'_>) -> Vec<&'a Choice> {
    let mut choices = question.context.session.choices(question.place.slot);
    if question.item.order_by_label {
        choices.sort_by_cached_key(|choice| {
            (choice.is_other(), choice.exclusive, label(question, choice).to_lowercase())
        });
    }
    choices
}

fn label(question: &Question<'_>, choice: &Choice) -> String {
    question.context.session.say_choice_plain(question.place.slot, choice, question.context.words)
}

pub(super) fn is_chosen(typed: &Typed, choice: &Choice) -> bool {
    match typed {
        Typed::Choice(name) => *name == choice.name,
        Typed::Choices(names) => names.contains(&choice.name),
        _ => false,
    }
}

fn boxes(question: &Question<'_>, choices: &[&Choice], kind: &str) -> Markup {
    let slot = question.place.slot;
    html! {
        div.options {
            @for (i, choice) in choices.iter().enumerate() {
                @if choice.exclusive && i > 0 { p.or { (question.word("or")) } }
                @let hint = choice.hint.as_ref().map(|hint| question.context.line(Some(slot), hint));
                @let label = question.context.choice(slot, choice);
                (option(question, &question.nth(i), (kind, &choice.name), is_chosen(question.field.typed, choice), &label, hint))
            }
            @if kind == "radio" { (none(question)) }
        }
    }
}

fn select(question: &Question<'_>, choices: &[&Choice]) -> Markup {
    question.labelled(&html! {
        select id=(question.id) name=(question.place.path) autocomplete=[question.item.autocomplete.as_deref()]
            aria-describedby=[question.described()] aria-invalid=[question.invalid()] aria-required=[question.required()] {
            option value="" { (question.word("select")) }
            @for choice in choices {
                option value=(choice.name) selected[is_chosen(question.field.typed, choice)] { (label(question, choice)) }
            }
        }
    })
}

/// A field, a button that finds, and what was found. What is chosen stays in sight.
fn searched(question: &Question<'_>, choices: &[&Choice]) -> Markup {
    let several = matches!(question.item.kind, Kind::Choices { .. });
    let slot = question.place.slot;
    let kept = question.context.draft.searches.iter().find(|(own, _)| *own == slot.0);
    // What was typed and is no choice was looked for.
    let typed = written(question.field.typed, question.context.words);
    let query = kept.map_or(typed, |(_, query)| query.clone());
    let wanted = query.to_lowercase();
    let has_all = |choice: &&&Choice| {
        let label = label(question, choice).to_lowercase();
        wanted.split_whitespace().all(|word| label.contains(word))
    };
    let found: Vec<&Choice> =
        if query.trim().is_empty() { Vec::new() } else { choices.iter().filter(has_all).copied().collect() };
    let mut shown: Vec<&Choice> =
        choices.iter().filter(|choice| is_chosen(question.field.typed, choice)).copied().collect();
    for choice in found.iter().take(MOST_FOUND) {
        if !shown.iter().any(|own| own.name == choice.name) {
            shown.push(choice);
        }
    }
    let count = |key: &str, n: usize| question.context.words.count(key, u32::try_from(n).unwrap_or(u32::MAX));
    let hint = match found.len() {
        _ if query.trim().is_empty() => None,
        0 => Some(question.word("results-none").to_owned()),
        n if n > MOST_FOUND => Some(count("results-first", MOST_FOUND)),
        n => Some(count("results", n)),
    };
    let id = if shown.is_empty() { question.id.clone() } else { question.part("search") };
    question.grouped(&html! {
        div.searched {
            label for=(id) { (question.word("search")) }
            div.search {
                input id=(id) name=(question.place.part("search")) type="search" autocomplete="off" value=(query)
                    aria-describedby=[question.described()] aria-invalid=[question.invalid()];
                button name="do" value={ "find " (question.place.path) } {
                    (question.word("find")) span.unseen { ": " (question.context.label_plain(slot)) }
                }
            }
            @if let Some(hint) = hint { p.hint role="status" { (hint) } }
            (boxes(question, &shown, if several { "checkbox" } else { "radio" }))
        }
    })
}

/// A radio that was chosen cannot be left again: where no answer is needed, one takes it back.
pub(super) fn none(question: &Question<'_>) -> Markup {
    let is_needed = !question.field.required && *question.field.typed != Typed::Empty;
    html! {
        @if is_needed {
            (option(question, &question.part("none"), ("radio", ""), false, &html! { (question.word("clear-answer")) }, None))
        }
    }
}

/// A radio or a checkbox with its label: the row that a finger hits anywhere.
pub(super) fn option(
    question: &Question<'_>,
    id: &str,
    (kind, value): (&str, &str),
    checked: bool,
    label: &Markup,
    hint: Option<Markup>,
) -> Markup {
    mark((id, &question.place.path), (kind, value), checked, label, hint)
}

/// The same, of a part of a question, which has a name of its own.
pub(super) fn mark(
    (id, name): (&str, &str),
    (kind, value): (&str, &str),
    checked: bool,
    label: &Markup,
    hint: Option<Markup>,
) -> Markup {
    let part = |name: &str| hint.as_ref().map(|_| [id, name].concat());
    html! {
        div.option {
            input type=(kind) id=(id) name=(name) value=(value) checked[checked]
                aria-labelledby=[part("-name")] aria-describedby=[part("-hint")];
            label for=(id) {
                @match &hint {
                    Some(hint) => { span id=[part("-name")] { (label) } div.hint id=[part("-hint")] { (hint) } }
                    None => (label),
                }
            }
        }
    }
}
