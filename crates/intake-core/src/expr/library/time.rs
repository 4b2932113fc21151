//! Points and lengths of time: reading, writing, their parts, `age`. UTC and fixed
//! differences only: names of time zones would need a database.

use crate::date::Date;
use crate::expr::double;
use crate::expr::function::Function;
use crate::expr::moment::{FIRST, LAST, NANOS, balance};
use crate::expr::value::{EvalError, Evaluated, Value};

const DAY: i64 = 86_400;

/// Full years from a date to today.
pub(super) fn age(value: &Value, today: i64) -> Evaluated {
    let Value::Timestamp(seconds, _) = value else { return Err(EvalError::NoOverload) };
    let day = |seconds: i64| Date::from_days(seconds.div_euclid(DAY)).ok_or(EvalError::OutOfRange);
    Ok(Value::Int(day(*seconds)?.age(day(today)?)))
}

/// A part of a timestamp, in a time zone, or of a duration.
pub(super) fn get(function: Function, value: &Value, zone: Option<&Value>) -> Evaluated {
    use Function as F;
    let (seconds, nanos) = match (value, zone) {
        (Value::Timestamp(seconds, nanos), None) => (*seconds, *nanos),
        (Value::Timestamp(seconds, nanos), Some(Value::String(zone))) => {
            (*seconds + parse_zone(zone).ok_or(EvalError::BadConversion)?, *nanos)
        }
        (Value::Duration(seconds, nanos), None) => {
            return Ok(Value::Int(match function {
                F::Hours => seconds / 3600,
                F::Minutes => seconds / 60,
                F::Seconds => *seconds,
                F::Milliseconds => i64::from(nanos / 1_000_000),
                _ => return Err(EvalError::NoOverload),
            }));
        }
        _ => return Err(EvalError::NoOverload),
    };
    let days = seconds.div_euclid(DAY);
    let clock = seconds.rem_euclid(DAY);
    let date = Date::from_days(days).ok_or(EvalError::OutOfRange)?;
    Ok(Value::Int(match function {
        F::FullYear => i64::from(date.year()),
        F::Month => i64::from(date.month()) - 1,
        F::Date => i64::from(date.day()),
        F::DayOfMonth => i64::from(date.day()) - 1,
        // 1970-01-01 was a Thursday; Sunday is 0.
        F::DayOfWeek => (days + 4).rem_euclid(7),
        F::DayOfYear => days - Date::new(date.year(), 1, 1).map_or(days, Date::to_days),
        F::Hours => clock / 3600,
        F::Minutes => clock / 60 % 60,
        F::Seconds => clock % 60,
        F::Milliseconds => i64::from(nanos / 1_000_000),
        _ => return Err(EvalError::NoOverload),
    }))
}

