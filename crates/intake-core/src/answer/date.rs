//! Dates and months as people type them: in fields of their own, by name, or whole in one field.

use std::sync::Arc;

use super::locale::{DatePart, Locale};
use super::number::digits;
use super::typed::Typed;
use super::value::Answer;
use crate::character::{digit, is_blank, is_unseen, is_word, lower, plain, trim};
use crate::date::Date;
use crate::definition::Kind;
use crate::problem::{Limit, Problem};

/// Words that stand in dates and name nothing: `27th of March`, `den 27:e mars`, `27 de marzo`,
/// `27 marca 1985 r.`.
const FILLERS: [&str; 15] =
    ["of", "the", "st", "nd", "rd", "th", "den", "e", "de", "del", "r", "roku", "р", "року", "م"];

/// Three fields: year, month, day.
#[inline(never)]
pub(super) fn read_date(parts: [&str; 3], locale: &dyn Locale) -> Result<Option<Answer>, Problem> {
    let [year, month, day] = parts.map(trim);
    let none = [year, month, day].map(str::is_empty);
    let [no_year, no_month, no_day] = none;
    let date = if none == [true; 3] {
        return Ok(None);
    } else if is_simple(parts, locale) {
        if none != [false; 3] {
            return Err(Problem::DateIncomplete { day: no_day, month: no_month, year: no_year });
        }
        let not_a_date = || Problem::NotADate;
        let month = month_of(month, locale).ok_or_else(not_a_date)?;
        day_of(year_of(year, Problem::NotADate)?, month, ordinal(day).ok_or_else(not_a_date)?)?
    } else {
        whole_date(&tokens(&joined(parts, locale), locale).ok_or(Problem::NotADate)?, locale)?
    };
    Ok(Some(Answer::Date(date)))
}

/// Two fields: year, month.
#[inline(never)]
pub(super) fn read_month(parts: [&str; 2], locale: &dyn Locale) -> Result<Option<Answer>, Problem> {
    let [year, month] = parts.map(trim);
    let none = [year, month].map(str::is_empty);
    let [no_year, no_month] = none;
    let (year, month) = if none == [true; 2] {
        return Ok(None);
    } else if is_simple([year, month, ""], locale) {
        if none != [false; 2] {
            return Err(Problem::DateIncomplete { day: false, month: no_month, year: no_year });
        }
        (year_of(year, Problem::NotAMonth)?, month_of(month, locale).ok_or(Problem::NotAMonth)?)
    } else {
        whole_month(&tokens(&joined([year, month, ""], locale), locale).ok_or(Problem::NotAMonth)?)?
    };
    let first = Date::new(year as i32, month, 1).ok_or(Problem::NotAMonth)?.to_string();
    Ok(first.get(..7).map(|month| Answer::Text(month.into())))
}

/// The answer in its fields, where it was typed whole into one.
pub(crate) fn spread(kind: &Kind, typed: &Typed, answer: &Answer, locale: &dyn Locale) -> Option<Typed> {
    let parts: [&Arc<str>; 3] = match typed {
        Typed::Date { year, month, day } => [year, month, day],
        Typed::Month { year, month } => [year, month, &"".into()],
        _ => return None,
    };
    if is_simple(parts.map(|part| &**part), locale) {
        return None;
    }
    Typed::from_json(kind, &answer.to_json()).ok()
}

/// Whether no field has more than its own part.
fn is_simple([year, month, day]: [&str; 3], locale: &dyn Locale) -> bool {
    let empty = |text: &str| trim(text).is_empty();
    let number = |text: &str| empty(text) || ordinal(text).is_some();
    number(year) && number(day) && (empty(month) || month_of(month, locale).is_some())
}

/// A number of a date: `27`, `27.`, `27th`, `27:e`; not `19850327`, which is a whole one.
fn ordinal(text: &str) -> Option<u32> {
    let number = text.trim_end_matches(|c: char| digit(c).is_none());
    let more = text.get(number.len()..).unwrap_or_default().trim_matches(|c: char| !is_word(c));
    let small: String = more.chars().map(lower).collect();
    let known = more.is_empty() || FILLERS.contains(&small.as_str());
    digits(number).filter(|number| known && *number < 100_000)
}

fn joined([year, month, day]: [&str; 3], locale: &dyn Locale) -> String {
    let mut text = String::new();
    for part in locale.dates().order {
        text.push_str(match part {
            DatePart::Year => year,
            DatePart::Month => month,
            DatePart::Day => day,
        });
        text.push(' ');
    }
    text
}

fn year_of(text: &str, or: Problem) -> Result<u32, Problem> {
    match ordinal(text) {
        Some(year @ 1000..=9999) => Ok(year),
        Some(0..=99) => Err(Problem::ShortYear),
        _ => Err(or),
    }
}

/// A month by its number or its name.
fn month_of(text: &str, locale: &dyn Locale) -> Option<u32> {
    let name = || month_named(text.trim_matches(|c| c == '.' || is_blank(c)), locale);
    ordinal(text).or_else(|| name().filter(|_| !text.contains(|c| digit(c).is_some())))
}

/// A month by its whole name, or by three letters and more that begin its name and no other's. What
/// the language says goes before what English says.
fn month_named(words: &str, locale: &dyn Locale) -> Option<u32> {
    let words = locale.fold(words);
    if words.is_empty() {
        return None;
    }
    let long = words.chars().count() >= 3;
    for names in locale.months() {
        let mut begun = None;
        for (i, name) in names.iter().enumerate() {
            let month = i as u32 % 12 + 1;
            if *name == words {
                return Some(month);
            }
            if long && name.starts_with(&words) && begun.replace(month).is_some_and(|other| other != month) {
                return None;
            }
        }
        if begun.is_some() {
            return begun;
        }
    }
    None
}

