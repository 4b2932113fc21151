//! Findings for editors and code hosts: SARIF 2.1.0 (OASIS).

use super::checked::Checked;
use crate::finding::{Finding, level};
use crate::terminal;
use intake_core::diagnostic::{CODES, Code};
use serde_json::{Value, json};
use std::io::{self, Write};

pub fn print(files: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let results = files.iter().flat_map(|file| file.findings.iter().map(|one| result(file, one)));
    let driver = json!({
        "name": "intake check",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": CODES.iter().map(rule).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    writeln!(out, "{}", terminal::json(&format!("{log:#}")))
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": { "text": code.summary },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

fn result(file: &Checked, finding: &Finding) -> Value {
    let region = finding.region(&file.text);
    let region = json!({
        "startLine": region.line,
        "startColumn": region.column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    });
    let place = json!({ "artifactLocation": { "uri": uri(&file.name) }, "region": region });
    let logical = json!({ "fullyQualifiedName": finding.pointer, "kind": "value" });
    let index = CODES.iter().position(|code| code.name == finding.code);
    json!({
        "ruleId": finding.code,
        // §3.27.6: -1 says that it is none of the rules.
        "ruleIndex": index.map_or(-1, |index| index as i64),
        "level": finding.level(),
        "message": { "text": format!("{} {}", finding.message, finding.help) },
        "locations": [{ "physicalLocation": place, "logicalLocations": [logical] }],
    })
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
