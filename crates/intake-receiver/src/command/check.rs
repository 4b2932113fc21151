//! `intake check`: mistakes of form definitions, each with its place, and their scenarios.
//!
//! All findings of all files are collected first; then one of the formats prints them.

mod finding;
mod human;
mod json;
mod sarif;

use super::CommandError;
use crate::config::{Check, Format};
use finding::Finding;
use intake_core::check::check;
use intake_core::diagnostic::Severity;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::scenario;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

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
        let bytes = std::fs::read(file).map_err(|error| CommandError::File(file.clone(), error))?;
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
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut checked =
        Checked { name: file.display().to_string(), text, findings: Vec::new(), scenarios: None };
    let definition = match Json::parse_bytes(bytes, Default::default()) {
        Ok(definition) => definition,
        Err(error) => {
            checked.findings.push(Finding::of_json(&checked.text, &error));
            return checked;
        }
    };
    let compiled = compile(&definition);
    let mut diagnostics = compiled.diagnostics;
    let form = compiled.form.map(Rc::new);
    diagnostics.extend(form.iter().flat_map(|form| check(form)));
    checked.findings = diagnostics.into_iter().map(|one| Finding::of(&checked.text, one)).collect();
    if let Some(form) = form {
        let mut held = 0;
        for own in &form.scenarios {
            let mismatches = scenario::run(&form, own);
            held += usize::from(mismatches.is_empty());
            let failing = mismatches.iter().map(|one| Finding::of_scenario(&checked.text, own, one));
            checked.findings.extend(failing);
        }
        checked.scenarios = Some((held, form.scenarios.len()));
    }
    checked.findings.sort_by_key(|finding| finding.range.start);
    checked
}
