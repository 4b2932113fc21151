//! The widget's files inside the program, as `cargo xtask build` has made them.
//!
//! `cargo xtask package` puts them there (`build.rs`). A program that was built otherwise has none: it
//! takes the widget from the folder that `--site` names.

use crate::digest::sha256_base64url;
use axum::body::Bytes;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

static INSIDE: Dir = include_dir!("$OUT_DIR/asset");

/// The file that a page names.
pub const LOADER: &str = "intake-form.js";

/// Files by their names.
#[derive(Default)]
pub struct Assets(BTreeMap<String, Asset>);

#[derive(Clone)]
pub struct Asset {
    pub bytes: Bytes,
    /// An entity tag, in its quotes.
    pub tag: String,
}

impl Assets {
    /// Those inside this program.
    pub fn inside() -> Self {
        let name = |file: &include_dir::File| file.path().to_string_lossy().into_owned();
        Self(
            INSIDE
                .files()
                .map(|file| (name(file), Asset::new(Bytes::from_static(file.contents()))))
                .collect(),
        )
    }

    /// Those of a folder, as they are now.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let mut assets = Self::default();
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.path().is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                assets.0.insert(name, Asset::new(std::fs::read(entry.path())?.into()));
            }
        }
        Ok(assets)
    }

    pub fn find(&self, name: &str) -> Option<&Asset> {
        self.0.get(name)
    }

    /// Whether a page can take the widget from here.
    pub fn has_widget(&self) -> bool {
        self.0.contains_key(LOADER)
    }
}

impl Asset {
    fn new(bytes: Bytes) -> Self {
        Self { tag: format!("\"{}\"", sha256_base64url(&bytes)), bytes }
    }
}

/// Whether the name holds a hash of the file's bytes, `intake-form-0123456789ab.wasm`: under this name
/// nothing else will ever come.
pub fn is_hashed(name: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == 12 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_stands_for_its_bytes() {
        for name in ["intake-form-0123456789ab.wasm", "intake-form-sv-a79afe075cb3.json"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["intake-form.js", "intake-form-outbox.js", "0123456789ab.js", "a-0123456789aB.js", ""] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
