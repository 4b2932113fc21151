//! The tokens of a text that should be JSON.

use std::ops::Range;

/// A part of a text as JSON writes it.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Piece {
    /// As it stands in the file.
    Keep(Range<usize>),
    /// What is meant by what stands there.
    Write(&'static str, Range<usize>),
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Kind {
    /// `{` or `[`
    Open(u8),
    /// `}` or `]`
    Close(u8),
    Comma,
    Colon,
    /// A text, as the pieces that make it JSON.
    String(Vec<Piece>),
    /// Anything else: a number, a word.
    Word,
    End,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
    /// Whether it is the first on its line.
    pub leads: bool,
    /// How far its line is indented, in characters.
    pub indent: usize,
}
