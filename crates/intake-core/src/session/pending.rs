//! What a change leads to, while it is worked out.

use super::action::Changes;
use super::slot::Slot;
use crate::order::Queue;

/// Changes while they are collected.
#[derive(Default)]
pub(super) struct Pending {
    pub slots: Queue,
    /// Cell and frame: in the order of what reads what.
    pub cells: Queue,
    /// Slots that may have come or gone.
    pub review: Queue,
    pub changes: Changes,
}

impl Pending {
    /// A slot is to be drawn again.
    pub fn draw(&mut self, slot: Slot) {
        self.slots.insert(u64::from(slot.0));
    }

    /// A cell is to be computed again in a frame.
    pub fn compute(&mut self, cell: u32, frame: u32) {
        self.cells.insert(u64::from(cell) << 32 | u64::from(frame));
    }
}
