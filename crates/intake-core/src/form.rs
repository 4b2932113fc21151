//! A compiled form: names resolved, expressions typed, computations in order.
//!
//! Each thing that is computed is a cell. Cells stand in the order of what reads what, so
//! that after a change the session computes the cells that depend on it, once each, from
//! the front.

mod cell;
mod compile;
mod currency;
mod name_list;
mod names;
mod order;
mod tables;
mod words;

pub use compile::{Compiled, compile};

pub(crate) use cell::{Code, ItemCode, Matters, ProgramCode, Target, Told};
pub(crate) use currency::Currency;
pub(crate) use names::{CHOICE, SELF, TABLES};

use crate::definition::{Definition, Item, ItemId};
use crate::language::nearest;
use std::rc::Rc;

/// A form that is ready to take answers.
pub struct Form {
    definition: Definition,
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
    pub fn language(&self, wanted: &str) -> &Rc<str> {
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
