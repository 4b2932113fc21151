//! Exact fractions: what a quotient of two amounts is before anybody rounds it.

use std::cmp::Ordering;

use super::double::{divide, expand, fraction, round, write_digits};
use super::natural::Natural;

/// What numerator and denominator may have: 308 digits each.
const MAX_BITS: u32 = 1024;
/// Where a denominator would be longer, this many decimal places are kept.
const PLACES: u32 = 200;
/// Digits of a text that has an end.
const LONGEST_TEXT: usize = 128;
/// Digits of a text that would have none: as many as an answer may have.
const ROUNDED_TEXT: usize = 15;

/// A fraction in lowest terms.
#[derive(Clone, Debug)]
pub(super) struct Ratio {
    negative: bool,
    numerator: Natural,
    denominator: Natural,
}

impl Ratio {
    /// `digits × 10^exponent`
    pub(super) fn new(digits: i64, exponent: i32) -> Self {
        let mut numerator = Natural::new(digits.unsigned_abs());
        let mut denominator = Natural::new(1);
        let scaled = if exponent < 0 { &mut denominator } else { &mut numerator };
        scaled.shift_left_decimal(exponent.unsigned_abs());
        let common = denominator.clone();
        Self { negative: digits < 0, numerator, denominator }.reduced(&common)
    }

    /// A finite double.
    pub(super) fn of_double(value: f64) -> Self {
        let (numerator, denominator) = fraction(value.abs());
        Self { negative: value < 0.0, numerator, denominator }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    pub(super) fn negate(mut self) -> Self {
        self.negative = !self.negative;
        self
    }

    pub(super) fn inverse(mut self) -> Self {
        std::mem::swap(&mut self.numerator, &mut self.denominator);
        self
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        let common = self.denominator.common_divisor(&other.denominator);
        let (own, others) = (over(&self.denominator, &common), over(&other.denominator, &common));
        let (mut large, mut small) = (self.numerator.times(&others), other.numerator.times(&own));
        let mut negative = self.negative;
        if self.negative == other.negative {
            large.add(&small);
        } else {
            if large.compare(&small) == Ordering::Less {
                std::mem::swap(&mut large, &mut small);
                negative = other.negative;
            }
            large.subtract(&small);
        }
        // Nothing but what the denominators share can divide the sum (Knuth, TAOCP 4.5.1).
        let denominator = self.denominator.times(&others);
        Self { negative, numerator: large, denominator }.reduced(&common)
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let left = self.numerator.common_divisor(&other.denominator);
        let right = other.numerator.common_divisor(&self.denominator);
        Self {
            negative: self.negative != other.negative,
            numerator: over(&self.numerator, &left).times(&over(&other.numerator, &right)),
            denominator: over(&self.denominator, &right).times(&over(&other.denominator, &left)),
        }
    }

    /// In lowest terms, where nothing but divisors of `common` can divide both.
    fn reduced(mut self, common: &Natural) -> Self {
        let divisor = self.numerator.common_divisor(common);
        self.numerator = over(&self.numerator, &divisor);
        self.denominator = over(&self.denominator, &divisor);
        self
    }

    pub(super) fn order(&self, other: &Self) -> Ordering {
        if self.negative != other.negative {
            return if self.negative { Ordering::Less } else { Ordering::Greater };
        }
        let (own, others) =
            (self.numerator.times(&other.denominator), other.numerator.times(&self.denominator));
        if self.negative { others.compare(&own) } else { own.compare(&others) }
    }

    /// What would be longer than any amount or rate makes it is rounded to [`PLACES`];
    /// nothing where it is too large for that, too.
    pub(super) fn limited(mut self) -> Option<Self> {
        if self.denominator.bits() > MAX_BITS {
            self.numerator.shift_left_decimal(PLACES);
            self.numerator = self.numerator.divide(&self.denominator);
            self.denominator = Natural::power_of_ten(PLACES);
            let common = self.denominator.clone();
            self = self.reduced(&common);
        }
        (self.numerator.bits() <= MAX_BITS).then_some(self)
    }

    /// Digits and how many of them stand after the point, where an `i64` holds them.
    pub(super) fn short(&self) -> Option<(i64, u8)> {
        let denominator = self.denominator.to_u64()?;
        let mut power = 1_u64;
        for scale in 0..=18 {
            if power.is_multiple_of(denominator) {
                let digits = self.numerator.to_u64()?.checked_mul(power / denominator)?;
                let digits = i64::try_from(digits).ok()?;
                return Some((self.signed(digits), scale));
            }
            power *= 10;
        }
        None
    }

    /// A magnitude with its sign.
    pub(super) fn signed(&self, magnitude: i64) -> i64 {
        if self.negative { -magnitude } else { magnitude }
    }

    /// The whole part, without its sign, below 2^64.
    pub(super) fn whole(&self) -> Option<u64> {
        self.numerator.clone().divide(&self.denominator).to_u64()
    }

    pub(super) fn to_f64(&self) -> f64 {
        let magnitude = divide(self.numerator.clone(), self.denominator.clone());
        if self.negative { -magnitude } else { magnitude }
    }

    /// Rounded to so many decimal places, a half away from zero, and to 15 significant
    /// digits: `digits × 10^exponent`.
    pub(super) fn round(&self, places: u8) -> (i64, i32) {
        let (digits, _, point) = self.digits(ROUNDED_TEXT + 1);
        let count = point + i32::from(places);
        if count < 0 {
            return (0, 0);
        }
        let (digits, point) = round(digits, point, (count as usize).min(ROUNDED_TEXT));
        let exponent = point - digits.len() as i32;
        let value = digits.iter().fold(0, |value, &digit| value * 10 + i64::from(digit));
        (self.signed(value), exponent)
    }

    /// Appends all digits, or 15 significant ones where they have no end.
    pub(super) fn write(&self, out: &mut String) {
        let (digits, more, point) = self.digits(LONGEST_TEXT);
        let most = if more { ROUNDED_TEXT } else { LONGEST_TEXT };
        let (digits, point) = round(digits, point, most);
        if self.negative {
            out.push('-');
        }
        write_digits(&digits, point, out);
    }

    fn digits(&self, most: usize) -> (Vec<u8>, bool, i32) {
        expand(self.numerator.clone(), self.denominator.clone(), most)
    }

    /// How long it is, in limbs.
    pub(super) fn limbs(&self) -> usize {
        self.numerator.limbs() + self.denominator.limbs()
    }
}

/// A number over one of its divisors.
fn over(number: &Natural, divisor: &Natural) -> Natural {
    let mut number = number.clone();
    if divisor.is_one() { number } else { number.divide(divisor) }
}
