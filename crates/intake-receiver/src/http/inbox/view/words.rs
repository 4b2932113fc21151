//! Words with the language that they are really in.

use crate::reading::Words;
use maud::{Markup, html};

/// Inline, marked with its language where that is not English.
pub(super) fn words(words: &Words) -> Markup {
    html! { @if words.language == "en" { (words.text) } @else { span lang=(words.language) dir="auto" { (words.text) } } }
}

/// A text that may have several paragraphs.
pub(super) fn paragraphs(words: &Words) -> Markup {
    html! { @for line in words.text.split('\n').filter(|line| !line.trim().is_empty()) { p lang=(words.language) dir="auto" { (line) } } }
}
