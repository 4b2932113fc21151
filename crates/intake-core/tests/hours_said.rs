//! What people read of opening hours, in every language of the interface.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

#[path = "support/voice.rs"]
mod voice;

use intake_core::date::Date;
use intake_core::form::{Form, compile};
use intake_core::hours::{say_schedule, tell};
use intake_core::json::Json;
use voice::Voice;

/// Saturday 28 November 2026, 12:00 in UTC.
const NOON: i64 = 1_795_867_200;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

fn form(schedules: &str, settings: &str) -> Form {
    let json = format!(
        r#"{{"formLanguage": 1, "name": "a", "version": "1", "defaultLanguage": "en", "languages": ["en"], "title": "A",
        "pages": [{{"name": "p", "items": []}}],
        "referrals": [{{"name": "r", "reason": "R", "service": {{"name": "S", "schedules": [{schedules}]}}}}],
        "settings": {{{settings}}}}}"#
    );
    let compiled = compile(&Json::parse(&json).unwrap());
    let faults: Vec<_> =
        compiled.diagnostics.iter().map(|found| (found.code, found.pointer.clone())).collect();
    compiled.form.unwrap_or_else(|| panic!("{schedules}: {faults:?}"))
}

/// What stands under the name of a place: whether it is open, then line by line what is said beside it.
fn told_in(language: &'static str, schedules: &str, settings: &str, now: i64) -> Vec<String> {
    let form = form(schedules, settings);
    let zone = form.settings.time_zone.as_ref();
    let told = tell(&form.referrals[0].service.schedules, zone, now, &|_, _| Some(0), &Voice::new(language));
    let lines = told.lines.into_iter().flat_map(|(line, text)| {
        let text = text.map(|text| text.versions()[0].1.to_string());
        [line, text.unwrap_or_default()]
    });
    told.open.into_iter().chain(lines).filter(|line| !line.is_empty()).collect()
}

