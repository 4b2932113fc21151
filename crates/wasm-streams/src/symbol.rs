//! The stream of opcodes has symbols: mostly an opcode less 32, so that bytes below, between and above the letters of ASCII
//! are different things. brotli judges a byte by such ranges of the two before it, and would take plain opcodes for text.

/// A constant of many bytes: mostly an address. No opcode that this crate knows.
const FAR: u8 = 0x1f;
const CONSTANT: u8 = 0x41;
/// What is added to an opcode that reads or writes memory where it is not aligned as usual.
const ODD: u8 = 0xb0;
const SHIFT: u8 = 32;
/// The usual alignments of the opcodes from 0x28 on, by their exponents.
const USUAL: &[u8; 23] = b"23230011001122232301012";
const FIRST_ACCESS: u8 = 0x28;

/// An opcode, and what of the rest of its instruction the symbol says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Symbol {
    pub opcode: u8,
    /// A constant of many bytes, or an unusual alignment.
    pub special: bool,
}

impl Symbol {
    pub(crate) const fn byte(self) -> u8 {
        let Self { opcode, special } = self;
        let opcode = match opcode {
            CONSTANT if special => FAR,
            _ if special => opcode.wrapping_add(ODD),
            _ => opcode,
        };
        opcode.wrapping_sub(SHIFT)
    }

    pub(crate) fn read(byte: u8) -> Self {
        let opcode = byte.wrapping_add(SHIFT);
        let odd = opcode.wrapping_sub(ODD);
        match opcode {
            FAR => Self { opcode: CONSTANT, special: true },
            _ if usual(odd).is_some() => Self { opcode: odd, special: true },
            _ => Self { opcode, special: false },
        }
    }
}

/// The exponent of the usual alignment, if the opcode reads or writes memory.
pub(crate) fn usual(opcode: u8) -> Option<u8> {
    let place = opcode.checked_sub(FIRST_ACCESS)?;
    USUAL.get(usize::from(place)).map(|digit| digit - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::{Kind, kind};

    #[test]
    fn each_opcode_has_a_symbol_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for opcode in 0..=255 {
            let Some(kind) = kind(opcode) else { continue };
            let can_be_special = matches!(kind, Kind::Access | Kind::Constant);
            for special in [false, true].into_iter().take(1 + usize::from(can_be_special)) {
                let symbol = Symbol { opcode, special };
                assert_eq!(Symbol::read(symbol.byte()), symbol);
                assert!(seen.insert(symbol.byte()), "{symbol:?}");
            }
        }
        assert_eq!(seen.len(), 208);
    }

    #[test]
    fn what_reads_or_writes_memory_has_a_usual_alignment() {
        for opcode in 0..=255 {
            assert_eq!(usual(opcode).is_some(), kind(opcode) == Some(Kind::Access), "{opcode}");
        }
    }
}
