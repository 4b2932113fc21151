//! What is found in a form's definition: [`examine`] reads, compiles and checks it, and runs
//! its scenarios. Each finding has its place in the file.

use crate::encoding::{self, Fault};
use crate::source::{line_column, range};
use intake_core::check::check;
use intake_core::definition::Scenario;
use intake_core::diagnostic::{CODES, Diagnostic, Severity};
use intake_core::form::{Form, compile};
use intake_core::json::repair::{Mistake, Repair, repair};
use intake_core::json::{Json, JsonError, JsonErrorKind};
use intake_core::scenario::{self, Mismatch};
use std::ops::Range;
use std::sync::Arc;

/// All that is found in a file, in its order.
pub struct Findings {
    /// What its bytes say: findings have their places in it.
    pub text: String,
    pub all: Vec<Finding>,
    /// How many of its scenarios hold, and how many there are; none when they were not run.
    pub scenarios: Option<(usize, usize)>,
}

pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub pointer: String,
    /// Bytes of the file's text.
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
}

/// Lines and columns from 1; the end is behind the last character.
pub struct Region {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// Finds all that there is to say about a definition, from the bytes of its file.
pub fn examine(bytes: &[u8]) -> Findings {
    let (text, fault) = encoding::decode(bytes);
    let mut findings = Findings {
        all: fault.map(|fault| Finding::of_bytes(&text, fault)).into_iter().collect(),
        text,
        scenarios: None,
    };
    if fault == Some(Fault::Packed) {
        return findings;
    }
    match Json::parse(&findings.text) {
        Ok(definition) => findings.compile(&definition),
        Err(error) => findings.repair(&error),
    }
    findings.all.sort_by_key(|finding| finding.range.start);
    findings
}

/// A definition from the bytes of its file, where it is UTF-8: a byte-order mark is passed over.
pub fn definition(bytes: &[u8]) -> Option<Json> {
    match encoding::decode(bytes) {
        (text, None) => Json::parse(&text).ok(),
        _ => None,
    }
}

impl Findings {
    /// What the definition says that it should not, and how its scenarios come out.
    fn compile(&mut self, definition: &Json) {
        let text = &self.text;
        let (diagnostics, form) = diagnose(definition);
        self.all.extend(diagnostics.into_iter().map(|one| Finding::of(text, one)));
        let Some(form) = form else { return };
        let mut held = 0;
        for own in &form.scenarios {
            let mismatches = scenario::run(&form, own);
            held += usize::from(mismatches.is_empty());
            self.all.extend(mismatches.iter().map(|one| Finding::of_scenario(text, own, one)));
        }
        self.scenarios = Some((held, form.scenarios.len()));
    }

    /// All that keeps a text from being JSON; and where what was meant is clear, what is wrong
    /// with that.
    fn repair(&mut self, error: &JsonError) {
        let text = &self.text;
        if error.kind == JsonErrorKind::TooLarge {
            self.all.push(Finding::of_json(text, error));
            return;
        }
        let Repair { mistakes, mended } = repair(text);
        if mistakes.is_empty() {
            self.all.push(Finding::of_json(text, error));
        }
        self.all.extend(mistakes.into_iter().map(Finding::of_mistake));
        let Some(mended) = mended else { return };
        let Ok(definition) = Json::parse(mended.text()) else { return };
        for diagnostic in diagnose(&definition).0 {
            let mut finding = Finding::of(mended.text(), diagnostic);
            finding.range = mended.origin(&finding.range);
            self.all.push(finding);
        }
    }
}

/// What compiling and checking find, and the form if there is no error.
fn diagnose(definition: &Json) -> (Vec<Diagnostic>, Option<Arc<Form>>) {
    let compiled = compile(definition);
    let form = compiled.form.map(Arc::new);
    let mut diagnostics = compiled.diagnostics;
    diagnostics.extend(form.iter().flat_map(|form| check(form)));
    (diagnostics, form)
}

impl Finding {
    fn of(text: &str, diagnostic: Diagnostic) -> Self {
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity,
            range: range(text, &diagnostic.pointer, diagnostic.span.as_ref()),
            pointer: diagnostic.pointer,
            message: diagnostic.message,
            help: diagnostic.help,
        }
    }