fn told(schedules: &str, now: i64) -> Vec<String> {
    told_in("en", schedules, r#""timeZone": "Europe/London""#, now)
}

const WEEK: &str = r#"{"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "16:00"}"#;

#[test]
fn every_language_says_when_it_is_open_next() {
    let year = r#"{"byday": "MO", "valid_from": "2027-01-04", "opens_at": "09:00", "closes_at": "16:00"}"#;
    let always = r#"{"freq": "DAILY", "opens_at": "00:00", "closes_at": "24:00"}"#;
    let weekend = r#"{"byday": "SA", "opens_at": "08:00", "closes_at": "24:00"}, {"byday": "SU", "opens_at": "00:00", "closes_at": "18:00"}"#;
    let friday = NOON - DAY;
    for (language, expected) in [
        (
            "en",
            [
                "Open now, until 16:00",
                "Open today 09:00–16:00",
                "Closed now. Opens tomorrow at 09:00",
                "Closed now. Opens Monday at 09:00",
                "Closed now. Opens January 4, 2027 at 09:00",
                "Open day and night",
                "Open now, until Sunday 18:00",
            ],
        ),
        (
            "sv",
            [
                "Öppet nu, till 16:00",
                "Öppet i dag 09:00–16:00",
                "Stängt nu. Öppnar i morgon klockan 09:00",
                "Stängt nu. Öppnar måndag klockan 09:00",
                "Stängt nu. Öppnar 4 januari 2027 klockan 09:00",
                "Öppet dygnet runt",
                "Öppet nu, till söndag 18:00",
            ],
        ),
        (
            "pl",
            [
                "Teraz otwarte, do 16:00",
                "Dziś otwarte 09:00–16:00",
                "Teraz zamknięte. Otwarte jutro od 09:00",
                "Teraz zamknięte. Otwarcie: poniedziałek, 09:00",
                "Teraz zamknięte. Otwarcie: 4 stycznia 2027, 09:00",
                "Otwarte całą dobę",
                "Teraz otwarte, do: niedziela, 18:00",
            ],
        ),
        (
            "es",
            [
                "Abierto ahora, hasta las 16:00",
                "Abierto hoy 09:00–16:00",
                "Cerrado ahora. Abre mañana a las 09:00",
                "Cerrado ahora. Abre el lunes a las 09:00",
                "Cerrado ahora. Abre el 4 de enero de 2027 a las 09:00",
                "Abierto día y noche",
                "Abierto ahora, hasta el domingo a las 18:00",
            ],
        ),
        (
            "ar",
            [
                "مفتوح الآن حتى الساعة 16:00",
                "مفتوح اليوم من 09:00 إلى 16:00",
                "مغلق الآن. يفتح غدًا الساعة 09:00",
                "مغلق الآن. يفتح يوم الاثنين الساعة 09:00",
                "مغلق الآن. يفتح 4 يناير 2027 الساعة 09:00",
                "مفتوح ليلًا ونهارًا",
                "مفتوح الآن حتى الأحد الساعة 18:00",
            ],
        ),
        (
            "uk",
            [
                "Зараз відчинено, до 16:00",
                "Сьогодні відчинено 09:00–16:00",
                "Зараз зачинено. Відчиняється завтра о 09:00",
                "Зараз зачинено. Відчиняється: понеділок, 09:00",
                "Зараз зачинено. Відчиняється: 4 січня 2027 р., 09:00",
                "Відчинено вдень і вночі",
                "Зараз відчинено, до: неділя, 18:00",
            ],
        ),
    ] {
        let cases = [
            (WEEK, friday),
            (WEEK, friday - 5 * HOUR),
            (WEEK, NOON + DAY),
            (WEEK, NOON),
            (year, NOON),
            (always, NOON),
            (weekend, NOON),
        ];
        for ((schedules, now), expected) in cases.into_iter().zip(expected) {
            let found = told_in(language, schedules, r#""timeZone": "Europe/London""#, now);
            // What begins later says so beside it.
            assert_eq!(found[0], expected, "{language} {schedules}");
        }
    }
}

#[test]
fn what_a_schedule_says_itself_stands_beside_its_hours() {
    let holidays = r#"{"byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "16:00", "description": "Closed on public holidays"},
        {"byday": "SA", "opens_at": "10:00", "closes_at": "11:00", "description": "Closed on public holidays"},
        {"byday": "SU", "opens_at": "10:00", "closes_at": "11:00", "valid_to": "2026-11-01", "description": "In summer"}"#;
    assert_eq!(told(holidays, NOON - DAY), ["Open now, until 16:00", "Closed on public holidays"]);
    let night = r#"{"freq": "DAILY", "opens_at": "17:00", "closes_at": "22:00", "description": "After that, call first."}"#;
    assert_eq!(
        told(night, NOON + 11 * HOUR),
        ["Closed now. Opens tomorrow at 17:00", "After that, call first."]
    );
    // Of a day it says which.
    let bell = format!(r#"{WEEK}, {{"byday": "SA", "description": "Ring the bell"}}"#);
    assert_eq!(told(&bell, NOON - DAY), ["Open now, until 16:00", "Saturday", "Ring the bell"]);
}

#[test]
fn a_note_of_some_days_is_said_until_they_are_over_and_hours_are_not_certain_then() {
    let christmas = format!(
        r#"{WEEK}, {{"valid_from": "2026-12-24", "valid_to": "2027-01-01", "description": "Closed over Christmas"}}"#
    );
    let at = |day: i64| told(&christmas, NOON + day * DAY);
    let period = "December 24, 2026–January 1, 2027";
    // Friday, long before; Wednesday evening, the day before; Monday, in between; Monday, after.
    assert_eq!(at(-1), ["Open now, until 16:00", period, "Closed over Christmas"]);
    let week = "Monday–Friday: 09:00 to 16:00";
    let eve = told(&christmas, NOON + 25 * DAY + 8 * HOUR);
    assert_eq!(eve, [week, period, "Closed over Christmas"]);
    assert_eq!(at(30), [week, "–January 1, 2027", "Closed over Christmas"]);
    assert_eq!(at(37), ["Open now, until 16:00"]);
}

#[test]
fn hours_stand_where_nobody_can_say_whether_it_is_open() {
    let none = |schedules: &str| told_in("en", schedules, "", NOON);
    assert_eq!(none(WEEK), ["Monday–Friday: 09:00 to 16:00"]);
    assert_eq!(none(r#"{"description": "Always open"}"#), ["Always open"]);
    assert_eq!(none(""), Vec::<String>::new());
    for (language, expected) in [
        ("en", "Ask on which days: 09:00 to 16:00"),
        ("sv", "Fråga vilka dagar: 09:00 till 16:00"),
        ("pl", "Zapytaj, w które dni: 09:00–16:00"),
        ("es", "Pregunte qué días: de 09:00 a 16:00"),
        ("ar", "يُرجى السؤال عن الأيام: من 09:00 إلى 16:00"),
        ("uk", "Запитайте, у які дні: з 09:00 до 16:00"),
    ] {
        let yearly = r#"{"byday": "MO", "freq": "YEARLY", "opens_at": "09:00", "closes_at": "16:00"}"#;
        assert_eq!(told_in(language, yearly, r#""timeZone": "UTC""#, NOON), [expected]);
    }
}

#[test]
fn what_is_not_each_week_has_its_next_dates() {
    let today = Date::parse("2026-11-28").unwrap();
    let line = |language, days: &str| {
        let form = form(&format!(r#"{{{days}, "opens_at": "10:00", "closes_at": "12:00"}}"#), "");
        say_schedule(&form.referrals[0].service.schedules[0], today, &Voice::new(language))
    };
    for (language, expected) in [
        ("en", "December 7, 2026, January 4, 2027 and February 1, 2027: 10:00 to 12:00"),
        ("sv", "7 december 2026, 4 januari 2027 och 1 februari 2027: 10:00 till 12:00"),
        ("pl", "7 grudnia 2026, 4 stycznia 2027 i 1 lutego 2027: 10:00–12:00"),
        ("es", "7 de diciembre de 2026, 4 de enero de 2027 y 1 de febrero de 2027: de 10:00 a 12:00"),
        ("ar", "7 ديسمبر 2026, 4 يناير 2027 و1 فبراير 2027: من 10:00 إلى 12:00"),
        ("uk", "7 грудня 2026 р., 4 січня 2027 р. і 1 лютого 2027 р.: з 10:00 до 12:00"),
    ] {
        assert_eq!(line(language, r#""byday": "1MO""#), expected);
        assert_eq!(line(language, r#""byday": "1MO", "freq": "MONTHLY""#), expected);
    }
    for (days, expected) in [
        (
            r#""byday": "TU", "interval": 2, "valid_from": "2026-11-24""#,
            "December 8, 2026, December 22, 2026 and January 5, 2027: ",
        ),
        (r#""bymonthday": "31""#, "December 31, 2026, January 31, 2027 and March 31, 2027: "),
        (
            r#""bymonthday": "-1", "interval": 2, "valid_from": "2026-10-31""#,
            "December 31, 2026, February 28, 2027 and April 30, 2027: ",
        ),
        (
            r#""freq": "DAILY", "interval": 3, "valid_from": "2026-11-27""#,
            "November 30, 2026, December 3, 2026 and December 6, 2026: ",
        ),
        // The week itself says more than the next three days of it.
        (r#""byday": "FR,MO,TU,WE,TH", "freq": "MONTHLY""#, "Monday–Friday: "),
        (r#""byday": "SU,SA", "freq": "DAILY""#, "Saturday and Sunday: "),
        (r#""freq": "DAILY""#, "Every day: "),
        // From when on is not known.
        (r#""byday": "TU", "interval": 2"#, "Ask on which days: "),
        (r#""byday": "TU", "interval": 2, "valid_from": "2026-11-24", "wkst": "SU""#, "Ask on which days: "),
    ] {
        let found = line("en", days);
        assert_eq!(found.split_once("10:00 ").unwrap().0, expected, "{days}");
    }
}
