//! One submission as rows of the tables.

use super::cell::{Cell, cell};
use super::plan::{Fact, Plan, Table, Value};
use super::style::Style;
use super::words::word;
use crate::inspect::inspect;
use crate::keyring::Keyring;
use crate::moment::Moment;
use crate::store::{Beside, Other, SubmissionRow};
use intake_core::json::Json;
use intake_core::text::shown_name;
use std::sync::Arc;

/// What the rows of a submission are made from.
pub struct Record {
    row: SubmissionRow,
    beside: Beside,
    intact: bool,
    body: Json,
    /// What the receiver computed.
    outcome: Json,
}

/// A place in the answers, and where it stands in the repeats that lead to it.
struct Entry<'a> {
    numbers: Vec<usize>,
    answers: &'a Json,
    absent: &'a Json,
}

impl Record {
    /// Looks at what is stored once more: a copy that was changed says so in its row.
    pub fn new(row: SubmissionRow, beside: Beside, keys: &Keyring) -> Self {
        let inspection = inspect(&row, keys);
        let outcome = Json::parse(&row.outcome).unwrap_or(Json::Null);
        Self { beside, intact: inspection.intact, body: inspection.body, outcome, row }
    }

    /// Its rows, each with the number of its table.
    pub fn rows(&self, plan: &Plan, style: &Style) -> Vec<(usize, Vec<Cell>)> {
        let mut rows = Vec::new();
        for (number, table) in plan.tables.iter().enumerate() {
            let nothing = &Json::Null;
            let whole = Entry {
                numbers: Vec::new(),
                answers: self.body.get("answers").unwrap_or(nothing),
                absent: self.body.get("absent").unwrap_or(nothing),
            };
            for entry in entries(whole, &table.path) {
                rows.push((number, self.row(table, &entry, style)));
            }
        }
        rows
    }

    fn row(&self, table: &Table, entry: &Entry<'_>, style: &Style) -> Vec<Cell> {
        let value = |column: &super::plan::Column| match &column.value {
            Value::Fact(fact) => self.fact(*fact, style, &column.language),
            Value::Number(depth) => {
                entry.numbers.get(*depth).map_or(Cell::Empty, |number| Cell::count(*number))
            }
            Value::Answer(name, part) => {
                entry.answers.get(name).map_or(Cell::Empty, |answer| cell(answer, part, column, style))
            }
            Value::Reason(name) => code(entry.absent.get(name), style, &column.language),
            Value::Status(name) => code(self.program(name, "status"), style, &column.language),
            Value::Estimate(name) => {
                self.program(name, "estimate").and_then(Json::as_number).map_or(Cell::Empty, Cell::Number)
            }
        };
        table.columns.iter().map(value).collect()
    }

    fn program(&self, name: &str, member: &str) -> Option<&Json> {
        let programs = self.outcome.get("programs").and_then(Json::as_array).unwrap_or_default();
        programs.iter().find(|program| program.get("name").and_then(Json::as_str) == Some(name))?.get(member)
    }

    fn fact(&self, fact: Fact, style: &Style, language: &str) -> Cell {
        let receipt = &self.row.receipt.receipt;
        let other =
            |other: &Option<Other>| other.as_ref().map_or(Cell::Empty, |other| Cell::text(&other.reference));
        let text = |pointer: &str| self.body.pointer(pointer).and_then(Json::as_str).unwrap_or_default();
        match fact {
            Fact::Reference => Cell::text(&receipt.reference),
            Fact::SubmissionId => Cell::text(&receipt.submission_id),
            Fact::ReceivedAt => time(&receipt.received_at, style),
            Fact::Version => Cell::text(text("/form/version")),
            Fact::Language => Cell::text(&self.row.language),
            Fact::Mode => code(Some(&Json::string(&self.row.mode)), style, language),
            Fact::Worker => Cell::text(&shown_name(text("/respondent/worker"))),
            Fact::Note => Cell::text(text("/respondent/note")),
            Fact::OpenedAt => self.beside.opened_at.as_deref().map_or(Cell::Empty, |at| time(at, style)),
            Fact::Intact => Cell::Boolean(self.intact),
            Fact::OutcomeAgrees => Cell::Boolean(self.row.outcome_agrees),
            Fact::Supersedes => other(&self.beside.amended.supersedes),
            Fact::ReplacedBy => other(&self.beside.amended.replaced_by),
        }
    }
}

fn entries<'a>(whole: Entry<'a>, path: &[Arc<str>]) -> Vec<Entry<'a>> {
    let mut found = vec![whole];
    for repeat in path {
        let inner = |entry: Entry<'a>| {
            let answers = entry.answers.get(repeat).and_then(Json::as_array).unwrap_or_default();
            let absent = entry.absent.get(repeat).and_then(Json::as_array).unwrap_or_default();
            // In the order of the answers; an entry with reasons only stands in `absent` alone.
            let most = answers.len().max(absent.len());
            let one = move |index: usize| Entry {
                numbers: [entry.numbers.as_slice(), &[index + 1]].concat(),
                answers: answers.get(index).unwrap_or(&Json::Null),
                absent: absent.get(index).unwrap_or(&Json::Null),
            };
            (0..most).map(one).collect::<Vec<_>>()
        };
        found = found.into_iter().flat_map(inner).collect();
    }
    found
}

/// A code of ours: as it is, or in words.
fn code(code: Option<&Json>, style: &Style, language: &str) -> Cell {
    let Some(code) = code.and_then(Json::as_str) else { return Cell::Empty };
    let words = if style.has_labels() { word(code, language) } else { "" };
    Cell::text(if words.is_empty() { code } else { words })
}

fn time(rfc3339: &str, style: &Style) -> Cell {
    match Moment::parse(rfc3339).filter(|_| style.has_labels()) {
        Some(moment) => Cell::Text(moment.local(&style.zone)),
        None => Cell::text(rfc3339),
    }
}
