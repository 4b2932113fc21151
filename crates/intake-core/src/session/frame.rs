//! Frames: the form itself, and each entry of a repeat.
//!
//! A frame's slots stand together, in the order of its items, so that an item's slot is
//! found by one addition.

use super::slot::Slot;
use super::state::State;
use crate::definition::ItemId;
use crate::expr::{EvalError, Value};

/// One place where a scope's items are answered.
#[derive(Default)]
pub(super) struct Frame {
    /// The repeat that it is an entry of; none for the form itself.
    pub repeat: Option<ItemId>,
    pub parent: u32,
    /// The first slot, and the item that it is for.
    pub base: u32,
    pub first: u32,
    /// The value of each cell of the scope.
    pub results: Vec<Result<Value, EvalError>>,
    /// What is kept for each slot of an entry; the form's own are not here.
    pub states: Vec<State>,
    pub alive: bool,
}

impl Frame {
    /// Whether it is open, with its slots from here on.
    pub fn is_at(&self, base: u32) -> bool {
        self.alive && self.base == base
    }

    /// The slot of one of its items.
    pub fn slot(&self, item: ItemId) -> Option<Slot> {
        Some(Slot(self.base + item.0.checked_sub(self.first)?))
    }
}
