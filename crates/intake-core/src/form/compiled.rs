//! What compiling gives: the form, and what there is to say about its definition.

use std::sync::Arc;

use super::cell::Code;
use crate::definition::{Definition, Item, ItemId};
use crate::diagnostic::Diagnostic;
use crate::language::nearest;

/// A form, unless there was an error, and all that there is to say about the definition.
pub struct Compiled {
    /// None where a diagnostic is an error.
    pub form: Option<Form>,
    /// Mistakes and warnings, each with its place.
    pub diagnostics: Vec<Diagnostic>,
}

/// A form that is ready to take answers.
pub struct Form {
    pub(super) definition: Definition,
    pub(crate) code: Code,
}

impl std::ops::Deref for Form {
    type Target = Definition;

    fn deref(&self) -> &Definition {
        &self.definition
    }
}

impl Form {
    /// An item by its number.
    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.definition.items.get(id.0 as usize)
    }

    /// The form's language for the one asked for: the [`nearest`] to it, or the default.
    pub fn language(&self, wanted: &str) -> &Arc<str> {
        let place = nearest(wanted, &mut self.languages.iter().map(|own| &**own));
        place.and_then(|place| self.languages.get(place)).unwrap_or(&self.default_language)
    }

    /// Whether a page asks anything, relevant or not.
    pub(crate) fn asks(&self, page: usize) -> bool {
        self.code.asks.get(page).copied().unwrap_or(false)
    }

    /// An item by its name.
    pub fn find(&self, name: &str) -> Option<ItemId> {
        self.code.find(name).filter(|n| (*n as usize) < self.definition.items.len()).map(ItemId)
    }
}

/// One compiled form serves all threads of a receiver.
const _: () = {
    const fn is_shared<T: Send + Sync>() {}
    is_shared::<Form>();
};
