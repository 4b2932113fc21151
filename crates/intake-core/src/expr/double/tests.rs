//! Agreement with the standard library, which the widget does without.

use super::*;
use crate::expr::random::Random;

/// `cargo test --release` tries a million.
const ROUNDS: usize = if cfg!(debug_assertions) { 5_000 } else { 1_000_000 };

fn written(value: f64) -> String {
    let mut out = String::new();
    write_double(value, &mut out);
    out
}

#[test]
fn doubles_print_as_ecmascript_prints_them() {
    for (value, expected) in [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (123.456, "123.456"),
        (-9.75e-3, "-0.00975"),
        (6.02214e23, "6.02214e+23"),
        (1e21, "1e+21"),
        (1e20, "100000000000000000000"),
        (0.000001, "0.000001"),
        (0.0000001, "1e-7"),
        (1.5e300, "1.5e+300"),
        (5e-324, "5e-324"),
        (f64::MAX, "1.7976931348623157e+308"),
        (9007199254740993.0, "9007199254740992"),
        (f64::NAN, "NaN"),
        (f64::INFINITY, "+Inf"),
        (f64::NEG_INFINITY, "-Inf"),
    ] {
        assert_eq!(written(value), expected);
    }
}

#[test]
fn random_doubles_print_the_digits_that_the_standard_library_prints() {
    let mut random = Random::new("doubles");
    for round in 0..ROUNDS {
        let value = if round % 2 == 0 {
            f64::from_bits(random.next() >> 1)
        } else {
            // Powers of two, where the neighbours are not equally far, and near them.
            f64::from_bits((random.below(2047) << 52) + random.below(3))
        };
        if value == 0.0 || !value.is_finite() {
            continue;
        }
        let (digits, point) = shortest(value);
        let digits: String = digits.iter().map(|&d| char::from(b'0' + d)).collect();
        let standard = format!("{value:e}");
        let (mantissa, exponent) = standard.split_once('e').unwrap();
        let mantissa = mantissa.replace('.', "");
        // Between two neighbours that are equally near, ECMAScript prefers the even one,
        // the standard library the larger one.
        let (numerator, denominator) = fraction(value);
        let (mut exact, more, _) = expand(numerator, denominator, 18);
        exact.resize(18, 0);
        let rest = &exact[digits.len().min(18)..];
        let tie = !more && rest.first() == Some(&5) && rest[1..].iter().all(|&d| d == 0);
        if tie {
            assert_eq!(digits.len(), mantissa.len());
        } else {
            assert_eq!((digits, (point - 1).to_string()), (mantissa, exponent.to_owned()));
        }
        assert_eq!(parse_double(&written(value)), Some(value));
    }
}

#[test]
fn random_decimals_read_as_the_standard_library_reads_them() {
    let mut random = Random::new("decimals");
    for _ in 0..ROUNDS {
        let mut text = String::new();
        for _ in 0..=random.below(24) {
            text.push(char::from(b'0' + random.below(10) as u8));
        }
        if random.below(2) == 0 {
            text.push('.');
            for _ in 0..random.below(24) {
                text.push(char::from(b'0' + random.below(10) as u8));
            }
        }
        match random.below(3) {
            0 => {}
            1 => text.push_str(&format!("e{}", random.below(40) as i64 - 20)),
            _ => text.push_str(&format!("E{}", random.below(700) as i64 - 350)),
        }
        let standard: f64 = text.parse().unwrap();
        assert_eq!(parse_double(&text).map(f64::to_bits), Some(standard.to_bits()), "{text}");
    }
}

#[test]
fn halves_round_to_even() {
    let long_half = format!("9007199254740993{}", ".".to_owned() + &"0".repeat(2000) + "1");
    for text in [
        "9007199254740993",
        "9007199254740995",
        "2.4703282292062327e-324",
        "2.4703282292062328e-324",
        "2.2250738585072011e-308",
        "1.7976931348623158e308",
        "1.7976931348623159e308",
        "179769313486231580793728971405301e276",
        long_half.as_str(),
        "0.000e999999999999",
        "1e999999999999",
        "1e-999999999999",
    ] {
        assert_eq!(parse_double(text), text.parse().ok(), "{text}");
    }
    for text in ["", ".", "e5", "1e", "1e+", "1x", "--1", "1.2.3", "0x10", " 1"] {
        assert_eq!(parse_double(text), None, "{text}");
    }
}
