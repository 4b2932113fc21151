//! Unknowns and errors among the operands.

use std::sync::Arc;

use crate::expr::budget::Budget;
use crate::expr::value::{EvalError, Evaluated, Unknowns, Value};

/// Both values; otherwise what a strict operator gives: the union of the unknowns, or the
/// first error.
pub(crate) fn both(
    left: Evaluated,
    right: Evaluated,
    budget: &mut Budget,
) -> Result<(Value, Value), Evaluated> {
    match (left, right) {
        (Ok(Value::Unknown(a)), Ok(Value::Unknown(b))) => {
            Err(budget.charge_slots(a.0.len() + b.0.len()).map(|()| Value::Unknown(a.union(&b))))
        }
        (Ok(Value::Unknown(slots)), _) | (_, Ok(Value::Unknown(slots))) => Err(Ok(Value::Unknown(slots))),
        (Err(error), _) | (_, Err(error)) => Err(Err(error)),
        (Ok(left), Ok(right)) => Ok((left, right)),
    }
}

/// Unknowns and errors met on the way: unknown goes before error.
#[derive(Default)]
pub(crate) struct Absorbed {
    slots: Option<Unknowns>,
    /// What is to be added to them: once, at the end, or each of many would cost as much as all.
    more: Vec<Unknowns>,
    first: Option<EvalError>,
}

impl Absorbed {
    pub(crate) fn unknown(&mut self, slots: Unknowns) {
        match &self.slots {
            None => self.slots = Some(slots),
            Some(all) if Arc::ptr_eq(&all.0, &slots.0) => {}
            Some(_) => self.more.push(slots),
        }
    }

    pub(crate) fn error(&mut self, error: EvalError) {
        self.first.get_or_insert(error);
    }

    /// What is not the bool that was needed.
    pub(crate) fn add(&mut self, evaluated: Evaluated) {
        match evaluated {
            Ok(Value::Unknown(slots)) => self.unknown(slots),
            Ok(_) => self.error(EvalError::NoOverload),
            Err(error) => self.error(error),
        }
    }

    pub(crate) fn any(&self) -> bool {
        self.slots.is_some() || self.first.is_some()
    }

    pub(crate) fn or(self, value: Value, budget: &mut Budget) -> Evaluated {
        match (self.slots, self.first) {
            (Some(slots), _) if self.more.is_empty() => Ok(Value::Unknown(slots)),
            (Some(slots), _) => {
                let all = || self.more.iter().chain([&slots]);
                budget.charge_slots(all().map(|slots| slots.0.len()).sum())?;
                Ok(Value::Unknown(Unknowns::of_all(&mut all())))
            }
            (None, Some(error)) => Err(error),
            (None, None) => Ok(value),
        }
    }
}
