//! How much work one evaluation may do.

use super::value::EvalError;

/// Steps of one evaluation: a step is a node evaluated, an element looked at, or sixteen
/// bytes of text.
pub(crate) const STEPS: usize = 100_000;
/// Bytes of text a step.
const BYTES: usize = 16;
/// Slots that an unknown waits for, a step.
const SLOTS: usize = 4;

pub(crate) struct Budget {
    given: usize,
    left: usize,
    spent: bool,
}

impl Budget {
    pub(crate) fn new(steps: usize) -> Self {
        Self { given: steps, left: steps, spent: false }
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(crate) fn charge(&mut self, steps: usize) -> Result<(), EvalError> {
        match self.left.checked_sub(steps) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                self.left = 0;
                self.spent = true;
                Err(EvalError::Budget)
            }
        }
    }

    pub(crate) fn charge_bytes(&mut self, bytes: usize) -> Result<(), EvalError> {
        self.charge(bytes / BYTES)
    }

    /// For putting together what unknowns wait for.
    pub(crate) fn charge_slots(&mut self, slots: usize) -> Result<(), EvalError> {
        self.charge(slots / SLOTS)
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.spent
    }

    /// How many steps were taken.
    pub(crate) fn used(&self) -> usize {
        self.given - self.left
    }
}
