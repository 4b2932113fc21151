//! Where rows go: a file for each table, or one for all.

use super::cell::Cell;
use super::error::ExportError;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::PathBuf;

/// A file that was made.
pub struct Made {
    pub name: String,
    pub file: File,
}

/// Where files are made.
#[derive(Clone)]
pub enum Place {
    /// In a folder, by their names.
    Folder(PathBuf),
    /// One file, by its own name.
    File(PathBuf),
    /// On the disk of a folder, under no name: gone when nobody holds them any more.
    Nowhere(PathBuf),
}

impl Place {
    /// Only for the person who runs this program: it holds answers.
    pub fn make(&self, name: &str) -> io::Result<File> {
        let path = match self {
            Self::Nowhere(folder) => return tempfile::tempfile_in(folder),
            Self::Folder(folder) => folder.join(name),
            Self::File(file) => file.clone(),
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(path)
    }

    /// Where more may be written meanwhile.
    pub fn folder(&self) -> PathBuf {
        match self {
            Self::Folder(folder) | Self::Nowhere(folder) => folder.clone(),
            Self::File(file) => match file.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
                _ => PathBuf::from("."),
            },
        }
    }
}

pub trait Sink: Send {
    /// A row of a table, by the table's number.
    fn row(&mut self, table: usize, cells: Vec<Cell>) -> Result<(), ExportError>;

    /// Writes what is left.
    fn finish(self: Box<Self>) -> Result<Vec<Made>, ExportError>;
}
