//! CEL's `double`, computed as on paper.
//!
//! Sums, differences and products are exact decimals, quotients exact fractions, so that
//! `1255.0 * 1.38 == 1731.9` and `100.0 / 3.0 * 3.0 == 100.0`. Only texts round, and only
//! what has no end. What no decimal is (NaN, infinities) or no amount comes near (`1e300`) is
//! an IEEE 754 double, as in plain CEL, and so is all that is computed with it.

use std::cmp::Ordering;
use std::sync::Arc;

use super::double::{POWERS, parse_double, write_double};
use super::operator::Operator;
use super::ratio::Ratio;
use crate::decimal::{self, Decimal};

/// A number of CEL's type `double`.
#[derive(Clone, Debug)]
pub struct Number(Form);

#[derive(Clone, Debug)]
enum Form {
    /// `digits × 10^-scale`, scale at most 18: nearly all amounts.
    Short(i64, u8),
    /// What is longer, in lowest terms.
    Exact(Arc<Ratio>),
    Double(f64),
}

/// Beyond these powers of ten a number as it is written is a double.
const MAX_EXPONENT: i32 = 60;
const MIN_EXPONENT: i32 = -60;

/// 2^63, the first double beyond an int.
const INT_END: f64 = 9_223_372_036_854_775_808.0;
/// 2^64, the first double beyond a uint.
const UINT_END: f64 = 18_446_744_073_709_551_616.0;

impl Number {
    pub(crate) const ZERO: Self = Self(Form::Short(0, 0));

    /// A number as JSON, CEL or a person writes it, or `NaN`, `inf`, `Infinity`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = text.strip_prefix('+').filter(|rest| !rest.starts_with('-')).unwrap_or(text);
        if let Ok((digits, exponent)) = decimal::scan(number, true)
            && let Some(number) = Self::of(digits, exponent)
        {
            return Some(number);
        }
        parse_double(text).map(Self::from)
    }

    /// `digits × 10^exponent`, where that is near enough to be computed with exactly.
    fn of(digits: i64, exponent: i32) -> Option<Self> {
        match exponent {
            -18..=0 => Some(Self(Form::Short(digits, -exponent as u8))),
            MIN_EXPONENT..=MAX_EXPONENT => Some(Self::of_ratio(Ratio::new(digits, exponent))),
            _ => None,
        }
    }

    fn of_ratio(ratio: Ratio) -> Self {
        let double = |ratio: &Ratio| Self(Form::Double(ratio.to_f64()));
        let Some(limited) = ratio.clone().limited() else { return double(&ratio) };
        match limited.short() {
            Some((digits, scale)) => Self(Form::Short(digits, scale)),
            None => Self(Form::Exact(Arc::new(limited))),
        }
    }

    pub(crate) fn is_finite(&self) -> bool {
        !matches!(self.0, Form::Double(double) if !double.is_finite())
    }

    /// `left + right` and so on. A double has no remainder.
    pub(crate) fn apply(&self, operator: Operator, other: &Self) -> Option<Self> {
        if let (Form::Short(a, s), Form::Short(b, t)) = (&self.0, &other.0)
            && let Some((digits, scale)) = short(operator, (*a, *s), (*b, *t))
        {
            return Some(Self(Form::Short(digits, scale)));
        }
        let (Some(a), Some(b)) = (self.decimal(), other.decimal()) else {
            return in_doubles(operator, self.to_f64(), other.to_f64());
        };
        Some(Self::of_ratio(match operator {
            Operator::Add => a.plus(&b),
            Operator::Subtract => a.plus(&b.negate()),
            Operator::Multiply => a.times(&b),
            Operator::Divide if b.is_zero() => return in_doubles(operator, self.to_f64(), 0.0),
            Operator::Divide => a.times(&b.inverse()),
            Operator::Remainder => return None,
        }))
    }

    /// How long it is to compute with: an operation takes the product of two, in steps.
    pub(crate) fn length(&self) -> usize {
        match &self.0 {
            Form::Exact(ratio) => ratio.limbs(),
            _ => 1,
        }
    }

    pub(crate) fn negate(&self) -> Self {
        match &self.0 {
            Form::Short(digits, scale) if *digits != i64::MIN => Self(Form::Short(-digits, *scale)),
            Form::Short(digits, scale) => Self::of_ratio(Ratio::new(*digits, -i32::from(*scale)).negate()),
            Form::Exact(ratio) => Self(Form::Exact(Arc::new((**ratio).clone().negate()))),
            Form::Double(double) => Self(Form::Double(-double)),
        }
    }

    /// Which is greater; nothing beside NaN.
    pub(crate) fn order(&self, other: &Self) -> Option<Ordering> {
        if let (Form::Short(a, s), Form::Short(b, t)) = (&self.0, &other.0) {
            // Both products are below 2^63 × 10^18.
            let scaled = |digits: &i64, own: &u8, others: &u8| {
                i128::from(*digits) * 10_i128.pow(u32::from(others.saturating_sub(*own)))
            };
            return Some(if s == t { a.cmp(b) } else { scaled(a, s, t).cmp(&scaled(b, t, s)) });
        }
        match (self.decimal(), other.decimal()) {
            (Some(a), Some(b)) => Some(a.order(&b)),
            _ => self.to_f64().partial_cmp(&other.to_f64()),
        }
    }

    /// The same number; NaN is the same as itself here, and −0 not the same as 0.
    pub(crate) fn same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Double(a), Form::Double(b)) => a.to_bits() == b.to_bits(),
            (Form::Double(_), _) | (_, Form::Double(_)) => false,
            _ => self.order(other) == Some(Ordering::Equal),
        }
    }

    /// The nearest double.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Form::Short(digits, scale) => match POWERS.get(usize::from(*scale)) {
                // Both are exact, so the division rounds once.
                Some(power) if digits.unsigned_abs() < 1 << 53 => *digits as f64 / power,
                _ => Ratio::new(*digits, -i32::from(*scale)).to_f64(),
            },
            Form::Exact(ratio) => ratio.to_f64(),
            Form::Double(double) => *double,
        }
    }

    /// The number without its decimals, where CEL's `int` holds it.
    pub(crate) fn to_i64(&self) -> Option<i64> {
        // The smallest int is left out too, as in cel-go: its neighbours round to it.
        self.within(-INT_END, INT_END)?;
        match &self.0 {
            Form::Short(digits, scale) => Some(digits / 10_i64.pow(u32::from(*scale))),
            Form::Exact(ratio) => i64::try_from(ratio.whole()?).ok().map(|whole| ratio.signed(whole)),
            Form::Double(double) => Some(*double as i64),
        }
    }

    /// The same for CEL's `uint`.
    pub(crate) fn to_u64(&self) -> Option<u64> {
        let double = self.within(-1.0, UINT_END)?;
        self.decimal().map_or(Some(double as u64), |ratio| ratio.whole())
    }

    fn within(&self, low: f64, high: f64) -> Option<f64> {
        Some(self.to_f64()).filter(|double| *double > low && *double < high)
    }

    /// Rounded to so many decimals, a half away from zero; 15 significant digits at most.
    pub fn round(&self, decimals: u8) -> Option<Decimal> {
        let ratio = match &self.0 {
            Form::Double(double) if double.is_finite() => Ratio::of_double(*double),
            _ => self.decimal()?,
        };
        let (digits, exponent) = ratio.round(decimals);
        Decimal::new(digits, exponent).ok()
    }

    /// Appends it as ECMAScript's `Number::toString` lays numbers out.
    pub(crate) fn write(&self, out: &mut String) {
        match &self.0 {
            Form::Double(double) => write_double(*double, out),
            Form::Short(0, _) => out.push('0'),
            Form::Short(digits, scale) => Ratio::new(*digits, -i32::from(*scale)).write(out),
            Form::Exact(ratio) => ratio.write(out),
        }
    }

    fn decimal(&self) -> Option<Ratio> {
        match &self.0 {
            Form::Short(digits, scale) => Some(Ratio::new(*digits, -i32::from(*scale))),
            Form::Exact(ratio) => Some((**ratio).clone()),
            Form::Double(_) => None,
        }
    }
}

