//! A date in three fields, in the order in which the language writes dates.
//!
//! Three fields and no calendar: people know their birthday, and a calendar takes them
//! through forty years of months (GOV.UK Design System, "Date input").

use crate::control::field::Question;
use crate::dom::node::el;
use crate::text::localizer::DatePart;
use intake_core::answer::Typed;
use std::sync::Arc;
use yew::Html;

pub fn view(question: &Question<'_>) -> Html {
    fields(question, &question.context.localizer.date_order())
}

/// A field for each of these parts.
pub fn fields(question: &Question<'_>, order: &[DatePart]) -> Html {
    let birthday = question.item.autocomplete.as_deref() == Some("bday");
    let wrong = |part: &DatePart| part.is_wrong(question.field.problem.as_ref());
    // The error summary leads to the field that carries the question's id.
    let first = order.iter().position(wrong).unwrap_or(0);
    let input = |(i, part): (usize, &DatePart)| {
        let name = name(*part);
        let id = if i == first { question.id.clone() } else { question.part(name) };
        let label = el!("label" ["for": id.clone()] question.context.word(name));
        let input = el!("input" [
            "id": id,
            "name": question.part(name),
            "part": "input",
            "type": "text",
            "inputmode": "numeric",
            "autocomplete": birthday.then(|| ["bday-", name].concat()),
            "readonly": question.item.read_only,
            "aria-invalid": wrong(part).then_some("true"),
        ]);
        el!("div" ["class": name] label, input.holding(value(question.field.typed, *part).to_string())).into()
    };
    let inputs: Vec<Html> = order.iter().enumerate().map(input).collect();
    question.grouped(el!("div" ["class": "date"] inputs))
}

/// The date typed so far, with one part typed anew.
pub fn read(typed: &Typed, changed: &str, text: &str) -> Typed {
    let part = |part: DatePart| self::part(typed, part, changed, text);
    let (year, month, day) = (part(DatePart::Year), part(DatePart::Month), part(DatePart::Day));
    if [&year, &month, &day].iter().all(|part| part.is_empty()) {
        return Typed::Empty;
    }
    Typed::Date { year, month, day }
}

/// One part: as it is typed now, or as it was.
pub fn part(typed: &Typed, part: DatePart, changed: &str, text: &str) -> Arc<str> {
    if name(part) == changed { text.into() } else { value(typed, part).into() }
}

fn value(typed: &Typed, part: DatePart) -> &str {
    match (typed, part) {
        (Typed::Date { day, .. }, DatePart::Day) => day,
        (Typed::Date { month, .. } | Typed::Month { month, .. }, DatePart::Month) => month,
        (Typed::Date { year, .. } | Typed::Month { year, .. }, DatePart::Year) => year,
        _ => "",
    }
}

fn name(part: DatePart) -> &'static str {
    match part {
        DatePart::Day => "day",
        DatePart::Month => "month",
        DatePart::Year => "year",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_one_part_keeps_the_others() {
        let day = read(&Typed::Empty, "day", "27");
        let both = read(&day, "month", "3");
        assert!(matches!(&both, Typed::Date { year, month, day }
            if year.is_empty() && &**month == "3" && &**day == "27"));
        let cleared = read(&read(&both, "day", ""), "month", "");
        assert!(cleared == Typed::Empty);
    }
}
