//! The files that a command line names.

use super::error::CommandError;
use crate::document;
use std::path::Path;

pub(super) fn read(file: &Path) -> Result<Vec<u8>, CommandError> {
    document::read(file).map_err(|error| CommandError::File(file.to_owned(), error))
}

/// The same of a page that somebody saved, which has a document inside.
pub(super) fn read_page(file: &Path) -> Result<Vec<u8>, CommandError> {
    document::read_page(file).map_err(|error| CommandError::File(file.to_owned(), error))
}
