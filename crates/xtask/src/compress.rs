//! The two encodings that every browser reads, at their best.

use std::io::Write;

use anyhow::Result;

pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    if crate::wasm::is_quick() {
        return brotli_in_blocks(bytes, 5, 0);
    }
    // In how large blocks a file is read decides up to a hundredth of its size, either way: so both are tried.
    let (usual, small) = (brotli_in_blocks(bytes, 11, 0)?, brotli_in_blocks(bytes, 11, 16)?);
    Ok(if small.len() < usual.len() { small } else { usual })
}

/// `log2` of a block's bytes; 0 leaves it to the encoder.
fn brotli_in_blocks(bytes: &[u8], quality: i32, log2: i32) -> Result<Vec<u8>> {
    let size_hint = bytes.len();
    let parameters = brotli::enc::BrotliEncoderParams {
        quality,
        lgwin: 22,
        lgblock: log2,
        size_hint,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters)?;
    Ok(packed)
}

/// Without a name or a time in its header, so that the same bytes give the same bytes.
pub(crate) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
