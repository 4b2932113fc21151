//! Doubles as text, correctly rounded both ways, without `core`'s float tables: those
//! cost more in the widget than all of this engine's arithmetic.

use std::cmp::Ordering;

use super::natural::Natural;
use crate::decimal::lay_out;
pub(crate) use crate::decimal::write_whole;

/// 10^0 to 10^22: the powers of ten that a double holds exactly.
pub(super) const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Digits that can matter to rounding; what follows only says "a little more".
const MAX_DIGITS: usize = 800;

/// Digits only.
pub(crate) fn parse_whole(digits: &str) -> Option<u64> {
    parse_radix(digits, 10)
}

pub(crate) fn parse_radix(digits: &str, radix: u32) -> Option<u64> {
    let mut value = 0_u64;
    for byte in digits.bytes() {
        let digit = char::from(byte).to_digit(radix)?;
        value = value.checked_mul(u64::from(radix))?.checked_add(u64::from(digit))?;
    }
    (!digits.is_empty()).then_some(value)
}

/// A decimal number with an optional sign, point and exponent, or `NaN`, `inf`, `Infinity`.
pub(crate) fn parse_double(text: &str) -> Option<f64> {
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let value = if text.eq_ignore_ascii_case("nan") {
        f64::NAN
    } else if text.eq_ignore_ascii_case("inf") || text.eq_ignore_ascii_case("infinity") {
        f64::INFINITY
    } else {
        parse_unsigned(text.as_bytes())?
    };
    Some(if negative { -value } else { value })
}

fn parse_unsigned(text: &[u8]) -> Option<f64> {
    let mut digits: Vec<u8> = Vec::new();
    let mut scale = 0_i32;
    let mut seen = 0_usize;
    let mut point = false;
    let mut more = false;
    let mut bytes = text.iter();
    let mut exponent = 0_i32;
    while let Some(&byte) = bytes.next() {
        match byte {
            b'0'..=b'9' => {
                seen += 1;
                let digit = byte - b'0';
                if digits.len() >= MAX_DIGITS {
                    more |= digit != 0;
                    scale = scale.saturating_add(i32::from(!point));
                } else {
                    if digit != 0 || !digits.is_empty() {
                        digits.push(digit);
                    }
                    scale = scale.saturating_sub(i32::from(point));
                }
            }
            b'.' if !point => point = true,
            b'e' | b'E' if seen > 0 => {
                exponent = parse_exponent(bytes.as_slice())?;
                break;
            }
            _ => return None,
        }
    }
    if seen == 0 {
        return None;
    }
    if more {
        digits.push(1);
        scale = scale.saturating_sub(1);
    }
    Some(compose(&digits, scale.saturating_add(exponent)))
}

fn parse_exponent(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text.first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let mut value = 0_i32;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = (value * 10 + i32::from(byte - b'0')).min(1_000_000);
    }
    (!digits.is_empty()).then_some(if negative { -value } else { value })
}

/// The double nearest to `digits × 10^exponent`, ties to even.
fn compose(digits: &[u8], exponent: i32) -> f64 {
    if digits.len() <= 15 {
        let whole = digits.iter().fold(0_u64, |whole, &d| whole * 10 + u64::from(d)) as f64;
        // Both are exact, so one multiplication or division rounds once.
        match (exponent, POWERS.get(exponent.unsigned_abs() as usize)) {
            (0.., Some(power)) => return whole * power,
            (_, Some(power)) => return whole / power,
            _ if digits.is_empty() => return 0.0,
            _ => {}
        }
    }
    let magnitude = exponent.saturating_add(digits.len() as i32);
    if magnitude > 310 {
        return f64::INFINITY;
    }
    if magnitude < -330 {
        return 0.0;
    }
    let mut numerator = Natural::default();
    for &digit in digits {
        numerator.multiply_add(10, u32::from(digit));
    }
    let mut denominator = Natural::new(1);
    let scaled = if exponent < 0 { &mut denominator } else { &mut numerator };
    scaled.shift_left_decimal(exponent.unsigned_abs());
    divide(numerator, denominator)
}

/// The double nearest to a quotient of positive integers, ties to even.
pub(super) fn divide(mut numerator: Natural, mut denominator: Natural) -> f64 {
    // Scale so that the quotient has 55 or 56 bits: more than a double, with the rest
    // of the division as "a little more".
    let shift = 55 - (numerator.bits() as i32 - denominator.bits() as i32);
    if shift > 0 { &mut numerator } else { &mut denominator }.shift_left(shift.unsigned_abs());
    denominator.shift_left(56);
    let mut quotient = 0_u64;
    for _ in 0..57 {
        quotient <<= 1;
        if numerator.compare(&denominator) != Ordering::Less {
            numerator.subtract(&denominator);
            quotient |= 1;
        }
        numerator.shift_left(1);
    }
    let bits = 64 - quotient.leading_zeros() as i32;
    let exponent = bits - 1 - shift;
    if exponent > 1023 {
        return f64::INFINITY;
    }
    let precision = if exponent >= -1022 { 53 } else { 53 - (-1022 - exponent) };
    if precision < 0 {
        return 0.0;
    }
    let drop = (bits - precision) as u32;
    let mut mantissa = quotient >> drop;
    let half = 1_u64 << drop >> 1;
    let rest = quotient & ((1_u64 << drop) - 1);
    let up = match rest.cmp(&half) {
        Ordering::Greater => true,
        Ordering::Equal => !numerator.is_zero() || mantissa & 1 == 1,
        Ordering::Less => false,
    };
    mantissa += u64::from(up);
    // A carry out of the mantissa moves the exponent, as it should, also to infinity.
    let biased = if exponent >= -1022 { (exponent + 1022) as u64 } else { 0 };
    f64::from_bits((biased << 52) + mantissa)
}

