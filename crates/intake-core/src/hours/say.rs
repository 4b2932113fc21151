//! Opening hours in words.

use super::opening::{HORIZON, Hours, Offsets, Opening, WallTime, hours};
use crate::date::Date;
use crate::definition::{Freq, Schedule, Zone};
use crate::text::Text;
use crate::wording::Wording;

/// So many dates are said of what is not each week.
const DATES: usize = 3;

/// "Open now, until 20:00", "Closed now. Opens Monday at 9:00"; `None` where it can't be told.
pub fn say(hours: &Hours, words: &impl Wording) -> Option<String> {
    let now = hours.now?;
    let time = |at: WallTime| words.time(&clock(at.minute));
    let days = |at: WallTime| at.date.to_days() - now.date.to_days();
    Some(match hours.opening {
        Opening::Unknown => return None,
        Opening::Always => words.say("open-always").into(),
        // Within a day the time alone says which.
        Opening::Now { until } if days(until) < 1 || (days(until) == 1 && until.minute < now.minute) => {
            words.fill("open-now", &[("time", &time(until))])
        }
        Opening::Now { until } => {
            let day = words.weekday(until.date.weekday());
            words.fill("open-until", &[("day", &day), ("time", &time(until))])
        }
        Opening::Later { from, until } => {
            let (from_time, until_time) = (time(from), time(until));
            let day = words.weekday(from.date.weekday());
            let date = words.date(from.date);
            let key = match days(from) {
                0 => "opens-today",
                1 => "opens-tomorrow",
                2..=6 => "opens-day",
                _ => "opens-date",
            };
            let places = [("from", &*from_time), ("to", &*until_time), ("day", &*day), ("date", &*date)];
            words.fill(key, &places)
        }
    })
}

/// What stands under a place's name.
pub struct Told<'a> {
    /// Whether it is open; `None` where that can't be told.
    pub open: Option<String>,
    /// What its schedules say beside it, and without it their hours too. A line may be empty.
    pub lines: Vec<(String, Option<&'a Text>)>,
}

/// Whether a place is open at a moment, and all that its schedules say of it themselves. `zone` is that of schedules
/// which name none.
pub fn tell<'a>(
    schedules: &'a [Schedule],
    zone: Option<&Zone>,
    now: i64,
    offsets: Offsets<'_>,
    words: &impl Wording,
) -> Told<'a> {
    let found = hours(schedules, zone, now, offsets);
    let open = say(&found, words);
    let today = found.now.map(|now| now.date).or(Date::from_days(now.div_euclid(86_400)));
    let today = today.unwrap_or(Date::EPOCH);
    let mut lines = Vec::new();
    for schedule in schedules.iter().filter(|schedule| !schedule.is_over(today)) {
        let text = schedule.description.as_ref();
        let line = match (&open, &schedule.opens_at) {
            // The hours are said already.
            (Some(_), Some(_)) => period(schedule, today, words),
            _ => say_schedule(schedule, today, words),
        };
        let line = (line, text);
        let is_said = open.is_some() && text.is_none();
        if !is_said && line != (String::new(), None) && !lines.contains(&line) {
            lines.push(line);
        }
    }
    Told { open, lines }
}

/// One schedule as a line: "Monday–Friday: 9:00 to 16:00". Empty for one that only its description says.
pub fn say_schedule(schedule: &Schedule, today: Date, words: &impl Wording) -> String {
    let days = days(schedule, today, words);
    let line = match (&schedule.opens_at, &schedule.closes_at) {
        (Some(from), Some(to)) => {
            let (from, to) = (words.time(from), words.time(to));
            let (key, day) = match (&*days, &schedule.description) {
                ("", Some(_)) => ("times-only", ""),
                // Hours alone would be those of every day.
                ("", None) => ("times", words.say("days-ask")),
                (days, _) => ("times", days),
            };
            words.fill(key, &[("day", day), ("from", &from), ("to", &to)])
        }
        _ => days,
    };
    let period = period(schedule, today, words);
    match (&*line, &*period) {
        (_, "") => line,
        ("", _) => period,
        _ => [&*line, " (", &period, ")"].concat(),
    }
}

/// From when on, where that is still to come, and until when.
fn period(schedule: &Schedule, today: Date, words: &impl Wording) -> String {
    let from = schedule.valid_from.filter(|from| *from > today);
    if from.or(schedule.valid_to).is_none() {
        return String::new();
    }
    let date = |date: Option<_>| date.map_or_else(String::new, |date| words.date(date));
    [&*date(from), "\u{2013}", &*date(schedule.valid_to)].concat()
}

/// The days of the week, or of what comes round otherwise the next dates. Empty where nobody knows them.
fn days(schedule: &Schedule, today: Date, words: &impl Wording) -> String {
    let is_each_week = match schedule.freq {
        Freq::Daily | Freq::Weekly => true,
        Freq::Monthly => schedule.byday.iter().all(|day| day.nth == 0),
        Freq::Other => false,
    };
    if is_each_week && schedule.interval == 1 && schedule.bymonthday.is_empty() {
        return match (schedule.freq, &*schedule.byday) {
            // A note is of no day.
            (Freq::Daily, []) if schedule.is_note() => String::new(),
            (Freq::Daily, []) => words.say("every-day").into(),
            (_, days) => say_days(&days.iter().map(|day| day.weekday).collect::<Vec<_>>(), words),
        };
    }
    let start = schedule.valid_from.unwrap_or(today).max(today).to_days();
    let coming = (start..start + HORIZON).filter_map(Date::from_days);
    let dates = coming.filter(|date| schedule.is_on(*date) == Some(true)).take(DATES);
    words.list(&dates.map(|date| words.date(date)).collect::<Vec<_>>())
}

/// "Monday–Friday", "Tuesday and Thursday"; 1 is Monday.
pub fn say_days(byday: &[u8], words: &impl Wording) -> String {
    if byday.len() == 7 {
        return words.say("every-day").into();
    }
    let follow = |(one, next): (&u8, &u8)| one + 1 == *next;
    let in_a_row = byday.len() > 2 && byday.iter().zip(byday.iter().skip(1)).all(follow);
    match byday {
        [first, .., last] if in_a_row => {
            [&*words.weekday(*first), "\u{2013}", &words.weekday(*last)].concat()
        }
        _ => words.list(&byday.iter().map(|day| words.weekday(*day)).collect::<Vec<_>>()),
    }
}

fn clock(minute: u16) -> String {
    let two = |n: u16| [if n < 10 { "0" } else { "" }, &n.to_string()].concat();
    [&*two(minute / 60), ":", &two(minute % 60)].concat()
}
