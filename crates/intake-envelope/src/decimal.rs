//! A number as people and JSON write it: at most 15 significant digits, exact.
//!
//! A value is `digits × 10^exponent`. Fifteen digits survive the way to a double and
//! back, so reading and canonical printing (RFC 8785 §3.2.2.3) need no float algorithm.

/// The largest integer that every JSON reader keeps exact: 2^53 − 1 (RFC 7493 §2.2).
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// An exact decimal number; equal values have equal fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decimal {
    digits: i64,
    exponent: i16,
}

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecimalError {
    /// Not a JSON number (RFC 8259 §6).
    Syntax,
    /// More than 15 significant digits, an integer beyond ±(2^53 − 1), or written at too great a length.
    Range,
}

impl Decimal {
    /// 0.
    pub const ZERO: Self = Self { digits: 0, exponent: 0 };

    /// Reads a JSON number (RFC 8259 §6).
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let number = Self::read(text, false)?;
        if is_long(text) { Err(DecimalError::Range) } else { Ok(number) }
    }

    /// As `parse`; as people write it, too, if that is asked for: `.5`, `5.`, `007`.
    pub fn read(text: &str, loose: bool) -> Result<Self, DecimalError> {
        let (digits, exponent) = scan(text, loose)?;
        Self::new(digits, exponent)
    }

    /// `digits × 10^exponent`, where that is in range.
    pub fn new(mut digits: i64, mut exponent: i32) -> Result<Self, DecimalError> {
        if digits == 0 {
            return Ok(Self::ZERO);
        }
        while digits % 10 == 0 {
            digits /= 10;
            exponent = exponent.saturating_add(1);
        }
        let count = digits.unsigned_abs().ilog10() as i32 + 1;
        let leading = exponent.saturating_add(count);
        let integer = exponent == 0 && is_integer(digits);
        // Integers written out in full stay within ±(2^53 − 1); larger magnitudes are
        // allowed only where 15 digits say all that the double holds.
        if (count > 15 && !integer) || !(-290..=307).contains(&leading) {
            return Err(DecimalError::Range);
        }
        let exponent = i16::try_from(exponent).map_err(|_| DecimalError::Range)?;
        Ok(Self { digits, exponent })
    }

    /// An integer within ±(2^53 − 1).
    pub fn from_i64(value: i64) -> Option<Self> {
        if is_integer(value) { Self::new(value, 0).ok() } else { None }
    }

    /// A double rounded half away from zero to `decimals` places; `None` where it has no
    /// 15-digit form.
    pub fn from_f64(value: f64, decimals: u8) -> Option<Self> {
        let mut scaled = value;
        for _ in 0..decimals.min(15) {
            scaled *= 10.0;
        }
        if !scaled.is_finite() || scaled.abs() >= 1e15 {
            return None;
        }
        // `+ 0.5` on a value that is a hair under a half because of binary: nudge by one
        // part in 10^15 first, so that 1.005 rounds as it is written.
        let nudged = scaled + scaled * 1e-15;
        let rounded = if nudged < 0.0 { nudged - 0.5 } else { nudged + 0.5 };
        Self::new(rounded as i64, -i32::from(decimals.min(15))).ok()
    }

    /// The nearest double (exact rounding while `|exponent| ≤ 22`).
    pub fn to_f64(self) -> f64 {
        let mut value = self.digits as f64;
        let mut left = self.exponent.unsigned_abs();
        while left > 0 {
            let step = left.min(22);
            let mut power = 1.0_f64;
            for _ in 0..step {
                power *= 10.0;
            }
            if self.exponent < 0 {
                value /= power;
            } else {
                value *= power;
            }
            left -= step;
        }
        value
    }

    /// The integer that this is, if it is one within ±(2^53 − 1).
    pub fn to_i64(self) -> Option<i64> {
        let mut value = self.digits;
        if self.exponent < 0 || self.exponent > 18 {
            return None;
        }
        for _ in 0..self.exponent {
            value = value.checked_mul(10)?;
        }
        is_integer(value).then_some(value)
    }

    /// `digits × 10^exponent`; the digits have no zero at their end.
    pub fn parts(self) -> (i64, i32) {
        (self.digits, i32::from(self.exponent))
    }

    /// How many digits stand after the decimal point.
    pub fn decimals(self) -> u16 {
        if self.exponent < 0 { self.exponent.unsigned_abs() } else { 0 }
    }

    /// Appends the number as ECMAScript's `Number::toString` writes it (RFC 8785 §3.2.2.3).
    pub fn write(self, out: &mut String) {
        self.write_as(lay_out, out);
    }

    /// The number as a person types it: in full, never with an exponent.
    pub fn to_typed(self) -> String {
        let mut out = String::new();
        self.write_as(write_out, &mut out);
        out
    }

    fn write_as(self, lay_out: fn(&str, i32, &mut String), out: &mut String) {
        if self.digits < 0 {
            out.push('-');
        }
        let mut digits = String::new();
        write_whole(self.digits.unsigned_abs(), &mut digits);
        lay_out(&digits, digits.len() as i32 + i32::from(self.exponent), out);
    }
}

