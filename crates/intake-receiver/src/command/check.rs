//! `intake check`: mistakes of form definitions, each with its place, and their scenarios.
//!
//! All findings of all files are collected first; then one of the formats prints them.

mod checked;
mod human;
mod json;
mod sarif;

use super::error::CommandError;
use super::file;
use crate::config::{Check, Format};
use crate::finding::{Findings, examine};
use checked::Checked;
use intake_core::diagnostic::Severity;
use std::io::Write;
use std::path::Path;

pub(super) fn run(config: &Check, out: &mut impl Write) -> Result<bool, CommandError> {
    let mut files = Vec::new();
    for path in &config.files {
        files.push(checked(path, &file::read(path)?));
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

fn checked(path: &Path, bytes: &[u8]) -> Checked {
    let Findings { text, all, scenarios } = examine(bytes);
    Checked { name: path.display().to_string(), text, findings: all, scenarios }
}
