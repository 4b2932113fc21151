//! How much work a submission may be: one budget for all that grows with answers.
//!
//! A step is a node of an expression, an element that is looked at, an answer that is read, or a
//! few characters. What is computed is charged; what is only read back takes time in
//! proportion to the session. The receiver's session has one budget for a whole submission; the
//! person's has one for each thing that she does, and at the end asks for the whole.

use std::cell::Cell;

use crate::definition::Kind;
use crate::json::Json;

/// Steps of a whole submission. The receiver takes a small part of a second for them.
pub const WORK: usize = 4_000_000;

/// The budget of a session.
pub(super) struct Work {
    /// Steps that are left; none when it is spent.
    left: Cell<usize>,
}

impl Default for Work {
    fn default() -> Self {
        Self { left: Cell::new(WORK) }
    }
}

impl Work {
    /// Steps that are left.
    pub fn left(&self) -> usize {
        self.left.get()
    }

    /// Takes so many steps; false when there are none left.
    pub fn charge(&self, steps: usize) -> bool {
        let left = self.left.get().saturating_sub(steps);
        self.left.set(left);
        left > 0
    }

    /// Takes all that is left.
    pub fn exhaust(&self) {
        self.left.set(0);
    }

    /// Starts afresh.
    pub fn renew(&self) {
        self.left.set(WORK);
    }

    /// Does what is not held against the next action.
    pub fn aside<T>(&self, does: impl FnOnce() -> T) -> T {
        let left = self.left.get();
        let read = does();
        self.left.set(left);
        read
    }
}

/// What it costs to look up a choice's answer in its list.
pub(super) fn reading(kind: &Kind, json: &Json) -> usize {
    let choices = kind.choices().len();
    let names = json.as_array().map_or(1, <[Json]>::len);
    8 + choices.saturating_mul(names) / 4
}
