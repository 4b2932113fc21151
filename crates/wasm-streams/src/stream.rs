//! Which stream a part of an instruction stands in.
//!
//! What is read of an instruction depends on what is done with it: a number that is added next is another kind of number than one
//! that is compared. So a stream is chosen by the symbols beside, too. A stream that nothing stands in costs nothing.

use std::collections::BTreeMap;

use crate::symbol::Symbol;

/// The symbols.
pub(crate) const SYMBOLS: usize = 1;
/// The locals that functions have: how many kinds, and of each how many and its type.
pub(crate) const LOCALS: usize = 5;
/// Constants of many bytes.
pub(crate) const FAR: usize = 0x1f;
/// Alignments that are not the usual ones.
pub(crate) const ALIGNMENTS: usize = 0x27;
/// Offsets of what is read, and of what is written.
const READ: usize = 0x28;
const WRITTEN: usize = 0x36;
const FIRST_WRITE: u8 = 0x36;
const CONSTANTS: usize = 0x100;
const GETS: usize = 0x200;
const GETS_BEFORE_CONSTANTS: usize = 0x300;
const CALLS: usize = 0x400;
/// No stream has this number or a higher one.
pub(crate) const COUNT: usize = 0x500;

/// The symbols beside an instruction: the one before it, 0 where its function begins, and the two behind it, 0 where the code
/// ends.
#[derive(Clone, Copy, Default)]
pub(crate) struct Beside {
    pub before: u8,
    pub next: u8,
    pub second: u8,
}

impl Beside {
    pub(crate) fn constant(self, symbol: Symbol) -> usize {
        if symbol.special { FAR } else { CONSTANTS + usize::from(self.next) }
    }

    pub(crate) fn get(self) -> usize {
        let constant = Symbol { opcode: 0x41, special: false };
        if self.next == constant.byte() {
            GETS_BEFORE_CONSTANTS + usize::from(self.second)
        } else {
            GETS + usize::from(self.next >> 3)
        }
    }

    pub(crate) fn call(self) -> usize {
        CALLS + usize::from(self.before)
    }
}

pub(crate) const fn offset(opcode: u8) -> usize {
    if opcode < FIRST_WRITE { READ } else { WRITTEN }
}

/// Streams by their numbers, while they are written.
#[derive(Default)]
pub(crate) struct Streams(BTreeMap<usize, Vec<u8>>);

impl Streams {
    pub(crate) fn put(&mut self, number: usize, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.0.entry(number).or_default().extend_from_slice(bytes);
        }
    }

    /// In the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.0.iter().map(|(number, bytes)| (*number, bytes.as_slice()))
    }
}
