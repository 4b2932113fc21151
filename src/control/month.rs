//! A month of a year in two fields, in the order in which the language writes them.

use crate::control::date;
use crate::control::field::Question;
use crate::text::localizer::DatePart;
use intake_core::answer::Typed;
use std::sync::Arc;
use yew::Html;

pub fn view(question: &Question<'_>) -> Html {
    let mut order = question.context.localizer.date_order().to_vec();
    order.retain(|part| *part != DatePart::Day);
    date::fields(question, &order)
}

/// The month typed so far, with one part typed anew.
pub fn read(typed: &Typed, changed: &str, text: &str) -> Typed {
    let part = |part: DatePart| -> Arc<str> { date::part(typed, part, changed, text) };
    let (year, month) = (part(DatePart::Year), part(DatePart::Month));
    if year.is_empty() && month.is_empty() { Typed::Empty } else { Typed::Month { year, month } }
}
