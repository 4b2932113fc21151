//! "Error: " before the page's title while the form asks for a correction.
//!
//! The title is what a screen reader says first, and what tells tabs apart: it says that
//! Continue was refused even before the summary is read (GOV.UK Design System).

use std::cell::RefCell;

/// The page's title, which is the host's: what was put before it is taken away again.
#[derive(Default)]
pub struct Title {
    put: RefCell<String>,
}

impl Title {
    /// Puts a word before the title, or with "" takes the one away that it put there.
    pub fn mark(&self, word: &str) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let before = self.put.replace(word.to_string());
        if before == word {
            return;
        }
        let title = document.title();
        let bare = match title.strip_prefix(&before) {
            Some(bare) if !before.is_empty() => bare.trim_start(),
            _ => &title,
        };
        let marked = if word.is_empty() { bare.to_string() } else { [word, " ", bare].concat() };
        document.set_title(&marked);
    }
}
