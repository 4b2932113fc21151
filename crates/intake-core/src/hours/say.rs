//! Opening hours in words.

use super::opening::{Hours, Opening, WallTime};
use crate::definition::{Freq, Schedule};
use crate::wording::Wording;

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

/// One schedule as a line: "Monday–Friday: 9:00 to 16:00". Empty for one that only its description says.
pub fn say_schedule(schedule: &Schedule, words: &impl Wording) -> String {
    let days = match schedule.freq {
        Freq::Weekly if schedule.interval == 1 => {
            let days: Vec<u8> = schedule.byday.iter().map(|day| day.weekday).collect();
            say_days(&days, words)
        }
        Freq::Daily if schedule.interval == 1 && schedule.byday.is_empty() => words.say("every-day").into(),
        // Which days, the description says, and when it opens next.
        _ => String::new(),
    };
    let mut line = match (&schedule.opens_at, &schedule.closes_at) {
        (Some(from), Some(to)) => {
            let (from, to) = (words.time(from), words.time(to));
            let key = if days.is_empty() { "times-only" } else { "times" };
            words.fill(key, &[("day", &days), ("from", &from), ("to", &to)])
        }
        _ => days,
    };
    let date = |date: Option<_>| date.map_or_else(String::new, |date| words.date(date));
    if schedule.valid_from.is_some() || schedule.valid_to.is_some() {
        let (from, to) = (date(schedule.valid_from), date(schedule.valid_to));
        line.push_str(&[" (", from.as_str(), "\u{2013}", to.as_str(), ")"].concat());
    }
    line
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
