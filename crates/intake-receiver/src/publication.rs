//! The folder of form definitions: read, compiled and kept at start.

use crate::digest;
use crate::judge;
use crate::moment::Moment;
use crate::store::{FormRow, Store, StoreError};
use crate::words;
use intake_core::json::Json;
use std::path::{Path, PathBuf};

/// A form that is open now.
pub struct Publication {
    pub row: FormRow,
    /// In its default language.
    pub title: String,
}

#[derive(Debug, thiserror::Error)]
pub enum PublicationError {
    #[error("{0}: cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    #[error("{0}: has errors. See: intake check {0}")]
    Broken(PathBuf),
    #[error("{0}: the form \"{1}\" is in another file too.")]
    Twice(PathBuf, String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Publishes every `*.json` of the folder, in the order of their names.
pub async fn publish(
    folder: &Path,
    store: &Store,
    now: Moment,
) -> Result<Vec<Publication>, PublicationError> {
    let mut forms: Vec<Publication> = Vec::new();
    for file in files(folder).map_err(|error| PublicationError::Unreadable(folder.into(), error))? {
        let text = std::fs::read_to_string(&file)
            .map_err(|error| PublicationError::Unreadable(file.clone(), error))?;
        let form = read(text).ok_or_else(|| PublicationError::Broken(file.clone()))?;
        if forms.iter().any(|other| other.row.name == form.row.name) {
            return Err(PublicationError::Twice(file, form.row.name));
        }
        store.publish(&form.row, &now.to_string()).await?;
        forms.push(form);
    }
    Ok(forms)
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // A JSON Schema may lie beside the forms that it describes.
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".json") && !name.ends_with(".schema.json") && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A form from the text of its file; `None` when it has an error.
pub fn read(text: String) -> Option<Publication> {
    let definition = Json::parse(&text).ok()?;
    let form = judge::compile(&definition)?;
    let row = FormRow {
        digest: digest::of_json(&definition),
        name: form.name.to_string(),
        version: form.version.to_string(),
        definition: text,
    };
    Some(Publication { title: words::title(&definition).to_owned(), row })
}
