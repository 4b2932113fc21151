//! Where the parser stands, and what it has written.

use std::ops::Range;

use super::mended::Mended;
use super::mistake::Mistakes;
use super::token::Piece;
use super::token::{Kind, Token};

pub(super) struct Parser<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub at: usize,
    pub mistakes: &'a mut Mistakes,
    pub out: Mended,
    /// The brackets around, outermost first.
    pub open: Vec<Open>,
    /// Whether each bracket closes one of its own kind: then their places are not doubted.
    pub balanced: bool,
    /// How many more braces are closed than opened.
    pub lacking_braces: isize,
}

/// An open bracket.
pub(super) struct Open {
    pub byte: u8,
    /// The number of its token.
    pub token: usize,
    /// Whether it was forgotten, and reported.
    pub lacking: bool,
}

/// Arrays and objects lie too deep in each other to go on.
pub(super) struct TooDeep;

impl Parser<'_> {
    pub(super) fn kind_at(&self, at: usize) -> &Kind {
        self.tokens.get(at).map_or(&Kind::End, |token| &token.kind)
    }

    pub(super) fn kind(&self) -> &Kind {
        if self.mistakes.are_many() { &Kind::End } else { self.kind_at(self.at) }
    }

    pub(super) fn range_at(&self, at: usize) -> Range<usize> {
        let end = self.text.len();
        self.tokens.get(at).map_or(end..end, |token| token.range.clone())
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.range_at(self.at)
    }

    pub(super) fn written(&self, at: usize) -> &str {
        self.text.get(self.range_at(at)).unwrap_or_default()
    }

    /// The end of the token before this.
    pub(super) fn before(&self) -> Range<usize> {
        let end = self.at.checked_sub(1).map_or(0, |at| self.range_at(at).end);
        end..end
    }

    /// Starts a new line where the file has one, so that places stay what they are.
    pub(super) fn line(&mut self) {
        let token = self.tokens.get(self.at).filter(|token| token.leads && !self.out.text().is_empty());
        if let Some(start) = token.map(|token| token.range.start) {
            self.out.write("\n", start..start);
        }
    }

    /// Whether a name and a colon stand at a token.
    pub(super) fn is_member(&self, at: usize) -> bool {
        matches!(self.kind_at(at), Kind::String(_) | Kind::Word) && *self.kind_at(at + 1) == Kind::Colon
    }

    /// Writes the text at a token; false when there is none.
    pub(super) fn keep_string(&mut self, at: usize) -> bool {
        let tokens = self.tokens;
        let Some(Token { kind: Kind::String(pieces), .. }) = tokens.get(at) else { return false };
        write_pieces(self.text, pieces, &mut self.out);
        true
    }
}

/// Writes the pieces of a text.
pub(super) fn write_pieces(text: &str, pieces: &[Piece], out: &mut Mended) {
    for piece in pieces {
        match piece {
            Piece::Keep(range) => out.keep(text, range.clone()),
            Piece::Write(text, range) => out.write(text, range.clone()),
        }
    }
}
