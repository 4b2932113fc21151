//! `+ - * / %` and negation. Integers overflow as an error; doubles are decimals, and go to
//! infinity where no amount comes.

use crate::expr::budget::Budget;
use crate::expr::moment::{duration_of, timestamp_of};
use crate::expr::operator::Operator;
use crate::expr::value::{EvalError, Evaluated, Value};

pub(crate) fn apply(operator: Operator, left: Value, right: Value, budget: &mut Budget) -> Evaluated {
    use Operator as O;
    use Value as V;
    match (left, right) {
        (V::Int(a), V::Int(b)) => {
            let result = match operator {
                O::Add => a.checked_add(b),
                O::Subtract => a.checked_sub(b),
                O::Multiply => a.checked_mul(b),
                O::Divide | O::Remainder if b == 0 => return Err(EvalError::DivideByZero),
                O::Divide => a.checked_div(b),
                O::Remainder => a.checked_rem(b),
            };
            result.map(V::Int).ok_or(EvalError::Overflow)
        }
        (V::Uint(a), V::Uint(b)) => {
            let result = match operator {
                O::Add => a.checked_add(b),
                O::Subtract => a.checked_sub(b),
                O::Multiply => a.checked_mul(b),
                O::Divide | O::Remainder if b == 0 => return Err(EvalError::DivideByZero),
                O::Divide => a.checked_div(b),
                O::Remainder => a.checked_rem(b),
            };
            result.map(V::Uint).ok_or(EvalError::Overflow)
        }
        (V::Double(a), V::Double(b)) => {
            budget.charge(a.length() * b.length() - 1)?;
            a.apply(operator, &b).map(V::Double).ok_or(EvalError::NoOverload)
        }
        (left, right) => match operator {
            O::Add => add(&left, &right, budget),
            O::Subtract => subtract(&left, &right),
            _ => Err(EvalError::NoOverload),
        },
    }
}

fn add(left: &Value, right: &Value, budget: &mut Budget) -> Evaluated {
    use Value as V;
    match (left, right) {
        (V::String(a), V::String(b)) => {
            budget.charge_bytes(a.len() + b.len())?;
            let mut both = String::with_capacity(a.len() + b.len());
            both.push_str(a);
            both.push_str(b);
            Ok(V::String(both.into()))
        }
        (V::Bytes(a), V::Bytes(b)) => {
            budget.charge_bytes(a.len() + b.len())?;
            Ok(V::Bytes([&**a, &**b].concat().into()))
        }
        (V::List(a), V::List(b)) => {
            budget.charge(a.len() + b.len())?;
            Ok(V::List([&**a, &**b].concat().into()))
        }
        (V::Timestamp(s, n), V::Duration(ds, dn)) | (V::Duration(ds, dn), V::Timestamp(s, n)) => {
            timestamp_of(s.checked_add(*ds), i64::from(*n) + i64::from(*dn))
        }
        (V::Duration(s, n), V::Duration(ds, dn)) => {
            duration_of(s.checked_add(*ds), i64::from(*n) + i64::from(*dn))
        }
        _ => Err(EvalError::NoOverload),
    }
}

fn subtract(left: &Value, right: &Value) -> Evaluated {
    use Value as V;
    match (left, right) {
        (V::Timestamp(s, n), V::Duration(ds, dn)) => {
            timestamp_of(s.checked_sub(*ds), i64::from(*n) - i64::from(*dn))
        }
        (V::Timestamp(s, n), V::Timestamp(ds, dn)) => {
            duration_of(s.checked_sub(*ds), i64::from(*n) - i64::from(*dn))
        }
        (V::Duration(s, n), V::Duration(ds, dn)) => {
            duration_of(s.checked_sub(*ds), i64::from(*n) - i64::from(*dn))
        }
        _ => Err(EvalError::NoOverload),
    }
}

pub(super) fn negate(value: Value) -> Evaluated {
    match value {
        Value::Int(int) => int.checked_neg().map(Value::Int).ok_or(EvalError::Overflow),
        Value::Double(double) => Ok(Value::Double(double.negate())),
        Value::Unknown(slots) => Ok(Value::Unknown(slots)),
        _ => Err(EvalError::NoOverload),
    }
}
