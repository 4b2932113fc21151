//! Holding a session to its budget of work.

use super::pending::Pending;
use super::sitting::Session;
use super::slot::Slot;
use super::work::WORK;

impl Session {
    /// Takes so many steps; false when there are none left.
    pub(super) fn charge(&self, steps: usize) -> bool {
        self.work.charge(steps)
    }

    /// Whether the work was more than the budget: what is computed is not to be relied on.
    pub fn is_spent(&self) -> bool {
        self.work.left() == 0
    }

    /// Reads something back that computes a little; it is not held against the next action.
    pub(crate) fn reading<T>(&self, does: impl FnOnce() -> T) -> T {
        self.work.aside(does)
    }

    /// How many steps were taken, of [`WORK`], since the session's start or its last action.
    pub fn work(&self) -> usize {
        WORK - self.work.left()
    }

    /// A new budget. What an overspent one left undone is done.
    pub(super) fn renew(&mut self) {
        let spent = self.is_spent();
        self.work.renew();
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