    /// A file that is too large to be read.
    fn of_json(text: &str, error: &JsonError) -> Self {
        let code = error.kind.code();
        let start = (0..=error.offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let start = start.unwrap_or(0);
        let message = CODES.iter().find(|own| own.name == code).map(|own| own.summary).unwrap_or_default();
        Self {
            code,
            severity: Severity::Error,
            pointer: String::new(),
            range: start..start,
            message: message.into(),
            help: "Split the form, or shorten its lists of choices.".into(),
        }
    }

    fn of_mistake(mistake: Mistake) -> Self {
        Self {
            code: mistake.kind.code(),
            severity: Severity::Error,
            pointer: String::new(),
            range: mistake.range,
            message: mistake.message,
            help: mistake.help,
        }
    }

    /// Bytes that are not UTF-8, which is what every browser reads.
    fn of_bytes(text: &str, fault: Fault) -> Self {
        const SAVE: &str = "Save the file as UTF-8: editors have a choice of encodings in “Save as”.";
        let at = if let Fault::NotUtf8 { at } = fault { at } else { 0 };
        let letter = text.get(at..).and_then(|rest| rest.chars().next());
        let (message, help) = match (fault, letter) {
            (Fault::Other(encoding), _) => {
                (format!("The file is in {}.", encoding::name_of(encoding)), SAVE.to_owned())
            }
            (Fault::Packed, _) => (
                "This is a file of a spreadsheet or word processor, not a text.".to_owned(),
                "Write the form in a text editor, and save it with the ending .json.".to_owned(),
            ),
            (_, Some(letter)) if letter != char::REPLACEMENT_CHARACTER => (
                "The file is not in UTF-8, perhaps in Windows-1252.".to_owned(),
                format!("{SAVE} Check that this character is “{letter}”."),
            ),
            _ => ("A character here is not in UTF-8.".to_owned(), SAVE.to_owned()),
        };
        Self {
            code: JsonErrorKind::NotUtf8.code(),
            severity: Severity::Error,
            pointer: String::new(),
            range: at..at + letter.map_or(0, char::len_utf8),
            message,
            help,
        }
    }

    fn of_scenario(text: &str, scenario: &Scenario, mismatch: &Mismatch) -> Self {
        let Mismatch { what, expected, found } = mismatch;
        let name = &scenario.name;
        // An answer that the form does not take has its own place.
        let answer = what.starts_with('/');
        let (pointer, message, help) = if answer {
            let why = match found.as_str() {
                "not-relevant" => "nobody is asked this question with these answers",
                "unknown-item" => "the form has no question of this name there",
                "wrong-type" => "it is of another type than the question’s answers",
                "unknown-choice" => "the question has no such choice",
                "filtered-choice" => "its \"choiceFilter\" does not offer this choice",
                "constraint" => "a \"constraint\" does not hold",
                other => other,
            };
            let message = format!("The form does not take this answer of the scenario \"{name}\": {why}.");
            (scenario.pointer.clone() + what, message, "Correct the answer, or the question’s rules.")
        } else {
            let (expected, found) = (word(expected), word(found));
            let message =
                format!("The scenario \"{name}\" fails at {what}: expected {expected}, found {found}.");
            (scenario.pointer.clone(), message, "Correct the form, or what the scenario expects.")
        };
        Self {
            code: "failing-scenario",
            severity: Severity::Error,
            range: range(text, &pointer, None),
            pointer,
            message,
            help: help.into(),
        }
    }

    pub fn region(&self, text: &str) -> Region {
        let (line, column) = line_column(text, self.range.start);
        let (end_line, end_column) = line_column(text, self.range.end);
        Region { line, column, end_line, end_column }
    }

    /// The word for its severity, in every format.
    pub fn level(&self) -> &'static str {
        level(self.severity)
    }
}

pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn word(value: &str) -> &str {
    if value.is_empty() { "nothing" } else { value }
}
