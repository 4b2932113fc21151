//! When a place is open: HSDS 3 `schedule`, whose repetition is that of RFC 5545.

use std::sync::Arc;

use super::reader::{Object, Reader};
use super::zone::Zone;
use crate::date::Date;
use crate::diagnostic::explain;
use crate::json::Json;
use crate::scan::{each_part, small};
use crate::text::Text;

/// HSDS `schedule`.
pub struct Schedule {
    /// The days of the week; empty where none are named.
    pub byday: Vec<Day>,
    /// The days of a month, 1 to 31, or from its end -1 to -31.
    pub bymonthday: Vec<i8>,
    /// Weekly where nothing is written.
    pub freq: Freq,
    /// Every so many days, weeks or months, from that of `valid_from` on.
    pub interval: u32,
    /// `HH:MM`.
    pub opens_at: Option<Arc<str>>,
    /// `HH:MM`.
    pub closes_at: Option<Arc<str>>,
    /// The first day.
    pub valid_from: Option<Date>,
    /// The last day.
    pub valid_to: Option<Date>,
    /// The form's own where it names none.
    pub zone: Option<Zone>,
    /// What the times are ahead of UTC, where they say so: `09:00+01:00`.
    pub offset: Option<Zone>,
    /// What hours alone do not say.
    pub description: Option<Text>,
}

/// A day of the week, 1 Monday to 7 Sunday (RFC 5545 `BYDAY`); of a month the first, the second, or from its end
/// the last (-1); 0 for each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    /// 1 Monday to 7 Sunday.
    pub weekday: u8,
    /// Which of its month; 0 for each.
    pub nth: i8,
}

/// How often a pattern comes round (RFC 5545 `FREQ`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Freq {
    /// Every day, or every `interval` days.
    Daily,
    /// On the days of `byday` in every week, or every `interval` weeks.
    Weekly,
    /// On the days of `byday` and `bymonthday` in every month, or every `interval` months.
    Monthly,
    /// What is written there is not computed.
    Other,
}

const SCHEDULE: [&str; 20] = [
    "id",
    "byday",
    "bymonthday",
    "freq",
    "interval",
    "opens_at",
    "closes_at",
    "description",
    "valid_from",
    "valid_to",
    "dtstart",
    "until",
    "timezone",
    "notes",
    "byweekno",
    "byyearday",
    "count",
    "wkst",
    "attending_type",
    "schedule_link",
];

impl Schedule {
    /// Minutes after midnight at which it opens and closes, where both are said.
    pub fn times(&self) -> Option<(u16, u16)> {
        Some((minutes(self.opens_at.as_deref()?)?, minutes(self.closes_at.as_deref()?)?))
    }

    /// Whether it only says something: no day and no hour.
    pub fn is_note(&self) -> bool {
        !self.has_days() && self.opens_at.is_none()
    }

    fn has_days(&self) -> bool {
        !self.byday.is_empty() || !self.bymonthday.is_empty()
    }

    /// Whether it says something of this very day, and no hours: "Closed over Christmas". Then the hours of others
    /// are not certain.
    pub fn is_doubt(&self, date: Date) -> bool {
        let is_dated = self.valid_from.is_some() || self.valid_to.is_some();
        let may_be_on = if self.has_days() { self.is_on(date).unwrap_or(is_dated) } else { is_dated };
        self.opens_at.is_none() && may_be_on && self.is_valid(date)
    }

    fn is_valid(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|start| start <= date) && !self.is_over(date)
    }

    /// Whether it has ended before a day.
    pub fn is_over(&self, today: Date) -> bool {
        self.valid_to.is_some_and(|end| end < today)
    }

    /// Whether a day is one of its days; `None` where that can't be told.
    pub fn is_on(&self, date: Date) -> Option<bool> {
        if !self.is_valid(date) {
            return Some(false);
        }
        let count = |date: Date| match self.freq {
            Freq::Daily => Some(date.to_days()),
            Freq::Weekly if self.has_days() => {
                Some((date.to_days() - i64::from(date.weekday()) + 1).div_euclid(7))
            }
            Freq::Monthly if self.has_days() => Some(i64::from(date.year()) * 12 + i64::from(date.month())),
            _ => None,
        };
        let is_turn = match (self.interval, count(date)?, self.valid_from) {
            (1, ..) => true,
            (every, now, Some(start)) => (now - count(start)?).rem_euclid(i64::from(every)) == 0,
            _ => return None,
        };
        let (day, length) = (date.day() as i8, date.month_length() as i8);
        let is_nth = |nth: i8| match nth {
            0 => true,
            1.. => (day - 1) / 7 + 1 == nth,
            _ => (length - day) / 7 + 1 == -nth,
        };
        let by_day = self.byday.iter().any(|own| own.weekday == date.weekday() && is_nth(own.nth));
        let by_month = self.bymonthday.iter().any(|own| *own == day || *own == day - length - 1);
        Some(is_turn && (self.byday.is_empty() || by_day) && (self.bymonthday.is_empty() || by_month))
    }
}

