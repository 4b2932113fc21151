//! A digest over inputs, kept beside what was made of them: the same digest, nothing to do.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Stamp(String);

impl Stamp {
    /// The stamp of these files and folders, and of words such as versions.
    pub(crate) fn of(inputs: &[PathBuf], words: &[&str]) -> Result<Self> {
        let mut files = Vec::new();
        for input in inputs {
            collect(input, &mut files)?;
        }
        files.sort();
        let mut digest = Sha256::new();
        let mut add = |bytes: &[u8]| {
            digest.update((bytes.len() as u64).to_le_bytes());
            digest.update(bytes);
        };
        for word in words {
            add(word.as_bytes());
        }
        for file in &files {
            add(file.to_string_lossy().as_bytes());
            add(&fs::read(file).with_context(|| file.display().to_string())?);
        }
        Ok(Self(hex(&digest.finalize())))
    }

    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    pub(crate) fn is_written(&self, to: &Path) -> bool {
        fs::read_to_string(to).is_ok_and(|written| written == self.0)
    }

    pub(crate) fn write(&self, to: &Path) -> Result<()> {
        fs::write(to, &self.0).with_context(|| to.display().to_string())
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// The first twelve digits of the SHA-256 of some bytes: enough to tell two versions of a file apart.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)).chars().take(12).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
        collect(&entry?.path(), files)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_changes_with_a_byte_of_a_file_and_with_a_word() {
        let folder = std::env::temp_dir().join(format!("stamp-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a"), "1").unwrap();
        let first = Stamp::of(std::slice::from_ref(&folder), &["rustc 1"]).unwrap();
        assert_eq!(first, Stamp::of(std::slice::from_ref(&folder), &["rustc 1"]).unwrap());
        assert_ne!(first, Stamp::of(std::slice::from_ref(&folder), &["rustc 2"]).unwrap());
        fs::write(folder.join("a"), "2").unwrap();
        assert_ne!(first, Stamp::of(std::slice::from_ref(&folder), &["rustc 1"]).unwrap());
        fs::remove_dir_all(&folder).unwrap();
    }
}
