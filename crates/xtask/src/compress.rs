//! The two encodings that every browser reads, at their best.

use std::io::Write;

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;

const GENERIC: BrotliEncoderMode = BrotliEncoderMode::BROTLI_MODE_GENERIC;
const FONT: BrotliEncoderMode = BrotliEncoderMode::BROTLI_MODE_FONT;

pub(crate) fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    if crate::wasm::is_quick() {
        return encode(bytes, 5, (GENERIC, 0, 0));
    }
    // What a file is taken for, and in how large blocks it is read, decides up to a hundredth of its
    // size, either way: so all are tried.
    let mut best = encode(bytes, 11, (GENERIC, 0, 0))?;
    for way in [(GENERIC, 16, 0), (GENERIC, 16, 8), (FONT, 0, 0), (FONT, 16, 0)] {
        let other = encode(bytes, 11, way)?;
        if other.len() < best.len() {
            best = other;
        }
    }
    Ok(best)
}

/// What the file is taken for; `log2` of a block's bytes, 0 leaves it to the encoder; how many near
/// distances have a code of their own.
type Way = (BrotliEncoderMode, i32, u32);

fn encode(bytes: &[u8], quality: i32, (mode, lgblock, direct): Way) -> Result<Vec<u8>> {
    let size_hint = bytes.len();
    let mut parameters =
        BrotliEncoderParams { quality, mode, lgwin: 22, lgblock, size_hint, ..Default::default() };
    parameters.dist.num_direct_distance_codes = direct;
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
