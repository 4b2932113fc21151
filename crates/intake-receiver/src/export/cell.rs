//! A value of a table, and how an answer becomes one.

use super::plan::{Column, Part};
use super::style::Style;
use super::words::word;
use crate::speech::Plain;
use intake_core::date::Date;
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use intake_core::text::{Speech, shown, shown_name};

/// There is no `Debug`: it holds answers.
#[derive(Clone, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Number(Decimal),
    Boolean(bool),
    Date(Date),
    List(Vec<String>),
}

impl Cell {
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    fn whole(number: i64) -> Self {
        Decimal::from_i64(number).map_or(Self::Empty, Self::Number)
    }

    pub fn count(number: usize) -> Self {
        Self::whole(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// An answer in its column. By the answer and not by the question's type: of a question that has
/// changed its type, each version's answers are read as they are.
pub fn cell(answer: &Json, part: &Part, column: &Column, style: &Style) -> Cell {
    match (part, answer) {
        (Part::Choice(name), Json::Array(chosen)) => {
            Cell::whole(i64::from(chosen.iter().any(|one| one.as_str() == Some(name))))
        }
        // Where another version asked for one choice only.
        (Part::Choice(name), Json::String(chosen)) => Cell::whole(i64::from(**name == **chosen)),
        (Part::Choice(_), _) => Cell::Empty,
        (Part::Member(name), answer) => {
            answer.get(name).map_or(Cell::Empty, |part| whole(part, column, style))
        }
        (Part::Whole, answer) => whole(answer, column, style),
    }
}

fn whole(answer: &Json, column: &Column, style: &Style) -> Cell {
    match answer {
        Json::Null => Cell::Empty,
        Json::Number(number) => Cell::Number(*number),
        Json::Bool(value) => boolean(*value, column, style),
        Json::String(text) if column.is_date => {
            Date::parse(text).map_or_else(|| Cell::text(text), Cell::Date)
        }
        Json::String(text) => Cell::text(&said(text, column)),
        Json::Array(parts) => {
            let words = parts.iter().filter_map(|part| match part {
                Json::String(name) => Some(said(name, column)),
                // A file; its bytes are in the inbox.
                file => file.get("fileName").and_then(Json::as_str).map(shown_name),
            });
            Cell::List(words.collect())
        }
        Json::Object(_) => match (answer.get("given").and_then(Json::as_bool), answer.get("typedName")) {
            (Some(given), _) => boolean(given, column, style),
            (None, Some(Json::String(name))) => Cell::text(&shown(name)),
            _ if answer.get("strokes").is_some() => Cell::text(drawn(column, style)),
            _ => Cell::text(&serde_json::to_string(answer).unwrap_or_default()),
        },
    }
}

fn drawn(column: &Column, style: &Style) -> &'static str {
    if style.has_labels() { word("drawn", &column.language) } else { "drawn" }
}

fn boolean(value: bool, column: &Column, style: &Style) -> Cell {
    if style.has_labels() {
        Cell::Text(Plain { language: &column.language }.boolean(value))
    } else {
        Cell::Boolean(value)
    }
}

/// A choice in words where words are wanted, and everything else as it is.
fn said(text: &str, column: &Column) -> String {
    column.words.get(text).cloned().unwrap_or_else(|| shown(text))
}
