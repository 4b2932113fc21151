//! Whole numbers, decimals and money: a text field with a numeric keyboard.
//!
//! Never `type=number`: it drops what it cannot read, changes on a mouse wheel, and
//! screen readers announce it badly (GOV.UK Design System, "Text input").

use crate::control::field::Question;
use crate::control::text::typed;
use crate::dom::node::el;
use intake_core::decimal::Decimal;
use intake_core::definition::Kind;
use yew::Html;

pub fn view(question: &Question<'_>, currency: Option<&str>) -> Html {
    let (min, digits) = match &question.item.kind {
        Kind::Integer { min, .. } => (min, "numeric"),
        Kind::Decimal { min, .. } | Kind::Money { min, .. } => (min, "decimal"),
        _ => (&None, "numeric"),
    };
    // A telephone's keyboard for numbers has no minus (iOS).
    let positive = min.is_some_and(|min| min >= Decimal::ZERO);
    let input = el!("input" [
        "id": question.id.clone(),
        "name": question.id.clone(),
        "class": "short",
        "part": "input",
        "type": "text",
        "inputmode": if positive { digits } else { "text" },
        "dir": "ltr",
        "spellcheck": "false",
        "autocomplete": question.autocomplete(),
        "readonly": question.item.read_only,
        "aria-describedby": question.described(),
        "aria-invalid": question.invalid(),
        "aria-required": question.required(),
    ]);
    let input = input.holding(typed(question));
    let Some(currency) = currency else { return question.labelled(input.into()) };
    let (sign, before) = question.context.localizer.currency(currency);
    let sign = el!("bdi" ["class": "sign", "id": question.part("sign")] sign);
    let (first, last) = if before { (sign, input) } else { (input, sign) };
    question.labelled(el!("div" ["class": "amount"] first, last).into())
}
