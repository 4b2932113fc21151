//! Mistakes, and how they quote the text that they are about.

use std::ops::Range;

use crate::json::JsonErrorKind;

/// One mistake, at its own place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// What kind of mistake it is, with a code for machines.
    pub kind: JsonErrorKind,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do, one sentence.
    pub help: String,
}

/// So many mistakes are told.
pub(super) const MOST: usize = 100;

/// Where mistakes are collected.
#[derive(Default)]
pub(super) struct Mistakes {
    pub all: Vec<Mistake>,
    /// Whether one of them leaves open what was meant.
    pub unclear: bool,
}

impl Mistakes {
    /// Whether it is time to stop.
    pub fn are_many(&self) -> bool {
        self.all.len() > MOST
    }

    /// A mistake of which it is clear what was meant.
    pub fn push(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.push_as(JsonErrorKind::Syntax, range, message, help);
    }

    pub fn push_unclear(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.unclear = true;
        self.push(range, message, help);
    }

    pub fn push_as(
        &mut self,
        kind: JsonErrorKind,
        range: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.all.push(Mistake { kind, range, message: message.into(), help: help.into() });
    }
}

/// A piece of the text as it is quoted in a sentence: on one line, and not too long.
pub(super) fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}
