//! Two questions of a group, or two choices of a list, that a person, or a screen reader,
//! cannot tell apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::definition::Kind;
use crate::diagnostic::{Diagnostics, explain};
use crate::form::Form;
use crate::text::Text;

pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    // By page, group, language and label, the first item that has it. Elsewhere, the heading
    // around it tells one from the other.
    let mut first: BTreeMap<(usize, Option<u32>, &str, &str), &Arc<str>> = BTreeMap::new();
    // Lists of choices that several questions share are looked at once.
    let mut lists = BTreeSet::new();
    for item in &form.items {
        if lists.insert(item.kind.choices().as_ptr()) {
            choices(form, item.kind.choices(), &item.pointer, diagnostics);
        }
        if !item.kind.is_question() && !matches!(item.kind, Kind::Repeat(_)) {
            continue;
        }
        for (language, tag, label) in labels(form, &item.label) {
            let key = (item.page, item.group.map(|group| group.0), language, label);
            let other = *first.entry(key).or_insert(&item.name);
            if *other == item.name {
                continue;
            }
            let step = if tag.is_empty() { "" } else { "/" };
            diagnostics.warning(
                "shared-label",
                [&item.pointer, "/label", step, tag].concat(),
                explain!("\"{}\" has the same label as \"{other}\" in \"{language}\".", item.name),
                explain!("Say in the label what is different about this question."),
            );
        }
    }
}

fn choices(form: &Form, choices: &[crate::definition::Choice], pointer: &str, diagnostics: &Diagnostics) {
    let mut first: BTreeMap<(&str, &str), &Arc<str>> = BTreeMap::new();
    for choice in choices {
        for (language, _, label) in labels(form, &choice.label) {
            let other = *first.entry((language, label)).or_insert(&choice.name);
            if *other != choice.name {
                diagnostics.warning(
                    "shared-label",
                    [pointer, "/choices"].concat(),
                    explain!(
                        "The choices \"{other}\" and \"{}\" have the same label in \"{language}\": \"{label}\".",
                        choice.name
                    ),
                    explain!("Say in the labels what is different about them, or remove one."),
                );
            }
        }
    }
}

/// Each version of a label that has words: its language, its tag, its words.
fn labels<'f>(form: &'f Form, label: &'f Text) -> impl Iterator<Item = (&'f str, &'f str, &'f str)> {
    let versions = label.versions().iter().filter(|(_, label)| !label.trim().is_empty());
    versions.map(|(tag, label)| {
        let language = if tag.is_empty() { &form.default_language } else { tag };
        (&**language, &**tag, label.trim())
    })
}
