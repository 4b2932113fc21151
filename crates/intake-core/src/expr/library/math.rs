//! `math.greatest` and `math.least`: of numbers, or of one list of numbers.

use super::list;
use crate::expr::budget::Budget;
use crate::expr::value::{EvalError, Evaluated, Value};

pub(super) fn extreme(args: &[Value], largest: bool, budget: &mut Budget) -> Evaluated {
    let items = match args {
        [one @ Value::List(_)] => match list::known(one, budget)? {
            Ok(items) => items,
            Err(unknown) => return Ok(unknown),
        },
        several => several,
    };
    if items.iter().any(|item| !matches!(item, Value::Int(_) | Value::Uint(_) | Value::Double(_))) {
        return Err(EvalError::NoOverload);
    }
    list::extreme_of(items, largest, budget)
}