/// Whether a number has more signs than every other reader holds (`docs/envelope.md`): some stop
/// at a thousand digits, or at an exponent beyond an integer of theirs, and then say something else.
fn is_long(text: &str) -> bool {
    let exponent = text.split(['e', 'E']).nth(1).unwrap_or_default();
    text.len() > 400 || exponent.trim_start_matches(['+', '-']).len() > 4
}

/// Whether every JSON reader keeps an integer exact.
fn is_integer(value: i64) -> bool {
    // The smallest integer has no absolute value among the signed ones.
    value.unsigned_abs() <= MAX_INTEGER.unsigned_abs()
}

/// Reads a number of any length whose digits an `i64` holds: `digits × 10^exponent`.
pub fn scan(text: &str, loose: bool) -> Result<(i64, i32), DecimalError> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let peek = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let negative = peek(at) == b'-';
    if negative {
        at += 1;
    }
    let mut number = Digits::default();
    let first = at;
    while peek(at).is_ascii_digit() {
        number.push(peek(at) - b'0')?;
        at += 1;
    }
    let none = at == first;
    if !loose && (none || (peek(first) == b'0' && at - first > 1)) {
        return Err(DecimalError::Syntax);
    }
    if peek(at) == b'.' {
        at += 1;
        let start = at;
        while peek(at).is_ascii_digit() {
            number.push(peek(at) - b'0')?;
            number.scale += 1;
            at += 1;
        }
        if at == start && (none || !loose) {
            return Err(DecimalError::Syntax);
        }
    } else if none {
        return Err(DecimalError::Syntax);
    }
    let mut exponent: i32 = 0;
    if matches!(peek(at), b'e' | b'E') {
        at += 1;
        let down = peek(at) == b'-';
        if matches!(peek(at), b'+' | b'-') {
            at += 1;
        }
        let start = at;
        while peek(at).is_ascii_digit() {
            exponent = (exponent * 10 + i32::from(peek(at) - b'0')).min(100_000);
            at += 1;
        }
        if at == start {
            return Err(DecimalError::Syntax);
        }
        if down {
            exponent = -exponent;
        }
    }
    if at != bytes.len() {
        return Err(DecimalError::Syntax);
    }
    let digits = if negative { -number.value } else { number.value };
    Ok((digits, exponent.saturating_add(number.zeros - number.scale)))
}

/// Appends `0.digits × 10^point` as ECMAScript's `Number::toString` lays it out.
pub fn lay_out(digits: &str, point: i32, out: &mut String) {
    if (-5..=21).contains(&point) {
        write_out(digits, point, out);
    } else {
        let (first, rest) = digits.split_at_checked(1).unwrap_or_default();
        out.push_str(first);
        if !rest.is_empty() {
            out.push('.');
            out.push_str(rest);
        }
        out.push_str(if point > 0 { "e+" } else { "e-" });
        write_whole(u64::from((point - 1).unsigned_abs()), out);
    }
}

/// Appends `0.digits × 10^point` in full, without an exponent.
fn write_out(digits: &str, point: i32, out: &mut String) {
    let (whole, fraction) = digits.split_at_checked(point.max(0) as usize).unwrap_or((digits, ""));
    if point > 0 {
        out.push_str(whole);
        write_zeros(point - digits.len() as i32, out);
    } else {
        out.push('0');
    }
    if !fraction.is_empty() {
        out.push('.');
        write_zeros(-point, out);
        out.push_str(fraction);
    }
}

fn write_zeros(count: i32, out: &mut String) {
    for _ in 0..count {
        out.push('0');
    }
}