/// `UTC` or `±hh:mm` (the `+` may be left out), in seconds east.
pub(crate) fn parse_zone(text: &str) -> Option<i64> {
    if text == "UTC" {
        return Some(0);
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => (-1, text.get(1..)?),
        b'+' => (1, text.get(1..)?),
        _ => (1, text),
    };
    let mut parts = Reader(rest);
    let (hours, _, minutes) = (parts.number(2)?, parts.mark(b':')?, parts.number(2)?);
    (parts.0.is_empty() && hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// RFC 3339 `date-time`, with `T` and `Z` in capitals.
pub(crate) fn parse_timestamp(text: &str) -> Option<(i64, u32)> {
    let date = Date::parse(text.get(..10)?)?;
    let mut rest = Reader(text.get(10..)?);
    rest.mark(b'T')?;
    let (hours, _, minutes) = (rest.number(2)?, rest.mark(b':')?, rest.number(2)?);
    let (_, seconds) = (rest.mark(b':')?, rest.number(2)?);
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let nanos = if rest.mark(b'.').is_some() { rest.fraction()? } else { 0 };
    let zone = match rest.0 {
        "Z" => 0,
        zone if matches!(zone.as_bytes().first(), Some(b'+' | b'-')) => parse_zone(zone)?,
        _ => return None,
    };
    let seconds = date.to_days() * DAY + hours * 3600 + minutes * 60 + seconds - zone;
    (FIRST..=LAST).contains(&seconds).then_some((seconds, nanos as u32))
}

/// A duration as Go and CEL write it: `1h30m`, `-1.5s`, `250ms`, `0`.
pub(crate) fn parse_duration(text: &str) -> Option<(i64, i32)> {
    let (negative, text) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let mut rest = Reader(text);
    let (mut seconds, mut nanos) = (0_i64, 0_i64);
    if text == "0" {
        return Some((0, 0));
    }
    loop {
        let digits = rest.digits();
        let whole = if digits.is_empty() { 0 } else { double::parse_whole(digits)? };
        let whole = i64::try_from(whole).ok()?;
        let fraction = if rest.mark(b'.').is_some() {
            if digits.is_empty() && !rest.at_digit() {
                return None;
            }
            if rest.at_digit() { rest.fraction()? } else { 0 }
        } else if digits.is_empty() {
            return None;
        } else {
            0
        };
        // The longer names first, so that `ms` is not read as `m`.
        const UNITS: [(&str, i64); 8] = [
            ("ns", 1),
            ("us", 1000),
            ("µs", 1000),
            ("μs", 1000),
            ("ms", 1_000_000),
            ("h", 3600 * NANOS),
            ("m", 60 * NANOS),
            ("s", NANOS),
        ];
        let &(name, unit) = UNITS.iter().find(|(name, _)| rest.0.starts_with(name))?;
        rest.0 = rest.0.get(name.len()..)?;
        if unit >= NANOS {
            seconds = seconds.checked_add(whole.checked_mul(unit / NANOS)?)?;
            nanos += fraction * (unit / NANOS);
        } else {
            seconds = seconds.checked_add(whole / (NANOS / unit))?;
            nanos += whole % (NANOS / unit) * unit + fraction * unit / NANOS;
        }
        seconds = seconds.checked_add(nanos / NANOS)?;
        nanos %= NANOS;
        if rest.0.is_empty() {
            break;
        }
    }
    if negative { balance(Some(-seconds), -nanos) } else { balance(Some(seconds), nanos) }
}

/// RFC 3339 in UTC, with as much of a fraction as there is.
pub(super) fn write_timestamp(seconds: i64, nanos: u32, out: &mut String) {
    let clock = seconds.rem_euclid(DAY);
    if let Some(date) = Date::from_days(seconds.div_euclid(DAY)) {
        write_padded(i64::from(date.year()), 1000, out);
        out.push('-');
        write_padded(i64::from(date.month()), 10, out);
        out.push('-');
        write_padded(i64::from(date.day()), 10, out);
    }
    out.push('T');
    write_padded(clock / 3600, 10, out);
    out.push(':');
    write_padded(clock / 60 % 60, 10, out);
    out.push(':');
    write_padded(clock % 60, 10, out);
    write_fraction(nanos, out);
    out.push('Z');
}

/// Seconds, with as much of a fraction as there is, and `s`.
pub(super) fn write_duration(seconds: i64, nanos: i32, out: &mut String) {
    if seconds < 0 || nanos < 0 {
        out.push('-');
    }
    double::write_whole(seconds.unsigned_abs(), out);
    write_fraction(nanos.unsigned_abs(), out);
    out.push('s');
}

fn write_fraction(nanos: u32, out: &mut String) {
    if nanos > 0 {
        out.push('.');
        write_padded(i64::from(nanos), 100_000_000, out);
        while out.ends_with('0') {
            out.pop();
        }
    }
}

fn write_padded(value: i64, mut power: i64, out: &mut String) {
    while power > 0 {
        out.push(char::from(b'0' + (value / power % 10) as u8));
        power /= 10;
    }
}

/// What is left to read.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    fn mark(&mut self, mark: u8) -> Option<()> {
        let found = self.0.as_bytes().first() == Some(&mark);
        self.0 = self.0.get(usize::from(found)..)?;
        found.then_some(())
    }

    fn at_digit(&self) -> bool {
        self.0.as_bytes().first().is_some_and(u8::is_ascii_digit)
    }

    fn digits(&mut self) -> &'a str {
        let end = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(end).unwrap_or(("", self.0));
        self.0 = rest;
        digits
    }

    fn number(&mut self, length: usize) -> Option<i64> {
        let digits = self.digits();
        if digits.len() != length {
            return None;
        }
        i64::try_from(double::parse_whole(digits)?).ok()
    }

    /// Digits after a point, in billionths; what is smaller is cut off.
    fn fraction(&mut self) -> Option<i64> {
        let digits = self.digits();
        if digits.is_empty() {
            return None;
        }
        let mut nanos = 0;
        for index in 0..9 {
            nanos = nanos * 10 + i64::from(digits.as_bytes().get(index).map_or(0, |b| b - b'0'));
        }
        Some(nanos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_go_reads_them() {
        for (text, expected) in [
            ("0", Some((0, 0))),
            ("1h30m", Some((5400, 0))),
            ("-1.5s", Some((-1, -500_000_000))),
            ("250ms", Some((0, 250_000_000))),
            ("1.5h", Some((5400, 0))),
            (".5s", Some((0, 500_000_000))),
            ("1.s", Some((1, 0))),
            ("1500us", Some((0, 1_500_000))),
            ("100ns", Some((0, 100))),
            ("+2m", Some((120, 0))),
            ("", None),
            ("-", None),
            ("1", None),
            (".s", None),
            ("1d", None),
            ("1h ", None),
            ("9223372035s", Some((9_223_372_035, 0))),
            ("9223372037s", None),
            ("-320000000000s", None),
            ("99999999999999999999s", None),
        ] {
            assert_eq!(parse_duration(text), expected, "{text}");
        }
    }

    #[test]
    fn timestamps_round_trip() {
        for (text, written) in [
            ("2009-02-13T23:31:30Z", "2009-02-13T23:31:30Z"),
            ("2009-02-13T23:31:30.25+02:00", "2009-02-13T21:31:30.25Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"),
        ] {
            let (seconds, nanos) = parse_timestamp(text).unwrap();
            let mut out = String::new();
            write_timestamp(seconds, nanos, &mut out);
            assert_eq!(out, written);
        }
        for text in [
            "2009-02-13",
            "2009-02-30T00:00:00Z",
            "2009-02-13T24:00:00Z",
            "2009-02-13T23:31:30",
            "2009-02-13 23:31:30Z",
            "0001-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-00:01",
            "2009-02-13T23:31:30.Z",
        ] {
            assert_eq!(parse_timestamp(text), None, "{text}");
        }
    }

    #[test]
    fn zones_are_utc_or_a_fixed_difference() {
        assert_eq!(parse_zone("UTC"), Some(0));
        assert_eq!(parse_zone("+02:00"), Some(7200));
        assert_eq!(parse_zone("-05:30"), Some(-19_800));
        assert_eq!(parse_zone("02:00"), Some(7200));
        for name in ["Europe/Stockholm", "", "+2:00", "+25:00", "+02:60", "Z", "+02:00x"] {
            assert_eq!(parse_zone(name), None, "{name}");
        }
    }
}
