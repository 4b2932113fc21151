//! Numbers and names at their places, where there are such.

use std::ops::Range;

pub(super) fn range(bytes: &[u8], range: Range<usize>) -> Option<&[u8]> {
    bytes.get(range)
}

fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok()
}

/// Four letters.
pub(super) fn name(bytes: &[u8], at: usize) -> Option<&[u8; 4]> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok()
}

pub(super) fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(u16::from_be_bytes(two).into())
}

pub(super) fn be32(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_be_bytes(four(bytes, at)?)).ok()
}

pub(super) fn le32(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(four(bytes, at)?)).ok()
}

pub(super) fn be64(bytes: &[u8], at: usize) -> Option<usize> {
    let eight: [u8; 8] = bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
    usize::try_from(u64::from_be_bytes(eight)).ok()
}

pub(super) fn put(bytes: &mut [u8], at: usize, new: &[u8]) -> Option<()> {
    bytes.get_mut(at..at.checked_add(new.len())?)?.copy_from_slice(new);
    Some(())
}

/// Writes nothing over what stands there.
pub(super) fn blank(bytes: &mut [u8], from: usize, length: usize) -> Option<()> {
    bytes.get_mut(from..from.checked_add(length)?)?.fill(0);
    Some(())
}
