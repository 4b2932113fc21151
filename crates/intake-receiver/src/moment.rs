//! An instant in UTC, as RFC 3339 writes it, and how late it is then somewhere. The clock is read in
//! one place: `Moment::now`.

use intake_core::date::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt;
use std::time::{Duration, SystemTime};

const DAY: i64 = 86_400_000;

/// To the millisecond.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Moment(Timestamp);

impl Moment {
    /// The last of all, a day before the year 9999 ends.
    pub const END: Self = Self(Timestamp::MAX);

    /// By the system's clock; a clock that is beyond the year 9999 stands at its end.
    pub fn now() -> Self {
        let now = SystemTime::now();
        let end = if now < SystemTime::UNIX_EPOCH { Timestamp::MIN } else { Timestamp::MAX };
        Self::to_the_millisecond(Timestamp::try_from(now).unwrap_or(end))
    }

    /// Reads an RFC 3339 `date-time`, with `Z` or an offset.
    pub fn parse(text: &str) -> Option<Self> {
        // Without seconds it is ISO 8601, and not RFC 3339.
        let has_seconds = text.get(16..17) == Some(":");
        has_seconds.then(|| text.parse().ok().map(Self::to_the_millisecond))?
    }

    fn to_the_millisecond(time: Timestamp) -> Self {
        Self(Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time))
    }

    /// Whole seconds from `earlier` to this moment; negative when it is later.
    pub fn seconds_since(self, earlier: Self) -> i64 {
        (self.0.as_millisecond() - earlier.0.as_millisecond()) / 1000
    }

    /// So long before this moment.
    pub fn before(self, by: Duration) -> Self {
        Self(self.0.checked_sub(by).unwrap_or(Timestamp::MIN))
    }

    /// Since 1970, and 0 before it.
    pub fn milliseconds(self) -> u64 {
        self.0.as_millisecond().try_into().unwrap_or(0)
    }

    /// Whole seconds since 1970.
    pub fn seconds(self) -> i64 {
        self.0.as_second()
    }

    /// The day in UTC.
    pub fn date(self) -> Option<Date> {
        Date::from_days(self.0.as_millisecond().div_euclid(DAY))
    }

    /// So long after this moment.
    pub fn after(self, by: Duration) -> Self {
        Self(self.0.checked_add(by).unwrap_or(Timestamp::MAX))
    }

    /// `14:30`, in UTC.
    pub fn clock(self) -> String {
        self.0.strftime("%H:%M").to_string()
    }

    /// The day and the time of day in a zone, `14:30`.
    pub fn day_and_clock(self, zone: &Zone) -> (Option<Date>, String) {
        let there = zone.0.to_datetime(self.0);
        let (year, month, day) = (i32::from(there.year()), there.month() as u32, there.day() as u32);
        (Date::new(year, month, day), there.strftime("%H:%M").to_string())
    }

    /// `2026-11-22 14:30` in a zone: what a spreadsheet sorts.
    pub fn local(self, zone: &Zone) -> String {
        zone.0.to_datetime(self.0).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// When a day begins in a zone.
    pub fn start_of(day: Date, zone: &Zone) -> Option<Self> {
        let year = i16::try_from(day.year()).ok()?;
        let (month, day) = (i8::try_from(day.month()).ok()?, i8::try_from(day.day()).ok()?);
        let midnight = jiff::civil::DateTime::new(year, month, day, 0, 0, 0, 0).ok()?;
        zone.0.to_timestamp(midnight).ok().map(Self::to_the_millisecond)
    }
}

/// A time zone, by its IANA name.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// The one that this computer is set to.
    pub fn of_system() -> Self {
        Self(TimeZone::try_system().unwrap_or(TimeZone::UTC))
    }

    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// `Europe/Stockholm`.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// What it is called; nothing for one that the system gives without a name.
    pub fn name(&self) -> Option<&str> {
        self.0.iana_name()
    }
}

/// By how many seconds a zone of the IANA database is ahead of UTC at a moment, in seconds since 1970.
pub fn offset(zone: &str, moment: i64) -> Option<i32> {
    let zone = jiff::tz::TimeZone::get(zone).ok()?;
    Some(zone.to_offset(Timestamp::from_second(moment).ok()?).seconds())
}

/// `2026-11-22T18:38:25.123Z`: always of the same length, so that text sorts as time does.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.0)
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
    fn a_moment_is_said_in_a_zone() {
        let stockholm = Zone::named("Europe/Stockholm").unwrap();
        let local = |text: &str| Moment::parse(text).unwrap().local(&stockholm);
        assert_eq!(local("2026-11-22T23:40:00Z"), "2026-11-23 00:40");
        assert_eq!(local("2026-07-01T12:00:00Z"), "2026-07-01 14:00");
        let start = Moment::start_of(Date::new(2026, 7, 1).unwrap(), &stockholm).unwrap();
        assert_eq!(start.to_string(), "2026-06-30T22:00:00.000Z");
        assert!(Zone::named("Europe/Nowhere").is_none() && Zone::named("UTC").is_some());
    }

    #[test]
    fn a_difference_is_in_seconds() {
        let (a, b) =
            (Moment::parse("2026-11-22T18:38:25Z").unwrap(), Moment::parse("2026-11-22T18:43:26Z").unwrap());
        assert_eq!((b.seconds_since(a), a.seconds_since(b)), (301, -301));
        assert_eq!(b.before(Duration::from_secs(301)), a);
    }
}