/// `HH:MM`, up to `24:00`, in minutes.
fn minutes(time: &str) -> Option<u16> {
    let (hours, minutes) = time.split_once(':')?;
    let (h, m) = (small(hours)?, small(minutes)?);
    let fits = hours.len() == 2 && minutes.len() == 2 && m < 60 && h * 60 + m <= 24 * 60;
    fits.then_some((h * 60 + m) as u16)
}

pub(super) fn read(reader: &Reader<'_>, service: &Object<'_>) -> Vec<Schedule> {
    let mut schedules = Vec::new();
    service.each_object("schedules", &SCHEDULE, &mut |object| {
        let interval = object.integer("interval").and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
        if interval.is_none() && object.get("interval").is_some_and(|value| value.as_number().is_some()) {
            reader.expected(&object.place().member("interval"), "a whole number, 1 or more");
        }
        let byday = read_days(reader, object);
        let (opens, closes) = (read_time(reader, object, "opens_at"), read_time(reader, object, "closes_at"));
        let offset = |time: &Option<Time>| time.as_ref().and_then(|(_, offset)| offset.clone());
        let offsets = (offset(&opens), offset(&closes));
        let schedule = Schedule {
            bymonthday: read_month_days(reader, object),
            freq: read_freq(reader, object, &byday, interval.unwrap_or(1)),
            byday,
            interval: interval.unwrap_or(1),
            opens_at: opens.map(|(time, _)| time),
            closes_at: closes.map(|(time, _)| time),
            offset: offsets.0.clone().or(offsets.1.clone()),
            valid_from: read_date(reader, object, "valid_from").max(read_date(reader, object, "dtstart")),
            valid_to: earlier(read_date(reader, object, "valid_to"), read_date(reader, object, "until")),
            zone: super::zone::read(reader, object, "timezone"),
            description: object.text("description"),
        };
        judge(reader, object, &schedule, offsets);
        schedules.push(schedule);
    });
    schedules
}

/// Reports what can't be meant.
fn judge(
    reader: &Reader<'_>,
    object: &Object<'_>,
    schedule: &Schedule,
    (opens, closes): (Option<Zone>, Option<Zone>),
) {
    let is_of_month = schedule.byday.iter().any(|day| day.nth != 0);
    let differ = |one: &Option<Zone>, other: &Option<Zone>| {
        one.as_ref().zip(other.as_ref()).is_some_and(|(one, other)| one != other)
    };
    let fixed = schedule.zone.clone().filter(|zone| matches!(zone, Zone::Fixed(_)));
    let (message, help) = if schedule.opens_at.is_some() != schedule.closes_at.is_some() {
        (
            explain!("This says when the place opens or when it closes, and not the other."),
            explain!("Write both \"opens_at\" and \"closes_at\"; \"24:00\" is the end of the day."),
        )
    } else if schedule.valid_from.zip(schedule.valid_to).is_some_and(|(from, to)| from > to) {
        (
            explain!("This ends before it begins."),
            explain!("Write a \"valid_to\" that is not before \"valid_from\"."),
        )
    } else if (schedule.freq == Freq::Weekly && !schedule.bymonthday.is_empty())
        || (matches!(schedule.freq, Freq::Daily | Freq::Weekly) && is_of_month)
    {
        (
            explain!("This names days of a month, and comes round each day or each week."),
            explain!("Write \"freq\": \"MONTHLY\"; or days of the week without a number."),
        )
    } else if differ(&opens, &closes) || differ(&schedule.offset, &fixed) {
        (
            explain!("The times here are of different time zones."),
            explain!("Write both times as the clock there shows them, and the zone once, in \"timezone\"."),
        )
    } else {
        return;
    };
    reader.diagnostics.error("bad-schedule", object.place().pointer(), message, help);
}

