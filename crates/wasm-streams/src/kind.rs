//! What stands behind an opcode.

/// How the rest of an instruction reads. "Own" is the stream of its opcode's number, "next" the one behind that.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Nothing.
    Plain,
    /// A block begins: its type, own.
    Block,
    /// A block or the function ends.
    End,
    /// So many numbers: own, next.
    Numbers(usize),
    /// So many bytes that are no number: own.
    Bytes(usize),
    /// A count, own, and as many numbers and so many more: next.
    Many(u32),
    /// Reads or writes memory: how it is aligned, and the offset.
    Access,
    /// Reads a local: its number.
    Get,
    /// A constant of 32 bits.
    Constant,
    /// Calls a function: its number.
    Call,
    /// A second opcode: own. Some numbers: next.
    More,
}

/// What stands behind an opcode, if this crate knows it.
pub(crate) const fn kind(opcode: u8) -> Option<Kind> {
    Some(match opcode {
        0x00 | 0x01 | 0x05 | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => Kind::Plain,
        0x02..=0x04 => Kind::Block,
        0x0b => Kind::End,
        0x0c | 0x0d | 0x21..=0x26 | 0x3f | 0x40 | 0x42 | 0xd0 | 0xd2 => Kind::Numbers(1),
        0x0e => Kind::Many(1),
        0x10 => Kind::Call,
        0x11 => Kind::Numbers(2),
        0x1c => Kind::Many(0),
        0x20 => Kind::Get,
        0x28..=0x3e => Kind::Access,
        0x41 => Kind::Constant,
        0x43 => Kind::Bytes(4),
        0x44 => Kind::Bytes(8),
        0xfc => Kind::More,
        _ => return None,
    })
}

/// How many numbers stand behind the second opcode of [`Kind::More`], if this crate knows it: none behind conversions, two
/// behind what has a source and a destination.
pub(crate) const fn numbers(second: u32) -> Option<usize> {
    match second {
        0..=7 => Some(0),
        8 | 10 | 12 | 14 => Some(2),
        9 | 11 | 13 | 15..=17 => Some(1),
        _ => None,
    }
}
