//! Choices and choice lists (XLSForm `choices`).

use std::sync::Arc;

use super::reader::{Object, Reader};
use crate::diagnostic::{EXPLAIN, Place, explain};
use crate::json::Json;
use crate::text::Text;

/// The largest number of choices inline in an item.
pub const MAX_CHOICES: usize = 1_000;

/// The largest number of choices in a named list: every town of a country.
pub const MAX_NAMED: usize = 10_000;

/// One choice of a `choice` or `choices` item.
#[derive(Clone)]
pub struct Choice {
    /// `[A-Za-z0-9_.-]{1,64}`: the answer.
    pub name: Arc<str>,
    /// Empty only for the one that `"other": true` adds: the view has its own word for it.
    pub label: Text,
    /// Help beside the choice; a menu does not show it.
    pub hint: Option<Text>,
    /// Chosen alone: "none of these".
    pub exclusive: bool,
}

impl Choice {
    /// Whether it is the one that `"other": true` adds.
    pub fn is_other(&self) -> bool {
        &*self.name == OTHER && self.label.versions().is_empty()
    }
}

/// The form's named choice lists.
pub(super) type Lists = Vec<(Arc<str>, Arc<[Choice]>)>;

pub(super) fn read_lists(reader: &Reader<'_>, top: &Object<'_>) -> Lists {
    let Some(json) = top.get("choiceLists") else { return Vec::new() };
    let place = top.place().member("choiceLists");
    let Some(members) = json.as_object() else {
        reader.expected(&place, "an object of choice lists");
        return Vec::new();
    };
    members
        .iter()
        .map(|(name, list)| (name.as_str().into(), read_list(reader, list, &place.member(name), MAX_NAMED)))
        .collect()
}

/// The name of the choice that `"other": true` adds (XLSForm `or_other`).
pub const OTHER: &str = "other";

/// An item's `choices`: a list, or the name of one; with `"other": true`, one more.
pub(super) fn read(reader: &Reader<'_>, item: &Object<'_>, lists: &Lists) -> Arc<[Choice]> {
    let choices = read_own(reader, item, lists);
    if item.boolean("other") != Some(true) {
        return choices;
    }
    // The view has its own word for it in every language.
    let other = Choice { name: OTHER.into(), label: Text::default(), hint: None, exclusive: false };
    let mut all: Vec<Choice> = choices.iter().filter(|choice| &*choice.name != OTHER).cloned().collect();
    // "None of these" stays the last.
    let last = all.iter().rposition(|choice| !choice.exclusive).map_or(0, |last| last + 1);
    all.insert(last, other);
    all.into()
}

fn read_own(reader: &Reader<'_>, item: &Object<'_>, lists: &Lists) -> Arc<[Choice]> {
    item.need("choices");
    let Some(json) = item.get("choices") else { return Arc::new([]) };
    let place = item.place().member("choices");
    let Some(name) = json.as_str() else { return read_list(reader, json, &place, MAX_CHOICES) };
    if let Some((_, list)) = lists.iter().find(|(own, _)| **own == *name) {
        return list.clone();
    }
    reader.diagnostics.error(
        "unknown-choice-list",
        place.pointer(),
        explain!("There is no choice list \"{name}\"."),
        match super::reader::closest(name, lists.iter().map(|(own, _)| &**own)) {
            Some(near) => explain!("Did you mean \"{near}\"?"),
            None => explain!("Add it to \"choiceLists\"."),
        },
    );
    Arc::new([])
}

fn read_list(reader: &Reader<'_>, json: &Json, place: &Place<'_>, most: usize) -> Arc<[Choice]> {
    let Some(entries) = json.as_array() else {
        reader.expected(place, "a list of choices, or the name of a choice list");
        return Arc::new([]);
    };
    if entries.is_empty() || entries.len() > most {
        reader.diagnostics.error(
            "choice-count",
            place.pointer(),
            explain!("A choice list has 1 to {most} choices; this has {}.", entries.len()),
            explain!("Add choices, or shorten the list."),
        );
    }
    let mut names = std::collections::BTreeSet::new();
    let mut choices = Vec::new();
    for (i, entry) in entries.iter().take(most).enumerate() {
        let at = place.index(i);
        let object = reader.object(entry, &at, &["name", "label", "hint", "exclusive"]);
        let Some(name) = object.choice_name("name") else { continue };
        if EXPLAIN && !names.insert(name.clone()) {
            reader.diagnostics.error(
                "duplicate-name",
                at.member("name").pointer(),
                explain!("The choice \"{name}\" is already in this list."),
                explain!("Give it another name: answers are told apart by it."),
            );
        }
        choices.push(Choice {
            name,
            label: object.need_text("label"),
            hint: object.text("hint"),
            exclusive: object.boolean("exclusive").unwrap_or(false),
        });
    }
    choices.into()
}
