//! Text in one line: also e-mail and web addresses, telephone numbers, times; and text in
//! several lines.

use crate::control::field::Question;
use crate::dom::node::{El, Kid, el, list};
use crate::text::localizer::Localizer;
use intake_core::answer::{Locale, Typed, length};
use intake_core::definition::Kind;
use intake_core::wording::Wording;
use yew::Html;

/// So many characters are near the limit.
const NEAR: u32 = 20;

pub fn view(question: &Question<'_>) -> Html {
    let short = matches!(question.item.kind, Kind::Time { .. });
    let (kind, inputmode) = match question.item.kind {
        // Never type=email: browsers rewrite what is typed into it, å to xn--…
        Kind::Email => ("text", Some("email")),
        Kind::Phone { .. } => ("tel", Some("tel")),
        Kind::Url => ("url", Some("url")),
        _ => ("text", None),
    };
    let plain = inputmode.is_some();
    let text = typed(question);
    let input = el!("input" [
        "id": question.id.clone(),
        "name": question.id.clone(),
        "class": short.then_some("short"),
        "part": "input",
        "type": kind,
        "inputmode": inputmode,
        // Addresses, numbers and times run from left to right in every language.
        "dir": if plain || short { Some("ltr") } else { direction(&text) },
        "spellcheck": plain.then_some("false"),
        "autocapitalize": plain.then_some("none"),
        "autocomplete": question.autocomplete(),
        "readonly": question.item.read_only,
        "aria-describedby": question.described(),
        "aria-invalid": question.invalid(),
        "aria-required": question.required(),
    ]);
    question.labelled(input.holding(text).into())
}

pub fn paragraph(question: &Question<'_>, limit: Option<u32>) -> Html {
    let text = typed(question);
    let count = limit.map(|limit| count(question, length(&text), limit));
    let input = el!("textarea" [
        "id": question.id.clone(),
        "name": question.id.clone(),
        "part": "input",
        "rows": "5",
        "dir": direction(&text),
        "autocomplete": question.autocomplete(),
        "readonly": question.item.read_only,
        "aria-describedby": question.described(),
        "aria-invalid": question.invalid(),
        "aria-required": question.required(),
    ]);
    question.labelled(list(vec![input.holding(text).into(), count.kid()]))
}

/// A name or a story runs as it is typed; an empty field as the page, where `auto` would
/// be from left to right.
pub fn direction(text: &str) -> Option<&'static str> {
    (!text.is_empty()).then_some("auto")
}

/// How much room is left. Near the limit a screen reader is told as well.
fn count(question: &Question<'_>, used: u32, limit: u32) -> El {
    let over = used > limit;
    let key = if over { "characters-over" } else { "characters-left" };
    let n = used.abs_diff(limit);
    let store = question.context.store;
    let words = question.context.localizer.count(key, n);
    if used > 0 && (over || n <= NEAR) {
        store.announcer.note(store.localizer(), words.clone());
    }
    el!("p" ["id": question.part("count"), "class": "hint", "part": "hint"] words)
}

/// What was typed, exactly.
pub fn typed(question: &Question<'_>) -> String {
    written(question.field.typed, question.context.localizer)
}

pub fn written(typed: &Typed, localizer: &Localizer) -> String {
    match typed {
        Typed::Text(text) => text.to_string(),
        Typed::Number(number) => {
            let decimal = localizer.numbers().decimal;
            number.to_typed().chars().map(|c| if c == '.' { decimal } else { c }).collect()
        }
        _ => String::new(),
    }
}
