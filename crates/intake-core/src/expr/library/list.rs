//! Functions on lists: `size` (also of texts and maps), `sum`, `min`, `max`.

use std::cmp::Ordering;

use crate::expr::budget::Budget;
use crate::expr::eval::absorb::Absorbed;
use crate::expr::eval::{arithmetic, compare};
use crate::expr::number::Number;
use crate::expr::operator::Operator;
use crate::expr::value::{EvalError, Evaluated, Type, Value};

pub(super) fn size(value: &Value, budget: &mut Budget) -> Evaluated {
    let size = match value {
        Value::String(text) => {
            budget.charge_bytes(text.len())?;
            // Not `chars().count()`, which is fast and large.
            text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
        }
        Value::Bytes(bytes) => bytes.len(),
        Value::List(items) => items.len(),
        Value::Map(entries) => entries.len(),
        _ => return Err(EvalError::NoOverload),
    };
    Ok(Value::Int(size as i64))
}

/// The sum of numbers or durations; of an empty list, the zero of what it would hold.
pub(super) fn sum(list: &Value, ty: &Type, budget: &mut Budget) -> Evaluated {
    let items = known(list, budget)?;
    let items = match items {
        Ok(items) => items,
        Err(unknown) => return Ok(unknown),
    };
    let Some((first, rest)) = items.split_first() else {
        return Ok(match ty {
            Type::Double => Value::Double(Number::ZERO),
            Type::Uint => Value::Uint(0),
            Type::Duration => Value::Duration(0, 0),
            _ => Value::Int(0),
        });
    };
    if !matches!(first, Value::Int(_) | Value::Uint(_) | Value::Double(_) | Value::Duration(..)) {
        return Err(EvalError::NoOverload);
    }
    let mut total = first.clone();
    for item in rest {
        total = arithmetic::apply(Operator::Add, total, item.clone(), budget)?;
    }
    Ok(total)
}

/// The smallest or largest element; an empty list has none.
pub(super) fn extreme(list: &Value, largest: bool, budget: &mut Budget) -> Evaluated {
    match known(list, budget)? {
        Ok(items) => extreme_of(items, largest, budget),
        Err(unknown) => Ok(unknown),
    }
}

pub(super) fn extreme_of(items: &[Value], largest: bool, budget: &mut Budget) -> Evaluated {
    let (mut best, rest) = items.split_first().ok_or(EvalError::OutOfRange)?;
    compare::order(best, best, budget)?;
    let better = if largest { Ordering::Greater } else { Ordering::Less };
    for item in rest {
        if compare::order(item, best, budget)? == Some(better) {
            best = item;
        }
    }
    Ok(best.clone())
}

/// The elements of a list without unknown elements, or what those wait for.
pub(super) fn known<'v>(
    list: &'v Value,
    budget: &mut Budget,
) -> Result<Result<&'v [Value], Value>, EvalError> {
    let Value::List(items) = list else { return Err(EvalError::NoOverload) };
    budget.charge(items.len())?;
    let mut absorbed = Absorbed::default();
    for item in items.iter() {
        if let Value::Unknown(slots) = item {
            absorbed.unknown(slots.clone());
        }
    }
    Ok(if absorbed.any() { Err(absorbed.or(Value::Null, budget)?) } else { Ok(items) })
}
