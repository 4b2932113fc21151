//! Why an export could not be made.

use crate::store::StoreError;
use rust_xlsxwriter::XlsxError;
use std::io;
use zip::result::ZipError;

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the database could not be read")]
    Store(#[from] StoreError),
    #[error("a file could not be written: {0}")]
    Io(#[from] io::Error),
    #[error("nobody has answered a form that is called \"{0}\" here, and none of that name was published")]
    NoForm(String),
    #[error(
        "the table {0} has {1} columns, and a spreadsheet takes 16384: export it as CSV, or choices as a list"
    )]
    Columns(String, usize),
    #[error("the database holds no key to verify with")]
    NoKey,
    #[error("the export was interrupted")]
    Interrupted,
}

impl From<csv::Error> for ExportError {
    fn from(error: csv::Error) -> Self {
        Self::Io(error.into())
    }
}

impl From<XlsxError> for ExportError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => Self::Io(error),
            other => Self::Io(io::Error::other(other)),
        }
    }
}

impl From<ZipError> for ExportError {
    fn from(error: ZipError) -> Self {
        Self::Io(error.into())
    }
}
