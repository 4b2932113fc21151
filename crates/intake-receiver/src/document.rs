//! Files that are read whole: forms and submissions. None has more than 1 MiB, and of one that
//! has more, no more than that is taken into memory.

use intake_core::json::Limits;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Reads a document; `-` is standard input. Of one that is too large comes one byte too many,
/// so that whoever reads it says so.
pub fn read(file: &Path) -> io::Result<Vec<u8>> {
    if file == Path::new("-") { start(io::stdin().lock()) } else { start(File::open(file)?) }
}

/// The same of a page that may have a document inside, and beside it the same answers to read.
pub fn read_page(file: &Path) -> io::Result<Vec<u8>> {
    let most = 4 * Limits::default().bytes;
    if file == Path::new("-") { limited(io::stdin().lock(), most) } else { limited(File::open(file)?, most) }
}

fn start(source: impl Read) -> io::Result<Vec<u8>> {
    limited(source, Limits::default().bytes)
}

fn limited(source: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let most = most as u64 + 1;
    let mut bytes = Vec::new();
    source.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake_core::json::Json;

    #[test]
    fn of_a_document_without_end_only_the_start_is_read() {
        let bytes = start(io::repeat(b'[')).unwrap();
        assert_eq!(bytes.len(), (1 << 20) + 1);
        let error = Json::parse_bytes(&bytes, Limits::default()).unwrap_err();
        assert_eq!(error.kind.code(), "json-too-large");
        assert_eq!(start(&b"{}"[..]).unwrap(), b"{}");
    }
}
