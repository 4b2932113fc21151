//! A number from one end to the other: radios in a row, with words for the ends.

use crate::control::field::Question;
use crate::control::option::{Mark, option};
use crate::control::text::typed;
use crate::dom::node::{Kid, el, list};
use intake_core::decimal::Decimal;
use intake_core::text::{Speech, Text};
use yew::Html;

pub fn view(question: &Question<'_>, steps: [i64; 2], ends: [&Option<Text>; 2]) -> Html {
    let ([min, max], [low, high], context) = (steps, ends, question.context);
    let chosen = typed(question);
    let say = |n: i64| Decimal::from_i64(n).map(|n| context.localizer.number(n)).unwrap_or_default();
    let radio = |n: i64| {
        let value = n.to_string();
        let end = if n == min {
            low
        } else if n == max {
            high
        } else {
            &None
        };
        // Whoever hears only this radio hears which end it is.
        let end = end.as_ref().map(|end| el!("span" ["class": "unseen"] " ", context.line(end)));
        option(Mark {
            kind: "radio",
            id: question.nth(n.abs_diff(min) as usize),
            name: question.id.clone(),
            value: &value,
            checked: chosen == value,
            label: list(vec![say(n).kid(), end.kid()]),
            hint: None,
        })
    };
    let mut radios = Vec::new();
    let mut n = min;
    while n <= max {
        radios.push(radio(n));
        n += 1;
    }
    let end =
        |n: i64, end: &Option<Text>| end.as_ref().map(|end| el!("span" [] say(n), " = ", context.line(end)));
    question.grouped(el!("div" ["class": "options scale"]
        el!("div" ["class": "steps"] radios),
        el!("div" ["class": "ends hint", "aria-hidden": "true"] end(min, low), end(max, high))))
}