/// Appends the shortest digits that read back as the same double, as ECMAScript's
/// `Number::toString` lays them out; infinities as Go (and so cel-go) writes them.
pub(crate) fn write_double(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str("NaN");
        return;
    }
    if value.is_infinite() {
        out.push_str(if value < 0.0 { "-Inf" } else { "+Inf" });
        return;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let value = value.abs();
    if value < 1e15 && value as u64 as f64 == value {
        write_whole(value as u64, out);
        return;
    }
    let (digits, point) = shortest(value);
    write_digits(&digits, point, out);
}

/// The shortest digits `d₁d₂…` and `point` with `0.d₁d₂… × 10^point` nearest to a positive
/// double of all that read back as it.
fn shortest(value: f64) -> (Vec<u8>, i32) {
    let (numerator, denominator) = fraction(value);
    let (mut exact, more, point) = expand(numerator, denominator, 18);
    exact.resize(18, 0);
    // With 17 digits one of the neighbours always reads back, and with more digits than
    // enough one still does: so the fewest can be searched by halves.
    let mut best = (exact.clone(), point);
    let (mut least, mut most) = (1, 17);
    while least <= most {
        let length = (least + most) / 2;
        match rounded(value, &exact, more, point, length) {
            Some(found) => {
                best = found;
                most = length - 1;
            }
            None => least = length + 1,
        }
    }
    best
}

/// The nearer of the two neighbours with so many digits that reads back as the double.
fn rounded(value: f64, exact: &[u8], more: bool, point: i32, length: usize) -> Option<(Vec<u8>, i32)> {
    let down: Vec<u8> = exact.iter().copied().take(length).collect();
    let up = increment(&down);
    let rest = exact.get(length..).unwrap_or(&[]);
    let nearer_up = match rest.first() {
        Some(5) => more || rest.iter().skip(1).any(|&d| d != 0) || down.last().is_some_and(|d| d % 2 == 1),
        Some(&digit) => digit > 5,
        None => more,
    };
    let candidates = if nearer_up { [up, down] } else { [down, up] };
    for digits in candidates {
        if compose(&digits, point - length as i32) == value {
            let carried = i32::from(digits.len() > length);
            return Some((stripped(digits), point + carried));
        }
    }
    None
}

/// `digits + 1`; one digit longer after a carry out.
fn increment(digits: &[u8]) -> Vec<u8> {
    let mut up = digits.to_vec();
    for digit in up.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return up;
        }
        *digit = 0;
    }
    up.insert(0, 1);
    up
}

/// The fraction that a positive double is.
pub(super) fn fraction(value: f64) -> (Natural, Natural) {
    let bits = value.to_bits();
    let biased = (bits >> 52) as i32 & 0x7ff;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) =
        if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    let mut numerator = Natural::new(mantissa);
    let mut denominator = Natural::new(1);
    if exponent > 0 { &mut numerator } else { &mut denominator }.shift_left(exponent.unsigned_abs());
    (numerator, denominator)
}

/// The first digits `d₁d₂…` of a positive fraction `0.d₁d₂… × 10^point`, cut off after
/// `most` or where nothing follows; whether more follow; and `point`.
pub(super) fn expand(mut numerator: Natural, mut denominator: Natural, most: usize) -> (Vec<u8>, bool, i32) {
    // log10(2) ≈ 0.30103: at most one too many, and then the first digit is 0.
    let length = numerator.bits() as i32 - denominator.bits() as i32 + 1;
    let mut point = (length * 30_103).div_euclid(100_000) + 1;
    let scaled = if point < 0 { &mut numerator } else { &mut denominator };
    scaled.shift_left_decimal(point.unsigned_abs());
    let mut digits = Vec::with_capacity(most);
    while digits.len() < most && !numerator.is_zero() {
        numerator.multiply_add(10, 0);
        let mut digit = 0;
        while numerator.compare(&denominator) != Ordering::Less {
            numerator.subtract(&denominator);
            digit += 1;
        }
        if digit == 0 && digits.is_empty() {
            point -= 1;
        } else {
            digits.push(digit);
        }
    }
    (digits, !numerator.is_zero(), point)
}

/// Digits rounded to so many, a half up, without zeros at the end; and the point.
pub(super) fn round(mut digits: Vec<u8>, point: i32, count: usize) -> (Vec<u8>, i32) {
    let up = digits.get(count).is_some_and(|&next| next >= 5);
    digits.truncate(count);
    let carried = if up { increment(&digits) } else { digits };
    let point = point + i32::from(carried.len() > count);
    (stripped(carried), point)
}

/// The digits as written, `point` of them before the point.
pub(super) fn write_digits(digits: &[u8], point: i32, out: &mut String) {
    let mut written = String::with_capacity(digits.len());
    for digit in digits {
        written.push(char::from(b'0' + digit));
    }
    lay_out(&written, point, out);
}

fn stripped(mut digits: Vec<u8>) -> Vec<u8> {
    while digits.len() > 1 && digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}

#[cfg(test)]
mod tests;
