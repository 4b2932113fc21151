//! `intake check`: mistakes of form definitions, each with its place, and their scenarios.

use super::CommandError;
use crate::config::Check;
use crate::source::line_column;
use intake_core::diagnostic::{Diagnostic, Severity};
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::scenario;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

pub(super) fn run(config: &Check, out: &mut impl Write) -> Result<bool, CommandError> {
    let mut all_good = true;
    for file in &config.files {
        let text = std::fs::read(file).map_err(|error| CommandError::File(file.clone(), error))?;
        all_good &= check(file, &text, out)?;
    }
    Ok(all_good)
}

fn check(file: &Path, bytes: &[u8], out: &mut impl Write) -> Result<bool, CommandError> {
    let name = file.display();
    let definition = match Json::parse_bytes(bytes, Default::default()) {
        Ok(definition) => definition,
        Err(error) => {
            let (line, column) = error.line_column(bytes);
            writeln!(out, "{name}:{line}:{column}: error[{}]: This is not JSON.", error.kind.code())?;
            return Ok(false);
        }
    };
    let text = String::from_utf8_lossy(bytes);
    let compiled = compile(&definition);
    for diagnostic in &compiled.diagnostics {
        print(&name.to_string(), &text, diagnostic, out)?;
    }
    match compiled.form {
        Some(form) => scenarios(&name.to_string(), &text, &Rc::new(form), out),
        None => Ok(false),
    }
}

/// Runs the form's own tests.
fn scenarios(name: &str, text: &str, form: &Rc<Form>, out: &mut impl Write) -> Result<bool, CommandError> {
    let mut failed = 0;
    for own in &form.scenarios {
        let mismatches = scenario::run(form, own);
        failed += usize::from(!mismatches.is_empty());
        for mismatch in mismatches {
            let (line, column) = line_column(text, &own.pointer, None);
            writeln!(out, "{name}:{line}:{column}: error[scenario]: \"{}\": {}", own.name, mismatch.what)?;
            writeln!(out, "  expected {}, found {}", mismatch.expected, mismatch.found)?;
        }
    }
    let passed = form.scenarios.len() - failed;
    writeln!(out, "{name}: {passed} scenarios passed, {failed} failed")?;
    Ok(failed == 0)
}

fn print(name: &str, text: &str, diagnostic: &Diagnostic, out: &mut impl Write) -> Result<(), CommandError> {
    let (line, column) = line_column(text, &diagnostic.pointer, diagnostic.span.as_ref());
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    writeln!(out, "{name}:{line}:{column}: {severity}[{}]: {}", diagnostic.code, diagnostic.message)?;
    writeln!(out, "  at {}", if diagnostic.pointer.is_empty() { "the top" } else { &diagnostic.pointer })?;
    if !diagnostic.help.is_empty() {
        writeln!(out, "  help: {}", diagnostic.help)?;
    }
    Ok(())
}
