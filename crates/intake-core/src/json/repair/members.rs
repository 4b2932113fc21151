//! The names of an object's members.

use std::collections::BTreeMap;

use crate::json::write_string;

/// The names of an object.
#[derive(Default)]
pub(super) struct Members {
    /// Each with the byte where it stood first.
    names: BTreeMap<String, usize>,
    /// Whether it was said that a value is missing.
    pub told: bool,
}

impl Members {
    /// Where the name stood first, if it did.
    pub(super) fn first(&mut self, name: &str, at: usize) -> Option<usize> {
        if let Some(first) = self.names.get(name) {
            return Some(*first);
        }
        self.names.insert(name.to_owned(), at);
        None
    }

    /// A name that is not there yet, as JSON.
    pub(super) fn free(&mut self, name: &str) -> String {
        let mut name = name.to_owned();
        while self.names.contains_key(&name) {
            name.push('x');
        }
        self.names.insert(name.clone(), 0);
        let mut written = String::new();
        write_string(&name, &mut written);
        written
    }
}
