//! Several of several: checkboxes; "none of these" stands apart and excludes the others.

use crate::control::combobox::{Place, pressed};
use crate::control::field::Question;
use crate::control::list::Found;
use crate::control::option::{Mark, option};
use crate::dom::node::{El, Kid, el, list};
use intake_core::answer::Typed;
use intake_core::definition::Choice;
use intake_core::wording::Wording;
use std::sync::Arc;
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// With more boxes than this a person looks for the right ones by their words.
pub const MOST_BOXES: usize = 20;

pub fn view(question: &Question<'_>, choices: &[&Choice], place: &Place) -> Html {
    if question.item.kind.choices().len() <= MOST_BOXES {
        return question.grouped(boxes(question, choices, "options"));
    }
    let list = &place.list;
    let found = list.find(&place.store, question.item, choices, &list.query.borrow());
    if list.news.take() {
        place.store.announcer.note(question.context.store.localizer(), count(question, &found));
    }
    // What is chosen stays in sight, whatever is looked for.
    let mut shown: Vec<&Choice> = Vec::new();
    for (i, choice) in choices.iter().enumerate() {
        if chosen(question.field.typed).contains(&choice.name) && !found.shown.contains(&i) {
            shown.push(choice);
        }
    }
    for i in &found.shown {
        shown.extend(choices.get(*i).copied());
    }
    let (id, typed) = (question.part("search"), place.clone());
    let label = el!("label" ["for": id.clone()] question.context.word("search"));
    let search =
        el!("input" ["id": id.clone(), "name": id, "type": "search", "part": "input", "autocomplete": "off"]);
    let search = search
        .holding(list.query.borrow().clone())
        .on(|| ListenerKind::oninput, move |event| typed.search(&event))
        // Enter looks for something here; it does not send the page.
        .on(
            || ListenerKind::onkeydown,
            |event| {
                if pressed(&event).as_deref() == Some("Enter") {
                    event.prevent_default();
                }
            },
        );
    question.grouped(el!("div" ["class": "searched"]
        label,
        search,
        el!("p" ["class": "hint"] count(question, &found)),
        boxes(question, &shown, "options long")))
}

fn count(question: &Question<'_>, found: &Found) -> String {
    let context = question.context;
    if found.total == 0 {
        context.word("results-none").to_string()
    } else if found.total > found.shown.len() {
        context.localizer.count("results-first", found.shown.len() as u32)
    } else {
        context.localizer.count("results", found.total as u32)
    }
}

fn boxes(question: &Question<'_>, choices: &[&Choice], class: &'static str) -> El {
    let checkbox = |(i, choice): (usize, &&Choice)| {
        let or = (choice.exclusive && i > 0).then(|| el!("p" ["class": "or"] question.context.word("or")));
        let checkbox = option(Mark {
            kind: "checkbox",
            id: question.nth(i),
            name: question.id.clone(),
            value: &choice.name,
            checked: chosen(question.field.typed).contains(&choice.name),
            label: question.context.choice(choice),
            hint: choice.hint.as_ref().map(|hint| question.context.line(hint)),
        });
        list(vec![or.kid(), checkbox])
    };
    let checkboxes: Vec<Html> = choices.iter().enumerate().map(checkbox).collect();
    el!("div" ["class": class] checkboxes)
}

/// The names chosen after one checkbox changed, in list order. Choosing "none of these"
/// takes back the others, and the other way round.
pub fn read(typed: &Typed, choices: &[Choice], name: &str, checked: bool) -> Typed {
    let before = chosen(typed);
    let exclusive = choices.iter().any(|choice| &*choice.name == name && choice.exclusive);
    let keep = |choice: &&Choice| {
        if &*choice.name == name {
            return checked;
        }
        before.contains(&choice.name) && !(checked && (exclusive || choice.exclusive))
    };
    let names: Vec<Arc<str>> = choices.iter().filter(keep).map(|choice| choice.name.clone()).collect();
    if names.is_empty() { Typed::Empty } else { Typed::Choices(names) }
}

fn chosen(typed: &Typed) -> &[Arc<str>] {
    if let Typed::Choices(names) = typed { names } else { &[] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake_core::text::Text;

    fn choices() -> Vec<Choice> {
        let choice = |name: &str, exclusive| Choice {
            name: name.into(),
            label: Text::default(),
            hint: None,
            exclusive,
        };
        vec![choice("food", false), choice("rent", false), choice("none", true)]
    }

    #[test]
    fn none_of_these_excludes_the_others_both_ways() {
        let choices = choices();
        let two = read(&read(&Typed::Empty, &choices, "rent", true), &choices, "food", true);
        assert!(two == Typed::Choices(vec!["food".into(), "rent".into()]));
        let none = read(&two, &choices, "none", true);
        assert!(none == Typed::Choices(vec!["none".into()]));
        assert!(read(&none, &choices, "food", true) == Typed::Choices(vec!["food".into()]));
        assert!(read(&none, &choices, "none", false) == Typed::Empty);
    }
}
