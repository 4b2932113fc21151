//! The zone in which a place's hours are said.

use std::sync::Arc;

use super::reader::{Object, Reader};
use crate::json::Json;
use crate::scan::small;

/// A time zone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Zone {
    /// Of the IANA database, such as `Europe/Stockholm`. Who has a clock knows its offsets.
    Named(Arc<str>),
    /// Seconds ahead of UTC, the year round.
    Fixed(i32),
}

impl Zone {
    /// `Europe/Stockholm`, `UTC`, `+05:45`.
    pub fn parse(text: &str) -> Option<Self> {
        if matches!(text, "UTC" | "Z" | "GMT") {
            return Some(Self::Fixed(0));
        }
        if let Some(seconds) = offset(text) {
            return Some(Self::Fixed(seconds));
        }
        let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
        let (area, place) = text.split_once('/')?;
        let is_name = |part: &str| !part.is_empty() && part.chars().all(is_letter);
        let fits = text.len() <= 40
            && area.starts_with(|c: char| c.is_ascii_uppercase())
            && is_name(area)
            && place.split('/').all(is_name);
        fits.then(|| Self::Named(text.into()))
    }
}

/// `+05:45`, `-03`, `+0530`, in seconds.
fn offset(text: &str) -> Option<i32> {
    let sign = match text.get(..1)? {
        "+" => 1,
        "-" | "\u{2212}" => -1,
        _ => return None,
    };
    let digits: String = text.chars().skip(1).filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (small(&digits)?, 0),
        4 => (small(digits.get(..2)?)?, small(digits.get(2..)?)?),
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60) as i32)
}

/// A zone by its name, or as HSDS writes it: hours ahead of UTC, as a number.
pub(super) fn read(reader: &Reader<'_>, object: &Object<'_>, name: &str) -> Option<Zone> {
    let value = object.get(name)?;
    let zone = match value {
        Json::String(text) => Zone::parse(text),
        Json::Number(hours) => {
            let seconds = (hours.to_f64() * 3600.0) as i32;
            (seconds.abs() <= 14 * 3600 && seconds % 900 == 0).then_some(Zone::Fixed(seconds))
        }
        _ => None,
    };
    if zone.is_none() {
        reader.expected(
            &object.place().member(name),
            "a time zone such as \"Europe/Stockholm\", or hours ahead of UTC such as \"+05:30\"",
        );
    }
    zone
}
