//! Findings for editors and code hosts: SARIF 2.1.0 (OASIS).

use super::checked::Checked;
use super::json::{number, object, string};
use crate::finding::{Finding, level};
use crate::terminal;
use intake_core::diagnostic::{CODES, Code};
use intake_core::json::Json;
use std::io::{self, Write};

pub fn print(files: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let results = files.iter().flat_map(|file| file.findings.iter().map(|one| result(file, one))).collect();
    let driver = object([
        ("name", string("intake check")),
        ("version", string(env!("CARGO_PKG_VERSION"))),
        ("rules", Json::Array(CODES.iter().map(rule).collect())),
    ]);
    let run = object([
        ("tool", object([("driver", driver)])),
        ("columnKind", string("unicodeCodePoints")),
        ("results", Json::Array(results)),
    ]);
    let log = object([
        ("$schema", string("https://json.schemastore.org/sarif-2.1.0.json")),
        ("version", string("2.1.0")),
        ("runs", Json::Array(vec![run])),
    ]);
    writeln!(out, "{}", terminal::json(&log.to_pretty()))
}

fn rule(code: &Code) -> Json {
    object([
        ("id", string(code.name)),
        ("shortDescription", object([("text", string(code.summary))])),
        ("defaultConfiguration", object([("level", string(level(code.severity)))])),
    ])
}

fn result(file: &Checked, finding: &Finding) -> Json {
    let region = finding.region(&file.text);
    let region = object([
        ("startLine", number(region.line)),
        ("startColumn", number(region.column)),
        ("endLine", number(region.end_line)),
        ("endColumn", number(region.end_column)),
    ]);
    let place =
        object([("artifactLocation", object([("uri", string(&uri(&file.name)))])), ("region", region)]);
    let logical = object([("fullyQualifiedName", string(&finding.pointer)), ("kind", string("value"))]);
    let location = object([("physicalLocation", place), ("logicalLocations", Json::Array(vec![logical]))]);
    let mut result = vec![("ruleId".to_owned(), string(finding.code))];
    let index = CODES.iter().position(|code| code.name == finding.code);
    result.extend(index.map(|index| ("ruleIndex".to_owned(), number(index))));
    let rest = object([
        ("level", string(finding.level())),
        ("message", object([("text", string(&format!("{} {}", finding.message, finding.help)))])),
        ("locations", Json::Array(vec![location])),
    ]);
    result.extend(rest.as_object().unwrap_or_default().iter().cloned());
    Json::Object(result)
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
