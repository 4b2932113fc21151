//! A form author's mistake: located, with a code, all collected.

#[cfg(feature = "explain")]
mod code;
mod severity;

#[cfg(feature = "explain")]
pub use code::{CODES, Code};
pub use severity::Severity;

use std::cell::RefCell;
use std::ops::Range;

use crate::json::push_step;

/// One finding about a definition.
#[derive(Clone, PartialEq, Debug)]
pub struct Diagnostic {
    /// A stable code, such as `unknown-property`.
    pub code: &'static str,
    /// Whether it keeps the form from being used.
    pub severity: Severity,
    /// JSON Pointer (RFC 6901) to the value that it is about.
    pub pointer: String,
    /// Bytes inside the string at `pointer`, for an expression.
    pub span: Option<Range<usize>>,
    /// What is wrong, one sentence. Empty without the feature `explain`.
    pub message: Sentence,
    /// What to do, one sentence. Empty without the feature `explain`.
    pub help: Sentence,
}

/// A sentence for a form's author.
#[cfg(feature = "explain")]
pub type Sentence = String;

/// No sentence: without the feature `explain` a diagnostic has its code and its place.
#[cfg(not(feature = "explain"))]
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sentence;

/// A sentence that is put together elsewhere, where sentences are wanted.
#[cfg(feature = "explain")]
pub(crate) fn sentence(make: impl FnOnce() -> String) -> Sentence {
    make()
}

#[cfg(not(feature = "explain"))]
pub(crate) fn sentence(_: impl FnOnce() -> String) -> Sentence {
    Sentence
}

/// Whether this build looks for the mistakes that only a form's author can make. The widget
/// leaves that to those who publish a form, `intake check` and the receiver.
pub(crate) const EXPLAIN: bool = cfg!(feature = "explain");

/// Builds a sentence where sentences are wanted; without the feature `explain` the texts
/// stay out of the program, which in the widget is bytes.
#[cfg(feature = "explain")]
macro_rules! explain {
    ($($part:tt)*) => { format!($($part)*) };
}

#[cfg(not(feature = "explain"))]
macro_rules! explain {
    ($($part:tt)*) => {{
        // Named, so that what a sentence would say is used in every build.
        if false {
            let _ = format_args!($($part)*);
        }
        $crate::diagnostic::Sentence
    }};
}
pub(crate) use explain;

/// Where diagnostics are collected.
#[derive(Default)]
pub struct Diagnostics(RefCell<Vec<Diagnostic>>);

impl Diagnostics {
    /// Adds an error about the value at `pointer` (RFC 6901).
    pub fn error(&self, code: &'static str, pointer: String, message: Sentence, help: Sentence) {
        self.push(Diagnostic { code, severity: Severity::Error, pointer, span: None, message, help });
    }

    /// Adds a warning about the value at `pointer` (RFC 6901).
    pub fn warning(&self, code: &'static str, pointer: String, message: Sentence, help: Sentence) {
        self.push(Diagnostic { code, severity: Severity::Warning, pointer, span: None, message, help });
    }

    /// Adds a finding.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// Whether one of the findings keeps the form from being used.
    pub fn has_errors(&self) -> bool {
        self.0.borrow().iter().any(|d| d.severity == Severity::Error)
    }

    /// The findings, in the order in which they were made.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0.into_inner()
    }
}

/// A place in a document, as the chain of steps that led there: a JSON Pointer is made of
/// it only when something is wrong.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    parent: Option<&'a Place<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The document itself.
    pub const ROOT: Place<'static> = Place { parent: None, step: Step::Root };

    /// The member `name` of the object here.
    #[inline(never)]
    pub fn member(&'a self, name: &'a str) -> Place<'a> {
        Place { parent: Some(self), step: Step::Member(name) }
    }

    /// The entry of the list here, counted from 0.
    pub fn index(&'a self, index: usize) -> Place<'a> {
        Place { parent: Some(self), step: Step::Index(index) }
    }

    /// The JSON Pointer of this place.
    pub fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Place::pointer).unwrap_or_default();
        match self.step {
            Step::Root => {}
            Step::Member(name) => push_step(&mut pointer, name),
            Step::Index(index) => push_step(&mut pointer, &index.to_string()),
        }
        pointer
    }
}
