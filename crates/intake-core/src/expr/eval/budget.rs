//! How much work one evaluation may do.

use crate::expr::value::EvalError;

/// Steps of one evaluation: a step is a node evaluated, an element looked at, or sixteen
/// bytes of text.
const STEPS: usize = 100_000;
/// Bytes of text a step.
const BYTES: usize = 16;

pub(crate) struct Budget {
    left: usize,
    spent: bool,
}

impl Budget {
    pub(crate) fn new() -> Self {
        Self { left: STEPS, spent: false }
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

    pub(crate) fn spent(&self) -> bool {
        self.spent
    }
}
