//! Finding answers in a list by what is typed: anywhere in them, without accents.

use crate::accent::strip;
use crate::session::Live;
use intake_core::definition::Choice;
use intake_core::session::Slot;
use std::cell::{Cell, RefCell};

/// So many answers are shown at once; who wants another one types more.
pub const MOST_SHOWN: usize = 50;

/// A long list as it is shown: what a person does with it, not what is answered.
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
    /// The language, and all labels without accents, one a line.
    plain: RefCell<(String, String)>,
}

/// What a search found, by place in the list that was searched.
#[derive(Default)]
pub struct Found {
    pub shown: Vec<usize>,
    pub total: usize,
    /// The answer that is called just so.
    pub exact: Option<usize>,
}

impl List {
    /// Looks for `query` in `choices`, those of a slot that can be chosen now. What starts
    /// with it comes first.
    pub fn find(&self, live: &Live, slot: Slot, choices: &[&Choice], query: &str) -> Found {
        let session = live.session();
        let all = session.item(slot).map(|item| item.kind.choices()).unwrap_or_default();
        self.read(live, all);
        let query = strip(query.trim());
        let query = query.as_bytes();
        let plain = self.plain.borrow();
        let (mut first, mut rest, mut exact) = (Vec::new(), Vec::new(), None);
        let mut next = 0;
        for (choice, label) in all.iter().zip(plain.1.as_bytes().split(|b| *b == b'\n')) {
            if !choices.get(next).is_some_and(|own| std::ptr::eq(*own, choice)) {
                continue;
            }
            let i = next;
            next += 1;
            if label == query {
                exact = Some(i);
            }
            if label.starts_with(query) {
                first.push(i);
            } else if label.windows(query.len()).any(|part| part == query) {
                rest.push(i);
            }
        }
        let total = first.len() + rest.len();
        first.append(&mut rest);
        first.truncate(MOST_SHOWN);
        Found { shown: first, total, exact }
    }

    /// All labels in one call to the browser, once for each language.
    fn read(&self, live: &Live, choices: &[Choice]) {
        let voice = live.voice();
        let language = voice.locale();
        if self.plain.borrow().0 == language {
            return;
        }
        let default = live.session().form().default_language.clone();
        let mut labels = String::new();
        for choice in choices {
            let label = match choice.label.versions() {
                [] => voice.say("other"),
                _ => choice.label.get(language, &default).1,
            };
            // One line each.
            labels.extend(label.chars().map(|c| if c == '\n' { ' ' } else { c }));
            labels.push('\n');
        }
        *self.plain.borrow_mut() = (language.to_string(), strip(&labels));
    }
}
