//! "Error: " before the page's title while a form asks for a correction.
//!
//! The title is what a screen reader says first, and what tells tabs apart: it says that
//! Continue was refused even before the summary is read (GOV.UK Design System). A page may
//! have several forms, in several languages: the title has the word of one of them.

use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    /// What stands before the title now.
    static PUT: RefCell<String> = const { RefCell::new(String::new()) };
    /// The words of the forms that ask for a correction.
    static WORDS: RefCell<Vec<Rc<str>>> = const { RefCell::new(Vec::new()) };
}

/// One form's word before the page's title, which is the host's: what was put there is taken away again.
#[derive(Default)]
pub struct Title {
    word: RefCell<Rc<str>>,
}

impl Title {
    /// Puts a word before the title, or with "" takes the one away that it put there.
    pub fn mark(&self, word: &str) {
        let before = self.word.replace(word.into());
        if *before != *word {
            change(&before, word);
        }
    }
}

/// Not in line with what every page does: it comes in a later part of the module.
#[inline(never)]
fn change(before: &str, word: &str) {
    let first = WORDS.with_borrow_mut(|words| {
        if let Some(at) = words.iter().position(|other| **other == *before) {
            words.remove(at);
        }
        if !word.is_empty() {
            words.push(word.into());
        }
        words.first().cloned().unwrap_or_default()
    });
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let title = document.title();
    let put = PUT.replace(first.to_string());
    let bare = title.strip_prefix(&put).unwrap_or(&title).trim_start();
    let marked = if first.is_empty() { bare.to_string() } else { [&first, " ", bare].concat() };
    document.set_title(&marked);
}
