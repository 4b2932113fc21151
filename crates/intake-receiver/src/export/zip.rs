//! Several files as one, written as they are read.

use super::error::ExportError;
use super::sink::Made;
use std::io::{Seek, Write, copy};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Writes the files into `out`, which is given back.
pub fn zip<W: Write>(files: Vec<Made>, out: W) -> Result<(), ExportError> {
    let mut archive = ZipWriter::new_stream(out);
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    for Made { name, mut file } in files {
        archive.start_file(name, options)?;
        file.rewind()?;
        copy(&mut file, &mut archive)?;
    }
    archive.finish()?;
    Ok(())
}
