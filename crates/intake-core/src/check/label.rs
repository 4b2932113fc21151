//! Two questions that a person, or a screen reader, cannot tell apart.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::definition::Kind;
use crate::diagnostic::{Diagnostics, explain};
use crate::form::Form;

pub(super) fn check(form: &Form, diagnostics: &Diagnostics) {
    // By language and label, the first item that has it.
    let mut first: BTreeMap<(&str, &str), &Rc<str>> = BTreeMap::new();
    for item in form.items.iter().filter(|i| i.kind.is_question() || matches!(i.kind, Kind::Repeat(_))) {
        for (tag, label) in item.label.versions().iter().filter(|(_, label)| !label.trim().is_empty()) {
            let language = if tag.is_empty() { &form.default_language } else { tag };
            let Some(other) = first.insert((language, label.trim()), &item.name) else { continue };
            first.insert((language, label.trim()), other);
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