fn read_days(reader: &Reader<'_>, object: &Object<'_>) -> Vec<Day> {
    const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let written = object.string("byday").unwrap_or_default();
    let mut days: Vec<Day> = Vec::new();
    let mut right = true;
    each_part(&written, ',', &mut |part| {
        let part = part.trim();
        let name = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
        let number = part.get(..part.len() - name.len()).unwrap_or_default();
        let nth =
            if number.is_empty() { Some(0) } else { signed(number).filter(|n| (1..=5).contains(&n.abs())) };
        let weekday = DAYS.iter().position(|own| *own == name);
        days.extend(weekday.zip(nth).map(|(i, nth)| Day { weekday: i as u8 + 1, nth }));
        right &= (weekday.is_some() && nth.is_some()) || part.is_empty();
    });
    if !right {
        reader.expected(
            &object.place().member("byday"),
            "days such as \"MO,WE,FR\", or of a month \"1MO\" or \"-1FR\"",
        );
        days.clear();
    }
    days.sort_by_key(|day| (day.weekday, day.nth));
    days.dedup();
    days
}

fn read_month_days(reader: &Reader<'_>, object: &Object<'_>) -> Vec<i8> {
    let mut days = Vec::new();
    let mut right = true;
    let mut add = |text: &str| match signed(text.trim()).filter(|n| (1..=31).contains(&n.abs())) {
        Some(day) => days.push(day),
        None => right = false,
    };
    match object.get("bymonthday") {
        // HSDS writes a text; a single number is a number to most people.
        Some(Json::String(text)) => each_part(text, ',', &mut |part| add(part)),
        Some(Json::Number(number)) => add(&number.to_string()),
        Some(_) => right = false,
        None => {}
    }
    if !right {
        reader.expected(&object.place().member("bymonthday"), "days of a month such as \"1,15\" or \"-1\"");
        days.clear();
    }
    days
}

fn read_freq(reader: &Reader<'_>, object: &Object<'_>, byday: &[Day], interval: u32) -> Freq {
    // What is not computed makes no difference to what is shown, but nobody is told "open now" by it.
    if ["byweekno", "byyearday", "count"].iter().any(|name| object.get(name).is_some()) {
        return Freq::Other;
    }
    // Weeks are counted from their Monday.
    if interval > 1 && object.string("wkst").is_some_and(|day| *day != *"MO") {
        return Freq::Other;
    }
    let is_of_month = object.get("bymonthday").is_some() || byday.iter().any(|day| day.nth != 0);
    match object.string("freq").as_deref() {
        None if is_of_month => Freq::Monthly,
        None | Some("WEEKLY") => Freq::Weekly,
        Some("DAILY") => Freq::Daily,
        Some("MONTHLY") => Freq::Monthly,
        Some("YEARLY" | "HOURLY" | "MINUTELY" | "SECONDLY") => Freq::Other,
        Some(_) => {
            reader.expected(&object.place().member("freq"), "\"DAILY\", \"WEEKLY\" or \"MONTHLY\"");
            Freq::Other
        }
    }
}

/// `HH:MM`, and what it is ahead of UTC.
type Time = (Arc<str>, Option<Zone>);

fn read_time(reader: &Reader<'_>, object: &Object<'_>, name: &str) -> Option<Time> {
    let time = time(&object.string(name)?);
    if time.is_none() {
        reader.expected(&object.place().member(name), "a time such as \"09:00\"");
    }
    time
}

/// `09:00`, `09:00Z`, `09:00:00+01:00`.
fn time(text: &str) -> Option<Time> {
    let (time, rest) = (text.get(..5)?, text.get(5..)?);
    minutes(time)?;
    let zone = match rest.strip_prefix(':') {
        Some(seconds) => {
            small(seconds.get(..2)?).filter(|seconds| *seconds < 60)?;
            seconds.get(2..)?
        }
        None => rest,
    };
    let offset = match Zone::parse(zone) {
        Some(Zone::Named(_)) => return None,
        offset => offset,
    };
    (zone.is_empty() || offset.is_some()).then(|| (time.into(), offset))
}

fn read_date(reader: &Reader<'_>, object: &Object<'_>, name: &str) -> Option<Date> {
    let text = object.string(name)?;
    let date = Date::parse(&text);
    if date.is_none() {
        reader.expected(&object.place().member(name), "a day such as \"2026-11-22\"");
    }
    date
}

fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// "2", "+2" or "-2".
fn signed(text: &str) -> Option<i8> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = small(digits).filter(|n| *n < 100)?;
    Some(sign * number as i8)
}