fn day_of(year: u32, month: u32, day: u32) -> Result<Date, Problem> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return Err(Problem::NotADate);
    }
    Date::new(year as i32, month, day).ok_or(Problem::NoSuchDay)
}

/// What stands in a date: numbers, each with how many digits it has, and a month's name.
struct Tokens {
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
}

fn tokens(text: &str, locale: &dyn Locale) -> Option<Tokens> {
    let mut found = Tokens { numbers: Vec::new(), month: None };
    let (mut number, mut word, mut words) = (String::new(), String::new(), String::new());
    // A space at the end closes what is open.
    for c in text.chars().chain([' ']) {
        if is_unseen(c) && !c.is_whitespace() {
            continue;
        }
        let digit = digit(c);
        if digit.is_none() && !number.is_empty() {
            found.numbers.push((number.parse().ok()?, number.len()));
            number.clear();
        }
        if is_word(c) && digit.is_none() {
            word.push(c);
            continue;
        }
        // `Mar.` and the apostrophe in a word are part of it.
        if !word.is_empty() {
            let small: String = word.chars().map(lower).collect();
            if !FILLERS.contains(&small.as_str()) {
                words.push_str(if words.is_empty() { "" } else { " " });
                words.push_str(&word);
            }
            word.clear();
        }
        match (digit, plain(c)) {
            (Some(digit), _) => {
                close(&mut words, &mut found, locale)?;
                number.push(digit);
            }
            (None, ' ' | '/' | '.' | ',' | '-' | ':' | '\u{60c}' | '\n') => {}
            _ => return None,
        }
    }
    close(&mut words, &mut found, locale)?;
    Some(found)
}

/// The words up to here name the month.
fn close(words: &mut String, found: &mut Tokens, locale: &dyn Locale) -> Option<()> {
    if !words.is_empty() {
        let month = month_named(words, locale)?;
        if found.month.replace(month).is_some() {
            return None;
        }
        words.clear();
    }
    Some(())
}

fn whole_date(found: &Tokens, locale: &dyn Locale) -> Result<Date, Problem> {
    let missing = |day, month, year| Err(Problem::DateIncomplete { day, month, year });
    let year_of = |(year, length): (u32, usize)| match (length, year) {
        (4, 1000..=9999) => Ok(year),
        (1 | 2, _) => Err(Problem::ShortYear),
        _ => Err(Problem::NotADate),
    };
    match (found.month, found.numbers.as_slice()) {
        (Some(month), &[year @ (_, 4), (day, _)] | &[(day, _), year]) => day_of(year_of(year)?, month, day),
        (Some(_), &[(_, 4)]) => missing(true, false, false),
        (Some(_), &[_]) => missing(false, false, true),
        (None, &[year @ (_, 4), (month, _), (day, _)]) => day_of(year_of(year)?, month, day),
        (None, &[first, second, year]) => either(year_of(year)?, first.0, second.0, locale),
        (None, &[(_, 4), _] | &[_, (_, 4)]) => missing(true, false, false),
        (None, &[_, _]) => missing(false, false, true),
        (None, &[(number, 8)]) => compact(number, locale),
        (None, &[(_, 6)]) => Err(Problem::ShortYear),
        _ => Err(Problem::NotADate),
    }
}

/// Day and month in the language's order; in the other where only that is a date. Where the language
/// has both, and both are dates, it is asked back.
fn either(year: u32, first: u32, second: u32, locale: &dyn Locale) -> Result<Date, Problem> {
    let format = locale.dates();
    // Where the year comes first, who writes it last writes the day first.
    let month_first = matches!(format.order, [DatePart::Month, ..]);
    let (own, other) = (day_of(year, second, first), day_of(year, first, second));
    let (own, other) = if month_first { (other, own) } else { (own, other) };
    match (own, other) {
        (Ok(own), Ok(other)) if !format.settled && own != other => {
            Err(Problem::Ambiguous { readings: [Limit::Date(own), Limit::Date(other)] })
        }
        (Ok(date), _) | (Err(_), Ok(date)) => Ok(date),
        (Err(Problem::NotADate), Err(problem)) | (Err(problem), _) => Err(problem),
    }
}

/// `19850327` or `27031985`, where only one of them is a date of our times.
fn compact(number: u32, locale: &dyn Locale) -> Result<Date, Problem> {
    let ours = 1800..=2199;
    let year_first = day_of(number / 10_000, number / 100 % 100, number % 100);
    let year_first = year_first.ok().filter(|date| ours.contains(&date.year()));
    let year = number % 10_000;
    let year_last = either(year, number / 1_000_000, number / 10_000 % 100, locale);
    match (year_first, year_last) {
        (Some(date), last) if last.is_err() || !ours.contains(&(year as i32)) => Ok(date),
        (None, last) if ours.contains(&(year as i32)) => last,
        _ => Err(Problem::NotADate),
    }
}

fn whole_month(found: &Tokens) -> Result<(u32, u32), Problem> {
    let missing = |month, year| Err(Problem::DateIncomplete { day: false, month, year });
    match (found.month, found.numbers.as_slice()) {
        (Some(month), &[(year @ 1000..=9999, 4)]) => Ok((year, month)),
        (None, &[(year @ 1000..=9999, 4), (month, 1 | 2)] | &[(month, 1 | 2), (year @ 1000..=9999, 4)]) => {
            Ok((year, month))
        }
        (Some(_), &[(_, 1 | 2)]) | (None, &[(_, 1 | 2), (_, 1 | 2)]) => Err(Problem::ShortYear),
        (Some(_), &[]) => missing(false, true),
        _ => Err(Problem::NotAMonth),
    }
}
