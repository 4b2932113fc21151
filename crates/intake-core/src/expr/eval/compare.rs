//! Equality, order and `in`. Numbers compare by value whatever their types; other values
//! of different types are not equal and have no order.

use std::cmp::Ordering;

use super::absorb::Absorbed;
use crate::expr::budget::Budget;
use crate::expr::number::Number;
use crate::expr::operator::Comparison;
use crate::expr::value::{EvalError, Evaluated, Value};

pub(super) fn apply(comparison: Comparison, left: &Value, right: &Value, budget: &mut Budget) -> Evaluated {
    match comparison {
        Comparison::Equal => equal(left, right, budget),
        Comparison::NotEqual => match equal(left, right, budget)? {
            Value::Bool(bool) => Ok(Value::Bool(!bool)),
            unknown => Ok(unknown),
        },
        Comparison::In => contains(left, right, budget),
        _ => {
            // No order at all is NaN's: every comparison with it is false.
            let order = order(left, right, budget)?;
            Ok(Value::Bool(match comparison {
                Comparison::Less => order == Some(Ordering::Less),
                Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
                Comparison::Greater => order == Some(Ordering::Greater),
                _ => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
            }))
        }
    }
}

/// True, false, or unknown where unknown members may still make a difference.
pub(crate) fn equal(left: &Value, right: &Value, budget: &mut Budget) -> Evaluated {
    use Value as V;
    budget.charge(1)?;
    let same = match (left, right) {
        (V::Unknown(a), V::Unknown(b)) => {
            budget.charge_slots(a.0.len() + b.0.len())?;
            return Ok(V::Unknown(a.union(b)));
        }
        (V::Unknown(slots), _) | (_, V::Unknown(slots)) => return Ok(V::Unknown(slots.clone())),
        (V::Null, V::Null) => true,
        (V::Bool(a), V::Bool(b)) => a == b,
        (V::String(a), V::String(b)) => {
            budget.charge_bytes(a.len().min(b.len()))?;
            a == b
        }
        (V::Bytes(a), V::Bytes(b)) => {
            budget.charge_bytes(a.len().min(b.len()))?;
            a == b
        }
        (V::Timestamp(a, b), V::Timestamp(c, d)) => (a, b) == (c, d),
        (V::Duration(a, b), V::Duration(c, d)) => (a, b) == (c, d),
        (V::Type(a), V::Type(b)) => a == b,
        (V::List(a), V::List(b)) => {
            if a.len() != b.len() {
                return Ok(V::Bool(false));
            }
            return every(a.iter().zip(b.iter()).collect(), budget);
        }
        (V::Map(a), V::Map(b)) => {
            if a.len() != b.len() {
                return Ok(V::Bool(false));
            }
            let mut pairs = Vec::with_capacity(a.len());
            for (key, value) in a.iter() {
                match find(b, key, budget)? {
                    Some(other) => pairs.push((value, other)),
                    None => return Ok(V::Bool(false)),
                }
            }
            return every(pairs, budget);
        }
        _ => number_order(left, right) == Some(Some(Ordering::Equal)),
    };
    Ok(V::Bool(same))
}

/// Whether all pairs are equal: one known difference decides.
fn every(pairs: Vec<(&Value, &Value)>, budget: &mut Budget) -> Evaluated {
    let mut absorbed = Absorbed::default();
    for (left, right) in pairs {
        match equal(left, right, budget)? {
            Value::Bool(false) => return Ok(Value::Bool(false)),
            Value::Unknown(slots) => absorbed.unknown(slots),
            _ => {}
        }
    }
    absorbed.or(Value::Bool(true), budget)
}

fn contains(item: &Value, collection: &Value, budget: &mut Budget) -> Evaluated {
    match collection {
        Value::List(items) => among(item, &mut items.iter(), budget),
        Value::Map(entries) => Ok(Value::Bool(find(entries, item, budget)?.is_some())),
        _ => Err(EvalError::NoOverload),
    }
}

/// Whether one of several is equal to an item.
pub(super) fn among(item: &Value, items: &mut dyn Iterator<Item = &Value>, budget: &mut Budget) -> Evaluated {
    let mut absorbed = Absorbed::default();
    for other in items {
        match equal(item, other, budget)? {
            Value::Bool(true) => return Ok(Value::Bool(true)),
            Value::Unknown(slots) => absorbed.unknown(slots),
            _ => {}
        }
    }
    absorbed.or(Value::Bool(false), budget)
}

/// The value of a key; keys are never unknown.
pub(super) fn find<'v>(
    entries: &'v [(Value, Value)],
    key: &Value,
    budget: &mut Budget,
) -> Result<Option<&'v Value>, EvalError> {
    for (other, value) in entries {
        if matches!(equal(other, key, budget)?, Value::Bool(true)) {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// The order of two values; `None` beside NaN.
pub(crate) fn order(left: &Value, right: &Value, budget: &mut Budget) -> Result<Option<Ordering>, EvalError> {
    use Value as V;
    Ok(Some(match (left, right) {
        (V::Bool(a), V::Bool(b)) => a.cmp(b),
        (V::String(a), V::String(b)) => {
            budget.charge_bytes(a.len().min(b.len()))?;
            a.cmp(b)
        }
        (V::Bytes(a), V::Bytes(b)) => {
            budget.charge_bytes(a.len().min(b.len()))?;
            a.cmp(b)
        }
        (V::Timestamp(a, b), V::Timestamp(c, d)) => (a, b).cmp(&(c, d)),
        (V::Duration(a, b), V::Duration(c, d)) => (a, b).cmp(&(c, d)),
        _ => return number_order(left, right).ok_or(EvalError::NoOverload),
    }))
}

/// The order of two numbers; `None` when one is not a number.
fn number_order(left: &Value, right: &Value) -> Option<Option<Ordering>> {
    use Value as V;
    Some(match (left, right) {
        (V::Int(a), V::Int(b)) => Some(a.cmp(b)),
        (V::Uint(a), V::Uint(b)) => Some(a.cmp(b)),
        (V::Double(a), V::Double(b)) => a.order(b),
        (V::Int(a), V::Uint(b)) => Some(u64::try_from(*a).map_or(Ordering::Less, |a| a.cmp(b))),
        (V::Uint(a), V::Int(b)) => Some(u64::try_from(*b).map_or(Ordering::Greater, |b| a.cmp(&b))),
        (V::Int(a), V::Double(b)) => Number::from(*a).order(b),
        (V::Uint(a), V::Double(b)) => Number::from(*a).order(b),
        (V::Double(a), V::Int(b)) => a.order(&Number::from(*b)),
        (V::Double(a), V::Uint(b)) => a.order(&Number::from(*b)),
        _ => return None,
    })
}
