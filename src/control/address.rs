//! An address: the parts that the form asks for, each in a field that the browser can fill.

use crate::control::field::Question;
use crate::control::text::direction;
use crate::dom::node::{Kid, el, list};
use intake_core::answer::Typed;
use intake_core::definition::Part;
use intake_core::problem::Problem;
use std::sync::Arc;
use yew::Html;

pub fn view(question: &Question<'_>, parts: &[Part], required: &[Part]) -> Html {
    let context = question.context;
    let wrong = |part: &Part| match &question.field.problem {
        Some(Problem::AddressIncomplete { parts }) => parts.contains(part),
        Some(Problem::Required) if !required.is_empty() => required.contains(part),
        problem => problem.is_some(),
    };
    // The error summary leads to the field that carries the question's id.
    let first = parts.iter().position(wrong).unwrap_or(0);
    let by_browser = question.item.autocomplete.as_deref() != Some("off");
    let input = |(i, part): (usize, &Part)| {
        let name = part.name();
        let text = value(question.field.typed, *part);
        let id = if i == first { question.id.clone() } else { question.part(name) };
        let optional = question.field.required && !required.contains(part);
        let optional = optional.then(|| {
            list(vec![" ".kid(), el!("span" ["class": "optional"] context.word("optional")).into()])
        });
        let label = el!("label" ["for": id.clone()] context.word(name), optional);
        let input = el!("input" [
            "id": id,
            "name": question.part(name),
            "part": "input",
            "type": "text",
            "dir": direction(text),
            "autocomplete": if by_browser { part.autocomplete() } else { "off" },
            "readonly": question.item.read_only,
            "aria-invalid": wrong(part).then_some("true"),
        ]);
        el!("div" ["class": name] label, input.holding(text.to_string())).into()
    };
    let inputs: Vec<Html> = parts.iter().enumerate().map(input).collect();
    question.grouped(el!("div" ["class": "address"] inputs))
}

/// The address typed so far, with one part typed anew.
pub fn read(typed: &Typed, changed: &str, text: &str) -> Typed {
    let mut parts = Vec::new();
    for part in Part::ALL {
        let text = if part.name() == changed { text } else { value(typed, part) };
        if !text.is_empty() {
            parts.push((part, Arc::from(text)));
        }
    }
    if parts.is_empty() { Typed::Empty } else { Typed::Address(parts) }
}

fn value(typed: &Typed, part: Part) -> &str {
    let Typed::Address(parts) = typed else { return "" };
    parts.iter().find(|(own, _)| *own == part).map_or("", |(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_one_part_keeps_the_others() {
        let city = read(&Typed::Empty, "city", "Northbridge");
        let both = read(&city, "line1", "5 Lantern Street");
        assert_eq!(
            (value(&both, Part::City), value(&both, Part::Line1)),
            ("Northbridge", "5 Lantern Street")
        );
        assert!(read(&read(&both, "city", ""), "line1", "") == Typed::Empty);
    }
}