/// The result where an `i64` holds it and what is on the way.
fn short(operator: Operator, (a, s): (i64, u8), (b, t): (i64, u8)) -> Option<(i64, u8)> {
    let aligned = |digits: i64, own: u8| digits.checked_mul(10_i64.checked_pow(u32::from(s.max(t) - own))?);
    match operator {
        Operator::Add => Some((aligned(a, s)?.checked_add(aligned(b, t)?)?, s.max(t))),
        Operator::Subtract => Some((aligned(a, s)?.checked_sub(aligned(b, t)?)?, s.max(t))),
        Operator::Multiply if s + t <= 18 => Some((a.checked_mul(b)?, s + t)),
        Operator::Divide if s >= t && a.checked_rem(b) == Some(0) => Some((a.checked_div(b)?, s - t)),
        _ => None,
    }
}

fn in_doubles(operator: Operator, a: f64, b: f64) -> Option<Number> {
    Some(Number(Form::Double(match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        Operator::Remainder => return None,
    })))
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(Form::Short(value, 0))
    }
}

/// From 2^63 on as a double, as CEL's conformance tests compare it.
impl From<u64> for Number {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self(Form::Double(value as f64)), Self::from)
    }
}

/// An answer or a constant of a table.
impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        let (digits, exponent) = value.parts();
        Self::of(digits, exponent).unwrap_or_else(|| Self(Form::Double(value.to_f64())))
    }
}

/// A double as it is, not the decimal that it was written as.
impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(Form::Double(value))
    }
}

#[cfg(test)]
mod tests;
