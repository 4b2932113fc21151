//! Findings for a program: one array.

use super::checked::Checked;
use crate::finding::{Finding, Region};
use crate::terminal;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    file: &'a str,
    code: &'a str,
    severity: &'a str,
    pointer: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
    help: &'a str,
}

pub fn print(files: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let lines = files.iter().flat_map(|file| file.findings.iter().map(|one| line(file, one)));
    let lines = serde_json::to_string_pretty(&lines.collect::<Vec<_>>())?;
    writeln!(out, "{}", terminal::json(&lines))
}

fn line<'a>(file: &'a Checked, finding: &'a Finding) -> Line<'a> {
    let Region { line, column, end_line, end_column } = finding.region(&file.text);
    Line {
        file: &file.name,
        code: finding.code,
        severity: finding.level(),
        pointer: &finding.pointer,
        line,
        column,
        end_line,
        end_column,
        message: &finding.message,
        help: &finding.help,
    }
}
