//! Text in one line, e-mail, and text in several lines.

use crate::control::Question;
use intake_core::answer::Typed;
use intake_core::definition::Kind;
use yew::prelude::*;

/// Near the limit a screen reader is told how much room is left.
const NEAR: u32 = 20;

pub fn view(question: &Question<'_>) -> Html {
    let (kind, inputmode) = match question.item.kind {
        Kind::Email => ("email", Some("email")),
        Kind::Phone { .. } => ("tel", Some("tel")),
        Kind::Url => ("url", Some("url")),
        _ => ("text", None),
    };
    let plain = inputmode.is_some();
    question.labelled(html! {
        <input
            id={question.id.clone()}
            name={question.id.clone()}
            part="input"
            type={kind}
            inputmode={inputmode}
            spellcheck={plain.then_some("false")}
            autocapitalize={plain.then_some("none")}
            autocomplete={question.autocomplete()}
            value={typed(question)}
            readonly={question.item.read_only}
            aria-describedby={question.described()}
            aria-invalid={question.invalid()}
        />
    })
}

pub fn paragraph(question: &Question<'_>, limit: Option<u32>) -> Html {
    let value = typed(question);
    let count = limit.map(|limit| {
        let voice = question.scene.voice;
        // A scalar value is what the limit counts; a person sees almost the same.
        let used = value.chars().count() as u32;
        let (key, n) =
            if used > limit { ("characters-over", used - limit) } else { ("characters-left", limit - used) };
        let words = voice.count(key, n);
        if used > 0 && (used > limit || n <= NEAR) {
            question.scene.live.announcer.note(question.scene.live.voice(), words.clone());
        }
        html! { <p class="hint">{ words }</p> }
    });
    question.labelled(html! {
        <>
            <textarea
                id={question.id.clone()}
                name={question.id.clone()}
                part="input"
                rows="5"
                autocomplete={question.autocomplete()}
                value={value}
                readonly={question.item.read_only}
                aria-describedby={question.described()}
                aria-invalid={question.invalid()}
            />
            { count }
        </>
    })
}

/// What was typed, exactly.
pub fn typed(question: &Question<'_>) -> AttrValue {
    match question.field.typed {
        Typed::Text(text) => AttrValue::from(text.to_string()),
        _ => AttrValue::default(),
    }
}
