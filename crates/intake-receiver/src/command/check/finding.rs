//! One finding with its place in the file.

use crate::source::{line_column, range};
use intake_core::definition::Scenario;
use intake_core::diagnostic::{CODES, Diagnostic, Severity};
use intake_core::json::JsonError;
use intake_core::scenario::Mismatch;
use std::ops::Range;

pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub pointer: String,
    /// Bytes of the file.
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// Lines and columns from 1; the end is behind the last character.
pub struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

impl Finding {
    pub fn of(text: &str, diagnostic: Diagnostic) -> Self {
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity,
            range: range(text, &diagnostic.pointer, diagnostic.span.as_ref()),
            pointer: diagnostic.pointer,
            message: diagnostic.message,
            help: diagnostic.help,
        }
    }

    /// Where the file stops being JSON that every reader understands alike.
    pub fn of_json(text: &str, error: &JsonError) -> Self {
        let code = error.kind.code();
        let start = error.offset.min(text.len());
        let width = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let message = CODES.iter().find(|own| own.name == code).map(|own| own.summary).unwrap_or_default();
        Self {
            code,
            severity: Severity::Error,
            pointer: String::new(),
            range: start..start + width,
            message: message.into(),
            help: "Correct the file here; what stands before was read.".into(),
        }
    }

    pub fn of_scenario(text: &str, scenario: &Scenario, mismatch: &Mismatch) -> Self {
        let Mismatch { what, expected, found } = mismatch;
        Self {
            code: "failing-scenario",
            severity: Severity::Error,
            pointer: scenario.pointer.clone(),
            range: range(text, &scenario.pointer, None),
            message: format!(
                "The scenario \"{}\" fails at {what}: expected {}, found {}.",
                scenario.name,
                word(expected),
                word(found)
            ),
            help: "Correct the form, or what the scenario expects.".into(),
        }
    }

    pub fn region(&self, text: &str) -> Region {
        let (line, column) = line_column(text, self.range.start);
        let (end_line, end_column) = line_column(text, self.range.end);
        Region { line, column, end_line, end_column }
    }

    /// The word for its severity, in every format.
    pub fn level(&self) -> &'static str {
        level(self.severity)
    }
}

pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn word(value: &str) -> &str {
    if value.is_empty() { "nothing" } else { value }
}
