//! Opening hours against the clock: over midnight, when the clocks change, in zones of every kind.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

use intake_core::date::Date;
use intake_core::form::{Compiled, compile};
use intake_core::hours::{Hours, Opening, WallTime, hours};
use intake_core::json::Json;

/// A zone as its changes: offset in minutes, and from which moment (UTC) on.
type Changes = &'static [(&'static str, i32)];

const ZONES: &[(&str, Changes)] = &[
    (
        "Europe/Stockholm",
        &[("", 60), ("2026-03-29 01:00", 120), ("2026-10-25 01:00", 60), ("2027-03-28 01:00", 120)],
    ),
    ("America/New_York", &[("", -300), ("2026-03-08 07:00", -240), ("2026-11-01 06:00", -300)]),
    // South of the equator the clocks go forward in October.
    ("Australia/Sydney", &[("", 660), ("2026-04-04 16:00", 600), ("2026-10-03 16:00", 660)]),
    // By half an hour only.
    ("Australia/Lord_Howe", &[("", 660), ("2026-04-04 15:00", 630), ("2026-10-03 15:30", 660)]),
    ("Asia/Kolkata", &[("", 330)]),
    ("Asia/Kathmandu", &[("", 345)]),
];

fn moment(text: &str) -> i64 {
    let (date, time) = text.split_once(' ').unwrap();
    let (hours, minutes) = time.split_once(':').unwrap();
    let minutes = hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap();
    Date::parse(date).unwrap().to_days() * 86_400 + minutes * 60
}

fn offset(zone: &str, at: i64) -> Option<i32> {
    let (_, changes) = ZONES.iter().find(|(name, _)| *name == zone)?;
    let held = changes.iter().rev().find(|(from, _)| from.is_empty() || moment(from) <= at);
    held.map(|(_, minutes)| minutes * 60)
}

fn compiled(schedules: &str, zone: &str) -> Compiled {
    let settings = if zone == "null" { String::new() } else { format!(r#""timeZone": {zone}"#) };
    let json = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
        "pages": [{{"name": "p", "items": []}}],
        "referrals": [{{"name": "r", "reason": "R", "service": {{"name": "S", "schedules": {schedules}}}}}],
        "settings": {{{settings}}}}}"#
    );
    compile(&Json::parse(&json).unwrap())
}

fn faults(schedules: &str, zone: &str) -> Vec<String> {
    compiled(schedules, zone).diagnostics.iter().map(|found| found.code.to_string()).collect()
}

/// The hours of schedules in JSON at a moment of UTC.
fn at(schedules: &str, zone: &str, now: &str) -> Hours {
    let form = compiled(schedules, zone).form;
    let form = form.unwrap_or_else(|| panic!("{schedules}: {:?}", faults(schedules, zone)));
    hours(&form.referrals[0].service.schedules, form.settings.time_zone.as_ref(), moment(now), &offset)
}

fn said(hours: &Hours) -> String {
    let wall = |at: WallTime| format!("{} {:02}:{:02}", at.date, at.minute / 60, at.minute % 60);
    match hours.opening {
        Opening::Unknown => "unknown".into(),
        Opening::Always => "always".into(),
        Opening::Now { until } => format!("until {}", wall(until)),
        Opening::Later { from, until } => format!("{} to {}", wall(from), wall(until)),
    }
}

#[track_caller]
fn check(schedules: &str, zone: &str, cases: &[(&str, &str)]) {
    for (now, expected) in cases {
        assert_eq!(
            said(&at(schedules, &format!("\"{zone}\""), now)),
            *expected,
            "{zone} {schedules} at {now}"
        );
    }
}

const OFFICE: &str = r#"[{"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "16:00"}]"#;
const NIGHT: &str = r#"[{"byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "17:00", "closes_at": "09:00"}]"#;

#[test]
fn open_now_today_and_another_day() {
    check(
        OFFICE,
        "Europe/Stockholm",
        &[
            // Friday 27 November: 8:30, 9:00, 15:59, 16:00; then Sunday.
            ("2026-11-27 07:30", "2026-11-27 09:00 to 2026-11-27 16:00"),
            ("2026-11-27 08:00", "until 2026-11-27 16:00"),
            ("2026-11-27 14:59", "until 2026-11-27 16:00"),
            ("2026-11-27 15:00", "2026-11-30 09:00 to 2026-11-30 16:00"),
            ("2026-11-29 12:00", "2026-11-30 09:00 to 2026-11-30 16:00"),
        ],
    );
}

