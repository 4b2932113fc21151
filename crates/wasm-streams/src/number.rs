//! Numbers as WebAssembly writes them (LEB128): seven bits a byte, the lowest first; the last byte is below 128.

use anyhow::{Context, Result, bail};

/// The bytes of the number at the beginning, and what stands behind it.
pub(crate) fn split(bytes: &[u8]) -> Result<(&[u8], &[u8])> {
    let last = bytes.iter().position(|byte| *byte < 128).context("a number has no end")?;
    bytes.split_at_checked(last + 1).context("a number has no end")
}

/// A number of at most 32 bits without a sign.
pub(crate) fn value(bytes: &[u8]) -> Result<u32> {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate() {
        if place > 4 {
            bail!("a number is too long");
        }
        value |= u64::from(byte & 127) << (7 * place);
    }
    u32::try_from(value).context("a number is too large")
}

/// Takes a number from the beginning.
pub(crate) fn take(bytes: &mut &[u8]) -> Result<u32> {
    let (number, rest) = split(bytes)?;
    *bytes = rest;
    value(number)
}

/// The same as a length.
pub(crate) fn take_length(bytes: &mut &[u8]) -> Result<usize> {
    Ok(usize::try_from(take(bytes)?)?)
}

/// Writes a number in as few bytes as it needs.
///
/// # Errors
/// If it has more than 32 bits.
pub(crate) fn write(number: usize, into: &mut Vec<u8>) -> Result<()> {
    let mut left = u32::try_from(number)?;
    loop {
        let [low, ..] = left.to_le_bytes();
        left >>= 7;
        if left == 0 {
            into.push(low & 127);
            return Ok(());
        }
        into.push(low | 128);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        for number in [0, 1, 127, 128, 300, 16_383, 16_384, 2_097_151, 2_097_152, 4_294_967_295] {
            let mut written = Vec::new();
            write(number, &mut written).unwrap();
            written.push(9);
            let mut rest = written.as_slice();
            assert_eq!((take_length(&mut rest).unwrap(), rest), (number, [9].as_slice()));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bytes in [[].as_slice(), &[128], &[255, 255, 255, 255, 16], &[128, 128, 128, 128, 128, 0]] {
            assert!(take(&mut &*bytes).is_err(), "{bytes:?}");
        }
    }
}
