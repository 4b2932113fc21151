//! Bounds that no answer fits between: a question that asks for the impossible.

use super::{DateBound, Kind};
use crate::definition::reader::{Object, Reader};
use crate::diagnostic::EXPLAIN;

/// Reports an upper bound that is below the lower one, or lets nothing through.
pub(in crate::definition) fn check_bounds(reader: &Reader<'_>, item: &Object<'_>, kind: &Kind) {
    if !EXPLAIN {
        return;
    }
    let must_be = |name: &str, what: &str| reader.expected(&item.place().member(name), what);
    let above_min = "a value from \"min\" up";
    match kind {
        Kind::Text { min_length, max_length: Some(max), .. }
        | Kind::Paragraph { min_length, max_length: Some(max), .. }
            if *max < min_length.unwrap_or(1).max(1) =>
        {
            must_be("maxLength", "a number from \"minLength\" and from 1 up");
        }
        Kind::Integer { min: Some(min), max: Some(max), .. }
        | Kind::Decimal { min: Some(min), max: Some(max), .. }
        | Kind::Money { min: Some(min), max: Some(max), .. }
            if max < min =>
        {
            must_be("max", above_min);
        }
        Kind::Date { min: Some(DateBound::Day(min)), max: Some(DateBound::Day(max)) } if max < min => {
            must_be("max", above_min);
        }
        Kind::Month { min: Some(min), max: Some(max) } | Kind::Time { min: Some(min), max: Some(max) }
            if max < min =>
        {
            must_be("max", above_min);
        }
        Kind::Choices { choices, min_selected, max_selected, .. } => {
            let most = choices.iter().filter(|choice| !choice.exclusive).count();
            let least = min_selected.unwrap_or(1).max(1);
            if min_selected.is_some_and(|least| least as usize > most) {
                must_be("minSelected", "at most as many as there are choices that are not exclusive");
            }
            if max_selected.is_some_and(|max| max < least) {
                must_be("maxSelected", "a number from \"minSelected\" and from 1 up");
            }
        }
        Kind::File { max_files, max_bytes, .. } => {
            if *max_files == 0 {
                must_be("maxFiles", "a number from 1 up");
            }
            if *max_bytes < 1 {
                must_be("maxBytes", "a number from 1 up");
            }
        }
        Kind::Repeat(repeat) if repeat.max_count == 0 => must_be("maxCount", "a number from 1 up"),
        _ => {}
    }
}
