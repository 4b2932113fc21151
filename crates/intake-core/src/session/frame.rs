//! Frames: the form itself, and each entry of a repeat.
//!
//! A frame's slots stand together, in the order of its items, so that an item's slot is
//! found by one addition.

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
    /// What is kept for each slot of an entry; the form's own are the session's.
    pub states: Vec<State>,
    pub alive: bool,
}

/// Where the slots of entries are. A number is given out once, so that nobody who still knows
/// a slot of an entry that is gone meets another entry there; the room is given back.
#[derive(Default)]
pub(super) struct Places {
    /// The first slot of each frame, ascending, and the frame. Those of closed frames are
    /// cleared away when there are many.
    pub bases: Vec<(u32, u32)>,
    /// Closed frames, to be used again.
    pub closed: Vec<u32>,
    /// The next slot's number.
    pub next: u32,
    /// How many slots and frames of entries there are now.
    pub slots: usize,
    pub frames: usize,
}

impl Frame {
    /// Whether it is open, with its slots from here on.
    pub fn is_at(&self, base: u32) -> bool {
        self.alive && self.base == base
    }
}
