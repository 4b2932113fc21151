//! Schedules held against the clock.

use crate::date::Date;
use crate::definition::{Schedule, Zone};

/// By how many seconds a zone of the IANA database is ahead of UTC at a moment, in seconds since 1970; none of a zone
/// that is not known.
pub type Offsets<'a> = &'a dyn Fn(&str, i64) -> Option<i32>;

/// What a clock shows in the place's zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct WallTime {
    /// The day there.
    pub date: Date,
    /// Minutes after midnight.
    pub minute: u16,
}

/// Whether a place is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opening {
    /// The schedules don't say, or not in which zone.
    Unknown,
    /// Day and night.
    Always,
    /// Open.
    Now {
        /// When it closes.
        until: WallTime,
    },
    /// Closed, and within 400 days it opens.
    Later {
        /// When it opens next.
        from: WallTime,
        /// When it closes then.
        until: WallTime,
    },
}

/// Whether a place is open, and what its clock shows now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hours {
    /// Open or not at the moment that was asked for.
    pub opening: Opening,
    /// `None` where its zone is not known.
    pub now: Option<WallTime>,
}

const DAY: i64 = 86_400;
/// So far is looked ahead for a place that opens at all, in days.
pub(super) const HORIZON: i64 = 400;
/// What is open for so long is open day and night, in days.
const ALWAYS: i64 = 7;

/// A stretch of time in which a place is open, in seconds since 1970.
#[derive(Clone, Copy)]
struct Span {
    from: i64,
    until: i64,
    /// Nothing else is said of the day on which it begins.
    is_sure: bool,
}

/// When a place is open, at a moment in seconds since 1970. `zone` is that of schedules which name none.
pub fn hours(schedules: &[Schedule], zone: Option<&Zone>, now: i64, offsets: Offsets<'_>) -> Hours {
    let mut spans = Vec::new();
    let mut unsure = false;
    let mut clock = None;
    for schedule in schedules.iter().filter(|schedule| !schedule.is_note()) {
        let own = schedule.zone.as_ref().or(zone).or(schedule.offset.as_ref());
        let own = own.and_then(|zone| Clock::new(zone, now, offsets)).filter(|own| own.shows(schedule, now));
        let added = own.as_ref().and_then(|own| add(schedule, schedules, own, now, &mut spans));
        // One that has ended says nothing any more, and one whose days are not known says too little.
        unsure |= added.is_none();
        clock = clock.or(own);
    }
    let clock = clock.or_else(|| Clock::new(zone?, now, offsets));
    let wall = clock.as_ref().and_then(|clock| clock.wall(now));
    let is_doubtful = wall.is_some_and(|wall| is_doubtful(schedules, wall.date));
    let found = if is_doubtful { None } else { find(spans, now, clock.as_ref(), unsure) };
    Hours { opening: found.unwrap_or(Opening::Unknown), now: wall }
}

fn is_doubtful(schedules: &[Schedule], date: Date) -> bool {
    schedules.iter().any(|schedule| schedule.is_doubt(date))
}

/// Adds what a schedule is open for from yesterday on: the coming days, and beyond them the first time. `None` where
/// its days or hours can't be told.
fn add(
    schedule: &Schedule,
    all: &[Schedule],
    clock: &Clock<'_>,
    now: i64,
    spans: &mut Vec<Span>,
) -> Option<()> {
    let (opens, closes) = schedule.times()?;
    let today = clock.wall(now)?.date.to_days();
    for ahead in -1..HORIZON {
        let Some(date) = Date::from_days(today + ahead) else { break };
        if !schedule.is_on(date)? {
            continue;
        }
        let at = |minute: u16| clock.moment(date.to_days() * DAY + i64::from(minute) * 60);
        // What closes before it opens, or when it opens, closes the day after.
        let over = if closes <= opens { 24 * 60 } else { 0 };
        let span = Span { from: at(opens)?, until: at(closes + over)?, is_sure: !is_doubtful(all, date) };
        // What opens in the hour that the clocks skip may have closed before.
        if span.until > now.max(span.from) {
            spans.push(span);
        }
        if ahead > ALWAYS && span.from > now {
            break;
        }
    }
    Some(())
}

fn find(mut spans: Vec<Span>, now: i64, clock: Option<&Clock<'_>>, unsure: bool) -> Option<Opening> {
    spans.sort_by_key(|span| span.from);
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            // 23:59 is how many write the end of the day.
            Some(last) if span.from <= last.until + 60 && span.is_sure == last.is_sure => {
                last.until = last.until.max(span.until)
            }
            _ => merged.push(span),
        }
    }
    let first = merged.first().filter(|first| first.is_sure)?;
    let (from, until) = (clock?.wall(first.from)?, clock?.wall(first.until)?);
    if first.from <= now {
        let is_long = first.until - now >= (ALWAYS - 1) * DAY;
        return Some(if is_long { Opening::Always } else { Opening::Now { until } });
    }
    // It may be open by what can't be told.
    (!unsure).then_some(Opening::Later { from, until })
}

/// A zone's clock around a moment.
struct Clock<'a> {
    zone: &'a Zone,
    offsets: Offsets<'a>,
    /// What holds from two days before until ten days after, where it is one offset.
    steady: Option<(i64, i32)>,
}

impl<'a> Clock<'a> {
    fn new(zone: &'a Zone, now: i64, offsets: Offsets<'a>) -> Option<Self> {
        let mut clock = Self { zone, offsets, steady: None };
        let (before, after) = (clock.offset(now - 2 * DAY)?, clock.offset(now + 10 * DAY)?);
        clock.steady = (before == after).then_some((now, before));
        Some(clock)
    }

    /// Whether the times of a schedule can be this clock's: what they are ahead of UTC, it is now, or in the other
    /// half of the year.
    fn shows(&self, schedule: &Schedule, now: i64) -> bool {
        let is_its =
            |offset: i32| [0, 182, -182].iter().any(|days| self.offset(now + days * DAY) == Some(offset));
        !matches!(schedule.offset, Some(Zone::Fixed(offset)) if !is_its(offset))
    }

    fn offset(&self, moment: i64) -> Option<i32> {
        match self.steady {
            Some((now, offset)) if (-2 * DAY..10 * DAY).contains(&(moment - now)) => return Some(offset),
            _ => {}
        }
        match self.zone {
            Zone::Fixed(seconds) => Some(*seconds),
            Zone::Named(name) => (self.offsets)(name, moment),
        }
    }

    /// The moment at which the clock shows a wall time, in seconds since 1970 as it reads. RFC 5545 §3.3.5: of two the
    /// first; one that is skipped, by the offset before.
    fn moment(&self, wall: i64) -> Option<i64> {
        let before = i64::from(self.offset(wall - DAY)?);
        let after = i64::from(self.offset(wall + DAY)?);
        let is_right = |offset: i64| Some(i64::from(self.offset(wall - offset)?) == offset);
        Some(wall - if before != after && !is_right(before)? && is_right(after)? { after } else { before })
    }

    fn wall(&self, moment: i64) -> Option<WallTime> {
        let wall = moment + i64::from(self.offset(moment)?);
        let date = Date::from_days(wall.div_euclid(DAY))?;
        Some(WallTime { date, minute: (wall.rem_euclid(DAY) / 60) as u16 })
    }
}
