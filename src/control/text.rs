//! Text in one line: also e-mail and web addresses, telephone numbers, times; and text in
//! several lines.

use crate::control::Question;
use crate::node::{El, Kid, el, list};
use intake_core::answer::Typed;
use intake_core::definition::Kind;
use yew::Html;

/// So many characters are near the limit.
const NEAR: u32 = 20;

pub fn view(question: &Question<'_>) -> Html {
    let short = matches!(question.item.kind, Kind::Time { .. });
    let (kind, inputmode) = match question.item.kind {
        Kind::Email => ("email", Some("email")),
        Kind::Phone { .. } => ("tel", Some("tel")),
        Kind::Url => ("url", Some("url")),
        _ => ("text", None),
    };
    let plain = inputmode.is_some();
    let input = el!("input" [
        "id": question.id.clone(),
        "name": question.id.clone(),
        "class": short.then_some("short"),
        "part": "input",
        "type": kind,
        // Signs and digits in their own order, also where the language goes the other way.
        "dir": (plain || short).then_some("ltr"),
        "inputmode": inputmode,
        // Addresses and numbers run from left to right in every language; a name as it is typed.
        "dir": if plain { "ltr" } else { "auto" },
        "spellcheck": plain.then_some("false"),
        "autocapitalize": plain.then_some("none"),
        "autocomplete": question.autocomplete(),
        "readonly": question.item.read_only,
        "aria-describedby": question.described(),
        "aria-invalid": question.invalid(),
    ]);
    question.labelled(input.holding(typed(question)).into())
}

pub fn paragraph(question: &Question<'_>, limit: Option<u32>) -> Html {
    let text = typed(question);
    let count = limit.map(|limit| count(question, text.chars().count() as u32, limit));
    let input = el!("textarea" [
        "id": question.id.clone(),
        "name": question.id.clone(),
        "part": "input",
        "rows": "5",
        "dir": "auto",
        "autocomplete": question.autocomplete(),
        "readonly": question.item.read_only,
        "aria-describedby": question.described(),
        "aria-invalid": question.invalid(),
    ]);
    question.labelled(list(vec![input.holding(text).into(), count.kid()]))
}

/// How much room is left. Near the limit a screen reader is told as well.
fn count(question: &Question<'_>, used: u32, limit: u32) -> El {
    let over = used > limit;
    let key = if over { "characters-over" } else { "characters-left" };
    let n = used.abs_diff(limit);
    let live = question.scene.live;
    let words = question.scene.voice.count(key, n);
    if used > 0 && (over || n <= NEAR) {
        live.announcer.note(live.voice(), words.clone());
    }
    el!("p" ["id": question.part("count"), "class": "hint", "part": "hint"] words)
}

/// What was typed, exactly.
pub fn typed(question: &Question<'_>) -> String {
    match question.field.typed {
        Typed::Text(text) => text.to_string(),
        _ => String::new(),
    }
}