/// Appends a whole number.
pub fn write_whole(number: u64, out: &mut String) {
    if number >= 10 {
        write_whole(number / 10, out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.to_f64().partial_cmp(&other.to_f64())
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

/// Collects digits; trailing zeros are only counted, so that `1000…0` stays small.
#[derive(Default)]
struct Digits {
    value: i64,
    zeros: i32,
    scale: i32,
}

impl Digits {
    fn push(&mut self, digit: u8) -> Result<(), DecimalError> {
        if digit == 0 {
            if self.value != 0 {
                self.zeros += 1;
            }
            return Ok(());
        }
        for _ in 0..self.zeros {
            self.value = self.value.checked_mul(10).ok_or(DecimalError::Range)?;
        }
        self.zeros = 0;
        self.value = self
            .value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(digit)))
            .ok_or(DecimalError::Range)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        Decimal::parse(text).map(|d| d.to_string()).unwrap_or_else(|e| format!("{e:?}"))
    }

    #[test]
    fn numbers_print_as_ecmascript_prints_them() {
        for (text, expected) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.0", "0"),
            ("56.0", "56"),
            ("4.50", "4.5"),
            ("2e-3", "0.002"),
            ("1E30", "1e+30"),
            ("0.000000000000000000000000001", "1e-27"),
            ("100000000000000000000", "100000000000000000000"),
            ("1e21", "1e+21"),
            ("-1.25e-7", "-1.25e-7"),
            ("0.000001", "0.000001"),
            ("9007199254740991", "9007199254740991"),
            ("-12.340", "-12.34"),
            ("120", "120"),
            ("1.5e300", "1.5e+300"),
            ("10203.040", "10203.04"),
        ] {
            assert_eq!(canonical(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_others_would_change_are_refused() {
        for text in ["9007199254740993", "333333333.33333329", "1e400", "1e-400", "12345678901234567890"] {
            assert_eq!(canonical(text), "Range", "{text}");
        }
        for text in ["", "-", "01", "1.", ".5", "1e", "+1", "1 ", "0x1", "NaN"] {
            assert_eq!(canonical(text), "Syntax", "{text}");
        }
    }

    #[test]
    fn doubles_round_as_they_are_written() {
        for (value, decimals, expected) in [
            (1.005, 2, "1.01"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (0.1 + 0.2, 2, "0.3"),
            (1234.5678, 2, "1234.57"),
        ] {
            assert_eq!(Decimal::from_f64(value, decimals).unwrap().to_string(), expected);
        }
        assert_eq!(Decimal::from_f64(f64::NAN, 2), None);
    }

    #[test]
    fn no_number_is_written_so_long_that_a_reader_refuses_it() {
        for digits in [1, -1, 999_999_999_999_999, -999_999_999_999_999, -MAX_INTEGER] {
            for exponent in -400..400 {
                if let Ok(decimal) = Decimal::new(digits, exponent) {
                    let text = decimal.to_string();
                    assert!(text.len() <= 23, "{text}");
                    assert_eq!(crate::json::Json::parse(&text), Ok(crate::json::Json::Number(decimal)));
                }
            }
        }
    }

    #[test]
    fn fifteen_digits_reach_the_nearest_double() {
        for text in ["0.1", "123456789.012345", "1e22", "0.000001", "999999999999999", "1763"] {
            assert_eq!(Decimal::parse(text).unwrap().to_f64(), text.parse::<f64>().unwrap());
        }
    }
    #[test]
    fn the_extremes_are_refused_and_nothing_overflows() {
        for digits in [i64::MIN, i64::MIN + 1, i64::MAX, -MAX_INTEGER - 1, MAX_INTEGER + 1] {
            assert_eq!(Decimal::from_i64(digits), None, "{digits}");
            for exponent in [i32::MIN, -400, -1, 0, 1, 400, i32::MAX] {
                assert_eq!(Decimal::new(digits, exponent), Err(DecimalError::Range), "{digits} {exponent}");
            }
        }
        for digits in [0, 1, -1, 10, -1_000_000_000_000_000_000, MAX_INTEGER, -MAX_INTEGER] {
            for exponent in [i32::MIN, i32::MIN + 1, -40_000, 0, 40_000, i32::MAX - 1, i32::MAX] {
                if let Ok(decimal) = Decimal::new(digits, exponent) {
                    assert_eq!(Decimal::parse(&decimal.to_string()), Ok(decimal));
                    assert_eq!(
                        decimal.to_i64().is_some(),
                        exponent == 0 && digits.abs() <= MAX_INTEGER || digits == 0
                    );
                    assert!(decimal.to_f64().is_finite() && decimal.decimals() <= 400);
                }
            }
        }
        for value in [f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, i64::MIN as f64, 1e15, -1e15] {
            for decimals in [0, 2, 15, u8::MAX] {
                assert_eq!(Decimal::from_f64(value, decimals), None, "{value} {decimals}");
            }
        }
        for text in ["9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e99999999999"] {
            assert_eq!(Decimal::parse(text), Err(DecimalError::Range), "{text}");
        }
        assert_eq!(scan("-9223372036854775807e-2147483648", true), Ok((-i64::MAX, -100_000)));
    }
}
