//! Sets of values: at least all those that an expression may have.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::expr::Value;

pub(super) type Set = BTreeSet<Arc<str>>;

/// The values that may be known; a missing value is in no domain.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Domain {
    Nothing,
    Bool {
        yes: bool,
        no: bool,
    },
    /// From `low` to `high`, both within.
    Number {
        low: f64,
        high: f64,
        unit: Unit,
    },
    /// One of these texts.
    Text(Set),
    /// A list of texts: it has all of `must` and none but `may`.
    Names {
        must: Set,
        may: Set,
    },
    Any,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unit {
    Whole,
    Decimal,
    /// Seconds since 1970.
    Time,
}

/// Beyond this a double does not hold every whole number.
pub(super) const EXACT: f64 = 9_007_199_254_740_992.0;

impl Domain {
    pub fn bool(yes: bool, no: bool) -> Self {
        if yes || no { Self::Bool { yes, no } } else { Self::Nothing }
    }

    /// An interval; empty when its ends have crossed, anything when an end is not a number.
    pub fn number(low: f64, high: f64, unit: Unit) -> Self {
        if low.is_nan() || high.is_nan() {
            return Self::Any;
        }
        let (low, high) = match unit {
            Unit::Decimal => (low, high),
            Unit::Whole | Unit::Time => {
                let low = if low <= -EXACT { f64::NEG_INFINITY } else { low.ceil() };
                (low, if high >= EXACT { f64::INFINITY } else { high.floor() })
            }
        };
        if low > high { Self::Nothing } else { Self::Number { low, high, unit } }
    }

    pub fn all_numbers(unit: Unit) -> Self {
        Self::number(f64::NEG_INFINITY, f64::INFINITY, unit)
    }

    pub fn text(names: Set) -> Self {
        if names.is_empty() { Self::Nothing } else { Self::Text(names) }
    }

    pub fn names(must: Set, may: Set) -> Self {
        if must.is_subset(&may) { Self::Names { must, may } } else { Self::Nothing }
    }

    /// The domain of one value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Bool(value) => Self::bool(*value, !*value),
            Value::Int(value) => Self::number(*value as f64, *value as f64, Unit::Whole),
            Value::Double(number) => {
                let value = number.to_f64();
                // Numbers of 15 digits each have a double of their own; others may lie beside it.
                let short = number.round(15).is_some_and(|written| number.same(&written.into()));
                let (low, high) = if short { (value, value) } else { (value.next_down(), value.next_up()) };
                Self::number(low, high, Unit::Decimal)
            }
            Value::Timestamp(seconds, 0) => Self::number(*seconds as f64, *seconds as f64, Unit::Time),
            Value::String(text) => Self::Text([text.clone()].into()),
            Value::List(values) => {
                let name = |value: &Value| match value {
                    Value::String(text) => Some(text.clone()),
                    _ => None,
                };
                let names: Option<Set> = values.iter().map(name).collect();
                names.map_or(Self::Any, |names| Self::names(names.clone(), names))
            }
            Value::Unknown(_) => Self::Nothing,
            _ => Self::Any,
        }
    }

    /// What is in both.
    pub fn meet(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Any, own) | (own, Self::Any) => own.clone(),
            (Self::Bool { yes, no }, Self::Bool { yes: y, no: n }) => Self::bool(*yes && *y, *no && *n),
            (Self::Number { low, high, unit }, Self::Number { low: l, high: h, unit: u }) => {
                if (*unit == Unit::Time) != (*u == Unit::Time) {
                    return Self::Nothing;
                }
                let unit = if *unit == Unit::Decimal { *u } else { *unit };
                Self::number(low.max(*l), high.min(*h), unit)
            }
            (Self::Text(a), Self::Text(b)) => Self::text(a & b),
            (Self::Names { must, may }, Self::Names { must: m, may: n }) => Self::names(must | m, may & n),
            _ => Self::Nothing,
        }
    }

    /// What is in one of the two, and perhaps more.
    pub fn join(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Nothing, own) | (own, Self::Nothing) => own.clone(),
            (Self::Bool { yes, no }, Self::Bool { yes: y, no: n }) => Self::bool(*yes || *y, *no || *n),
            (Self::Number { low, high, unit }, Self::Number { low: l, high: h, unit: u }) => {
                if (*unit == Unit::Time) != (*u == Unit::Time) {
                    return Self::Any;
                }
                let unit = if *unit == Unit::Whole { *u } else { *unit };
                Self::number(low.min(*l), high.max(*h), unit)
            }
            (Self::Text(a), Self::Text(b)) => Self::text(a | b),
            (Self::Names { must, may }, Self::Names { must: m, may: n }) => Self::names(must & m, may | n),
            _ => Self::Any,
        }
    }

    /// The domain without another's one value, where it has just one.
    pub fn without(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Bool { yes, no }, Self::Bool { yes: y, no: n }) if y != n => {
                Self::bool(*yes && !*y, *no && !*n)
            }
            (Self::Text(own), Self::Text(other)) if other.len() == 1 => Self::text(own - other),
            (Self::Number { low, high, unit }, Self::Number { low: l, high: h, unit: u })
                if l == h && (*unit == Unit::Time) == (*u == Unit::Time) =>
            {
                let low = if low == l { above(*low, *unit) } else { *low };
                Self::number(low, if high == h { below(*high, *unit) } else { *high }, *unit)
            }
            _ => self.clone(),
        }
    }

    pub fn has(&self, value: bool) -> bool {
        match self {
            Self::Bool { yes, no } => {
                if value {
                    *yes
                } else {
                    *no
                }
            }
            Self::Any => true,
            _ => false,
        }
    }

    /// The texts that a list of this domain may have.
    pub fn element(&self) -> Self {
        match self {
            Self::Names { may, .. } => Self::text(may.clone()),
            Self::Nothing => Self::Nothing,
            _ => Self::Any,
        }
    }
}

/// The next value up, or a lower bound of it.
pub(super) fn above(value: f64, unit: Unit) -> f64 {
    if unit == Unit::Decimal { value.next_up() } else { value.floor() + 1.0 }
}

/// The next value down, or an upper bound of it.
pub(super) fn below(value: f64, unit: Unit) -> f64 {
    if unit == Unit::Decimal { value.next_down() } else { value.ceil() - 1.0 }
}
