//! Archives that are the same bytes each time: files in the order of their names, one time, no owner's name.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use anyhow::Result;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A file, or without bytes a folder.
pub(crate) struct Entry {
    pub(crate) bytes: Option<Vec<u8>>,
    pub(crate) mode: u32,
    /// The number of its owner and of their group.
    pub(crate) owner: u64,
}

impl Entry {
    pub(crate) fn file(bytes: Vec<u8>) -> Self {
        Self { bytes: Some(bytes), mode: 0o644, owner: 0 }
    }

    pub(crate) fn program(bytes: Vec<u8>) -> Self {
        Self { mode: 0o755, ..Self::file(bytes) }
    }

    pub(crate) fn folder(owner: u64) -> Self {
        Self { bytes: None, mode: 0o755, owner }
    }
}

/// A tar (POSIX ustar) of these files by their names, each `epoch` seconds after 1970.
pub(crate) fn tar(entries: &BTreeMap<String, Entry>, epoch: u64) -> Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, entry) in entries {
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(match entry.bytes {
            Some(_) => tar::EntryType::Regular,
            None => tar::EntryType::Directory,
        });
        header.set_mode(entry.mode);
        header.set_uid(entry.owner);
        header.set_gid(entry.owner);
        header.set_mtime(epoch);
        let bytes = entry.bytes.as_deref().unwrap_or_default();
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, name, bytes)?;
    }
    Ok(tar.into_inner()?)
}

/// A zip of these files by their names, all in one folder.
pub(crate) fn zip(folder: &str, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    // The earliest time that a zip knows: there is none that means anything to who unpacks it.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tar_is_the_same_bytes_whatever_the_order_its_files_came_in() {
        let made = |names: [&str; 3]| {
            let entries = names.map(|name| (name.to_owned(), Entry::file(name.into())));
            tar(&BTreeMap::from(entries), 1_700_000_000).unwrap()
        };
        let (one, other) = (made(["a", "b/c", "d"]), made(["d", "a", "b/c"]));
        assert!(one == other && one.len() > 3 * 512);
        let mut tar = tar::Archive::new(one.as_slice());
        let names: Vec<_> =
            tar.entries().unwrap().map(|entry| entry.unwrap().path().unwrap().into_owned()).collect();
        assert_eq!(names, ["a", "b/c", "d"].map(std::path::PathBuf::from));
    }

    #[test]
    fn a_zip_is_the_same_bytes_each_time_and_all_in_one_folder() {
        let files: BTreeMap<String, Vec<u8>> =
            [("b.php", "<?php"), ("a/c.js", "1")].map(|(name, text)| (name.into(), text.into())).into();
        let packed = zip("intake-form", &files).unwrap();
        assert_eq!(packed, zip("intake-form", &files).unwrap());
        let archive = zip::ZipArchive::new(Cursor::new(&packed)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["intake-form/a/c.js", "intake-form/b.php"]);
    }
}
