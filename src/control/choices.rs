//! Several of several: checkboxes; "none of these" stands apart and excludes the others.

use crate::control::Question;
use crate::control::option::{Mark, option};
use intake_core::definition::Choice;
use intake_core::answer::Typed;
use std::rc::Rc;
use yew::prelude::*;

pub fn view(question: &Question<'_>, choices: &[&Choice]) -> Html {
    let checkbox = |(i, choice): (usize, &&Choice)| {
        let or = (choice.exclusive && i > 0)
            .then(|| html! { <p class="or">{ question.scene.word("or") }</p> });
        let checkbox = option(&Mark {
            kind: "checkbox",
            id: question.nth(i),
            name: question.id.clone(),
            value: &choice.name,
            checked: chosen(question.field.typed).contains(&choice.name),
            label: question.scene.line(&choice.label),
            hint: choice.hint.as_ref().map(|hint| question.scene.line(hint)),
        });
        html! { <>{ or }{ checkbox }</> }
    };
    question.grouped(html! { <div class="options">{ for choices.iter().enumerate().map(checkbox) }</div> })
}

/// The names chosen after one checkbox changed, in list order. Choosing "none of these"
/// takes back the others, and the other way round.
pub fn read(typed: &Typed, choices: &[&Choice], name: &str, checked: bool) -> Typed {
    let before = chosen(typed);
    let exclusive = choices.iter().any(|choice| &*choice.name == name && choice.exclusive);
    let keep = |choice: &&&Choice| {
        if &*choice.name == name {
            return checked;
        }
        before.contains(&choice.name) && !(checked && (exclusive || choice.exclusive))
    };
    let names: Vec<Rc<str>> = choices.iter().filter(keep).map(|choice| choice.name.clone()).collect();
    if names.is_empty() { Typed::Empty } else { Typed::Choices(names) }
}

fn chosen(typed: &Typed) -> &[Rc<str>] {
    if let Typed::Choices(names) = typed { names } else { &[] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake_core::text::Text;

    fn choices() -> Vec<Choice> {
        let choice = |name: &str, exclusive| Choice { name: name.into(), label: Text::default(), hint: None, exclusive };
        vec![choice("food", false), choice("rent", false), choice("none", true)]
    }

    #[test]
    fn none_of_these_excludes_the_others_both_ways() {
        let choices = choices();
        let choices: Vec<_> = choices.iter().collect();
        let two = read(&read(&Typed::Empty, &choices, "rent", true), &choices, "food", true);
        assert!(two == Typed::Choices(vec!["food".into(), "rent".into()]));
        let none = read(&two, &choices, "none", true);
        assert!(none == Typed::Choices(vec!["none".into()]));
        assert!(read(&none, &choices, "food", true) == Typed::Choices(vec!["food".into()]));
        assert!(read(&none, &choices, "none", false) == Typed::Empty);
    }
}
