//! An instant in UTC, as RFC 3339 writes it. The clock is read in one place: `Moment::now`.

use intake_core::date::Date;
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

const DAY: i64 = 86_400_000;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment(i64);

impl Moment {
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    /// Reads an RFC 3339 `date-time`, with `Z` or an offset.
    pub fn parse(text: &str) -> Option<Self> {
        let date = Date::parse(text.get(..10)?)?;
        let rest = text.get(10..)?.strip_prefix(['T', 't', ' '])?;
        let number = |from: usize| two_digits(rest.get(from..from + 2)?);
        let (hour, minute, second) = (number(0)?, number(3)?, number(6)?);
        if rest.get(2..3) != Some(":") || rest.get(5..6) != Some(":") {
            return None;
        }
        // RFC 3339 §5.7 allows the second 60.
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (millisecond, zone) = fraction(rest.get(8..)?)?;
        let offset = if matches!(zone, "Z" | "z") { 0 } else { offset(zone)? };
        let minutes = hour * 60 + minute - offset;
        Some(Self(date.to_days() * DAY + (minutes * 60 + second) * 1000 + millisecond))
    }

    /// Whole seconds from `earlier` to this moment; negative when it is later.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0) / 1000
    }

    /// The day in UTC.
    pub fn date(self) -> Option<Date> {
        Date::from_days(self.0.div_euclid(DAY))
    }

    /// `14:30`, in UTC.
    pub fn clock(self) -> String {
        let minutes = self.0.rem_euclid(DAY) / 60_000;
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// `2026-11-22T18:38:25.123Z`: always of the same length, so that text sorts as time does.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0.div_euclid(DAY), self.0.rem_euclid(DAY));
        let (year, month, day) =
            Date::from_days(days).map_or((9999, 12, 31), |d| (d.year(), d.month(), d.day()));
        let (seconds, millisecond) = (rest / 1000, rest % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
    }
}

fn two_digits(text: &str) -> Option<i64> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// The milliseconds of `.123456Z`, and what follows the fraction.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(digits) = text.strip_prefix('.') else { return Some((0, text)) };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (fraction, zone) = digits.split_at_checked(length).filter(|_| length > 0)?;
    let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some((padded.parse().ok()?, zone))
}

/// The minutes of `+01:30`.
fn offset(zone: &str) -> Option<i64> {
    let (hour, minute) = zone.get(1..)?.split_once(':')?;
    if zone.len() != 6 || hour.len() != 2 {
        return None;
    }
    let minutes = two_digits(hour).filter(|h| *h < 24)? * 60 + two_digits(minute).filter(|m| *m < 60)?;
    match zone.get(..1)? {
        "+" => Some(minutes),
        "-" => Some(-minutes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_and_prints_alike() {
        for (text, printed) in [
            ("2026-11-22T18:38:25Z", "2026-11-22T18:38:25.000Z"),
            ("2026-11-22T18:38:25.1239Z", "2026-11-22T18:38:25.123Z"),
            ("2026-11-22T00:08:25.5+01:30", "2026-11-21T22:38:25.500Z"),
            ("1970-01-01T00:00:00-00:00", "1970-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(Moment::parse(text).unwrap().to_string(), printed);
        }
        assert_eq!(Moment::parse("2026-11-22T18:38:25Z").unwrap().clock(), "18:38");
    }

    #[test]
    fn what_is_no_moment_is_not_read() {
        for text in [
            "",
            "2026-11-22",
            "2026-11-22T18:38Z",
            "2026-11-22T18:38:25",
            "2026-11-22T24:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-11-22T18:38:25.Z",
            "2026-11-22T18:38:25+1:00",
            "2026-11-22T1é:38:25Z",
            "2026-11-22T18:38:25é01:0",
            "2026-11-22T+1:38:25Z",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_difference_is_in_seconds() {
        let (a, b) =
            (Moment::parse("2026-11-22T18:38:25Z").unwrap(), Moment::parse("2026-11-22T18:43:26Z").unwrap());
        assert_eq!((b.seconds_since(a), a.seconds_since(b)), (301, -301));
    }
}
