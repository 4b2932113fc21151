//! Findings for a program: one array.

use super::checked::Checked;
use crate::finding::Finding;
use crate::terminal;
use intake_core::decimal::Decimal;
use intake_core::json::Json;
use std::io::{self, Write};

pub fn print(files: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let findings = files.iter().flat_map(|file| file.findings.iter().map(|one| write(file, one)));
    writeln!(out, "{}", terminal::json(&Json::Array(findings.collect()).to_pretty()))
}

fn write(file: &Checked, finding: &Finding) -> Json {
    let region = finding.region(&file.text);
    object([
        ("file", string(&file.name)),
        ("code", string(finding.code)),
        ("severity", string(finding.level())),
        ("pointer", string(&finding.pointer)),
        ("line", number(region.line)),
        ("column", number(region.column)),
        ("endLine", number(region.end_line)),
        ("endColumn", number(region.end_column)),
        ("message", string(&finding.message)),
        ("help", string(&finding.help)),
    ])
}

pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

pub fn string(text: &str) -> Json {
    Json::String(text.to_owned())
}

pub fn number(value: usize) -> Json {
    Json::Number(i64::try_from(value).ok().and_then(Decimal::from_i64).unwrap_or(Decimal::ZERO))
}
