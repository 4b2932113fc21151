//! The choices of a question: which are shown, in which order, and which of them what is typed finds.

use crate::store::FormStore;
use intake_core::answer::Typed;
use intake_core::definition::{Choice, Item};
use intake_core::session::{Session, Slot};
use intake_core::wording::Wording;
use std::cell::{Cell, Ref, RefCell};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/search.js")]
extern "C" {
    fn fold(labels: &str) -> String;
    fn named(labels: &str, typed: &str) -> i32;
    #[wasm_bindgen(catch)]
    fn order(labels: &str, language: &str) -> Result<Vec<u32>, JsValue>;
}

/// So many answers are shown at once; who wants another one types more.
pub const MOST_SHOWN: usize = 50;

/// A list as it is shown: what a person does with it, not what is answered.
#[derive(Default)]
pub struct List {
    pub open: Cell<bool>,
    /// The option that Enter chooses, by its place among those shown.
    pub active: Cell<Option<usize>>,
    /// How many options are shown.
    pub shown: Cell<usize>,
    /// How many are found is to be said.
    pub news: Cell<bool>,
    /// What is looked for, where that is not the answer.
    pub query: RefCell<String>,
    labels: RefCell<Labels>,
}

/// The labels of all choices in one language.
#[derive(Default)]
struct Labels {
    language: String,
    /// The choices in the order in which they are shown, by their places in the form's list.
    order: Vec<u32>,
    /// In the same order, as they are searched, one a line.
    folded: String,
}

/// What a search found, by place in the list that was searched.
#[derive(Default)]
pub struct Found {
    pub shown: Vec<usize>,
    pub total: usize,
}

/// Which choice is called what was typed.
pub enum Named {
    One(usize),
    Several,
    None,
}

impl List {
    /// The choices to show: those that can be chosen, and one that was chosen before other
    /// answers ruled it out, so that the person sees what is wrong.
    pub fn choices<'s>(&self, store: &FormStore, session: &'s Session, slot: Slot) -> Vec<&'s Choice> {
        let Some(item) = session.item(slot) else { return Vec::new() };
        let (open, all) = (session.choices(slot), item.kind.choices());
        if open.len() == all.len() && !item.order_by_label {
            return open;
        }
        let typed = session.field(slot).typed;
        let mut next = 0;
        let is_shown = |choice: &Choice| {
            let is_open = open.get(next).is_some_and(|own| std::ptr::eq(*own, choice));
            next += usize::from(is_open);
            is_open
                || match typed {
                    Typed::Choice(name) => *name == choice.name,
                    Typed::Choices(names) => names.contains(&choice.name),
                    _ => false,
                }
        };
        let shown: Vec<bool> = all.iter().map(is_shown).collect();
        let labels = self.labels(store, item);
        let places = labels.order.iter().map(|place| *place as usize);
        places.filter(|place| shown.get(*place) == Some(&true)).filter_map(|place| all.get(place)).collect()
    }

    /// Looks for `query` in `choices`, those of a slot that are shown now. What starts with it comes first.
    pub fn find(&self, store: &FormStore, item: &Item, choices: &[&Choice], query: &str) -> Found {
        let all = item.kind.choices();
        let labels = self.labels(store, item);
        let query = fold(query);
        let (mut first, mut rest) = (Vec::new(), Vec::new());
        let mut next = 0;
        for (place, label) in labels.order.iter().zip(labels.folded.as_bytes().split(|b| *b == b'\n')) {
            let own = choices.get(next).zip(all.get(*place as usize));
            if own.is_some_and(|(shown, choice)| std::ptr::eq(*shown, choice)) {
                if goes_on(label, query.as_bytes()) {
                    first.push(next);
                } else if has(label, query.as_bytes()) {
                    rest.push(next);
                }
                next += 1;
            }
        }
        let total = first.len() + rest.len();
        first.append(&mut rest);
        first.truncate(MOST_SHOWN);
        Found { shown: first, total }
    }

    /// The one of `choices` that is called what was typed.
    pub fn named(&self, store: &FormStore, choices: &[&Choice], typed: &str) -> Named {
        match named(&lines(store, choices.iter().copied()), typed) {
            -1 => Named::None,
            place => usize::try_from(place).map_or(Named::Several, Named::One),
        }
    }

    /// Read in one call to the browser, once for each language.
    fn labels(&self, store: &FormStore, item: &Item) -> Ref<'_, Labels> {
        let localizer = store.localizer();
        let language = localizer.locale();
        if self.labels.borrow().language != language {
            let all = item.kind.choices();
            let labels = lines(store, all.iter());
            let mut places: Vec<u32> = (0..all.len() as u32).collect();
            if let Some(mut sorted) = item.order_by_label.then(|| order(&labels, language).ok()).flatten() {
                // "Other" and "none of these" stay the last.
                let is_last = |place: &u32| {
                    all.get(*place as usize).is_some_and(|choice| choice.exclusive || choice.is_other())
                };
                sorted.retain(|place| !is_last(place));
                places.retain(is_last);
                let exclusive = |place: &u32| all.get(*place as usize).is_some_and(|choice| choice.exclusive);
                sorted.extend(places.iter().filter(|place| !exclusive(place)));
                sorted.extend(places.iter().filter(|place| exclusive(place)));
                places = sorted;
            }
            let sorted = places.iter().filter_map(|place| all.get(*place as usize));
            let folded = fold(&lines(store, sorted));
            *self.labels.borrow_mut() = Labels { language: language.into(), order: places, folded };
        }
        self.labels.borrow()
    }
}

/// What choices are called, one a line.
fn lines<'c>(store: &FormStore, choices: impl Iterator<Item = &'c Choice>) -> String {
    let localizer = store.localizer();
    let default = store.session().form().default_language.clone();
    let mut lines = String::new();
    for (i, choice) in choices.enumerate() {
        if i > 0 {
            lines.push('\n');
        }
        let label = if choice.is_other() {
            localizer.say("other")
        } else {
            choice.label.get(intake_core::text::Speech::language(&*localizer), &default).1
        };
        lines.extend(label.chars().map(|c| if c == '\n' { ' ' } else { c }));
    }
    lines
}

/// Whether a label goes on with the query, whatever spaces either has.
fn goes_on(label: &[u8], query: &[u8]) -> bool {
    let mut letters = label.iter().filter(|letter| **letter != b' ');
    query.iter().filter(|letter| **letter != b' ').all(|letter| letters.next() == Some(letter))
}

/// Whether a label has the query somewhere, or begins a word with it, whatever spaces either has, or begins a word with
/// each of its words.
fn has(label: &[u8], query: &[u8]) -> bool {
    let begins = |part: &[u8]| {
        let mut spaces = label.iter().enumerate().filter(|(_, letter)| **letter == b' ');
        goes_on(label, part) || spaces.any(|(at, _)| goes_on(label.get(at..).unwrap_or_default(), part))
    };
    let query = query.trim_ascii();
    label.windows(query.len().max(1)).any(|part| part == query)
        || begins(query)
        || query.split(|letter| *letter == b' ').all(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(label: &str, query: &str) -> bool {
        goes_on(label.as_bytes(), query.as_bytes()) || has(label.as_bytes(), query.as_bytes())
    }

    #[test]
    fn a_label_is_found_by_its_words_in_any_order_and_across_spaces() {
        for query in ["new york", "york new", "york", "w y", "newyork", " new  york ", "ork", "", "yor ne"] {
            assert!(found("new york", query), "{query}");
        }
        for query in ["wyo", "new yorks", "york newer", "ork new", "x"] {
            assert!(!found("new york", query), "{query}");
        }
    }
}