#[test]
fn over_midnight_and_to_its_end() {
    check(
        NIGHT,
        "Europe/Stockholm",
        &[
            ("2026-11-28 15:59", "2026-11-28 17:00 to 2026-11-29 09:00"),
            ("2026-11-28 16:00", "until 2026-11-29 09:00"),
            ("2026-11-29 02:00", "until 2026-11-29 09:00"),
            ("2026-11-29 08:00", "2026-11-29 17:00 to 2026-11-30 09:00"),
        ],
    );
    // Of one night only: Saturday's ends on Sunday.
    let saturday = r#"[{"byday": "SA", "opens_at": "22:00", "closes_at": "03:00"}]"#;
    check(
        saturday,
        "Europe/Stockholm",
        &[
            ("2026-11-29 01:30", "until 2026-11-29 03:00"),
            ("2026-11-29 02:00", "2026-12-05 22:00 to 2026-12-06 03:00"),
        ],
    );
    let late = r#"[{"byday": "FR", "opens_at": "18:00", "closes_at": "24:00"}, {"byday": "SA", "opens_at": "00:00", "closes_at": "02:00"}]"#;
    check(late, "Europe/Stockholm", &[("2026-11-27 20:00", "until 2026-11-28 02:00")]);
}

#[test]
fn day_and_night() {
    let week = "\"byday\": \"MO,TU,WE,TH,FR,SA,SU\"";
    for times in [("00:00", "24:00"), ("00:00", "00:00"), ("00:00", "23:59"), ("08:00", "08:00")] {
        let schedules = format!(r#"[{{{week}, "opens_at": "{}", "closes_at": "{}"}}]"#, times.0, times.1);
        check(&schedules, "Asia/Kolkata", &[("2026-11-28 12:00", "always")]);
    }
    let daily = r#"[{"freq": "DAILY", "opens_at": "07:00", "closes_at": "19:00"}, {"freq": "DAILY", "opens_at": "19:00", "closes_at": "07:00"}]"#;
    check(daily, "Europe/Stockholm", &[("2026-10-24 22:00", "always"), ("2026-03-28 22:00", "always")]);
}

#[test]
fn the_clocks_go_forward() {
    // 29 March 2026, Stockholm: 02:00 is 03:00.
    check(
        NIGHT,
        "Europe/Stockholm",
        &[
            ("2026-03-29 06:59", "until 2026-03-29 09:00"),
            ("2026-03-29 07:00", "2026-03-29 17:00 to 2026-03-30 09:00"),
        ],
    );
    let gap = r#"[{"byday": "SU", "opens_at": "02:30", "closes_at": "05:00"}]"#;
    check(
        gap,
        "Europe/Stockholm",
        &[
            // 02:30 does not come: by the offset before it is 03:30.
            ("2026-03-29 01:29", "2026-03-29 03:30 to 2026-03-29 05:00"),
            ("2026-03-29 01:30", "until 2026-03-29 05:00"),
        ],
    );
    // What opens in the hour that is skipped, and closes before it could, does not open that night.
    let short = r#"[{"freq": "DAILY", "opens_at": "02:30", "closes_at": "03:15"}]"#;
    check(
        short,
        "Europe/Stockholm",
        &[
            ("2026-03-28 12:00", "2026-03-30 02:30 to 2026-03-30 03:15"),
            ("2026-03-29 01:20", "2026-03-30 02:30 to 2026-03-30 03:15"),
        ],
    );
}

#[test]
fn the_clocks_go_back() {
    // 1 November 2026, New York: 02:00 is 01:00 again, at 06:00 UTC.
    let bar = r#"[{"byday": "SA", "opens_at": "20:00", "closes_at": "01:30"}]"#;
    check(
        bar,
        "America/New_York",
        &[
            ("2026-11-01 05:29", "until 2026-11-01 01:30"),
            // The first 01:30 counts; the second is half an hour after closing.
            ("2026-11-01 06:15", "2026-11-07 20:00 to 2026-11-08 01:30"),
        ],
    );
    check(
        NIGHT,
        "America/New_York",
        &[
            ("2026-11-01 06:30", "until 2026-11-01 09:00"),
            ("2026-11-01 13:59", "until 2026-11-01 09:00"),
            ("2026-11-01 14:00", "2026-11-01 17:00 to 2026-11-02 09:00"),
        ],
    );
}

#[test]
fn south_of_the_equator_and_by_half_an_hour() {
    // 4 October 2026, Sydney: forward at 02:00.
    check(
        NIGHT,
        "Australia/Sydney",
        &[
            ("2026-10-03 21:59", "until 2026-10-04 09:00"),
            ("2026-10-03 22:00", "2026-10-04 17:00 to 2026-10-05 09:00"),
            // 5 April: back at 03:00.
            ("2026-04-04 22:59", "until 2026-04-05 09:00"),
            ("2026-04-04 23:00", "2026-04-05 17:00 to 2026-04-06 09:00"),
        ],
    );
    let early = r#"[{"byday": "SU", "opens_at": "02:15", "closes_at": "06:00"}]"#;
    check(
        early,
        "Australia/Lord_Howe",
        &[
            ("2026-10-03 15:44", "2026-10-04 02:45 to 2026-10-04 06:00"),
            ("2026-10-03 15:45", "until 2026-10-04 06:00"),
            ("2026-10-03 19:00", "2026-10-11 02:15 to 2026-10-11 06:00"),
        ],
    );
}

#[test]
fn zones_of_half_and_quarter_hours_and_days_that_are_others() {
    check(
        OFFICE,
        "Asia/Kolkata",
        &[
            ("2026-11-27 03:29", "2026-11-27 09:00 to 2026-11-27 16:00"),
            ("2026-11-27 03:30", "until 2026-11-27 16:00"),
        ],
    );
    // Sunday evening in UTC is Monday morning in Kathmandu.
    check(OFFICE, "Asia/Kathmandu", &[("2026-11-29 20:00", "2026-11-30 09:00 to 2026-11-30 16:00")]);
    assert_eq!(said(&at(OFFICE, "5.5", "2026-11-27 03:30")), "until 2026-11-27 16:00");
    check(OFFICE, "-09:30", &[("2026-11-27 18:30", "until 2026-11-27 16:00")]);
    check(OFFICE, "UTC", &[("2026-11-27 09:00", "until 2026-11-27 16:00")]);
}

#[test]
fn weeks_months_and_seasons() {
    let fortnight = r#"[{"byday": "TU", "interval": 2, "valid_from": "2026-11-24", "opens_at": "10:00", "closes_at": "12:00"}]"#;
    check(
        fortnight,
        "Europe/Stockholm",
        &[
            ("2026-11-24 09:30", "until 2026-11-24 12:00"),
            ("2026-11-24 12:00", "2026-12-08 10:00 to 2026-12-08 12:00"),
        ],
    );
    let first = r#"[{"freq": "MONTHLY", "byday": "1MO,-1FR", "opens_at": "10:00", "closes_at": "12:00"}]"#;
    check(
        first,
        "Europe/Stockholm",
        &[
            ("2026-11-26 12:00", "2026-11-27 10:00 to 2026-11-27 12:00"),
            ("2026-11-27 12:00", "2026-12-07 10:00 to 2026-12-07 12:00"),
        ],
    );
    let last = r#"[{"bymonthday": "15,-1", "opens_at": "10:00", "closes_at": "12:00"}]"#;
    check(
        last,
        "Europe/Stockholm",
        &[
            ("2027-02-20 12:00", "2027-02-28 10:00 to 2027-02-28 12:00"),
            ("2026-12-01 12:00", "2026-12-15 10:00 to 2026-12-15 12:00"),
        ],
    );
    let winter = r#"[{"byday": "SA", "valid_from": "2027-01-02", "valid_to": "2027-01-09", "opens_at": "10:00", "closes_at": "12:00"}]"#;
    check(
        winter,
        "Europe/Stockholm",
        &[("2026-11-28 12:00", "2027-01-02 10:00 to 2027-01-02 12:00"), ("2027-01-09 12:00", "unknown")],
    );
}

#[test]
fn the_first_monday_is_not_every_monday() {
    // 30 November 2026 is the fifth Monday.
    let monday = "2026-11-30 09:30";
    for days in [r#""byday": "1MO""#, r#""byday": "+1MO,-1TU""#, r#""byday": "1MO", "freq": "MONTHLY""#] {
        let schedules = format!(r#"[{{{days}, "opens_at": "10:00", "closes_at": "12:00"}}]"#);
        check(&schedules, "Europe/Stockholm", &[(monday, "2026-12-07 10:00 to 2026-12-07 12:00")]);
    }
    let fifth = r#"[{"byday": "5MO", "opens_at": "10:00", "closes_at": "12:00"}]"#;
    check(fifth, "Europe/Stockholm", &[(monday, "until 2026-11-30 12:00")]);
    for days in [
        r#""byday": "1MO", "freq": "WEEKLY""#,
        r#""byday": "1MO", "freq": "DAILY""#,
        r#""byday": "MO", "bymonthday": "1", "freq": "WEEKLY""#,
    ] {
        let schedules = format!(r#"[{{{days}, "opens_at": "10:00", "closes_at": "12:00"}}]"#);
        assert_eq!(faults(&schedules, "\"UTC\""), ["bad-schedule"], "{days}");
    }
    // Days of the week and of the month limit each other.
    let daily = r#"[{"freq": "DAILY", "byday": "MO,FR", "bymonthday": "13", "opens_at": "10:00", "closes_at": "12:00"}]"#;
    check(daily, "Europe/Stockholm", &[(monday, "2027-08-13 10:00 to 2027-08-13 12:00")]);
}

#[test]
fn times_may_say_their_offset() {
    for times in [("09:00+01:00", "16:00+01:00"), ("09:00:00+01:00", "16:00:00+0100"), ("09:00+01", "16:00")]
    {
        let schedules =
            format!(r#"[{{"byday": "FR", "opens_at": "{}", "closes_at": "{}"}}]"#, times.0, times.1);
        // It is the zone where none is named; where one is, the clock there, also in summer.
        assert_eq!(said(&at(&schedules, "null", "2026-11-27 14:59")), "until 2026-11-27 16:00");
        check(
            &schedules,
            "Europe/Stockholm",
            &[("2026-11-27 14:59", "until 2026-11-27 16:00"), ("2026-07-24 13:59", "until 2026-07-24 16:00")],
        );
        // A zone that never has it: nobody can say what was meant.
        check(&schedules, "America/New_York", &[("2026-11-27 14:59", "unknown")]);
    }
    let utc = r#"[{"byday": "FR", "opens_at": "09:00Z", "closes_at": "16:00Z"}]"#;
    assert_eq!(said(&at(utc, "null", "2026-11-27 15:59")), "until 2026-11-27 16:00");
    for (times, expected) in [
        (r#""opens_at": "09:00Z", "closes_at": "16:00+01:00""#, "bad-schedule"),
        (r#""opens_at": "09:00+02:00", "closes_at": "16:00+02:00", "timezone": 1"#, "bad-schedule"),
        (r#""opens_at": "09:00x", "closes_at": "16:00""#, "wrong-type"),
        (r#""opens_at": "09:00Europe/Stockholm", "closes_at": "16:00""#, "wrong-type"),
        (r#""opens_at": "09:00:61", "closes_at": "16:00""#, "wrong-type"),
        (r#""opens_at": "25:00Z", "closes_at": "16:00Z""#, "wrong-type"),
    ] {
        let schedules = format!(r#"[{{"byday": "FR", {times}}}]"#);
        assert_eq!(faults(&schedules, "null")[0], expected, "{times}");
    }
}

#[test]
fn what_cannot_be_told_is_unknown() {
    let note = r#"{"description": "Closed on public holidays"}"#;
    let timed = r#"{"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "16:00"}"#;
    let days = r#"{"byday": "SA", "description": "Ring the bell"}"#;
    let yearly = r#"{"byday": "MO", "freq": "YEARLY", "opens_at": "09:00", "closes_at": "16:00"}"#;
    let friday = "2026-11-27 10:00";
    let saturday = "2026-11-28 10:00";
    for (schedules, now, expected) in [
        (format!("[{note}]"), friday, "unknown"),
        ("[]".into(), friday, "unknown"),
        (format!("[{yearly}]"), friday, "unknown"),
        // A note says nothing about the others; open is open; closed is not certain where another may be open.
        (format!("[{timed}, {note}]"), saturday, "2026-11-30 09:00 to 2026-11-30 16:00"),
        (format!("[{timed}, {days}]"), friday, "until 2026-11-27 16:00"),
        (format!("[{timed}, {days}]"), saturday, "unknown"),
    ] {
        check(&schedules, "Europe/Stockholm", &[(now, expected)]);
    }
    // On a day that something is said of without hours, nothing else is certain.
    let wednesday = r#"{"byday": "WE", "description": "Closed"}"#;
    check(
        &format!("[{timed}, {wednesday}]"),
        "UTC",
        &[
            ("2026-11-27 10:00", "until 2026-11-27 16:00"),
            ("2026-12-01 20:00", "unknown"),
            ("2026-12-02 10:00", "unknown"),
            ("2026-12-03 10:00", "until 2026-12-03 16:00"),
        ],
    );
    // Who is open day and night closes when something is said of a day.
    let always = r#"{"freq": "DAILY", "opens_at": "00:00", "closes_at": "24:00"}"#;
    check(&format!("[{always}, {wednesday}]"), "UTC", &[("2026-11-30 10:00", "until 2026-12-02 00:00")]);
    // A zone that nobody knows.
    check(OFFICE, "Mars/Olympus", &[(friday, "unknown")]);
}
