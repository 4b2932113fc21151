//! What is wrong in a text that is not JSON, for people who write JSON by hand.
//!
//! The strict reader stops at its first error. [`repair`] reads on as a patient person
//! would: it names each mistake at its own place, says what to do, and takes what was meant.
//! Where that is clear, the mended text can be compiled, and shows what else is wrong.
//!
//! ```
//! # use intake_core::json::repair::repair;
//! let repair = repair("{\"a\": [1, 2,],\n 'b': 3}");
//! assert_eq!(repair.mistakes.len(), 2);
//! assert_eq!(repair.mended.unwrap().text(), "{\"a\":[1,2],\n\"b\":3}");
//! ```

mod array;
mod bracket;
mod cursor;
mod entries;
mod lexer;
mod members;
mod mended;
mod object;
mod parser;
mod string;
mod word;

pub use mended::Mended;

use super::JsonErrorKind;
use std::ops::Range;

/// One mistake, at its own place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    pub kind: JsonErrorKind,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to do, one sentence.
    pub help: String,
}

/// All that is wrong in a text.
#[derive(Debug)]
pub struct Repair {
    /// In the order of the text. Empty when it is JSON.
    pub mistakes: Vec<Mistake>,
    /// The text without its mistakes, where what was meant is clear.
    pub mended: Option<Mended>,
}

/// So many mistakes are told.
const MOST: usize = 100;

/// Reads a text, at most as large as a document may be, and finds all its mistakes.
pub fn repair(text: &str) -> Repair {
    let mut mistakes = Mistakes::default();
    let tokens = lexer::tokens(text, &mut mistakes);
    let mended = parser::parse(text, &tokens, &mut mistakes);
    let unclear = mistakes.unclear || mistakes.are_many();
    let Mistakes { mut all, .. } = mistakes;
    all.sort_by_key(|mistake| mistake.range.start);
    all.truncate(MOST);
    Repair { mended: mended.filter(|_| !unclear), mistakes: all }
}

/// Where mistakes are collected.
#[derive(Default)]
struct Mistakes {
    all: Vec<Mistake>,
    /// Whether one of them leaves open what was meant.
    unclear: bool,
}

impl Mistakes {
    /// Whether it is time to stop.
    fn are_many(&self) -> bool {
        self.all.len() > MOST
    }

    /// A mistake of which it is clear what was meant.
    fn push(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.push_as(JsonErrorKind::Syntax, range, message, help);
    }

    fn push_unclear(&mut self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        self.unclear = true;
        self.push(range, message, help);
    }

    fn push_as(
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
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(40).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The line of a byte, from 1.
fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}
