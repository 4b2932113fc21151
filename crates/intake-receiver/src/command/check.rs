//! `intake check`: mistakes of form definitions, each with its place, and their scenarios.
//!
//! All findings of all files are collected first; then one of the formats prints them.

mod human;
mod json;
mod sarif;

use super::CommandError;
use crate::config::{Check, Format};
use crate::document;
use crate::finding::{Finding, Findings, examine};
use intake_core::diagnostic::Severity;
use std::io::Write;
use std::path::Path;

/// A file and what was found in it.
struct Checked {
    name: String,
    text: String,
    findings: Vec<Finding>,
    /// How many of its scenarios hold, and how many there are; none when they were not run.
    scenarios: Option<(usize, usize)>,
}

impl Checked {
    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

pub(super) fn run(config: &Check, out: &mut impl Write) -> Result<bool, CommandError> {
    let mut files = Vec::new();
    for file in &config.files {
        let bytes = document::read(file).map_err(|error| CommandError::File(file.clone(), error))?;
        files.push(read(file, &bytes));
    }
    match config.format {
        Format::Human => human::print(&files, config.color, out)?,
        Format::Json => json::print(&files, out)?,
        Format::Sarif => sarif::print(&files, out)?,
    }
    let fails =
        |file: &Checked| file.count(Severity::Error) > 0 || config.deny_warnings && !file.findings.is_empty();
    Ok(!files.iter().any(fails))
}

fn read(file: &Path, bytes: &[u8]) -> Checked {
    let Findings { text, all, scenarios } = examine(bytes);
    Checked { name: file.display().to_string(), text, findings: all, scenarios }
}
