//! What is read of a caseload at once.

use std::io::{self, Read};

/// Bytes that are read at once.
pub(super) const BLOCK: usize = 128 << 10;
/// A line is at most as long as a document may be.
pub(super) const LONGEST: usize = 1 << 20;

/// Reads once, so that a caseload that comes slowly is answered as it comes.
pub(super) fn read_block(input: &mut impl Read, bytes: &mut Vec<u8>, most: usize) -> io::Result<usize> {
    let before = bytes.len();
    bytes.resize(before + most, 0);
    let read = loop {
        match input.read(bytes.get_mut(before..).unwrap_or_default()) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => break other,
        }
    };
    bytes.truncate(before + *read.as_ref().unwrap_or(&0));
    read
}
