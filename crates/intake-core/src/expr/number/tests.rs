//! Numbers at their edges; random expressions stand in `tests/decimal.rs`.

use super::*;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn written(number: &Number) -> String {
    let mut out = String::new();
    number.write(&mut out);
    out
}

#[test]
fn a_value_is_no_larger_than_it_was_with_a_double() {
    assert_eq!(size_of::<crate::expr::Value>(), 24);
}

#[test]
fn the_extremes_are_computed_with() {
    let smallest = Number::from(i64::MIN);
    let largest = Number::from(i64::MAX);
    let one = Number::from(1_i64);
    assert_eq!(written(&smallest), "-9223372036854775808");
    assert_eq!(written(&smallest.negate()), "9223372036854775808");
    assert_eq!(written(&smallest.negate().negate()), "-9223372036854775808");
    for (operator, left, right, expected) in [
        (Operator::Add, &largest, &one, "9223372036854775808"),
        (Operator::Subtract, &smallest, &one, "-9223372036854775809"),
        (Operator::Multiply, &smallest, &smallest, "8.5070591730234615865843651857942052864e+37"),
        (Operator::Divide, &smallest, &Number::from(-1_i64), "9223372036854775808"),
        (Operator::Divide, &one, &smallest, "-1.08420217248550443400745280086994171142578125e-19"),
        (Operator::Subtract, &smallest, &smallest, "0"),
    ] {
        assert_eq!(written(&left.apply(operator, right).unwrap()), expected);
    }
    assert_eq!(smallest.order(&largest), Some(Ordering::Less));
    let less = smallest.apply(Operator::Subtract, &number("0.0000000001")).unwrap();
    assert_eq!(smallest.order(&less), Some(Ordering::Greater));
    assert_eq!(number("-9223372036854775808e-18").order(&number("-9.3")), Some(Ordering::Greater));
    // Their neighbours round to them, as in cel-go.
    assert_eq!((smallest.to_i64(), largest.to_i64()), (None, None));
    assert_eq!(number("9223372036854774784").to_i64(), Some(9_223_372_036_854_774_784));
    assert_eq!(number("18446744073709549568").to_u64(), Some(18_446_744_073_709_549_568));
    for decimals in [0, 2, 15, u8::MAX] {
        assert_eq!(smallest.round(decimals).unwrap().to_string(), "-9223372036854780000");
        assert_eq!(number("1e60").round(decimals).unwrap().to_string(), "1e+60");
        assert_eq!(Number::from(-1e300).round(decimals).unwrap().to_string(), "-1e+300");
        assert_eq!(Number::from(f64::MAX).round(decimals), None);
        assert_eq!(Number::from(f64::NAN).round(decimals), None);
    }
    assert_eq!(number("1e-60").round(2).unwrap().to_string(), "0");
    assert_eq!(Number::from(5e-324).round(u8::MAX).unwrap().to_string(), "0");
}

#[test]
fn amounts_round_half_away_from_zero() {
    for (text, decimals, expected) in [
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
        ("2.5", 0, "3"),
        ("0.5", 0, "1"),
        ("0.49", 0, "0"),
        ("0.004", 2, "0"),
        ("0.005", 2, "0.01"),
        ("0.0005", 2, "0"),
        ("99.995", 2, "100"),
        ("999999999999999.5", 0, "1000000000000000"),
        ("1234567890.129", 2, "1234567890.13"),
    ] {
        assert_eq!(number(text).round(decimals).unwrap().to_string(), expected, "{text}");
    }
}

#[test]
fn what_grows_without_end_is_rounded_and_then_a_double() {
    // A sum of many fractions: each new denominator makes the exact one longer.
    let mut sum = Number::ZERO;
    let mut nearly = 0.0;
    for denominator in 1..2000_i64 {
        let part = Number::from(1_i64).apply(Operator::Divide, &Number::from(denominator)).unwrap();
        sum = sum.apply(Operator::Add, &part).unwrap();
        nearly += 1.0 / denominator as f64;
        assert!(sum.length() <= 64, "{}", sum.length());
    }
    assert!((sum.to_f64() - nearly).abs() < 1e-12);
    assert!(written(&sum).starts_with("8.17786810361028"), "{}", written(&sum));
    // The last digit that is kept is the two-hundredth after the point, so this is still right.
    let whole = sum.apply(Operator::Subtract, &sum).unwrap();
    assert_eq!(whole.order(&Number::ZERO), Some(Ordering::Equal));

    let mut power = number("9999999999.99");
    for _ in 0..4 {
        power = power.apply(Operator::Multiply, &power).unwrap();
    }
    assert!(matches!(power.0, Form::Exact(_)));
    for _ in 0..4 {
        power = power.apply(Operator::Multiply, &power).unwrap();
    }
    assert_eq!(written(&power), "+Inf");
    let mut share = number("0.001");
    for _ in 0..9 {
        share = share.apply(Operator::Multiply, &share).unwrap();
    }
    assert_eq!(written(&share), "0");
}

#[test]
fn a_text_is_read_as_a_decimal_where_a_double_is_read() {
    for (text, expected) in [
        ("+5.50", "5.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("-0.0", "0"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("0e999", "0"),
        ("NaN", "NaN"),
        ("-inf", "-Inf"),
        ("0.3333333333333333333333333333", "0.3333333333333333"),
    ] {
        assert_eq!(Number::parse(text).map(|number| written(&number)).as_deref(), Some(expected), "{text}");
    }
    for text in ["", "+", "+-5", "1 ", "0x1", "1e", "--1"] {
        assert!(Number::parse(text).is_none(), "{text}");
    }
}

#[test]
fn a_number_is_the_same_as_itself_only() {
    assert!(number("1.50").same(&number("1.5")) && !number("1.5").same(&number("1.51")));
    assert!(Number::from(f64::NAN).same(&Number::from(f64::NAN)));
    assert!(!Number::from(-0.0).same(&number("0")));
    let third = || number("1").apply(Operator::Divide, &number("3")).unwrap();
    assert!(third().same(&third()) && !third().same(&number("0.333333333333333")));
}
