//! Texts of a form on one line, without markup: headings of tables, what a list shows.

use crate::speech::Plain;
use intake_core::definition::Choice;
use intake_core::form::Form;
use intake_core::text::{Block, Inline, Speech, Text, parse};

/// A text in a language of the form.
pub fn label(form: &Form, text: &Text, language: &str) -> String {
    let (_, source) = text.get(language, &form.default_language);
    // A name that is inserted differs from person to person: it stands as it is written.
    let blocks = parse(source, &mut |name| Some(format!("{{{name}}}")));
    let lines = blocks.iter().flat_map(|block| match block {
        Block::Paragraph(line) => vec![plain(line)],
        Block::List { items, .. } => items.iter().map(|item| plain(item)).collect(),
    });
    lines.collect::<Vec<_>>().join(" ")
}

pub fn choice(form: &Form, choice: &Choice, language: &str) -> String {
    if choice.is_other() { Plain { language }.other() } else { label(form, &choice.label, language) }
}

fn plain(line: &[Inline]) -> String {
    let part = |inline: &Inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { label: inner, .. } => plain(inner),
    };
    line.iter().map(part).collect()
}
