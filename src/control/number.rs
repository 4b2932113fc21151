//! Whole numbers, decimals and money: a text field with a numeric keyboard.
//!
//! Never `type=number`: it drops what it cannot read, changes on a mouse wheel, and
//! screen readers announce it badly (GOV.UK Design System, "Text input").

use crate::control::Question;
use crate::control::text::typed;
use intake_core::definition::Kind;
use yew::prelude::*;

pub fn view(question: &Question<'_>, currency: Option<&str>) -> Html {
    let whole = matches!(question.item.kind, Kind::Integer { .. });
    let input = html! {
        <input
            id={question.id.clone()}
            name={question.id.clone()}
            class="short"
            part="input"
            type="text"
            inputmode={if whole { "numeric" } else { "decimal" }}
            spellcheck="false"
            autocomplete={question.autocomplete()}
            value={typed(question)}
            readonly={question.item.read_only}
            aria-describedby={question.described()}
            aria-invalid={question.invalid()}
        />
    };
    let Some(currency) = currency else { return question.labelled(input) };
    let (sign, before) = question.scene.voice.currency(currency);
    // The sign is for the eye; the label says what the amount is.
    let sign = html! { <span class="sign" aria-hidden="true">{ sign }</span> };
    question.labelled(if before {
        html! { <div class="amount">{ sign }{ input }</div> }
    } else {
        html! { <div class="amount">{ input }{ sign }</div> }
    })
}
