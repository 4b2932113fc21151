//! What is found in a form's definition: [`examine`] reads, compiles and checks it, and runs
//! its scenarios. Each finding has its place in the file.

use crate::source::{line_column, range};
use intake_core::check::check;
use intake_core::definition::Scenario;
use intake_core::diagnostic::{CODES, Diagnostic, Severity};
use intake_core::form::compile;
use intake_core::json::{Json, JsonError};
use intake_core::scenario::{self, Mismatch};
use std::ops::Range;
use std::rc::Rc;

/// All that is found in a file, in its order.
pub struct Findings {
    pub all: Vec<Finding>,
    /// How many of its scenarios hold, and how many there are; none when they were not run.
    pub scenarios: Option<(usize, usize)>,
}

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

/// Finds all that there is to say about a definition. `text` is what the bytes say, for places.
pub fn examine(bytes: &[u8], text: &str) -> Findings {
    let definition = match Json::parse_bytes(bytes, Default::default()) {
        Ok(definition) => definition,
        Err(error) => return Findings { all: vec![Finding::of_json(text, &error)], scenarios: None },
    };
    let compiled = compile(&definition);
    let mut diagnostics = compiled.diagnostics;
    let form = compiled.form.map(Rc::new);
    diagnostics.extend(form.iter().flat_map(|form| check(form)));
    let mut all: Vec<Finding> = diagnostics.into_iter().map(|one| Finding::of(text, one)).collect();
    let mut scenarios = None;
    if let Some(form) = form {
        let mut held = 0;
        for own in &form.scenarios {
            let mismatches = scenario::run(&form, own);
            held += usize::from(mismatches.is_empty());
            all.extend(mismatches.iter().map(|one| Finding::of_scenario(text, own, one)));
        }
        scenarios = Some((held, form.scenarios.len()));
    }
    all.sort_by_key(|finding| finding.range.start);
    Findings { all, scenarios }
}

impl Finding {
    fn of(text: &str, diagnostic: Diagnostic) -> Self {
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
    fn of_json(text: &str, error: &JsonError) -> Self {
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

    fn of_scenario(text: &str, scenario: &Scenario, mismatch: &Mismatch) -> Self {
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
