//! Findings for a person: the lines of the file, what is wrong, what to do.

use super::checked::Checked;
use crate::config::Colour;
use crate::finding::Finding;
use crate::source::line_column;
use crate::terminal;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use intake_core::diagnostic::Severity;
use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

pub fn print(files: &[Checked], colour: Colour, out: &mut impl Write) -> io::Result<()> {
    let renderer = if is_coloured(colour) { Renderer::styled() } else { Renderer::plain() };
    for file in files {
        for finding in &file.findings {
            writeln!(out, "{}\n", render(file, finding, &renderer))?;
        }
        let (errors, warnings) = (file.count(Severity::Error), file.count(Severity::Warning));
        write!(
            out,
            "{}: {}, {}",
            terminal::line(&file.name),
            count(errors, "error"),
            count(warnings, "warning")
        )?;
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
    let (place, name) = (terminal::line(place), terminal::line(&file.name));
    let (message, help) = (terminal::line(&finding.message), terminal::line(&finding.help));
    // Only its own lines: of a long file with many findings the whole would be looked through for each.
    let start =
        file.text.get(..finding.range.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let rest = file.text.get(finding.range.end..).and_then(|rest| rest.find('\n'));
    let end = rest.map_or(file.text.len(), |length| finding.range.end + length);
    let source = visible(file.text.get(start..end).unwrap_or_default());
    let span = finding.range.start - start..finding.range.end - start;
    let snippet = Snippet::source(&*source)
        .line_start(line_column(&file.text, start).0)
        .path(&*name)
        .annotation(AnnotationKind::Primary.span(span).label(&*place));
    let group =
        level.primary_title(&*message).id(finding.code).element(snippet).element(Level::HELP.message(&*help));
    renderer.render(&[group])
}

/// The text with a sign of as many bytes for each character that a terminal would obey: places
/// stay what they are.
fn visible(text: &str) -> Cow<'_, str> {
    let obeyed =
        |c: &char| !matches!(c, '\n' | '\r' | '\t') && terminal::line(c.encode_utf8(&mut [0; 4])).len() > 4;
    if !text.chars().any(|c| obeyed(&c)) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c.len_utf8() {
        _ if !obeyed(&c) => c,
        1 => '?',
        2 => '¿',
        _ => '\u{fffd}',
    };
    Cow::Owned(text.chars().map(sign).collect())
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
