//! Conversions between types, by CEL's rules.

use super::time;
use crate::expr::budget::Budget;
use crate::expr::double;
use crate::expr::moment;
use crate::expr::number::Number;
use crate::expr::value::{EvalError, Evaluated, Value};

pub(super) fn int(value: &Value) -> Evaluated {
    let int = match value {
        Value::Int(int) => Some(*int),
        Value::Uint(uint) => i64::try_from(*uint).ok(),
        Value::Double(number) => number.to_i64(),
        Value::String(text) => return signed(text).map(Value::Int).ok_or(EvalError::BadConversion),
        Value::Timestamp(seconds, _) => Some(*seconds),
        _ => return Err(EvalError::NoOverload),
    };
    int.map(Value::Int).ok_or(EvalError::Overflow)
}

fn signed(text: &str) -> Option<i64> {
    match text.as_bytes().first()? {
        b'-' => 0_i64.checked_sub_unsigned(double::parse_whole(text.get(1..)?)?),
        b'+' => i64::try_from(double::parse_whole(text.get(1..)?)?).ok(),
        _ => i64::try_from(double::parse_whole(text)?).ok(),
    }
}

pub(super) fn uint(value: &Value) -> Evaluated {
    let uint = match value {
        Value::Uint(uint) => Some(*uint),
        Value::Int(int) => u64::try_from(*int).ok(),
        Value::Double(number) => number.to_u64(),
        Value::String(text) => {
            return double::parse_whole(text).map(Value::Uint).ok_or(EvalError::BadConversion);
        }
        _ => return Err(EvalError::NoOverload),
    };
    uint.map(Value::Uint).ok_or(EvalError::Overflow)
}

/// Up to here every integer is a double.
const EXACT: u64 = 1 << 53;

pub(super) fn double(value: &Value, budget: &mut Budget) -> Evaluated {
    let number = match value {
        Value::Double(number) => number.clone(),
        // Beyond 2^53 an integer is rounded, as CEL's conversion to a double is.
        Value::Int(int) if int.unsigned_abs() > EXACT => (*int as f64).into(),
        Value::Uint(uint) if *uint > EXACT => (*uint as f64).into(),
        Value::Int(int) => (*int).into(),
        Value::Uint(uint) => (*uint).into(),
        Value::String(text) => {
            budget.charge(16 + text.len())?;
            Number::parse(text).ok_or(EvalError::BadConversion)?
        }
        _ => return Err(EvalError::NoOverload),
    };
    Ok(Value::Double(number))
}

pub(super) fn string(value: &Value, budget: &mut Budget) -> Evaluated {
    let mut out = String::new();
    match value {
        Value::String(_) => return Ok(value.clone()),
        Value::Bool(bool) => out.push_str(if *bool { "true" } else { "false" }),
        Value::Int(int) => {
            if *int < 0 {
                out.push('-');
            }
            double::write_whole(int.unsigned_abs(), &mut out);
        }
        Value::Uint(uint) => double::write_whole(*uint, &mut out),
        Value::Double(number) => {
            budget.charge(128 * number.length())?;
            number.write(&mut out);
        }
        Value::Bytes(bytes) => {
            budget.charge_bytes(bytes.len())?;
            out.push_str(std::str::from_utf8(bytes).map_err(|_| EvalError::BadConversion)?);
        }
        Value::Timestamp(seconds, nanos) => time::write_timestamp(*seconds, *nanos, &mut out),
        Value::Duration(seconds, nanos) => time::write_duration(*seconds, *nanos, &mut out),
        _ => return Err(EvalError::NoOverload),
    }
    Ok(Value::String(out.into()))
}

pub(super) fn bool(value: &Value) -> Evaluated {
    match value {
        Value::Bool(_) => Ok(value.clone()),
        Value::String(text) => match text.as_ref() {
            "1" | "t" | "T" | "true" | "TRUE" | "True" => Ok(Value::Bool(true)),
            "0" | "f" | "F" | "false" | "FALSE" | "False" => Ok(Value::Bool(false)),
            _ => Err(EvalError::BadConversion),
        },
        _ => Err(EvalError::NoOverload),
    }
}

pub(super) fn bytes(value: &Value, budget: &mut Budget) -> Evaluated {
    match value {
        Value::Bytes(_) => Ok(value.clone()),
        Value::String(text) => {
            budget.charge_bytes(text.len())?;
            Ok(Value::Bytes(text.as_bytes().into()))
        }
        _ => Err(EvalError::NoOverload),
    }
}

pub(super) fn timestamp(value: &Value) -> Evaluated {
    match value {
        Value::Timestamp(..) => Ok(value.clone()),
        Value::Int(seconds) => moment::timestamp(*seconds, 0),
        Value::String(text) => match time::parse_timestamp(text) {
            Some((seconds, nanos)) => Ok(Value::Timestamp(seconds, nanos)),
            None => Err(EvalError::BadConversion),
        },
        _ => Err(EvalError::NoOverload),
    }
}

pub(super) fn duration(value: &Value) -> Evaluated {
    match value {
        Value::Duration(..) => Ok(value.clone()),
        Value::String(text) => match time::parse_duration(text) {
            Some((seconds, nanos)) => Ok(Value::Duration(seconds, nanos)),
            None => Err(EvalError::BadConversion),
        },
        _ => Err(EvalError::NoOverload),
    }
}

/// The names that stand for types, as `type(x)` gives them.
pub(crate) const TYPE_NAMES: [&str; 12] = [
    "null_type",
    "bool",
    "int",
    "uint",
    "double",
    "string",
    "bytes",
    "list",
    "map",
    "google.protobuf.Timestamp",
    "google.protobuf.Duration",
    "type",
];

pub(super) fn type_of(value: &Value) -> Evaluated {
    let index = match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Int(_) => 2,
        Value::Uint(_) => 3,
        Value::Double(_) => 4,
        Value::String(_) => 5,
        Value::Bytes(_) => 6,
        Value::List(_) => 7,
        Value::Map(_) => 8,
        Value::Timestamp(..) => 9,
        Value::Duration(..) => 10,
        Value::Type(_) => 11,
        Value::Unknown(_) => return Ok(value.clone()),
    };
    let name = TYPE_NAMES.get(index).copied().unwrap_or("type");
    Ok(Value::Type(name.into()))
}
