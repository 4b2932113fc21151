//! A day of the Gregorian calendar, by civil-date arithmetic: no time zone, no clock.

use crate::scan::small;

/// A day, from year 1 to 9999. Ordered by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Self = Self { year: 1970, month: 1, day: 1 };

    /// The day, if the calendar has it: 31 February is `None`.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year)
            || !(1..=12).contains(&month)
            || day < 1
            || day > days_in_month(year, month)
        {
            return None;
        }
        Some(Self { year: year as i16, month: month as u8, day: day as u8 })
    }

    /// Reads `YYYY-MM-DD` (RFC 3339 `full-date`).
    pub fn parse(text: &str) -> Option<Self> {
        let number = |from: usize, to: usize| small(text.get(from..to)?);
        let mark = |at: usize| text.as_bytes().get(at) == Some(&b'-');
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        if !mark(4) || !mark(7) || text.len() != 10 {
            return None;
        }
        Self::new(year as i32, month, day)
    }

    /// 1 to 9999.
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        u32::from(self.month)
    }

    /// 1 to 31.
    pub fn day(self) -> u32 {
        u32::from(self.day)
    }

    /// 1 Monday to 7 Sunday (ISO 8601).
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.to_days() + 3).rem_euclid(7) as u8 + 1
    }

    /// How many days its month has.
    pub fn month_length(self) -> u32 {
        days_in_month(self.year(), self.month())
    }

    /// Days since 1970-01-01.
    pub fn to_days(self) -> i64 {
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day that is `days` after 1970-01-01, within years 1 to 9999.
    pub fn from_days(days: i64) -> Option<Self> {
        // The same source, civil_from_days.
        let days = days.checked_add(719_468)?;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, month as u32, day as u32)
    }

    /// Full years from this day to `today`; negative before it. A birthday on 29 February
    /// is reached on 1 March of other years.
    pub fn age(self, today: Self) -> i64 {
        let years = i64::from(today.year) - i64::from(self.year);
        years - i64::from((today.month, today.day) < (self.month, self.day))
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::with_capacity(10);
        for (value, power) in [(self.year as u32, 1000), (self.month(), 10), (self.day(), 10)] {
            if !out.is_empty() {
                out.push('-');
            }
            let mut power = power;
            while power > 0 {
                out.push(char::from(b'0' + (value / power % 10) as u8));
                power /= 10;
            }
        }
        f.write_str(&out)
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_round_trip_over_every_day_of_ten_thousand_years() {
        let first = Date::new(1, 1, 1).unwrap().to_days();
        let last = Date::new(9999, 12, 31).unwrap().to_days();
        let mut before = None;
        for days in first..=last {
            let date = Date::from_days(days).unwrap();
            assert_eq!(date.to_days(), days);
            assert!(before < Some(date));
            before = Some(date);
        }
        assert_eq!(Date::from_days(last + 1), None);
        assert_eq!(Date::parse("1970-01-01").unwrap().to_days(), 0);
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_refused() {
        for text in [
            "2026-02-29",
            "2026-02-31",
            "2026-13-01",
            "2026-00-10",
            "26-01-01",
            "2026-1-1",
            "2026-01-01x",
            "0000-01-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
    }

    #[test]
    fn age_counts_full_years() {
        let today = Date::parse("2026-11-22").unwrap();
        for (born, age) in [
            ("2000-11-22", 26),
            ("2000-11-23", 25),
            ("2026-11-22", 0),
            ("2027-01-01", -1),
            ("2004-02-29", 22),
        ] {
            assert_eq!(Date::parse(born).unwrap().age(today), age, "{born}");
        }
    }
}
