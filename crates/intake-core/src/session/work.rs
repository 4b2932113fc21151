//! How much work a submission may be: one budget for all that grows with answers.
//!
//! A step is a node of an expression, an element that is looked at, an answer that is read, or a
//! few characters. What is computed is charged; what is only read back takes time in
//! proportion to the session. The receiver's session has one budget for a whole submission; the
//! person's has one for each thing that she does, and at the end asks for the whole.

use super::{Pending, Session, Slot};
use crate::definition::Kind;
use crate::json::Json;

/// Steps of a whole submission. The receiver takes a small part of a second for them.
pub const WORK: usize = 4_000_000;

impl Session {
    /// Takes so many steps; false when there are none left.
    pub(super) fn charge(&self, steps: usize) -> bool {
        let left = self.left.get().saturating_sub(steps);
        self.left.set(left);
        left > 0
    }

    /// Whether the work was more than the budget: what is computed is not to be relied on.
    pub fn is_spent(&self) -> bool {
        self.left.get() == 0
    }

    /// The whole was too much, though each part was not.
    pub(super) fn exhaust(&self) {
        self.left.set(0);
    }

    /// Reads something back that computes a little; it is not held against the next action.
    pub(crate) fn reading<T>(&self, does: impl FnOnce() -> T) -> T {
        let left = self.left.get();
        let read = does();
        self.left.set(left);
        read
    }

    /// How many steps were taken, of [`WORK`], since the session's start or its last action.
    pub fn work(&self) -> usize {
        WORK - self.left.get()
    }

    /// A new budget. What an overspent one left undone is done.
    pub(super) fn renew(&mut self) {
        let spent = self.is_spent();
        self.left.set(WORK);
        if spent {
            self.compute_all();
        }
    }

    /// Says at its slot which action was too much work, and takes it back when it no longer is.
    pub(super) fn account(&mut self, slot: Option<Slot>, pending: &mut Pending) {
        let over = if self.is_spent() { slot.or(self.over).or_else(|| self.heaviest()) } else { None };
        if over != self.over {
            for slot in [over, self.over].into_iter().flatten() {
                pending.draw(slot);
            }
            self.over = over;
        }
        if let Some(state) = over.and_then(|slot| self.state_mut(slot)) {
            state.tried = true;
        }
    }

    /// Whether a receiver will take all of this: it does the same work, on one budget.
    pub(super) fn fits(&self) -> bool {
        let mut whole = Self::blank(self.form.clone(), self.today);
        whole.load(&self.answers(), &self.absent());
        !whole.is_spent()
    }

    /// The question or repeat with the longest answer: where something can be taken away.
    pub(super) fn heaviest(&self) -> Option<Slot> {
        let answers = self.answers();
        let (mut most, mut found) = (0, None);
        for (name, json) in answers.as_object().unwrap_or_default() {
            let length = json.to_string().len();
            if length > most {
                (most, found) = (length, self.slot(name));
            }
        }
        found
    }
}

/// What it costs to look up a choice's answer in its list.
pub(super) fn reading(kind: &Kind, json: &Json) -> usize {
    let choices = kind.choices().len();
    let names = json.as_array().map_or(1, <[Json]>::len);
    8 + choices.saturating_mul(names) / 4
}
