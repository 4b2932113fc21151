//! Findings for a person: the lines of the file, what is wrong, what to do.

use super::Checked;
use crate::config::Colour;
use crate::finding::Finding;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use intake_core::diagnostic::Severity;
use std::io::{self, IsTerminal, Write};

pub fn print(files: &[Checked], colour: Colour, out: &mut impl Write) -> io::Result<()> {
    let renderer = if is_coloured(colour) { Renderer::styled() } else { Renderer::plain() };
    for file in files {
        for finding in &file.findings {
            writeln!(out, "{}\n", render(file, finding, &renderer))?;
        }
        let (errors, warnings) = (file.count(Severity::Error), file.count(Severity::Warning));
        write!(out, "{}: {}, {}", file.name, count(errors, "error"), count(warnings, "warning"))?;
        match file.scenarios {
            Some((held, all)) => writeln!(out, "; {held} of {} held", count(all, "scenario"))?,
            None => writeln!(out, "; scenarios were not run")?,
        }
    }
    Ok(())
}

fn render(file: &Checked, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let place = if finding.pointer.is_empty() { "here" } else { &finding.pointer };
    let snippet = Snippet::source(&file.text)
        .path(&file.name)
        .annotation(AnnotationKind::Primary.span(finding.range.clone()).label(place));
    let group = level
        .primary_title(&finding.message)
        .id(finding.code)
        .element(snippet)
        .element(Level::HELP.message(&finding.help));
    renderer.render(&[group])
}

/// On a terminal, unless its owner wants none (no-color.org).
fn is_coloured(colour: Colour) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && io::stdout().is_terminal()
        }
    }
}

fn count(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}
